"""Quantities in running text: a number with its unit, range, modifier and what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.lexicon import names, table
from claims.numerals import Numeral, read_numeral
from claims.terms import Match, Terms
from claims.text import Token

_CURRENCIES = {"$": "USD", "£": "GBP", "€": "EUR"}
_RANGE_WORDS = frozenset({"-", "to", "or", "and"})
_YEARS = (1800.0, 2100.0)
_SPECIAL_AFTER = {
    "percent": {"off": "discount", "discount": "discount", "savings": "discount",
                "solution": "strength", "strength": "strength", "cream": "strength",
                "ci": "confidence", "confidence": "confidence"},
    "time": {"old": "age", "olds": "age", "ago": "ago", "of age": "age"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, what it measures, and its factor to that dimension's base unit (hours for time)."""

    name: str
    dimension: str
    factor: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range with its unit.

    ``dimension`` is one of the unit table's dimensions, or ``year``, ``ratio`` (12 of 17, a third),
    ``discount``, ``strength``, ``confidence``, ``age``, ``ago`` or ``number``.  ``label`` tells a
    named point ("day 28", "the next day").  ``value`` is in ``unit``; a ratio is given in percent.  ``per`` is the unit of
    time of a rate ("two sessions a week"), ``every`` tells an interval ("every 3 weeks").
    ``decimals`` counts decimals as printed, ``words`` that no digit was written.  ``first`` and
    ``last`` are token numbers, ``start`` and ``end`` character offsets.
    """

    dimension: str
    value: float
    high: float | None
    unit: str
    modifier: str
    decimals: int
    words: bool
    first: int
    last: int
    start: int
    end: int
    per: str | None = None
    every: bool = False
    label: bool = False
    events: int | None = None
    n: int | None = None


@cache
def units() -> dict[str, Unit]:
    """Units by name."""
    return {
        row["unit"]: Unit(row["unit"], row["dimension"], float(row["factor"]))
        for row in table("units")
    }


@cache
def _unit_terms() -> Terms[str]:
    pairs = [(name, row["unit"]) for row in table("units") for name in names(row["names"])]
    return Terms(pairs)


@cache
def _modifier_terms(position: str) -> Terms[str]:
    rows = [row for row in table("modifiers") if row["position"] == position]
    return Terms([(name, row["modifier"]) for row in rows for name in names(row["names"])])


def read_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Every quantity in a text, in order, none overlapping. Time is linear in length."""
    unit_at = {m.first: m for m in reversed(_unit_terms().find_all(tokens))}
    before = {m.last: m for m in reversed(_modifier_terms("before").find_all(tokens))}
    after = {m.first: m for m in reversed(_modifier_terms("after").find_all(tokens))}
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        quantity = _read_one(tokens, i, unit_at, before, after)
        if quantity is None:
            i += 1
            continue
        found.append(quantity)
        i = quantity.last + 1
    return found


def in_base(value: float, unit: str) -> float:
    """A value in its dimension's base unit: hours for time, mg/kg for doses by weight."""
    known = units().get(unit)
    return value * known.factor if known else value


def _read_one(
    tokens: Sequence[Token],
    i: int,
    unit_at: dict[int, Match[str]],
    before: dict[int, Match[str]],
    after: dict[int, Match[str]],
) -> Quantity | None:
    named = _named_time(tokens, i, unit_at) or _times(tokens, i, unit_at)
    if named is not None:
        return named
    numeral = read_numeral(tokens, i) or _article(tokens, i, unit_at)
    if numeral is None:
        return None
    currency = _CURRENCIES.get(tokens[i - 1].text) if i else None
    high, last = _upper_end(tokens, numeral, unit_at)
    unit, last = _unit_after(tokens, last, unit_at)
    dimension = units()[unit].dimension if unit else "number"
    if currency:
        unit, dimension = currency, "money"
    value, top = numeral.value, high.value if high else None
    modifier, last = _modifier(tokens, i - (1 if currency else 0), last, before, after)
    events = n = None
    if numeral.share is not None and dimension in {"number", "people"}:
        dimension, unit = "ratio", "%"
        if numeral.share > 1:
            events, n = int(numeral.value), int(numeral.share)
        value = 100 * numeral.value / numeral.share
    if dimension == "number" and _is_year(numeral):
        dimension, unit = "year", "year"
    dimension = _special(tokens, last, dimension)
    if dimension == "time" and modifier == "over" and i and tokens[i - 1].text == "over":
        modifier = None  # "over 11 days" tells a span, not a lower bound
    per, last = _per(tokens, last, unit_at) if dimension in {"doses", "number"} else (None, last)
    words = numeral.words and (high is None or high.words)
    return Quantity(
        dimension, value, top, unit or "", modifier or ("range" if high else "exact"),
        max(numeral.decimals, high.decimals if high else 0), words,
        i, last, tokens[i].start, tokens[last].end,
        per, i > 0 and tokens[i - 1].text == "every", False, events, n,
    )  # fmt: skip


@cache
def _time_words() -> Terms[tuple[float, str]]:
    rows = table("timewords")
    return Terms(
        [(name, (float(row["value"]), row["unit"])) for row in rows for name in names(row["names"])]
    )


@cache
def _adverbs() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["value"], row["role"]) for row in table("adverbs")}


def _named_time(
    tokens: Sequence[Token], i: int, unit_at: dict[int, Match[str]]
) -> Quantity | None:
    """"day 28", "week four", "month two"; "the next day"."""
    match = unit_at.get(i)
    if match is not None and i + 1 < len(tokens) and match.first == match.last == i:
        unit = units()[match.payload]
        number = read_numeral(tokens, i + 1) if unit.dimension == "time" else None
        if number is not None and number.share is None and not tokens[i].text.endswith("s"):
            if number.last + 1 not in unit_at and number.value < 1000:
                return _time_point(tokens, number.value, unit.name, i, number.last)
    for found in _time_words().find_all(tokens[i : i + 5]):
        if found.first == 0:
            value, name = found.payload
            return _time_point(tokens, value, name, i, i + found.last)
    return None


def _time_point(tokens: Sequence[Token], value: float, unit: str, i: int, last: int) -> Quantity:
    return Quantity(
        "time", value, None, unit, "exact", 0, False, i, last, tokens[i].start, tokens[last].end,
        label=True,
    )  # fmt: skip


def _times(tokens: Sequence[Token], i: int, unit_at: dict[int, Match[str]]) -> Quantity | None:
    """"twice a week", "once daily", "three times weekly" as doses per unit of time."""
    word, role = _adverbs().get(tokens[i].text, ("", ""))
    last = i
    if role == "times":
        value = float(word)
    else:
        number = read_numeral(tokens, i)
        if number is None or number.last + 1 >= len(tokens):
            return None
        if tokens[number.last + 1].text != "times":
            return None
        value, last = number.value, number.last + 1
    per, end = _per(tokens, last, unit_at)
    if per is None:
        return None
    return Quantity(
        "doses", value, None, "doses", "exact", 0, True, i, end, tokens[i].start, tokens[end].end,
        per,
    )  # fmt: skip


def _special(tokens: Sequence[Token], last: int, dimension: str) -> str:
    """The dimension once the word after is known: "20% off", "34 years old"."""
    after = _SPECIAL_AFTER.get(dimension)
    if after is None or last + 1 >= len(tokens):
        return dimension
    j = last + 2 if tokens[last + 1].text == "-" and last + 2 < len(tokens) else last + 1
    return after.get(tokens[j].text, dimension)


def _article(
    tokens: Sequence[Token], i: int, unit_at: dict[int, Match[str]]
) -> Numeral | None:
    """"a week", "an hour", "single infusion", "each dose" count as one."""
    if tokens[i].text in {"a", "an"}:
        match = unit_at.get(i + 1)
        if match is not None and units()[match.payload].dimension == "time":
            return Numeral(1.0, 0, True, None, i, i)
    if tokens[i].text in {"single", "each"}:
        for j in range(i + 1, min(i + 4, len(tokens))):
            if j in unit_at and units()[unit_at[j].payload].dimension == "doses":
                return Numeral(1.0, 0, True, None, i, j - 1)
            if not tokens[j].is_word:
                break
    return None


def _upper_end(
    tokens: Sequence[Token], low: Numeral, unit_at: dict[int, Match[str]]
) -> tuple[Numeral | None, int]:
    """The upper end of "3-5", "3 to 5", "45% to 90%", "one or two"; and the last token read."""
    j = low.last + 1
    unit = unit_at.get(j)
    if unit is not None:
        j = unit.last + 1
    if j < len(tokens) and tokens[j].text in _CURRENCIES:
        return None, low.last
    if j + 1 >= len(tokens) or tokens[j].text not in _RANGE_WORDS or low.share is not None:
        return None, low.last
    if tokens[j].text == "and" and not _between(tokens, low.first):
        return None, low.last
    k = j + 1
    while k < len(tokens) and tokens[k].text in _CURRENCIES:
        k += 1
    high = read_numeral(tokens, k) if k < len(tokens) else None
    if high is None or high.share is not None or high.value <= low.value:
        return None, low.last
    if unit is not None and high.last + 1 not in unit_at:
        return None, low.last
    return high, high.last


def _between(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].text == "between"


def _unit_after(
    tokens: Sequence[Token], last: int, unit_at: dict[int, Match[str]]
) -> tuple[str | None, int]:
    j = last + 1
    if j < len(tokens) and tokens[j].text == "-":
        j += 1
    for skip in (0, 1):
        match = unit_at.get(j + skip)
        if match is None:
            continue
        if skip and units()[match.payload].dimension not in {"doses", "people", "studies"}:
            continue
        if skip and not tokens[j].is_word:
            continue
        return match.payload, match.last
    return None, last


def _modifier(
    tokens: Sequence[Token],
    first: int,
    last: int,
    before: dict[int, Match[str]],
    after: dict[int, Match[str]],
) -> tuple[str | None, int]:
    for j in (first - 1, first - 2):
        if j in before and (j == first - 1 or tokens[first - 1].text in {"a", "the", "-", "$"}):
            return before[j].payload, last
    match = after.get(last + 1)
    return (match.payload, match.last) if match else (None, last)


def _per(
    tokens: Sequence[Token], last: int, unit_at: dict[int, Match[str]]
) -> tuple[str | None, int]:
    """The unit of time in "two sessions a week", "3 times per day", "once weekly"."""
    j = last + 1
    if j < len(tokens) and _adverbs().get(tokens[j].text, ("", ""))[1] == "per":
        return _adverbs()[tokens[j].text][0], j
    if j + 1 < len(tokens) and tokens[j].text in {"a", "an", "per", "each", "every", "/"}:
        match = unit_at.get(j + 1)
        if match is not None and units()[match.payload].dimension == "time":
            return match.payload, match.last
    return None, last


def _is_year(numeral: Numeral) -> bool:
    return not numeral.words and not numeral.decimals and _YEARS[0] <= numeral.value <= _YEARS[1]
