"""Two figures set against each other: "64% against 28%" where one finding prints both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.evidence import Evidence
from claims.judges.arms import turned
from claims.judges.numbers import AGREEING, match_share
from claims.link import claim_stems, ranked, weigh
from claims.reading import Assertion, Reading
from claims.verdict import Candidate, Part, Reason

# Facets in which two equal figures may still be a coincidence.
_TELLING = ("drug", "time", "doses")
_GENERAL = 1.5


def judge_pair(reading: Reading, assertion: Assertion, evidence: Evidence) -> Part | None:
    """The part that rests on a finding with the claim's figure and the one it is compared with.

    Both in one finding about the drug are hardly a coincidence: such a finding decides whatever
    general word the claim has for its outcome. A claim that names another outcome than the
    finding's, or another time, is left to be judged as any share is. None where no finding prints
    both.
    """
    if reading.unit != "%" or reading.value is None or reading.comparator_value is None:
        return None
    found = [
        candidate
        for candidate in _printing_both(reading, assertion, evidence)
        if not set(_TELLING) & set(candidate.conflicts) and _is_meant(reading, candidate, evidence)
    ]
    if not found:
        return None
    best = ranked(found)[0]
    finding = best.finding
    detail = f"{finding.percent:g}% against {finding.comparator_percent:g}% on file"
    return Part(assertion, "supported", (Reason("NUM_EXACT", detail, "SHARE"),), best, tuple(found))


def _printing_both(
    reading: Reading, assertion: Assertion, evidence: Evidence
) -> Iterator[Candidate]:
    other = replace(reading, value=reading.comparator_value, value_high=None, modifier=None)
    stems = claim_stems(reading.statement)

    def agree(shares: tuple[float, float]) -> bool:
        return (
            match_share(reading, shares[0]) in AGREEING
            and match_share(other, shares[1]) in AGREEING
        )

    for finding in evidence.two_armed:
        shares = finding.percent or 0.0, finding.comparator_percent or 0.0
        if agree(shares):
            yield weigh(reading, assertion, finding, evidence, stems)
        elif finding.comparator in reading.drugs and agree(shares[::-1]):
            candidate = weigh(reading, assertion, finding, evidence, stems)
            drug = [c for c in candidate.comparisons if c.facet != "drug"]
            yield turned(candidate._replace(comparisons=tuple(drug)))


def _is_meant(reading: Reading, candidate: Candidate, evidence: Evidence) -> bool:
    """Whether any outcome of the claim is the finding's, or a general word for one of its kind."""
    outcomes, tree = evidence.vocabulary.outcomes, evidence.vocabulary.outcome_tree
    found = candidate.finding.outcome
    return any(
        tree.related(a.outcome, found)
        or (
            outcomes[a.outcome].weight < _GENERAL
            and outcomes[a.outcome].kind == outcomes[found].kind
        )
        for a in reading.assertions
    )
