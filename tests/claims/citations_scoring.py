"""How well references with gold are resolved, and how many of their faults are named."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claims.checked import CheckedReference
from claims.citations import Resolution, WorkIndex, resolve
from claims.pages.formats import read_page
from claims.referenced import references_on
from ingest.corpus import read_evidence
from tests.claims.scoring import LEAST, Tally

Row = dict[str, str]
HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
PAGES = HERE / "references_gold"
# Each set of single references: its file, and whether data/ is on file besides its own works.
LISTS = {
    "gold": (HERE / "citations_gold" / "references.csv", False),
    "gold, held out": (HERE / "citations_gold" / "references_held_out.csv", False),
    "fresh": (HERE / "citations_fresh" / "references.csv", True),
    "last": (HERE / "citations_last" / "references.csv", True),
    "blind": (HERE / "citations_blind" / "references.csv", True),
}
CORE = frozenset(
    {"wrong-year", "wrong-journal", "wrong-title", "wrong-author", "ambiguous", "nonexistent"}
)
_DIVIDER = re.compile(r"\s*;\s*")
_WORD = re.compile(r"\w+")


@dataclass
class References:
    """What is measured of references.

    ``precision`` is of those that mean a work on file and were resolved, ``recall`` of all that
    mean one, ``left`` of those that mean none: how many were left without a work.  ``named``,
    ``extra`` and ``unnamed`` are core faults: named rightly, wrongly, and not at all.
    """

    precision: Tally = field(default_factory=Tally)
    recall: Tally = field(default_factory=Tally)
    left: Tally = field(default_factory=Tally)
    named: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)

    def add(self, row: Row, found: Resolution | None, told: str) -> None:
        """Compare what was found with a row of gold; ``None`` is a reference that was not seen."""
        right, given = parts(row["study_id"]), study_of(found) if found else None
        if right:
            self.recall.add(given in right, f"{told}\n    {given}, not {row['study_id']}")
        else:
            self.left.add(given is None, f"{told}\n    {given}")
        if right and given:
            self.precision.add(given in right, told)
        printed = frozenset(fault.name for fault in found.faults) if found else frozenset()
        gold = parts(row["faults"])
        self.named += [f"{told}: {name}" for name in sorted(CORE & printed & gold)]
        self.extra += [f"{told}: {name}" for name in sorted(CORE & printed - gold)]
        self.unnamed += [f"{told}: {name}" for name in sorted(CORE & gold - printed)]

    @property
    def faults(self) -> float:
        """F1 of the core faults in percent, over all references; 0 where there is none."""
        total = 2 * len(self.named) + len(self.extra) + len(self.unnamed)
        return 200 * len(self.named) / total if total else 0.0

    def update(self, other: References) -> None:
        """Count another set's references in."""
        for name, mine in vars(self).items():
            theirs = getattr(other, name)
            if isinstance(mine, Tally):
                mine.met, mine.of = mine.met + theirs.met, mine.of + theirs.of
                mine.missed += theirs.missed
            else:
                mine += theirs


@dataclass
class Pages:
    """What is measured of pages: how many references were seen, and how much that is none was not.

    ``references`` are all that are labelled, seen or not.
    """

    seen: Tally = field(default_factory=Tally)
    passed: Tally = field(default_factory=Tally)
    references: References = field(default_factory=References)


def rows(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def parts(cell: str) -> frozenset[str]:
    """The parts of a cell that holds several, divided by ';'."""
    return frozenset(filter(None, _DIVIDER.split(cell)))


def study_of(found: Resolution) -> str | None:
    """The work that ``onfile cite`` prints: of several that fit alike the first."""
    return found.others[0] if found.work is None and found.status == "ambiguous" else found.study_id


def works_of(folder: Path, with_data: bool) -> WorkIndex:
    """The works of a set, and those of data/ where the set is read against both."""
    corpus = read_evidence([DATA])
    studies = [*(corpus.rows("studies") if with_data else ()), *rows(folder / "works.csv")]
    return WorkIndex.from_rows(studies, corpus.rows("journals"))


def score_list(path: Path, index: WorkIndex) -> References:
    """The scores of a file of references against the works on file."""
    scores = References()
    for row in rows(path):
        scores.add(row, resolve(row["reference"], index), f"{row['id']}: {row['reference']}")
    return scores


def score_lists() -> dict[str, References]:
    """The scores of every set of single references that is there, by its name."""
    return {
        name: score_list(path, works_of(path.parent, with_data))
        for name, (path, with_data) in LISTS.items()
        if path.exists()
    }


def together(sets: Iterable[References]) -> References:
    """The scores over several sets."""
    scores = References()
    for one in sets:
        scores.update(one)
    return scores


def score_pages(folder: Path) -> Pages:
    """The scores of a folder of pages with labels.csv, not_references.csv and works.csv.

    Marks such as "[3]" are no references of their own and are left out.
    """
    index, scores = works_of(folder, with_data=False), Pages()
    labels = [row for row in rows(folder / "labels.csv") if row["form"] != "marker"]
    others = rows(folder / "not_references.csv")
    for name in sorted({row["page"] for row in labels}):
        page = read_page(name, (folder / name).read_bytes())
        found = references_on(page, index)
        own = [row for row in labels if row["page"] == name]
        aligned = dict(_aligned(own, found))
        for i, row in enumerate(own):
            told = f"{name}:{row['line']}: {row['reference']}"
            scores.seen.add(i in aligned, told)
            scores.references.add(row, found[aligned[i]].resolution if i in aligned else None, told)
        free = [one for j, one in enumerate(found) if j not in aligned.values()]
        for row in others:
            if row["page"] == name:
                taken = any(_is_of(row["text"], one, int(row["line"])) for one in free)
                scores.passed.add(not taken, f"{name}:{row['line']}: {row['text']}")
    return scores


def _aligned(labels: Sequence[Row], found: Sequence[CheckedReference]) -> Iterator[tuple[int, int]]:
    """Pairs of a label and what was found for it, each once, the closest in words first."""
    near = sorted(
        (-score, abs(int(row["line"]) - one.line), i, j)
        for i, row in enumerate(labels)
        for j, one in enumerate(found)
        if abs(int(row["line"]) - one.line) <= 1
        and (score := likeness(row["reference"], one.text)) >= LEAST
    )
    rest = set(range(len(labels))), set(range(len(found)))
    for *_, i, j in near:
        if i in rest[0] and j in rest[1]:
            rest[0].remove(i)
            rest[1].remove(j)
            yield i, j


def _is_of(text: str, one: CheckedReference, line: int) -> bool:
    """Whether what was found is a text that is no reference, or a part of it."""
    return one.line == line and (text in one.text or likeness(text, one.text) >= LEAST)


def likeness(one: str, other: str) -> float:
    """How much of their words two texts share, 0 to 1: of the shorter and of the longer, halved.

    Label and finding may differ in what leads to a name: "the SMILES trial" is "SMILES".
    """
    a, b = (frozenset(_WORD.findall(text.casefold())) for text in (one, other))
    if not a or not b:
        return 0.0
    shared = len(a & b)
    return (shared / len(a) + shared / len(b)) / 2
