"""The verdict on a claim that is a reference: does the work exist, and is it printed right?"""

from __future__ import annotations

from collections.abc import Sequence

from claims.citations import Resolution, corrected_reference
from claims.evidence import Evidence
from claims.verdict import Reason, Verdict

_VERDICTS = {
    "ok": ("supported", "CITATION_OK"),
    "incomplete": ("supported", "CITATION_INCOMPLETE"),
    "field-error": ("misattributed", "CITATION_FIELD_ERROR"),
    "sibling-mix-up": ("misattributed", "CITATION_SIBLING_MIX_UP"),
    "id-points-elsewhere": ("misattributed", "CITATION_ID_POINTS_ELSEWHERE"),
    "merged": ("misattributed", "CITATION_MERGED"),
    "ambiguous": ("partly-supported", "CITATION_AMBIGUOUS"),
    "not-found": ("unsupported", "CITATION_NOT_FOUND"),
}
_ORDER = ("supported", "partly-supported", "unsupported", "misattributed")


def judge_citation(resolutions: Sequence[Resolution], evidence: Evidence) -> Verdict:
    """The verdict on one or more references, of which the gravest decides."""
    worst = max(resolutions, key=lambda r: _ORDER.index(_VERDICTS[r.status][0]))
    verdict, code = _VERDICTS[worst.status]
    faults = "; ".join(_told(worst, fault.name) for fault in worst.faults)
    doubted = [r.work for r in resolutions if r.work and r.work.is_doubted]
    reasons = [Reason(code, faults or worst.status, "CITATION")]
    if doubted:
        # However rightly it is printed: what is cited is not what it was.
        verdict = max(verdict, "partly-supported", key=_ORDER.index)
        told = ", ".join(f"{work.study_id}: {work.notice}" for work in doubted)
        reasons.append(Reason("CITATION_DOUBTED", told, "NOTICE"))
    return Verdict(
        verdict=verdict,
        as_cited=None,
        strength=None,
        reasons=tuple(reasons),
        links=(),
        deciding=None,
        rationale=worst.rationale,
        suggestion=_corrected(worst) if verdict != "supported" else None,
        searched_findings=0,
        searched_studies=len(evidence.studies),
        study_id=worst.study_id,
    )


def _told(resolution: Resolution, name: str) -> str:
    fault = next(fault for fault in resolution.faults if fault.name == name)
    if fault.printed and fault.real:
        return f"{name}: printed {fault.printed}, is {fault.real}"
    return name


def _corrected(resolution: Resolution) -> str | None:
    return corrected_reference(resolution.work, "vancouver") if resolution.work else None
