"""Figures on outcomes known by their words alone: shares, changes and ratios against findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.evidence import Evidence
from claims.judges.claimed import Claimed, claimed_figure, match
from claims.judges.numbers import AGREEING, lie
from claims.judges.shares import FACET_CODES
from claims.link import MOST_NEAR, claim_stems, weigh
from claims.printed import ARM, NET, OWN, RATIO, SHARE, Printed, printed
from claims.reading import Assertion, Reading
from claims.strangers import strangers
from claims.text import tokenise
from claims.times import same_time
from claims.verdict import Candidate, Part, Reason

_EXACT, _NEAR = "NUM_EXACT", "NUM_NEAR"
_BEST = ("NUM_EXACT", "NUM_TRUNCATED", "NUM_ROUNDED", "NUM_IN_RANGE", "NUM_NEAR")
_OTHER = {OWN: ARM, ARM: OWN}


@dataclass(frozen=True, slots=True)
class _Hit:
    """A finding that prints the figure claimed: which figure, and how well the two agree."""

    candidate: Candidate
    figure: Printed
    code: str


def judge_result(
    reading: Reading, assertion: Assertion, evidence: Evidence, named: frozenset[str]
) -> Part | None:
    """The part of a verdict that rests on a figure; None where nothing on file is comparable.

    The drug's findings on the outcome, or on one whose name has the same words, are compared by
    value; where the claim names a study, that study's first.  Equal is supported.  What is another
    arm's or time's figure, or none's, is contradicted; what is another study's, misattributed.
    """
    claimed = claimed_figure(reading)
    if claimed is None:
        return None
    found = [c for c in _on_outcome(reading, assertion, evidence) if _measured(c, claimed)]
    comparable = _at_that_time(reading, [c for c in found if c.comparable])
    cited = [c for c in comparable if c.finding.study_id in named]
    pool = cited or comparable
    agreeing = _hits(pool, claimed, (OWN, NET), reading.comparators)
    if all(hit.code == _NEAR for hit in agreeing):
        read = [c for c in found if c.finding.read]
        exact = [hit for hit in _hits(read, claimed, (OWN,)) if hit.code == _EXACT]
        agreeing = [] if exact else agreeing  # it is that one's figure, and not one that is near
    if agreeing and cited and (unknown := strangers(reading, evidence.vocabulary)):
        detail = f"found for {', '.join(agreeing[0].candidate.finding.drug)}, not {unknown[0]}"
        reasons = (Reason("DRUG_MISMATCH", detail, "RESULT"),)
        return Part(assertion, "misattributed", reasons, agreeing[0].candidate, (), tuple(cited))
    if agreeing:
        return _agreed(reading, assertion, agreeing, pool)
    misses = [c for c in found if c.conflicts and c.finding.read]
    if cited:
        misses = [c for c in misses if c.finding.study_id in named]
        others = _hits(comparable, claimed, (OWN,))
        if others and not _hits(pool, claimed, (ARM,)) and not _hits(misses, claimed, (OWN,)):
            return _of_other_study(assertion, claimed, cited, others[0].candidate, evidence)
    return _against(assertion, claimed, pool, misses)


def _of_other_study(
    assertion: Assertion,
    claimed: Claimed,
    cited: Sequence[Candidate],
    other: Candidate,
    evidence: Evidence,
) -> Part:
    """The figure of another study than the one that the claim names."""
    detail = f"the figure is that of {evidence.study_of(other.finding).short}"
    reason = Reason("STUDY_MISMATCH", detail, "RESULT_STUDY")
    nearest = min(cited, key=lambda c: _distance(c, claimed))
    return Part(
        assertion, "misattributed", (reason,), nearest, disagreeing=tuple(cited), near=(other,)
    )


def _against(
    assertion: Assertion,
    claimed: Claimed,
    pool: Sequence[Candidate],
    misses: Sequence[Candidate],
) -> Part | None:
    """A figure that comparable findings do not print, or that is of another arm, time or group."""
    source = [hit.candidate for hit in _hits(misses, claimed, (OWN,))]
    if not pool and not source:
        return None
    arm = [hit.candidate for hit in _hits(pool, claimed, (ARM,))]
    nearest = min(pool or source, key=lambda c: _distance(c, claimed))
    reasons = (*_beside(pool, claimed), *_of_another(arm, source))
    return Part(
        assertion, "contradicted", reasons, nearest,
        disagreeing=tuple(pool), near=tuple(source[:MOST_NEAR]),
    )  # fmt: skip


def _at_that_time(reading: Reading, found: list[Candidate]) -> list[Candidate]:
    """Findings that end when the claim says, where any do; a span is known by its end."""
    end = reading.time_high_h
    if end is None:
        return found
    ending = [
        c
        for c in found
        if c.finding.time_high_h is not None and same_time(end, c.finding.time_high_h)
    ]
    return ending or found


def _on_outcome(reading: Reading, assertion: Assertion, evidence: Evidence) -> list[Candidate]:
    """Findings on the outcome or a kindred one: of the drug, or with it as the comparator."""
    stems = claim_stems(reading.statement)
    alike = evidence.vocabulary.alike
    found = [
        weigh(reading, Assertion(f.outcome, None, 0, 0), f, evidence, stems)
        for f in (evidence.about(reading.drugs) if reading.drugs else evidence.findings.values())
        if alike(assertion.outcome, f.outcome)
    ]
    if reading.drug_stated:
        compared = [
            weigh(reading, Assertion(f.outcome, None, 0, 0), f, evidence, stems)
            for f in evidence.findings.values()
            if f.comparator in reading.drugs and alike(assertion.outcome, f.outcome)
        ]
        found += [c._replace(comparable=c.finding.read) for c in compared if _is_arm(c)]
    return found


def _is_arm(candidate: Candidate) -> bool:
    """Whether the claim is about what the finding has as its comparator, and fits else."""
    return candidate.conflicts == ("drug",)


def _sides(candidate: Candidate, sides: Sequence[str]) -> tuple[str, ...]:
    """The sides of a finding, turned where the claim is about its comparator."""
    return tuple(_OTHER.get(side, side) for side in sides) if _is_arm(candidate) else tuple(sides)


def _hits(
    pool: Sequence[Candidate],
    claimed: Claimed,
    sides: Sequence[str],
    compared: Sequence[str] = (),
) -> list[_Hit]:
    """Findings whose figures agree, best agreement first, then by score.

    A ratio or difference must be one against what the claim compares with, where both say so.
    """
    hits = [
        _Hit(candidate, figure, code)
        for candidate in pool
        for figure in printed(candidate.finding)
        if figure.side in _sides(candidate, sides) and (code := match(claimed, figure)) in AGREEING
    ]
    hits = [hit for hit in hits if _same_comparison(hit, compared)]
    hits.sort(
        key=lambda h: (_BEST.index(h.code), -h.candidate.score, h.candidate.finding.finding_id)
    )
    return list({hit.candidate.finding.finding_id: hit for hit in reversed(hits)}.values())[::-1]


def _same_comparison(hit: _Hit, compared: Sequence[str]) -> bool:
    against = hit.candidate.finding.comparator
    between = hit.figure.side == NET or hit.figure.unit == RATIO or hit.figure.reduction
    return not (between and compared and against) or against in compared


def _measured(candidate: Candidate, claimed: Claimed) -> bool:
    """Whether a finding prints a figure of the claim's kind."""
    return any(
        match(claimed, figure) is not None
        for figure in printed(candidate.finding)
        if figure.side in _sides(candidate, (OWN,))
    )


def _distance(candidate: Candidate, claimed: Claimed) -> tuple[float, float, str]:
    gaps = [
        abs(figure.value - claimed.value)
        for figure in printed(candidate.finding)
        if match(claimed, figure) is not None
    ]
    return min(gaps, default=float("inf")), -candidate.score, candidate.finding.finding_id


def _agreed(
    reading: Reading, assertion: Assertion, hits: Sequence[_Hit], pool: Sequence[Candidate]
) -> Part:
    best = hits[0]
    code = "NUM_DERIVED" if best.figure.side == NET or best.figure.reduction else best.code
    reasons = [Reason(code, f"{best.figure.value:g} on file", "RESULT")]
    agreeing = tuple(hit.candidate for hit in hits)
    rest = tuple(c for c in pool if c not in agreeing)
    verdict = "supported"
    fault = _other_arm(reading, best) or _not_net(reading, best)
    if fault:
        reasons.append(Reason("PART_CONFLICTS", fault, "RESULT"))
        verdict = "partly-supported"
    return Part(assertion, verdict, tuple(reasons), best.candidate, agreeing, (), rest)


def _other_arm(reading: Reading, hit: _Hit) -> str | None:
    """What the other arm's figure is, where the claim gives it another one."""
    if reading.comparator_value is None or reading.unit != SHARE:
        return None
    claimed = Claimed(reading.comparator_value, None, SHARE, None, reading.decimals, False, False)
    (side,) = _sides(hit.candidate, (ARM,))
    others = [f for f in printed(hit.candidate.finding) if f.side == side and f.unit == SHARE]
    if not others or any(match(claimed, figure) in AGREEING for figure in others):
        return None
    return f"the other arm had {others[0].value:g}%, not {reading.comparator_value:g}%"


def _not_net(reading: Reading, hit: _Hit) -> str | None:
    """The difference between the arms, where the claim gives the change in one arm instead."""
    finding = hit.candidate.finding
    if hit.figure.side == NET or finding.effect is None or finding.comparator_effect is None:
        return None
    words = [token.text for token in tokenise(reading.statement)]
    if "than" not in words or not reading.comparators or reading.comparator_value is not None:
        return None
    net = abs(finding.effect - finding.comparator_effect)
    return (
        f"the change was {abs(finding.effect):g}; the difference from {finding.comparator} {net:g}"
    )


def _beside(pool: Sequence[Candidate], claimed: Claimed) -> tuple[Reason, ...]:
    values = sorted(
        figure.value
        for candidate in pool
        for figure in printed(candidate.finding)
        if figure.side in _sides(candidate, (OWN,))
        and match(claimed, figure) is not None
        and not figure.reduction
    )
    if not values:
        return ()
    code = "NUM_HIGH" if claimed.value > values[-1] else "NUM_LOW"
    code = "NUM_BETWEEN" if values[0] <= claimed.value <= values[-1] else code
    detail = f"comparable findings {lie(values[0], values[-1])}"
    return (Reason(code, detail, "RESULT"),)


def _of_another(arm: Sequence[Candidate], source: Sequence[Candidate]) -> list[Reason]:
    """What the figure is a figure of: the comparator, or another time, group or schedule."""
    reasons = []
    if arm:
        finding = arm[0].finding
        other = ", ".join(finding.drug) if _is_arm(arm[0]) else finding.comparator
        reasons.append(Reason("COMPARATOR_ARM", f"found under {other}", "RESULT"))
    for facet in source[0].conflicts if source else ():
        if facet in FACET_CODES:
            comparison = next(c for c in source[0].comparisons if c.facet == facet)
            detail = f"found for {facet} {comparison.finding}"
            reasons.append(Reason(FACET_CODES[facet], detail, "RESULT"))
    return reasons
