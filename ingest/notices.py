"""Notices about works: what they make of a work's standing, and how a pack comes by more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.additions import PackFile, cell, extended, read_file
from ingest.errors import BadInput, Refusal
from ingest.evidence import Disagreement, Record, Row
from ingest.moves import finish, put_in_place
from ingest.rows import RowModel
from ingest.schema import DOUBTS, NOTICE_KINDS, NOTICES, STUDIES
from ingest.tidy import tidy_row

_REINSTATEMENT = "reinstatement"
# What tells one notice from another.
_MARKS = ("doi", "pmid", "date")


def standing(declared: str | None, notices: Sequence[Row]) -> str | None:
    """How a work stands: the gravest notice that nothing has lifted.

    ``declared`` is what its row in studies says, ``notices`` are rows of the table notices about it
    in the order of their files.  A reinstatement lifts the retractions and expressions of concern
    before it, by date, or by order where one of the two has no date or both have the same.  A
    declared standing of a kind that no notice has counts as an undated notice, since nothing
    declared is lost: a reinstatement as the last, any other as the first.  Returns a standing of
    ``studies.notice``: 'reinstatement' where nothing else stands, ``declared`` where there are no
    notices.
    """
    if not notices:
        return declared
    listed = _with_declared(declared, [(str(row["kind"]), row.get("date")) for row in notices])
    stands = (
        kind
        for place, (kind, day) in enumerate(listed)
        if kind != _REINSTATEMENT
        and not (kind in DOUBTS and any(_reinstatements_after(place, day, listed)))
    )
    return max(stands, key=NOTICE_KINDS.index, default=_REINSTATEMENT)


# A notice's kind and its day, None where that is not known.
_Dated = tuple[str, object]


def _with_declared(declared: str | None, listed: list[_Dated]) -> list[_Dated]:
    """The notices with the declared one among them, where they lack it."""
    if declared not in NOTICE_KINDS or any(kind == declared for kind, _ in listed):
        return listed
    own: list[_Dated] = [(declared, None)]
    return listed + own if declared == _REINSTATEMENT else own + listed


def _reinstatements_after(place: int, day: object, listed: Sequence[_Dated]) -> Iterator[bool]:
    """For each reinstatement, whether it came after what stands at ``place``."""
    for other, (kind, later) in enumerate(listed):
        if kind == _REINSTATEMENT:
            dated = day is not None and later is not None and later != day
            yield str(later) > str(day) if dated else other > place


def settled(
    studies: Sequence[Record], notices: Iterable[Record]
) -> tuple[tuple[Record, ...], tuple[Disagreement, ...]]:
    """The studies with the standing that their notices make.

    Told as a disagreement: a reinstatement that only the study's row declares, where the notices
    list what it lifts.
    """
    listed: defaultdict[str, list[Record]] = defaultdict(list)
    for record in notices:
        listed[record.text("study_id")].append(record)
    found, told = list(studies), []
    for place, study in enumerate(studies):
        key, declared = study.text("study_id"), study.text("notice") or None
        if key not in listed:
            continue
        rows, file = [record.values for record in listed[key]], listed[key][0].file
        stands, without = standing(declared, rows), standing(None, rows)
        found[place] = replace(study, values={**study.values, "notice": stands})
        if declared == stands == _REINSTATEMENT and without in DOUBTS:
            told.append(Disagreement("studies", key, "notice", declared, without, study.file, file))
    return tuple(found), tuple(told)


def same_notice(first: Row, second: Row) -> bool:
    """Whether two rows about one work are the same notice: of one kind, and alike in DOI or date.

    A DOI that both have decides, then a PubMed id that both have, then the date.  Two rows that
    have none of the three are the same; where only one has none, nobody can tell, and both stay.
    """
    if first["kind"] != second["kind"]:
        return False
    marks = [[row.get(name) for name in _MARKS] for row in (first, second)]
    for one, other in zip(*marks, strict=True):
        if one and other:
            return str(one).casefold() == str(other).casefold()
    return not any(marks[0]) and not any(marks[1])


def by_work(notices: Iterable[Row]) -> defaultdict[str, list[Row]]:
    """Rows of notices by the ids of their works; an id without any has an empty list."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in notices:
        found[str(row.get("study_id") or "")].append(row)
    return found


def is_news(row: Row, known: Iterable[Row]) -> bool:
    """Whether a notice says something that those known about its work do not.

    That a work was retracted, without where and when, is no news where a retraction is known, nor
    where a reinstatement is, which such a notice behind it would undo.
    """
    if any(row.get(name) for name in _MARKS):
        return not any(same_notice(row, one) for one in known)
    kinds = {one["kind"] for one in known}
    return row["kind"] not in kinds and not (row["kind"] in DOUBTS and _REINSTATEMENT in kinds)


def add_notices(folder: Path, rows: Sequence[Row]) -> tuple[int, int]:
    """Add notices to the pack in ``folder``; returns how many were added and how many were there.

    ``rows`` are typed rows of the table notices, without ``notice_id``.  The lines of a notices.csv
    that is there keep their bytes, empty cells for columns that it lacks aside, and the pack
    changes as a whole or not at all; a folder that is no pack yet gets a studies.csv without rows.
    Raises BadInput where that file cannot be read or a row breaks its table's rules, OnfileError
    where the file cannot be written.
    """
    finish(folder)
    file = read_file(folder, NOTICES)
    _check(file, rows)
    known = by_work(tidy_row(NOTICES, cells) for _, cells in file.sheet.rows)
    new = []
    for row in rows:
        there = known[str(row["study_id"])]
        if is_news(row, there):
            there.append(row)
            new.append({name: cell(value) for name, value in row.items()})
    if new:
        put = {file.path.name: (file.content, extended(file, new))}
        studies = read_file(folder, STUDIES)
        if studies.content is None:
            put[studies.path.name] = (None, extended(studies, ()))
        put_in_place(folder, put)
    return len(new), len(rows) - len(new)


def _check(file: PackFile, rows: Iterable[Row]) -> None:
    """Refuse a file that no pack can have, and rows with which the pack could not be read."""
    place, model = str(file.path), RowModel(NOTICES)
    missing = {"study_id", "kind"} - set(file.sheet.columns)
    reason, remedy = "the column is missing", "add it to the header"
    refusals = [Refusal(place, 1, name, reason, remedy) for name in missing]
    for row in rows:
        _, faults = model.check({**row, "notice_id": "n"})
        refusals += [Refusal(place, 0, *fault) for fault in faults]
    if refusals:
        raise BadInput(refusals)
