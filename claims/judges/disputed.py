"""A claim that says what one of two sources says, where what the other says is followed."""

from __future__ import annotations

from dataclasses import replace

from claims.evidence import Evidence
from claims.judges.amounts import judge_amount
from claims.judges.claimed import claimed_figure, prints
from claims.link import claim_stems, weigh
from claims.reading import Assertion, Reading
from claims.verdict import Candidate, Part, Reason


def softened(reading: Reading, assertion: Assertion, part: Part, evidence: Evidence) -> Part:
    """The part; a contradiction by sources of which one agrees with the claim is contested.

    The finding that is not followed supports nothing: it only shows that sources differ.
    """
    if part.verdict != "contradicted":
        return part
    kind = evidence.vocabulary.outcomes[assertion.outcome].kind
    aside = _set_aside(reading, assertion, evidence)
    said = next((c.finding for c in aside if _says(reading, assertion, c, kind)), None)
    if said is None:
        return part
    reason = Reason("SOURCES_DISAGREE", said.statement, "DISPUTED")
    return replace(part, verdict="partly-supported", reasons=(*part.reasons, reason))


def _set_aside(reading: Reading, assertion: Assertion, evidence: Evidence) -> list[Candidate]:
    """Findings on what is asserted that would be comparable, were they the ones followed."""
    stems = claim_stems(reading.statement)
    weighed = [
        weigh(reading, assertion, finding, evidence, stems)
        for finding in evidence.about(reading.drugs)
        if finding.set_aside and finding.confidence != "recalled"
    ]
    return [c._replace(comparable=True) for c in weighed if not c.conflicts]


def _says(reading: Reading, assertion: Assertion, candidate: Candidate, kind: str) -> bool:
    """Whether a finding gives the claim's figure."""
    claimed = claimed_figure(reading)
    if claimed is not None:
        return prints(candidate.finding, claimed)
    part = judge_amount(reading, assertion, [candidate], kind)
    return part is not None and part.verdict == "supported"
