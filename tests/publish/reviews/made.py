"""Reviews as tests need them: valid, with whatever a test is about filled in."""

from __future__ import annotations

from publish.reviews.review import Review, reviewed
from publish.reviews.today import Today

CLAIM = "page-1-001"


def made(
    reviewer: str = "ann",
    verdict: str = "overstated",
    at: int = 0,
    inputs: str = "now",
    **more: str | None,
) -> Review:
    """A review of a claim that the rules called supported, made in the ``at``-th minute."""
    machine = more.get("machine_verdict") or "supported"
    accepted = verdict == machine
    values = {
        "claim_id": CLAIM,
        "statement": "Examplam helped half of the people in a day.",
        "machine_verdict": machine,
        "action": "accept" if accepted else "overrule",
        "verdict": verdict,
        "code": None if accepted else "ABSOLUTE",
        "note": None if accepted else "Beyond what was found.",
        "reviewer": reviewer,
        "made_at": f"2026-01-02T{at // 60:02}:{at % 60:02}:00.000000Z",
        "inputs": inputs,
        **more,
    }
    review, faults = reviewed(values)
    assert review is not None, faults
    return review


def stands(inputs: str = "now", verdict: str = "supported", statement: str | None = None) -> Today:
    """What the evidence says of the claim today."""
    return Today(CLAIM, statement or made().statement, verdict, inputs)
