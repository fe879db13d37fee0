"""Readings, links and verdicts as rows of the tables in ``claims.schema``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlite_utils

from claims.citations import Resolution, corrected_reference
from claims.corpus import Judged
from claims.inputs import inputs_digest
from claims.reading import Reading
from claims.rule_counts import rule_counts
from claims.rules import rows
from claims.schema import DERIVED

Row = dict[str, Any]


def tables_of(judged: Sequence[Judged], checked: Mapping[str, Resolution]) -> dict[str, list[Row]]:
    """All rows that room claims/ writes, by table name."""
    return {
        "rules": [dict(row) for row in rows("rules")],
        "reason_codes": [dict(row) for row in rows("reason_codes")],
        "verdict_labels": [_typed(row) for row in rows("verdict_labels")],
        "readings": [reading_row(claim.claim_id, claim.reading) for claim in judged],
        "verdicts": [verdict_row(claim) for claim in judged],
        "verdict_reasons": [row for claim in judged for row in _reasons(claim)],
        "links": [row for claim in judged for row in _links(claim)],
        "comparisons": [row for claim in judged for row in _comparisons(claim)],
        "rule_counts": rule_counts(judged),
        "citation_checks": [_check(name, result) for name, result in checked.items()],
        "citation_faults": [
            row for name, result in checked.items() for row in _faults(name, result)
        ],
    }


def derive(db: sqlite_utils.Database) -> None:
    """Fill the derived tables, which stand empty, from those that are written already."""
    for name, sql in DERIVED.items():
        db.execute(f"INSERT INTO {name} {sql}")


def reading_row(claim_id: str, reading: Reading) -> Row:
    """A reading as a row of the table ``readings``."""
    return {
        "claim_id": claim_id,
        "kind": reading.kind,
        "drug": _join(reading.drugs),
        "drug_stated": int(reading.drug_stated),
        "route": _join(reading.routes),
        "dose": reading.dose,
        "population": _join(reading.populations),
        "outcome": reading.outcome,
        "assertions": _join(f"{a.outcome}>{a.direction or ''}" for a in reading.assertions),
        "direction": reading.direction,
        "value": reading.value,
        "value_high": reading.value_high,
        "unit": reading.unit,
        "modifier": reading.modifier,
        "comparator": _join(reading.comparators),
        "comparator_value": reading.comparator_value,
        "timepoint_value": reading.timepoint_value,
        "timepoint_unit": reading.timepoint_unit,
        "time_h": reading.time_high_h,
        "n_doses": reading.n_doses,
        "frequency": reading.frequency,
        "hedged": int(reading.hedged),
        "absolute_language": int(reading.absolute),
        "superlative": int(reading.superlative),
        "speech": reading.speech,
    }


def verdict_row(claim: Judged) -> Row:
    """A verdict as a row of the table ``verdicts``."""
    verdict = claim.verdict
    deciding = verdict.deciding
    return {
        "claim_id": claim.claim_id,
        "verdict": verdict.verdict,
        "as_cited": verdict.as_cited,
        "strength": verdict.strength,
        "study_id": verdict.study_id,
        "finding_id": deciding.finding.finding_id if deciding else None,
        "score": round(deciding.score, 4) if deciding else None,
        "rationale": verdict.rationale,
        "suggestion": verdict.suggestion,
        "searched_findings": verdict.searched_findings,
        "searched_studies": verdict.searched_studies,
        "inputs": inputs_digest(
            reading_row(claim.claim_id, claim.reading), claim.reading.statement, verdict
        ),
    }


def _reasons(claim: Judged) -> Iterable[Row]:
    for reason in claim.verdict.reasons:
        yield {
            "claim_id": claim.claim_id,
            "code": reason.code,
            "detail": reason.detail or None,
            "rule": reason.rule,
        }


def _links(claim: Judged) -> Iterable[Row]:
    for link in claim.verdict.links:
        yield {
            "claim_id": claim.claim_id,
            "finding_id": link.candidate.finding.finding_id,
            "rank": link.rank,
            "role": link.role,
            "score": round(link.candidate.score, 4),
            "facet_score": link.candidate.facet_score,
            "text_score": link.candidate.text_score,
            "level_score": link.candidate.level_score,
            "standing_score": link.candidate.standing_score,
        }


def _comparisons(claim: Judged) -> Iterable[Row]:
    for link in claim.verdict.links:
        for comparison in link.candidate.comparisons:
            yield {
                "claim_id": claim.claim_id,
                "finding_id": link.candidate.finding.finding_id,
                "facet": comparison.facet,
                "claim_value": comparison.claim,
                "finding_value": comparison.finding,
                "result": comparison.result,
                "rule": comparison.rule,
            }


def _check(citation_id: str, result: Resolution) -> Row:
    return {
        "citation_id": citation_id,
        "study_id": result.study_id,
        "other_study_id": result.others[0] if result.others else None,
        "status": result.status,
        "score": result.score,
        "rationale": result.rationale,
        "corrected": corrected_reference(result.work, "vancouver") if result.work else None,
    }


def _faults(citation_id: str, result: Resolution) -> Iterable[Row]:
    for fault in result.faults:
        yield {
            "citation_id": citation_id,
            "fault": fault.name,
            "field": fault.field,
            "printed": fault.printed,
            "real": fault.real,
        }


def _typed(row: Mapping[str, str]) -> Row:
    rating = row["claimreview_rating"]
    return {
        **row,
        "severity": int(row["severity"]),
        "claimreview_rating": int(rating) if rating else None,
    }


def _join(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None
