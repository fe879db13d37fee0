"""Resolution of references on public data, beside simpler methods in the same run.

``python -m benchmarks references DIR``: DIR holds refs.jsonl (reference strings with the work that
each means) and elsewhere.jsonl (strings nearly none of whose works are among those).  A fifth of
the works is left out of the registry, so that their references must come back as not found; and
the registry is filled up to 100,000 works with titles spliced from real ones, for speed and memory.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from rapidfuzz import fuzz, process

from claims.citations import WorkIndex, resolve
from ingest.corpus import read_evidence

DATA = Path(__file__).resolve().parent.parent / "data"
LARGE = 100_000
_LEFT_OUT = 5  # one work in so many
_ASKED = 20
_SEARCHED = ("authors", "title", "journal", "volume", "pages")
_WORD = re.compile(r"\w+")

Row = dict[str, str]
# A reference in; the id of a work and how sure, None where nothing is like it.
Method = Callable[[str], tuple[str | None, float]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a method did: of references that mean a work on file, of others, and how fast."""

    precision: float
    recall: float
    false_links: float
    per_second: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_lines(path: Path) -> list[Row]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def work_of(row: Row) -> Row:
    """The record of a reference as a row of the table studies."""
    return {
        "study_id": row["doi"],
        "authors": "; ".join(filter(None, (row["author"], "(others)"))),
        "title": row["title"],
        "journal": row["journal"],
        "volume": row["volume"],
        "pages": row["page"],
        "doi": row["doi"],
        "pmid": row["pmid"],
    }


def spliced(works: Sequence[Row], count: int) -> list[Row]:
    """So many works that are not: halves of two titles each, and other works' fields."""
    draw = random.Random(count)
    made = []
    for i in range(count):
        first, second, third = (draw.choice(works) for _ in range(3))
        head, tail = first["title"].split(), second["title"].split()
        title = " ".join(head[: len(head) // 2 + 1] + tail[len(tail) // 2 :])
        number = str(draw.randrange(1, 400))
        made.append(
            third | {"study_id": f"spliced-{i}", "title": title, "volume": number,
                     "pages": str(draw.randrange(1, 2000)), "doi": f"10.0000/{i}", "pmid": ""}
        )  # fmt: skip
    return made


def onfile(works: Iterable[Row]) -> Method:
    """The resolver, with the journals that are on file."""
    journals = read_evidence([DATA]).rows("journals")
    index = WorkIndex.from_rows(works, journals)

    def ask(reference: str) -> tuple[str | None, float]:
        found = resolve(reference, index)
        return found.study_id, 100.0

    return ask


def full_text(works: Sequence[Row], scorer: Callable[..., float] | None) -> Method:
    """FTS5, the best by bm25, or the most alike of its best twenty by one of rapidfuzz's scorers.

    Without a scorer the share of the reference's words that the work has tells how sure it is.
    """
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE works USING fts5(text)")
    texts = [" ".join(w[name] or "" for name in _SEARCHED) for w in works]
    db.executemany("INSERT INTO works(rowid, text) VALUES (?, ?)", enumerate(texts))

    def ask(reference: str) -> tuple[str | None, float]:
        words = sorted(set(_WORD.findall(reference.lower())))
        query = " OR ".join(f'"{word}"' for word in words)
        rows = db.execute(
            "SELECT rowid FROM works WHERE works MATCH ? ORDER BY rank LIMIT ?",
            (query, _ASKED if scorer else 1),
        )
        hits = {row: texts[row] for (row,) in rows} if words else {}
        best = process.extractOne(reference, hits, scorer=scorer or fuzz.token_set_ratio)
        return (works[best[2]]["study_id"], best[1]) if best else (None, 0.0)

    return ask


def measure(
    ask: Method, mine: Sequence[Row], other: Sequence[str], on_file: frozenset[str]
) -> Figures:
    """The figures of a method; its threshold is the best one on every second reference."""
    start = time.process_time()
    answers = [(row["doi"], *ask(row["ref"])) for row in mine]
    spent = time.process_time() - start
    strangers = [ask(text) for text in other]
    least = max(
        sorted({score for _, _, score in answers[::2]}),
        key=lambda bound: _rates(answers[::2], on_file, bound)[2],
    )
    precision, recall, _ = _rates(answers[1::2], on_file, least)
    forced = sum(found is not None and score >= least for found, score in strangers)
    return Figures(precision, recall, forced / len(other), len(mine) / spent)


def _rates(
    answers: Sequence[tuple[str, str | None, float]], on_file: frozenset[str], least: float
) -> tuple[float, float, float]:
    linked = [(real, found) for real, found, score in answers if found and score >= least]
    right = sum(real == found for real, found in linked)
    precision = right / len(linked) if linked else 1.0
    recall = right / sum(real in on_file for real, _, _ in answers)
    return precision, recall, 2 * precision * recall / (precision + recall or 1.0)


def peak() -> float:
    """The most memory that the process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str]) -> int:
    """Print the figures of every method, then speed and memory against 100,000 works."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks references")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    references = read_lines(folder / "refs.jsonl")
    other = [row["ref"] for row in read_lines(folder / "elsewhere.jsonl")]
    every = {row["doi"]: work_of(row) for row in references}
    works = [work for doi, work in every.items() if crc32(doi.encode()) % _LEFT_OUT]
    on_file = frozenset(work["study_id"] for work in works)

    print(f"{len(references)} references, {len(works)} works on file, {len(other)} foreign")
    print(f"{'':34}precision  recall     F1  false links  references/s")
    methods: dict[str, Callable[[], Method]] = {
        "onfile": lambda: onfile(works),
        "FTS5, first": lambda: full_text(works, None),
        "FTS5, then token_set_ratio": lambda: full_text(works, fuzz.token_set_ratio),
        "FTS5, then WRatio": lambda: full_text(works, fuzz.WRatio),
    }
    for name, make in methods.items():
        row = measure(make(), references, other, on_file)
        print(
            f"{name:34}{row.precision:9.2%} {row.recall:7.2%} {row.f1:6.2%} "
            f"{row.false_links:12.2%} {row.per_second:13.0f}"
        )
    return _large(works, references)


def _large(works: list[Row], references: list[Row]) -> int:
    titled = [work for work in works if work["title"]]
    many = works + spliced(titled, LARGE - len(works))
    before, start = peak(), time.process_time()
    ask = onfile(many)
    loaded = time.process_time()
    for row in references:
        ask(row["ref"])
    own = len(references) / (time.process_time() - loaded)
    print(f"\n{LARGE} works: loaded in {loaded - start:.0f} s of CPU, "
          f"{peak() - before:.0f} MB, {own:.0f} references/s")  # fmt: skip
    plain = full_text(many, fuzz.token_set_ratio)
    start = time.process_time()
    for row in references[:200]:
        plain(row["ref"])
    simple = 200 / (time.process_time() - start)
    print(
        f"FTS5, then token_set_ratio: {simple:.0f} references/s; "
        f"onfile is {own / simple:.0f} times as fast"
    )
    return 0
