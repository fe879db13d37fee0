"""One treatment said to be better than another, against findings that compare the two."""

from __future__ import annotations

from claims.evidence import Evidence
from claims.link import claim_stems, ranked, weigh
from claims.printed import OWN, RATIO, printed
from claims.reading import Assertion, Reading
from claims.records import Finding
from claims.verdict import Candidate, Part, Reason

SUPERIORITY = "relative-efficacy"
_BETTER, _WORSE, _SAME = "benefit", "worse", "no-difference"
_CLAIMED = {"increase": _BETTER, "decrease": _WORSE, "no-difference": _SAME, None: _BETTER}


def judge_compared(reading: Reading, assertion: Assertion, evidence: Evidence) -> Part | None:
    """The part that rests on efficacy findings with the claim's comparator; None without any.

    Which way a finding points is its direction, else which arm had more of a good outcome.
    """
    claimed = _CLAIMED.get(assertion.direction)
    if claimed is None or not reading.comparators:
        return None
    stems = claim_stems(reading.statement)
    found = [
        weigh(reading, Assertion(finding.outcome, None, 0, 0), finding, evidence, stems)
        for finding in evidence.about(reading.drugs)
        if finding.comparator
        and is_against(finding, reading, evidence)
        and _is_efficacy(finding, evidence)
    ]
    sides: dict[str, list[Candidate]] = {}
    for candidate in ranked(c for c in found if c.comparable):
        sides.setdefault(_points(candidate.finding, evidence) or "", []).append(candidate)
    agreeing = sides.pop(claimed, [])
    sides.pop("", None)
    against = [candidate for side in sides.values() for candidate in side]
    if agreeing:
        verdict = "partly-supported" if len(against) >= len(agreeing) else "supported"
        reason = Reason("DIRECTION_AGREES", agreeing[0].finding.statement, "STANCE")
        return Part(assertion, verdict, (reason,), agreeing[0], tuple(agreeing), tuple(against))
    if against:
        reason = Reason("DIRECTION_CONFLICTS", against[0].finding.statement, "STANCE")
        return Part(assertion, "contradicted", (reason,), against[0], (), tuple(against))
    return None


def is_against(finding: Finding, reading: Reading, evidence: Evidence) -> bool:
    """Whether a finding may tell of the claim's comparison: not where it names other comparators.

    A class stands for its members, either way; the claim's drugs may be the finding's comparator.
    """
    related, control = evidence.vocabulary.drugs.related, finding.comparator
    if control is None or not reading.comparators:
        return True
    sides = (*reading.comparators, *reading.drugs)
    return any(related(control, name) for name in sides)


def _is_efficacy(finding: Finding, evidence: Evidence) -> bool:
    return evidence.vocabulary.outcomes[finding.outcome].kind in {"efficacy", "durability"}


def _points(finding: Finding, evidence: Evidence) -> str | None:
    """Which arm did better: by the direction, else by shares or a ratio of what is no harm."""
    if (
        finding.direction is not None
        or evidence.vocabulary.outcomes[finding.outcome].valence == "bad"
    ):
        return finding.direction
    if finding.percent is not None and finding.comparator_percent is not None:
        return _BETTER if finding.percent > finding.comparator_percent else _WORSE
    ratios = [f.value for f in printed(finding) if f.unit == RATIO and f.side == OWN]
    return (_BETTER if ratios[0] > 1 else _WORSE) if ratios else None
