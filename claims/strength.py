"""How strong the evidence behind a verdict is: A to E, a screening heuristic and not GRADE."""

from __future__ import annotations

from claims.combine import Outcome
from claims.evidence import Evidence

_POOLED = frozenset({"meta-analysis", "systematic-review"})
_RANDOMISED = frozenset({"randomised-parallel", "randomised-crossover", "randomised-withdrawal"})
_LARGE = 100


def strength_of(outcome: Outcome, evidence: Evidence) -> str | None:
    """A: a pooled analysis, label or regulator, or two randomised trials that together count 100
    people, and nothing against. B: the same with something against, or one trial of 100. C: smaller
    randomised trials or guidelines. D: uncontrolled or practice. E: preclinical or hypothesis.

    None for a verdict that rests on no finding.
    """
    side = [link.candidate for link in outcome.links if link.role in {"agrees", "disagrees"}]
    if outcome.deciding is not None and outcome.deciding not in side:
        side.append(outcome.deciding)
    if not side or outcome.verdict in {"unsupported", "not-checkable"}:
        return None
    findings = [candidate.finding for candidate in side]
    bases = {finding.basis for finding in findings}
    designs = {evidence.study_of(f).study_id: evidence.study_of(f).design for f in findings}
    randomised = {study for study, design in designs.items() if design in _RANDOMISED}
    people = sum(
        max((f.n or 0 for f in findings if f.study_id == study), default=0) for study in randomised
    )
    contested = any(link.role == "disagrees" for link in outcome.links)
    if set(designs.values()) & _POOLED or bases & {"regulator", "pooled"}:
        return "B" if contested else "A"
    if randomised and people >= _LARGE:
        return "B" if contested or len(randomised) == 1 else "A"
    if randomised or bases & {"guideline", "established", "controlled"}:
        return "C"
    return "E" if bases <= {"preclinical", "hypothesis", None} else "D"
