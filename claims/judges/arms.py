"""What a comparison found under its comparator, for claims about the comparator."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from claims.evidence import Evidence
from claims.link import claim_stems, weigh
from claims.merit import usable
from claims.reading import Assertion, Reading
from claims.records import Finding
from claims.verdict import Candidate


def arms(reading: Reading, assertion: Assertion, evidence: Evidence) -> list[Candidate]:
    """Findings seen from their comparator's side, where the claim is about the comparator."""
    if not reading.drug_stated:
        return []
    stems = claim_stems(reading.statement)
    compared = [
        weigh(reading, assertion, finding, evidence, stems)
        for finding in evidence.of_outcome(assertion.outcome)
        if finding.comparator in reading.drugs and finding.comparator_percent is not None
    ]
    return [
        turned(c)
        for c in compared
        if c.conflicts == ("drug",) and usable(c.finding, evidence.study_of(c.finding))
    ]


def turned(candidate: Candidate) -> Candidate:
    """A comparison of two arms with the comparator's arm in front."""
    return candidate._replace(finding=_comparators(candidate.finding), comparable=True)


@lru_cache(maxsize=4096)
def _comparators(finding: Finding) -> Finding:
    """What a finding says of its comparator; the same object for the same finding."""
    return replace(
        finding,
        drug=(finding.comparator or "",),
        comparator="; ".join(finding.drug),
        percent=finding.comparator_percent,
        percent_high=None,
        comparator_percent=finding.percent,
        events=None,
        n=None,
    )
