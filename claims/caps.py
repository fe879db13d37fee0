"""How a claim is put: absolute, superlative, promotional, too broad. Caps lower a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.evidence import Evidence
from claims.reading import Reading
from claims.verdict import Part, Reason

_ORDER = ("supported", "partly-supported", "overstated", "contradicted")
_FAVOURABLE = frozenset({"benefit", "sustained", "increase"})
_PRAISED = frozenset({"efficacy", "safety", "durability", "onset"})


def capped(reading: Reading, part: Part, evidence: Evidence) -> Part:
    """The part with its verdict lowered where the claim is put beyond what evidence can carry."""
    for cap in (_absolute, _superlative, _puffed, _retracted):
        reason, limit = cap(reading, part, evidence)
        if reason is not None:
            part = replace(
                part, verdict=_lower(part.verdict, limit), reasons=(*part.reasons, reason)
            )
    return part


def _lower(verdict: str, limit: str) -> str:
    if verdict not in _ORDER:
        return verdict
    return max(verdict, limit, key=_ORDER.index)


def _absolute(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """Absolutes need complete evidence: any finding to the contrary, or a share below all, caps."""
    if not reading.absolute or not _praises(reading, part, evidence):
        return None, ""
    return Reason("ABSOLUTE", "put in absolute terms", "ABSOLUTE"), "overstated"


def _superlative(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """To be the most or best needs head-to-head evidence that nothing on file disputes."""
    if not reading.superlative or not _praises(reading, part, evidence):
        return None, ""
    head_to_head = [c for c in part.agreeing if c.finding.outcome == "relative-efficacy"]
    if head_to_head and part.verdict == "supported":
        return None, ""
    limit = "partly-supported" if head_to_head else "overstated"
    return Reason("SUPERLATIVE", "claims to be the most or best", "SUPERLATIVE"), limit


def _puffed(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    """Promotional words on benefit or safety; intensified benefit where many do not respond."""
    if not _praises(reading, part, evidence):
        return None, ""
    if "promotion" in reading.cues:
        return Reason("PROMOTION", "promotional words", "PROMOTION"), "overstated"
    if "intensifier" in reading.cues and _is_efficacy(part, evidence):
        return Reason("INTENSIFIED", "the size of the effect is not what is on file", "PROMOTION"), "overstated"
    return None, ""


def _retracted(reading: Reading, part: Part, evidence: Evidence) -> tuple[Reason | None, str]:
    notices = {evidence.study_of(c.finding).notice for c in part.agreeing}
    if part.agreeing and notices == {"expression-of-concern"}:
        detail = "all support stands under an expression of concern"
        return Reason("CONCERN_SUPPORT", detail, "NOTICE"), "partly-supported"
    return None, ""


def _praises(reading: Reading, part: Part, evidence: Evidence) -> bool:
    """Whether the part is one that speaks for the treatment."""
    if part.assertion is None:
        return False
    outcome = evidence.vocabulary.outcomes[part.assertion.outcome]
    if outcome.kind not in _PRAISED or (outcome.kind == "safety" and outcome.valence == "bad"):
        return False
    direction = part.assertion.direction
    if outcome.kind == "onset":
        return direction == "decrease"
    return direction in _FAVOURABLE or direction is None and outcome.kind == "efficacy"


def _is_efficacy(part: Part, evidence: Evidence) -> bool:
    return (
        part.assertion is not None
        and evidence.vocabulary.outcomes[part.assertion.outcome].kind == "efficacy"
    )


def worst(parts: Sequence[Part]) -> Part:
    """The part with the gravest verdict; the first of equals."""
    return max(parts, key=lambda part: _ORDER.index(part.verdict) if part.verdict in _ORDER else -1)
