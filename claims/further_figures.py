"""Figures of a claim beside the one that was judged: a cap, as in ``claims.caps``."""

from __future__ import annotations

from claims.claimed_figures import is_contrary, missing_figures
from claims.evidence import Evidence
from claims.judges.amounts import own_people
from claims.link import claim_stems, weigh
from claims.quantity import Quantity
from claims.reading import Reading
from claims.records import Finding
from claims.units import units
from claims.verdict import Part, Reason


def further_figures(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """A figure of the claim must be in a finding that agrees, or in one on what it also asserts.

    Where findings on what it asserts give amounts far from the figure, they speak against it.
    """
    judged = any(reason.code.startswith("NUM_") for reason in part.reasons)
    if part.verdict != "supported" or not _leads(reading, part):
        return None, ""
    unit = (reading.unit or "").partition("/")[0] if judged else ""
    dimension = units()[unit].dimension if unit in units() else None
    agreeing = [c.finding for c in part.agreeing]
    missing = missing_figures(reading.statement, agreeing, dimension)
    if not missing:
        return None, ""
    beside = _beside(reading, evidence)
    missing = missing_figures(reading.statement, [*agreeing, *beside], dimension)
    years = {evidence.study_of(finding).year for finding in (*agreeing, *beside)}
    missing = [q for q in missing if not _is_setting(q, reading, years)]
    if not missing:
        return None, ""
    shown = ", ".join(reading.statement[q.start : q.end] for q in missing)
    for quantity in missing:
        amounts = [(f, told) for f in beside if (told := is_contrary(quantity, f)) is not None]
        if amounts and all(told for _, told in amounts):
            detail = f"{shown}, where on file is: {amounts[0][0].statement}"
            return Reason("NUM_FAR", detail, "FIGURES"), "contradicted"
    return Reason("PART_UNSUPPORTED", f"no finding that agrees gives {shown}", "COMBINE"), (
        "partly-supported"
    )


def _is_setting(quantity: Quantity, reading: Reading, years: set[int | None]) -> bool:
    """Whether a figure dates the study that is told of, or the people, who are compared as such."""
    if quantity.dimension == "age":
        return reading.population_stated
    return quantity.dimension == "year" and quantity.value in years


def _beside(reading: Reading, evidence: Evidence) -> list[Finding]:
    """Comparable findings on all that the claim asserts, of the claim's own people if any are."""
    stems = claim_stems(reading.statement)
    is_a = evidence.vocabulary.outcome_tree.is_a
    found = [
        candidate
        for finding in evidence.about(reading.drugs)
        for assertion in reading.assertions
        if is_a(finding.outcome, assertion.outcome)
        and (candidate := weigh(reading, assertion, finding, evidence, stems)).comparable
    ]
    return [candidate.finding for candidate in own_people(found) or found]


def _leads(reading: Reading, part: Part) -> bool:
    return part.assertion is None or part.assertion == reading.assertions[0]
