"""Results that a program read: how one is known again, and how they come among the findings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ingest.evidence import Pack, Row
from ingest.rows import Value
from ingest.schema import FINDINGS, MACHINE, PROPOSALS

_DIGITS = 12


def mark_of(*parts: Value) -> str:
    """A digest of what was read and where, that stays the same when the proposal is mended."""
    told = json.dumps(parts, ensure_ascii=False).encode()
    return hashlib.sha256(told).hexdigest()[:_DIGITS]


def with_proposals(pack: Pack) -> Pack:
    """The pack with what is proposed in it, and unread, among its findings.

    Their ids are those of the proposals. What is proposed with figures that do not belong together
    stays out.
    """
    proposed = (
        replace(record, values=as_finding(record.values))
        for record in pack.tables.get(PROPOSALS.name, ())
        if record.values["status"] == record.values["confidence"] == MACHINE
    )
    findings = (*pack.tables.get(FINDINGS.name, ()), *proposed)
    return replace(pack, tables={**pack.tables, FINDINGS.name: findings})


def as_finding(proposal: Row) -> Row:
    """The row of findings that a proposal is."""
    row: Row = {name: proposal.get(name) for name in FINDINGS.names}
    return row | {"finding_id": proposal["proposal_id"]}


def is_on_file(proposal: Mapping[str, Value], findings: Iterable[Row]) -> bool:
    """Whether one of a study's findings has the outcome and, in either arm, the figure."""
    return any(
        finding["outcome"] == proposal.get("outcome")
        and any(_same_figure(proposal, finding, prefix) for prefix in ("", "comparator_"))
        for finding in findings
    )


def _same_figure(proposal: Mapping[str, Value], finding: Row, prefix: str) -> bool:
    """Whether a share or an effect is the same, in one of the finding's two arms."""
    if proposal.get("effect") is not None:
        return not prefix and proposal["effect"] == finding["effect"]
    share, events = proposal.get("percent"), proposal.get("events")
    if share is not None and share == finding[f"{prefix}percent"]:
        return True
    counted = events is not None and events == finding[f"{prefix}events"]
    return counted and proposal.get("n") == finding[f"{prefix}n"]


def known_marks(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """Study and mark of each proposal, whatever became of it."""
    return {(str(row["study_id"]), str(row["mark"])) for row in rows}
