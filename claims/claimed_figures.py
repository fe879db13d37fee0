"""Figures of a claim beside those of the findings that agree with it in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from claims.quantities import read_quantities
from claims.quantity import Quantity
from claims.records import Finding
from claims.sizes import is_size
from claims.text import Token, tokenise
from claims.times import same_time
from claims.units import in_base, of_rate, units

_CLAIMED = frozenset({"percent", "ratio", "dose", "dose-mass", "time", "money", "people", "year",
                      "age", "fold", "points", "pressure", "doses", "mass"})  # fmt: skip
_SAME = {"ratio": "percent"}
_EXACT = frozenset({"year", "age", "people"})
_BESIDE_SHARES = frozenset({"year", "age"})
_VAGUE = frozenset({"decade"})
_SLACK = 0.15
_AMOUNTS = frozenset({"time", "dose", "dose-mass", "doses"})
_FAR = 2.0
_BROAD = 3.0


def missing_figures(
    statement: str, findings: Iterable[Finding], judged: str | None = None
) -> list[Quantity]:
    """The claim's figures that none of these findings gives.

    ``judged`` is the dimension of the figure that was compared already, if one was; beside a share
    of people only years and ages are looked at, where findings give any: times and numbers of
    people are compared as facets. A half in words that stands beside another figure is none.

    Amounts agree within 15%, times as points in time do, years, ages and people when equal; a range
    agrees with what it overlaps, unless one is over three times as long as the other; a range on
    file so broad that it fits nearly anything carries no single figure.
    """
    tokens = tokenise(statement)
    claimed = [
        q
        for q in _figures(tokens)
        if not (_is_one(q) or q.unit in _VAGUE or q.dimension == judged or is_size(q, tokens))
    ]
    if judged is not None or len(claimed) > 1:
        claimed = [q for q in claimed if not (q.words and q.dimension == "ratio")]
    if not claimed:
        return []
    found = [q for finding in findings for q in _kept(_printed(finding))]
    if judged == "percent":
        dimensions = {q.dimension for q in found}
        claimed = [q for q in claimed if q.dimension in _BESIDE_SHARES & dimensions]
    return [q for q in claimed if not any(_agree(q, other) for other in found)]


def is_contrary(quantity: Quantity, finding: Finding) -> bool | None:
    """Whether a finding's own amount lies far from a claim's figure: over twice or under half.

    None where it gives no amount of that dimension or one so broad that it fits nearly anything,
    or where the figure is a named point ("the same day").
    """
    if finding.value is None or quantity.label or quantity.dimension not in _AMOUNTS:
        return None
    name, per = of_rate(finding.unit)
    known = units().get(name)
    if known is None or known.dimension != quantity.dimension or per != quantity.per:
        return None
    low = in_base(finding.value, name)
    high = low if finding.value_high is None else in_base(finding.value_high, name)
    if high > _BROAD * low > 0:
        return None
    least, most = _span(quantity)
    return least > _FAR * high or most * _FAR < low


def _printed(finding: Finding) -> str:
    """All that a finding says in figures."""
    high = f" to {finding.value_high:g}" if finding.value_high is not None else ""
    parts = [finding.statement, finding.definition, finding.timepoint]
    if finding.value is not None:
        parts.append(f"{finding.value:g}{high} {finding.unit}")
    if finding.percent is not None:
        parts.append(f"{finding.percent:g}%")
    changes = (finding.effect, finding.comparator_effect)
    parts += [f"{abs(change):g} points" for change in changes if change is not None]
    if finding.n is not None:
        parts.append(f"{finding.n} people")
    if finding.events is not None:
        parts.append(f"{finding.events} people")
    return " ; ".join(part for part in parts if part)


@lru_cache(maxsize=16384)
def _kept(printed: str) -> Sequence[Quantity]:
    """The figures of a finding, which is asked about again and again."""
    return _figures(tokenise(printed))


def _figures(tokens: Sequence[Token]) -> Sequence[Quantity]:
    return [q for q in read_quantities(tokens) if q.dimension in _CLAIMED]


def _is_one(quantity: Quantity) -> bool:
    """Whether it only counts one, as "a single infusion", or a bare unit, as "a day"."""
    return quantity.words and quantity.value == 1 and quantity.high is None


def _agree(one: Quantity, other: Quantity) -> bool:
    dimensions = {_SAME.get(q.dimension, q.dimension) for q in (one, other)}
    if len(dimensions) > 1 or one.per != other.per:
        return False
    low, high = _span(one)
    other_low, other_high = _span(other)
    if one.dimension in _EXACT:
        return low <= other_high and other_low <= high
    if one.dimension == "time" and (same_time(high, other_high) or same_time(low, other_low)):
        return True
    if max(high, other_high) > 3 * max(min(high, other_high), 1e-9):
        return False
    if low == high and other_high > _BROAD * other_low > 0:
        return False
    slack = _SLACK * max(high, other_high)
    return low - slack <= other_high and other_low - slack <= high


def _span(quantity: Quantity) -> tuple[float, float]:
    if quantity.dimension == "age":  # written with years or without
        return quantity.value, quantity.high or quantity.value
    low = in_base(quantity.value, quantity.unit)
    return low, in_base(quantity.high, quantity.unit) if quantity.high is not None else low
