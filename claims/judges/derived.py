"""Shares that nobody prints but that follow within one study, arm and time point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.evidence import Evidence
from claims.judges.numbers import AGREEING, match_share
from claims.link import claim_stems, weigh
from claims.reading import Assertion, Reading
from claims.records import Finding
from claims.times import same_time
from claims.verdict import Candidate

_RESTS = {"non-response": "response"}


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a share was worked out, and the findings it was worked out from."""

    formula: str
    candidates: tuple[Candidate, ...]


def derive(
    reading: Reading, assertion: Assertion, evidence: Evidence, previous: Reading | None
) -> Derivation | None:
    """A difference of two shares (67 - 52) or a rest (100 - A) that gives the share claimed.

    Differences are tried for what is claimed on top of another figure, or for response without
    remission; rests for its opposite (non-response). Only findings of one study, arm and time are
    put together, and only where their other facets do not conflict.
    """
    for formula, value, findings in _ways(reading, assertion, evidence, previous):
        if match_share(reading, value) not in AGREEING:
            continue
        stems = claim_stems(reading.statement)
        found = tuple(weigh(reading, assertion, f, evidence, stems) for f in findings)
        if all(set(c.conflicts) <= {"outcome"} for c in found):
            return Derivation(formula, found)
    return None


def _ways(
    reading: Reading, assertion: Assertion, evidence: Evidence, previous: Reading | None
) -> Iterator[tuple[str, float, tuple[Finding, ...]]]:
    tree = evidence.vocabulary.outcome_tree
    on_top = "excess" in reading.cues or "without" in assertion.outcome
    anchor = previous.value if previous is not None and previous.unit == "%" else None
    for wide, narrow in _pairs(evidence) if on_top else ():
        a, b = wide.percent or 0.0, narrow.percent or 0.0
        adds_up = a > b and (anchor is None or round(b) == round(anchor))
        related = tree.is_a(narrow.outcome, "benefit") or tree.related(
            wide.outcome, assertion.outcome
        )
        if adds_up and related and wide.outcome != narrow.outcome:
            yield f"{a:g} - {b:g} = {a - b:g}", a - b, (wide, narrow)
    if assertion.outcome in _RESTS:
        for finding in evidence.of_outcome(_RESTS[assertion.outcome]):
            if finding.percent is not None and finding.read and not finding.subgroup:
                rest = 100 - finding.percent
                yield f"100 - {finding.percent:g} = {rest:g}", rest, (finding,)


def _pairs(evidence: Evidence) -> Iterator[tuple[Finding, Finding]]:
    """Pairs of shares of one study, arm and time, none of a subgroup."""
    groups: dict[str, list[Finding]] = {}
    for finding in evidence.findings.values():
        if finding.percent is not None and finding.read and not finding.subgroup:
            groups.setdefault(finding.study_id, []).append(finding)
    for group in groups.values():
        for one in group:
            for other in group:
                if one is not other and one.drug == other.drug and _same_moment(one, other):
                    yield one, other


def _same_moment(one: Finding, other: Finding) -> bool:
    if one.time_high_h is None or other.time_high_h is None:
        return one.time_high_h == other.time_high_h
    return same_time(one.time_high_h, other.time_high_h) and one.arm == other.arm
