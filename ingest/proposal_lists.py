"""Proposals as a person reads them: in lists, one by one, and as CSV to edit."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from ingest.additions import Cells, read_file
from ingest.corpus import read_evidence
from ingest.errors import OnfileError
from ingest.evidence import Row
from ingest.schema import FINDINGS, MACHINE, PROPOSALS

_NOT_SHOWN = frozenset({"statement", "study_id", "source_url", "source_tier"})


def chosen(folder: Path, studies: Sequence[str], status: str) -> list[Cells]:
    """The proposals of a pack: of these studies, all where none is named, with this status or any.

    Raises BadInput where the file cannot be read.
    """
    rows = [cells for _, cells in read_file(folder, PROPOSALS).sheet.rows]
    return [
        row
        for row in rows
        if (not studies or row["study_id"] in studies) and status in ("any", row["status"])
    ]


def lines(rows: Sequence[Cells]) -> Iterator[str]:
    """A line for each proposal, and one that counts."""
    for row in rows:
        yield f"{row['proposal_id']}  {row['status']}  {row['statement']}"
    unread = sum(row["status"] == MACHINE for row in rows)
    yield f"{len(rows)} proposals, {unread} that nobody has read"


def shown(folder: Path, packs: Sequence[Path], proposal_id: str) -> Iterator[str]:
    """One proposal with what it was read from: the record, and the place in it.

    Raises OnfileError where there is none of that id.
    """
    row = next((r for r in chosen(folder, (), "any") if r["proposal_id"] == proposal_id), None)
    if row is None:
        raise OnfileError(f"there is no proposal {proposal_id}; see 'onfile proposals list'")
    studies = {str(s["study_id"]): s for s in read_evidence(packs).rows("studies")}
    yield f"{proposal_id}  {row['status']}"
    yield row["statement"]
    yield f"  read from: {_source(studies.get(row['study_id'], {}), row)}"
    for name in FINDINGS.names:
        if row.get(name) and name not in _NOT_SHOWN:
            yield f"  {name}: {row[name]}"
    if row.get("reviewed_by"):
        yield f"  reviewed: {row['reviewed']} by {row['reviewed_by']}"


def _source(study: Row, row: Cells) -> str:
    """The record and the place in it where a proposal was read."""
    ids = (("PMID", "pmid"), ("doi:", "doi"), ("", "nct"))
    named = (f"{label} {study[name]}".strip() for label, name in ids if study.get(name))
    place = row.get("location", "")
    if row.get("start"):
        place += f", characters {row['start']} to {row['end']}"
    return ", ".join(filter(None, (row["study_id"], *named, place, row.get("source_url", ""))))


def export(rows: Sequence[Cells], out: TextIO) -> None:
    """Write the proposals as CSV, to be edited and applied."""
    writer = csv.DictWriter(out, PROPOSALS.names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
