"""Amounts that are not shares: half-lives, doses, lengths, prices, dates."""

from __future__ import annotations

from collections.abc import Sequence

from claims.judges.numbers import AGREEING, BROAD, match_amount, match_share
from claims.reading import Assertion, Reading
from claims.records import Finding
from claims.units import in_base, of_rate, units
from claims.verdict import Candidate, Part, Reason

_BEYOND = 3.0
_CUSTOM = "practice"
_LIMITS = frozenset({"up-to", "at-most", "under"})
_SETS_LIMITS = frozenset({"dosing", "regulatory"})
_DOSES = frozenset({"dose", "dose-mass"})


def judge_amount(
    reading: Reading, assertion: Assertion, found: Sequence[Candidate], kind: str
) -> Part | None:
    """The part of a verdict that rests on an amount; None where no finding measures the same thing.

    Agreement with any comparable finding supports; a claim that overlaps findings, or lies among
    them, is partly supported; one that lies outside all of them is contradicted. ``kind`` is that
    of the outcome.
    """
    measured = [
        (candidate, amount)
        for candidate in found
        if candidate.comparable and (amount := _amount(candidate.finding, reading)) is not None
    ]
    if reading.unit == "year":
        measured = [(c, amount) for c, amount in measured if _same_event(assertion, c)]
    if _dimension(reading.unit) in _DOSES:
        own = own_people([c for c, _ in measured])
        measured = [(c, amount) for c, amount in measured if c in own] or measured
    if not measured or reading.value is None:
        return None
    claimed = _claimed(reading)
    stands = {
        candidate.finding.finding_id: _match(reading, claimed, amount, kind in _SETS_LIMITS)
        for candidate, amount in measured
    }
    pool = [candidate for candidate, _ in measured]

    def having(*results: str) -> list[Candidate]:
        return [c for c in pool if stands[c.finding.finding_id] in results]

    agreeing, part = having("agrees", "near"), having("overlaps", "broad")
    rest = having("high", "low")
    if agreeing:
        within = having("agrees")
        exact, code = (within, "NUM_EXACT") if within else (agreeing, "NUM_NEAR")
        reasons = [Reason(code, _figures(exact[0].finding), "AMOUNT")]
        if rest:
            reasons.append(Reason("OTHERS_DIFFER", _figures(rest[0].finding), "AMOUNT_OTHERS"))
        return Part(assertion, "supported", tuple(reasons), exact[0], tuple(agreeing), tuple(rest))
    usual = [amount for c, amount in measured if c in rest and _is_narrow(amount)]
    if part and not (having("broad") == part and _is_far(claimed, usual)):
        reason = Reason("NUM_OVERLAPS", _figures(part[0].finding), "AMOUNT_OVERLAP")
        verdict = "supported" if "some" in reading.cues else "partly-supported"
        top = max(amount[1] for _, amount in measured)
        if claimed[1] > _BEYOND * top:
            beyond = Reason("NUM_HIGH", _figures(part[0].finding), "AMOUNT_BEYOND")
            return Part(assertion, "contradicted", (beyond,), part[0], (), (*part, *rest))
        return Part(assertion, verdict, (reason,), part[0], tuple(part), tuple(rest))
    low = min(amount[0] for c, amount in measured if c in rest)
    high = max(amount[1] for c, amount in measured if c in rest)
    if low <= claimed[0] and claimed[1] <= high and reading.unit not in {"%", "year"}:
        reason = Reason("NUM_BETWEEN", _figures(rest[0].finding), "AMOUNT_BETWEEN")
        return Part(assertion, "partly-supported", (reason,), rest[0], (), (), tuple(rest))
    code = "NUM_HIGH" if claimed[0] > high else "NUM_LOW"
    reason = Reason(code, _figures(rest[0].finding), "AMOUNT_BEYOND")
    if all(c.finding.basis == _CUSTOM for c in rest):  # others do it otherwise: that is no evidence
        return Part(assertion, "partly-supported", (reason,), rest[0], (), (), tuple(rest))
    return Part(assertion, "contradicted", (reason,), rest[0], (), tuple(rest))


def _match(
    reading: Reading, claimed: tuple[float, float], amount: tuple[float, float], is_limit: bool
) -> str:
    """How the claim's amount stands to a finding's; a limit that is set must be the very limit."""
    if reading.unit == "year":
        if claimed[0] <= amount[0] <= claimed[1]:
            return "agrees"
        return "high" if claimed[0] > amount[0] else "low"
    if reading.unit == "%":
        code = match_share(reading, amount[0], amount[1] if amount[1] > amount[0] else None)
        return "agrees" if code in AGREEING else "high" if code == "NUM_HIGH" else "low"
    modifier = None if is_limit and reading.modifier in _LIMITS else reading.modifier
    return match_amount(claimed, amount, modifier, reading.in_words and reading.value != 1)


def _same_event(assertion: Assertion, candidate: Candidate) -> bool:
    """Whether a year on file is of what the claim dates: never of its denial."""
    denials = {"absent", "no-difference"}
    return assertion.direction not in denials and candidate.finding.direction not in denials


def own_people(found: Sequence[Candidate]) -> list[Candidate]:
    """Those found in the claim's own people or in nobody named: another use has another dose."""
    return [c for c in found if all(one.rule != "POPULATION_UNBOUND" for one in c.comparisons)]


def _is_narrow(amount: tuple[float, float]) -> bool:
    return amount[1] <= BROAD * max(amount[0], 1e-9)


def _is_far(claimed: tuple[float, float], usual: Sequence[tuple[float, float]]) -> bool:
    """Whether an amount lies well outside all that findings usually give.

    A range on file so broad that it fits nearly anything then does not carry it.
    """
    if not usual:
        return False
    low, high = min(amount[0] for amount in usual), max(amount[1] for amount in usual)
    return claimed[0] > _BEYOND * high or claimed[1] * _BEYOND < low


def _claimed(reading: Reading) -> tuple[float, float]:
    low = _based(reading.value or 0.0, reading.unit)
    high = _based(reading.value_high, reading.unit) if reading.value_high is not None else low
    return low, high


def _amount(finding: Finding, reading: Reading) -> tuple[float, float] | None:
    """A finding's amount in the base unit of the claim's dimension, or None."""
    if finding.value is None or reading.unit is None:
        return _share(finding, reading)
    if _dimension(finding.unit) != _dimension(reading.unit):
        return None
    low = _based(finding.value, finding.unit)
    return low, _based(finding.value_high, finding.unit) if finding.value_high is not None else low


def _based(value: float, unit: str | None) -> float:
    """A value in the base unit of what it measures; a rate in that unit an hour."""
    name, per = of_rate(unit)
    return in_base(value, name) / (in_base(1.0, per) if per else 1.0)


def _share(finding: Finding, reading: Reading) -> tuple[float, float] | None:
    if finding.percent is None or reading.unit != "%":
        return None
    return finding.percent, finding.percent_high or finding.percent


def _dimension(unit: str | None) -> str:
    """What a unit measures: its dimension, money by its currency, and "/time" behind it for a
    rate."""
    name, per = of_rate(unit)
    known = units().get(name)
    measured = name if known is None or known.dimension == "money" else known.dimension
    return f"{measured}/time" if per else measured


def _figures(finding: Finding) -> str:
    if finding.value is None:
        return f"{finding.percent:g}% on file"
    high = f" to {finding.value_high:g}" if finding.value_high is not None else ""
    return f"{finding.value:g}{high} {finding.unit} on file"
