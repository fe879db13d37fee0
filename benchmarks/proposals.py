"""How right the findings are that are proposed from abstracts, and how fast they are read.

``python -m benchmarks proposals [FOLDER ...] [--texts DIR]``: folders of labelled abstracts, those
of ``data/gold/abstracts`` where none is named.  ``--texts`` reads the same works' abstracts from
DIR/<pmid>.txt instead, a section a line with its label before a colon; such texts are kept outside
of the repository.  ``--missed`` prints what went wrong.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Sequence
from pathlib import Path

from claims.proposing.results import AbstractReader
from claims.quality.figures import Scores
from claims.quality.proposals import FIELDS, MEASURE, STATED, WHOLE, measure
from claims.vocabulary import Vocabulary
from ingest.corpus import read_evidence
from ingest.formats import pubmed_xml
from ingest.formats.record import Abstract, Incoming

DATA = Path(__file__).resolve().parent.parent / "data"
_LABEL = re.compile(r"([A-Z][A-Z ,/&'()-]{2,60}): ")
_LEAST_SECONDS = 2.0


def read_texts(folder: Path) -> dict[str, Abstract]:
    """The abstracts in a folder of texts, by PubMed id."""
    return {path.stem: _sections(path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))}


def _sections(text: str) -> Abstract:
    sections = []
    for line in filter(None, map(str.strip, text.splitlines())):
        label = _LABEL.match(line)
        sections.append((label[1], line[label.end() :]) if label else ("", line))
    return Abstract(tuple(sections))


def main(arguments: Sequence[str]) -> int:
    """Print precision and recall a field and of whole results, a folder a table, then the speed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks proposals")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--missed", action="store_true")
    given = parser.parse_args(arguments)
    folders = given.folders or sorted(p.parent for p in DATA.glob("gold/abstracts/*/results.csv"))
    evidence = read_evidence([DATA])
    vocabulary = Vocabulary.from_rows({name: evidence.rows(name) for name in evidence.tables})
    texts = read_texts(given.texts) if given.texts else None
    for folder in folders:
        _print(folder, measure(folder, vocabulary, texts), given.missed)
    if folders:
        _speed([folder / "abstracts.xml" for folder in folders], vocabulary)
    return 0


def _print(folder: Path, scores: Scores, missed: bool) -> None:
    print(f"\n{folder}\n{'':44}labelled  proposed  right  precision  recall")
    for name in (*FIELDS, WHOLE, STATED):
        one = scores.figures[MEASURE, name]
        shares = (
            f"{share:.3f}" if share is not None else "-" for share in (one.precision, one.recall)
        )
        precision, recall = shares
        print(f"{name:44}{one.labelled:8}{one.found:10}{one.right:7}{precision:>11}{recall:>8}")
    for told in scores.figures[MEASURE, WHOLE].missed if missed else ():
        print(f"  {told}")


def _speed(files: Sequence[Path], vocabulary: Vocabulary) -> None:
    """Abstracts a second read for results, beside those a second that the import alone reads."""
    texts = [(path.read_text(encoding="utf-8"), str(path)) for path in files]
    works: list[Incoming] = []
    plain = rounds = 0.0
    while plain < _LEAST_SECONDS:
        start = time.process_time()
        works = [w for text in texts for w in pubmed_xml.read(*text) if isinstance(w, Incoming)]
        plain += time.process_time() - start
        rounds += len(works)
    reader, spent, read = AbstractReader(vocabulary), 0.0, 0
    while spent < _LEAST_SECONDS:
        start = time.process_time()
        for work in works:
            if work.abstract is not None:
                reader.read(str(work.study["title"]), work.abstract)
        spent += time.process_time() - start
        read += len(works)
    per_second, base = read / spent, rounds / plain
    print(f"\n{per_second:.0f} abstracts/s read for results; the import alone reads {base:.0f}/s, "
          f"{base / per_second:.1f} times as fast")  # fmt: skip
