"""Scores how labelled references are resolved: which work each means, and what is wrong."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from claims.checked import CheckedReference
from claims.citations import Resolution, WorkIndex, resolve
from claims.pages.formats import read_page
from claims.quality.figures import CORE_FAULTS, NO_REFERENCES, NO_WORK, SEEN, WORKS, Scores
from claims.quality.labels import LEAST
from claims.referenced import references_on
from claims.vocabulary import split

Row = dict[str, str]
CORE = frozenset(
    {"wrong-year", "wrong-journal", "wrong-title", "wrong-author", "ambiguous", "nonexistent"}
)
_WORD = re.compile(r"\w+")


def rows(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def score_list(path: Path, index: WorkIndex) -> Scores:
    """The scores of a file of references against the works on file."""
    scores = Scores()
    for row in rows(path):
        told = f"{row['id']}: {row['reference']}"
        _score_reference(row, resolve(row["reference"], index), told, scores)
    return scores


def score_pages(folder: Path, index: WorkIndex) -> Scores:
    """The scores of a folder of pages with labels.csv and not_references.csv.

    Marks such as "[3]" are no references of their own and are left out.
    """
    scores = Scores()
    labels = [row for row in rows(folder / "labels.csv") if row["form"] != "marker"]
    others = rows(folder / "not_references.csv")
    for name in sorted({row["page"] for row in labels}):
        found = references_on(read_page(name, (folder / name).read_bytes()), index)
        own = [row for row in labels if row["page"] == name]
        aligned = dict(_aligned(own, found))
        for i, row in enumerate(own):
            told = f"{name}:{row['line']}: {row['reference']}"
            seen = i in aligned
            scores.figures["detection", SEEN].add(True, seen, seen, told)
            scores.figures["detection", NO_REFERENCES].add(False, not seen, False, told)
            _score_reference(row, found[aligned[i]].resolution if seen else None, told, scores)
        free = [one for j, one in enumerate(found) if j not in aligned.values()]
        for row in others:
            if row["page"] == name:
                _score_other(row, free, f"{name}:{row['line']}: {row['text']}", scores)
    return scores


def study_of(found: Resolution) -> str | None:
    """The work that ``onfile cite`` prints: of several that fit alike the first."""
    return found.others[0] if found.work is None and found.status == "ambiguous" else found.study_id


def _score_reference(row: Row, found: Resolution | None, told: str, scores: Scores) -> None:
    """Compare what was found with its label; ``None`` is a reference that was not seen."""
    figures = scores.figures
    right, given = frozenset(split(row["study_id"])), study_of(found) if found else None
    answer = f"{told}\n    {given}, not {row['study_id'] or 'none'}"
    figures["citation", WORKS].add(bool(right), given is not None, given in right, answer)
    figures["citation", NO_WORK].add(not right, given is None, True, answer)
    labelled = frozenset(split(row["faults"]))
    printed = {fault.name for fault in found.faults} if found else set()
    for fault in sorted(labelled | printed):
        of_fault = (fault in labelled, fault in printed, True, f"{told}: {fault}")
        figures["citation", fault].add(*of_fault)
        if fault in CORE:
            figures["citation", CORE_FAULTS].add(*of_fault)


def _score_other(row: Row, free: Sequence[CheckedReference], told: str, scores: Scores) -> None:
    taken = any(_is_of(row["text"], one, int(row["line"])) for one in free)
    scores.figures["detection", NO_REFERENCES].add(True, not taken, True, told)
    scores.figures["detection", SEEN].add(False, taken, False, told)


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
