"""Replays a verdict from what the database holds, and tells it step by step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlite_utils

from claims.check import Checker
from claims.corpus import Judged, check_citations, judge_claims
from claims.facets import Comparison
from claims.rules import reason_label, rows
from claims.store import reading_row, verdict_row
from claims.verdict import Link
from ingest.errors import OnfileError
from ingest.schema import TABLES

_TABLES = tuple(table.name for table in TABLES)


def explain(path: Path, claim_id: str) -> str:
    """How a claim on file was read, what it was compared with, and which rules gave its verdict.

    The verdict is worked out anew from the findings and rules in the database and compared with the
    one stored. Raises OnfileError where the database or the claim is not there.
    """
    if not path.is_file():
        raise OnfileError(f"{path}: no such database; make it with 'onfile build'")
    db = sqlite_utils.Database(path)
    tables = {name: list(db[name].rows) for name in _TABLES}
    claim = next((row for row in tables["claims"] if row["claim_id"] == claim_id), None)
    if claim is None:
        raise OnfileError(f"{claim_id}: no such claim in {path}; ids stand in the table claims")
    judged = _replay(tables, claim)
    stored = next(db["verdicts"].rows_where("claim_id = ?", [claim_id]))
    return "\n".join(_tell(claim, judged, stored == verdict_row(judged)))


def _replay(tables: dict[str, list[dict[str, Any]]], claim: dict[str, Any]) -> Judged:
    checker = Checker.from_rows(tables)
    line = [row for row in tables["claims"]
            if (row["page_id"], row["line"]) == (claim["page_id"], claim["line"])]  # fmt: skip
    checked = check_citations(tables["citations"], checker.works)
    judged = judge_claims(tables["pages"], line, tables["citations"], checked, checker.evidence)
    return next(one for one in judged if one.claim_id == claim["claim_id"])


def _tell(claim: dict[str, Any], judged: Judged, same: bool) -> Iterator[str]:
    verdict = judged.verdict
    yield f"{claim['claim_id']}  {claim['page_id']}, line {claim['line']}"
    yield f"Claim: {claim['statement']}"
    yield ""
    yield "Reading"
    for field, value in reading_row(judged.claim_id, judged.reading).items():
        if value not in (None, 0, "") and field != "claim_id":
            yield f"  {field}: {value}"
    yield ""
    yield f"Verdict: {verdict.verdict}" + (
        f"  (as cited: {verdict.as_cited})" if verdict.as_cited else ""
    )
    if verdict.strength:
        yield f"Strength: {verdict.strength} (a screening heuristic)"
    yield f"Why: {verdict.rationale}"
    if verdict.suggestion:
        yield f"The evidence on file would support: {verdict.suggestion}"
    yield ""
    yield "Reasons"
    described = {row["rule"]: row["description"] for row in rows("rules")}
    for reason in verdict.reasons:
        yield f"  {reason.code}: {reason_label(reason.code)}: {reason.detail}"
        yield f"      rule {reason.rule}: {described[reason.rule]}"
    for link in verdict.links:
        yield from _tell_link(link)
    yield ""
    yield f"Searched: {verdict.searched_findings} findings of {verdict.searched_studies} works."
    yield "Replayed from the database: " + (
        "the same verdict as stored." if same else "NOT the verdict that is stored; build again."
    )


def _tell_link(link: Link) -> Iterator[str]:
    candidate = link.candidate
    yield ""
    score = f"(score {candidate.score:.2f})"
    yield f"  {link.rank}. {candidate.finding.finding_id} {link.role}  {score}"
    yield f"     {candidate.finding.statement}"
    told = [_facet(comparison) for comparison in candidate.comparisons]
    yield "     " + "; ".join(words for words in told if words)


def _facet(comparison: Comparison) -> str:
    if comparison.result == "unknown":
        return ""
    return f"{comparison.facet} {comparison.claim} / {comparison.finding}: {comparison.result}"
