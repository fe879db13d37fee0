"""What a reviewer decides about proposals: accepted ones become findings, through every gate."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from os.path import realpath
from pathlib import Path

from ingest.additions import Cells, PackFile, cell, changed, extended, read_file
from ingest.corpus import read_evidence
from ingest.errors import BadInput, Refusal
from ingest.moves import finish, put_in_place
from ingest.schema import FINDINGS, MACHINE, PROPOSALS, VOCABULARY
from ingest.sheets import read_sheet
from ingest.statements import compose
from ingest.tidy import tidy_row

ACCEPTED, REJECTED = "accepted", "rejected"
# What a reviewer may write; all else says what was read, where and by whom.
MENDED = tuple(
    column.name
    for column in PROPOSALS.columns
    if column.name in FINDINGS.names and column.name not in {"study_id"}
)
_READ_IN = {"abstract": "the abstract", "registry": "the registry's record"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one proposal: its new status, '' where that stays, and cells mended.

    ``file`` and ``line`` tell where it was written, for refusals.
    """

    proposal_id: str
    status: str = ""
    cells: Cells = field(default_factory=dict)
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, on which day (as 2024-01-31), and what they read.

    '' stands for what the proposals were read from.
    """

    name: str
    day: str
    read_in: str = ""


def decide(
    decisions: Sequence[Decision], reviewer: Reviewer, folder: Path, packs: Iterable[Path]
) -> list[str]:
    """Carry the decisions out in the pack ``folder``; one line for each.

    ``packs`` are the packs on file beside it.  An accepted proposal is appended to the findings as
    verified, or as conflicting where it was proposed so.  All of it happens or nothing.  Raises
    BadInput with every decision that cannot be: of an unknown proposal, of one that is a finding
    already, or where a gate refuses what would be on file; OnfileError where the folder cannot be
    written.
    """
    finish(folder)
    proposals, findings = read_file(folder, PROPOSALS), read_file(folder, FINDINGS)
    rows = {cells["proposal_id"]: cells for _, cells in proposals.sheet.rows}
    refusals = [fault for one in decisions for fault in _faults(one, rows, proposals)]
    if refusals:
        raise BadInput(refusals)
    new = {one.proposal_id: _decided(rows[one.proposal_id], one, reviewer) for one in decisions}
    ids = _free_ids(findings, packs, folder)
    accepted = {
        key: _finding(cells, next(ids[cells["study_id"]]), reviewer)
        for key, cells in new.items()
        if cells["status"] == ACCEPTED
    }
    put = {"proposals.csv": (proposals.content, changed(proposals, new))}
    if accepted:
        put["findings.csv"] = (findings.content, extended(findings, list(accepted.values())))
    _vet({name: content for name, (_, content) in put.items()}, folder, packs, accepted, decisions)
    put_in_place(folder, put)
    return [_told(one, rows[one.proposal_id], accepted.get(one.proposal_id)) for one in decisions]


def _faults(one: Decision, rows: Mapping[str, Cells], file: PackFile) -> Iterator[Refusal]:
    """Why a decision cannot be carried out."""
    where = (one.file or str(file.path), one.line)
    row = rows.get(one.proposal_id)
    if row is None:
        reason = f"there is no proposal {one.proposal_id}"
        yield Refusal(*where, "proposal_id", reason, "see 'onfile proposals list'")
        return
    if row["status"] == ACCEPTED:
        reason = f"{one.proposal_id} is a finding already"
        yield Refusal(*where, "status", reason, "change the finding instead")
    if one.status not in {"", MACHINE, ACCEPTED, REJECTED}:
        reason = f"'{one.status}' is no status"
        yield Refusal(*where, "status", reason, f"write {ACCEPTED}, {REJECTED} or {MACHINE}")
    for name in one.cells:
        if name not in MENDED:
            reason = f"{one.proposal_id}: the column is not a reviewer's to change"
            yield Refusal(*where, name, reason, f"mend one of {', '.join(MENDED)}")


def _decided(row: Cells, one: Decision, reviewer: Reviewer) -> dict[str, str]:
    """The proposal's cells as they are to be; the statement follows its fields."""
    cells = {**row, **one.cells}
    if one.cells and "statement" not in one.cells:
        source = row["statement"].rpartition(" (")[2].rstrip(").")
        cells["statement"] = compose(tidy_row(PROPOSALS, cells), source)
    if one.status and one.status != row["status"]:
        cells["status"] = one.status
        decided = one.status != MACHINE
        cells["reviewed_by"] = reviewer.name if decided else ""
        cells["reviewed"] = reviewer.day if decided else ""
    return cells


def _finding(cells: Cells, finding_id: str, reviewer: Reviewer) -> dict[str, str]:
    """The row of findings of a proposal that was accepted."""
    row = {name: cells.get(name, "") for name in FINDINGS.names}
    return row | {
        "finding_id": finding_id,
        "confidence": "verified" if cells["confidence"] == MACHINE else cells["confidence"],
        "checked": reviewer.day,
        "checked_in": reviewer.read_in or _READ_IN[cells["read_from"]],
    }


class _Ids(dict[str, Iterator[str]]):
    """Free ids of findings by study: the study and a running number."""

    def __init__(self, taken: set[str]) -> None:
        super().__init__()
        self._taken = taken

    def __missing__(self, study: str) -> Iterator[str]:
        names = (f"{study}-f{number:02d}" for number in count(1))
        self[study] = (name for name in names if name not in self._taken)
        return self[study]


def _free_ids(findings: PackFile, packs: Iterable[Path], folder: Path) -> _Ids:
    others = [pack for pack in packs if realpath(pack) != realpath(folder)]
    there = read_evidence(others).rows("findings") if others else []
    return _Ids({*findings.ids, *(str(row["finding_id"]) for row in there)})


def _vet(
    contents: Mapping[str, bytes],
    folder: Path,
    packs: Iterable[Path],
    accepted: Mapping[str, Cells],
    decisions: Sequence[Decision],
) -> None:
    """Read what would be on file as a build does; a refusal names the decision that it is of."""
    with tempfile.TemporaryDirectory() as name:
        staged = Path(name) / (folder.resolve().name or "pack")
        staged.mkdir()
        for table in ("", *(f"vocabulary/{table.name}.csv" for table in VOCABULARY)):
            _copy(folder, staged, table)
        for file, content in contents.items():
            (staged / file).write_bytes(content)
        others = [pack for pack in packs if realpath(pack) != realpath(folder)]
        try:
            read_evidence([*others, staged])
        except BadInput as error:
            keys = _keys_by_line(staged, accepted)
            places = {one.proposal_id: (one.file, one.line) for one in decisions}
            raise BadInput(
                _translated(refusal, keys, places, staged, folder) for refusal in error.refusals
            ) from error


def _copy(folder: Path, staged: Path, name: str) -> None:
    """Copy one file of the pack, or with '' all CSV files at its top."""
    for path in (folder / name,) if name else sorted(folder.glob("*.csv")):
        if path.exists():
            target = staged / path.relative_to(folder)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, target)


def _keys_by_line(staged: Path, accepted: Mapping[str, Cells]) -> dict[tuple[str, int], str]:
    """Proposals by the places where they, and the findings made of them, would stand."""
    findings = {cells["finding_id"]: key for key, cells in accepted.items()}
    found = {}
    for file, column in (("findings.csv", "finding_id"), ("proposals.csv", "proposal_id")):
        path = staged / file
        for line, cells in read_sheet(path).rows if path.exists() else ():
            key = cells.get(column, "")
            proposal = findings.get(key, "") if column == "finding_id" else key
            if proposal:
                found[str(path), line] = proposal
    return found


def _translated(
    refusal: Refusal,
    keys: Mapping[tuple[str, int], str],
    places: Mapping[str, tuple[str, int]],
    staged: Path,
    folder: Path,
) -> Refusal:
    """The refusal where the reviewer can mend it."""
    key = keys.get((refusal.file, refusal.line), "")
    if key not in places:
        file = refusal.file.replace(str(staged), str(folder))
        return Refusal(file, refusal.line, refusal.column, refusal.reason, refusal.remedy)
    file, line = places[key]
    file = file or str(folder / "proposals.csv")
    return Refusal(file, line, refusal.column, f"{key}: {refusal.reason}", refusal.remedy)


def _told(one: Decision, before: Cells, finding: Cells | None) -> str:
    """What became of one proposal, in one line."""
    if finding is not None:
        return f"accepted {one.proposal_id}: {finding['finding_id']} {finding['statement']}"
    mended = f", mended {', '.join(one.cells)}" if one.cells else ""
    status = one.status or before["status"]
    verb = "rejected" if status == REJECTED else "kept"
    return f"{verb} {one.proposal_id}{mended}"


def edited(path: Path, folder: Path) -> list[Decision]:
    """The decisions in an exported CSV that somebody has edited: status and values changed.

    Rows and columns that are not in it stay as they are.  Raises BadInput where it cannot be read.
    """
    sheet = read_sheet(path)
    if sheet.refusals:
        raise BadInput(sheet.refusals)
    if "proposal_id" not in sheet.columns:
        reason, remedy = "the column is missing", "begin with 'onfile proposals export'"
        raise BadInput([Refusal(str(path), 1, "proposal_id", reason, remedy)])
    there = {cells["proposal_id"]: cells for _, cells in read_file(folder, PROPOSALS).sheet.rows}
    decisions = []
    for line, cells in sheet.rows:
        before = there.get(cells["proposal_id"], {})
        new = {
            name: cell(text)
            for name, text in cells.items()
            if name in PROPOSALS.names and text != before.get(name, "")
        }
        status = new.pop("status", "")
        if new or status:
            own = cells["proposal_id"]
            new.pop("proposal_id", None)
            decisions.append(Decision(own, status, new, str(path), line))
    return decisions
