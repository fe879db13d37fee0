"""Shares of people: "71% responded at 24 h" against what trials found."""

from __future__ import annotations

from collections.abc import Sequence

from claims.evidence import Evidence
from claims.judges.arms import arms
from claims.judges.derived import Derivation, derive
from claims.judges.numbers import AGREEING, lie, match_share
from claims.link import same_figure
from claims.reading import Assertion, Reading
from claims.verdict import Candidate, Part, Reason
from ingest.statistics import grim_consistent

_BEYOND = 10.0
FACET_CODES = {
    "outcome": "OUTCOME_MISMATCH",
    "time": "TIME_MISMATCH",
    "drug": "DRUG_MISMATCH",
    "route": "ROUTE_MISMATCH",
    "population": "POPULATION_MISMATCH",
    "doses": "SCHEDULE_MISMATCH",
    "subgroup": "SUBGROUP_FIGURE",
}


def judge_share(
    reading: Reading,
    assertion: Assertion,
    found: Sequence[Candidate],
    evidence: Evidence,
    previous: Reading | None,
) -> Part:
    """The part of a verdict that rests on a share of people.

    Comparable findings with a share decide. Where none agrees, a sum or difference within one
    study may; else the claim is above or below all that is on file, or the figure is a real one of
    another outcome, time, drug or subgroup.
    """
    impossible = _impossible(reading)
    if impossible is not None:
        return Part(assertion, "contradicted", (impossible,), near=tuple(found[:3]),
                    note=impossible.detail)  # fmt: skip
    shares = [c for c in found if c.comparable and c.finding.percent is not None]
    shares += arms(reading, assertion, evidence)
    codes = {c.finding.finding_id: _match(reading, c) for c in shares}
    named = evidence.study_names.find(reading.statement)
    agreeing = [c for c in shares if codes[c.finding.finding_id] in AGREEING]
    if agreeing and "excess" not in reading.cues:
        return _agreed(reading, assertion, shares, agreeing, codes, named)
    derivation = derive(reading, assertion, evidence, previous)
    if derivation is not None:
        return _derived(assertion, derivation)
    if agreeing:
        return _agreed(reading, assertion, shares, agreeing, codes, named)
    elsewhere = [c for c in same_figure(reading, assertion, evidence) if c.finding.read]
    elsewhere = [c for c in elsewhere if _may_be_meant(c, reading, shares, named)]
    return _not_agreed(reading, assertion, shares, elsewhere)


def _may_be_meant(
    candidate: Candidate, reading: Reading, shares: Sequence[Candidate], named: frozenset[str]
) -> bool:
    """Whether a claim may have its figure from a finding that is not comparable.

    From another drug's only where it prints that very figure of the same outcome, and at the same
    time, or the drug's own findings say otherwise, or the claim names the study.
    """
    if "drug" not in candidate.conflicts:
        return True
    if "outcome" in candidate.conflicts or _match(reading, candidate) not in AGREEING:
        return False
    if shares or candidate.result("time") == "equal":
        return True
    return candidate.finding.study_id in named


def _match(reading: Reading, candidate: Candidate) -> str:
    finding = candidate.finding
    if finding.percent is None:
        raise ValueError(f"{finding.finding_id} has no share")
    return match_share(reading, finding.percent, finding.percent_high)


def _agreed(
    reading: Reading,
    assertion: Assertion,
    shares: Sequence[Candidate],
    agreeing: list[Candidate],
    codes: dict[str, str],
    named: frozenset[str],
) -> Part:
    order = ["NUM_EXACT", "NUM_TRUNCATED", "NUM_ROUNDED", "NUM_IN_RANGE", "NUM_NEAR"]
    agreeing.sort(key=lambda c: (order.index(codes[c.finding.finding_id]), -c.score))
    best = agreeing[0]
    code = codes[best.finding.finding_id]
    reasons = [Reason(code, f"{_said(reading)} against {best.finding.percent:g}%", "SHARE")]
    verdict = "supported"
    others = [c for c in shares if c not in agreeing]
    timed = reading.time_low_h is not None or reading.n_doses is not None
    counted = reading.n is not None and reading.n == best.finding.n
    told = counted or best.finding.study_id in named  # then it is that result, at its time
    if (
        not (timed or told)
        and reading.kind != "safety-rate"
        and best.finding.time_low_h is not None
    ):
        spread = [c.finding.percent for c in others if c.finding.percent is not None]
        if any(abs(p - (reading.value or 0)) > _BEYOND for p in spread):
            reasons.append(
                Reason("TIME_MISSING", f"found at {best.finding.timepoint}", "SHARE_TIME")
            )
            verdict = "partly-supported"
    if others and len({c.finding.study_id for c in agreeing}) == 1:
        low, high = _extent(others)
        detail = f"other comparable findings {lie(low, high)}%"
        reasons.append(Reason("OTHERS_DIFFER", detail, "SHARE_OTHERS"))
    return Part(assertion, verdict, tuple(reasons), best, tuple(agreeing), (), tuple(others))


def _derived(assertion: Assertion, derivation: Derivation) -> Part:
    reason = Reason("NUM_DERIVED", derivation.formula, "SHARE_DERIVED")
    return Part(assertion, "supported", (reason,), derivation.candidates[0], derivation.candidates,
                note=f"worked out as {derivation.formula}")  # fmt: skip


def _not_agreed(
    reading: Reading,
    assertion: Assertion,
    shares: Sequence[Candidate],
    elsewhere: Sequence[Candidate],
) -> Part:
    value = reading.value or 0.0
    reasons = _where_from(reading, elsewhere)
    arm = [c for c in shares if c.finding.comparator_percent is not None
           and match_share(reading, c.finding.comparator_percent) in AGREEING]  # fmt: skip
    if arm:
        detail = f"{value:g}% was found under {arm[0].finding.comparator}"
        reasons.append(Reason("COMPARATOR_ARM", detail, "SHARE_ARM"))
    if not shares:
        if not elsewhere or not reasons:
            return Part(assertion, "unsupported", near=tuple(elsewhere[:3]))
        wrong_subject = {"DRUG_MISMATCH", "ROUTE_MISMATCH"} & {r.code for r in reasons}
        verdict = "misattributed" if wrong_subject and len(reasons) == 1 else "contradicted"
        return Part(assertion, verdict, tuple(reasons), elsewhere[0], near=tuple(elsewhere[:3]))
    low, high = _extent(shares)
    nearest = min(shares, key=lambda c: (abs((c.finding.percent or 0) - value), -c.score))
    verdict, reason = _beside(reading, low, high)
    if arm:
        verdict = "contradicted"
    return Part(
        assertion, verdict, (reason, *reasons), nearest, (),
        tuple(shares) if verdict == "contradicted" else (), tuple(shares), tuple(elsewhere[:3]),
    )  # fmt: skip


def _beside(reading: Reading, low: float, high: float) -> tuple[str, Reason]:
    """The verdict on a share that no comparable finding prints, by where it lies among them."""
    value = reading.value or 0.0
    where = f"comparable findings {lie(low, high)}%"
    if high < value <= high + _BEYOND:
        return "overstated", Reason("NUM_HIGH", where, "SHARE_BEYOND")
    if value > high:
        return "contradicted", Reason("NUM_HIGH", where, "SHARE_BEYOND")
    if value < low:
        return "contradicted", Reason("NUM_LOW", where, "SHARE_BEYOND")
    return "partly-supported", Reason("NUM_BETWEEN", where, "SHARE_BETWEEN")


def _where_from(reading: Reading, elsewhere: Sequence[Candidate]) -> list[Reason]:
    """What the nearest finding with the same figure is a figure of."""
    near = [c for c in elsewhere if c.conflicts]
    if not near:
        return []
    closest = min(near, key=lambda c: (len(c.conflicts), -c.score))
    named = closest.finding
    figure = f"{named.percent:g}% in {named.study_id} is of"
    return [
        Reason(FACET_CODES[facet], f"{figure} {_of(closest, facet)}", "SHARE_ELSEWHERE")
        for facet in closest.conflicts
        if facet in FACET_CODES
    ]  # fmt: skip


def _of(candidate: Candidate, facet: str) -> str:
    comparison = next(c for c in candidate.comparisons if c.facet == facet)
    return f"{facet} {comparison.finding}"


def _impossible(reading: Reading) -> Reason | None:
    """GRIM on the claim itself: can this percentage come from this many people?"""
    if reading.n is None or reading.unit != "%" or reading.value is None or reading.in_words:
        return None
    if reading.events is not None:
        share = 100 * reading.events / reading.n
        if abs(share - reading.value) <= 1.0:
            return None
    elif grim_consistent(reading.value, reading.decimals, reading.n):
        return None
    detail = f"{reading.value:g}% cannot come from {reading.n} people"
    return Reason("NUM_IMPOSSIBLE_FOR_N", detail, "GRIM")


def _extent(shares: Sequence[Candidate]) -> tuple[float, float]:
    values = [c.finding.percent for c in shares if c.finding.percent is not None]
    tops = [c.finding.percent_high for c in shares if c.finding.percent_high is not None]
    return min(values), max([*values, *tops])


def _said(reading: Reading) -> str:
    high = f" to {reading.value_high:g}" if reading.value_high is not None else ""
    return f"{reading.value:g}{high}%"
