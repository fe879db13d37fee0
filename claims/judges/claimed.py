"""The figure that a claim states, and how it stands to a figure printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.families import family
from claims.judges.numbers import AGREEING, match_amount, match_share
from claims.printed import NET, RATIO, SHARE, Printed, printed
from claims.quantities import read_quantities
from claims.quantity import SHARES, Quantity
from claims.reading import Reading
from claims.records import Finding
from claims.text import Token, tokenise
from claims.units import in_base, units

_CHANGES = frozenset({"lose", "gain", "grow", "reduce", "increase", "short", "long", "quick",
                      "early", "late"})  # fmt: skip
_FEWER = frozenset({"reduce", "increase", "lose"})
_RATIOS = frozenset({"ratio", "risk", "hr", "rr", "odd", "hazard"})
_THAN = frozenset({"than", "difference", "net"})
_BEFORE = 7
_AFTER = 2
_AMOUNTS = {"agrees": "NUM_EXACT", "near": "NUM_NEAR", "high": "NUM_HIGH", "low": "NUM_LOW",
            "overlaps": "NUM_LOW", "broad": "NUM_LOW"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure with its unit ("%", "ratio", a unit of the table, "" for a bare number).

    ``fewer`` tells that the claim speaks of less or more, so that a share may be a change in risk;
    ``compares`` that it speaks of one arm against the other, so that it may be their difference.
    """

    value: float
    high: float | None
    unit: str
    modifier: str | None
    decimals: int
    words: bool
    fewer: bool
    compares: bool = False


def claimed_figure(reading: Reading) -> Claimed | None:
    """The figure of a claim: its share, else the first ratio or change that it states."""
    tokens = tokenise(reading.statement)
    fewer = any(family(token) in _FEWER for token in tokens)
    compares = any(token.text in _THAN for token in tokens)
    if reading.unit == SHARE and reading.value is not None:
        return Claimed(reading.value, reading.value_high, SHARE, reading.modifier,
                       reading.decimals, reading.in_words, fewer, compares)  # fmt: skip
    for quantity in read_quantities(tokens) if reading.unit != SHARE else ():
        unit = _measure(quantity, tokens)
        if unit is not None:
            return Claimed(quantity.value, quantity.high, unit, quantity.modifier,
                           quantity.decimals, quantity.words, fewer, compares)  # fmt: skip
    return None


def match(claimed: Claimed, figure: Printed) -> str | None:
    """A code of ``claims.judges.numbers``; None where the two do not measure the same thing."""
    if figure.side == NET and figure.unit != RATIO and not claimed.compares:
        return None
    if claimed.unit == SHARE:
        if figure.unit != SHARE or (figure.reduction and not claimed.fewer):
            return None
        return match_share(_as_reading(claimed), figure.value, figure.high)
    if _dimension(claimed.unit) != _dimension(figure.unit) and not _is_bare(claimed, figure):
        return None
    low = in_base(claimed.value, claimed.unit)
    high = low if claimed.high is None else in_base(claimed.high, claimed.unit)
    unit = figure.unit if claimed.unit else ""
    found = in_base(figure.value, unit)
    top = found if figure.high is None else in_base(figure.high, unit)
    return _AMOUNTS[match_amount((low, high), (found, top), claimed.modifier, claimed.words)]


def prints(finding: Finding, claimed: Claimed) -> bool:
    """Whether a finding gives the figure claimed as its own or its comparator's."""
    return any(f.side != NET and match(claimed, f) in AGREEING for f in printed(finding))


def _is_bare(claimed: Claimed, figure: Printed) -> bool:
    """Whether either is a number without a unit, and the other no share or ratio."""
    return "" in {claimed.unit, figure.unit} and not {claimed.unit, figure.unit} & {SHARE, RATIO}


def _as_reading(claimed: Claimed) -> Reading:
    return Reading("", "", value=claimed.value, value_high=claimed.high, unit=SHARE,
                   modifier=claimed.modifier, decimals=claimed.decimals,
                   in_words=claimed.words)  # fmt: skip


def _dimension(unit: str) -> str:
    known = units().get(unit)
    return known.dimension if known else unit


def _measure(quantity: Quantity, tokens: Sequence[Token]) -> str | None:
    """The unit of a quantity that is a result: a ratio, or an amount of change; None for others."""
    before = [family(token) for token in tokens[max(0, quantity.first - _BEFORE) : quantity.first]]
    if quantity.dimension == "fold":
        return RATIO
    if quantity.dimension in SHARES and quantity.modifier != "at-least":
        return SHARE
    if quantity.dimension == "number" and _RATIOS & set(before):
        return RATIO
    after = [family(token) for token in tokens[quantity.last + 1 : quantity.last + 1 + _AFTER]]
    changes = before[-1:] == ["by"] or bool(_CHANGES & {*before[-1:], *after})
    amount = quantity.dimension in {"number", "points", "pressure", "mass", "time"}
    return quantity.unit if amount and changes and not quantity.label else None
