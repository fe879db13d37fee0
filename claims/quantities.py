"""Quantities in running text: a number with its unit, range, modifier and what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.lexicon import stop_stems
from claims.numerals import Numeral, read_numeral
from claims.terms import Match
from claims.text import Token
from claims.units import Marks, adverbs, dimension_of, find_marks, units

_CURRENCIES = {"$": "USD", "£": "GBP", "€": "EUR"}
_RANGE_WORDS = frozenset({"-", "to", "or", "and"})
_YEARS = (1800.0, 2100.0)
_DISCOUNT = {"off": "discount", "discount": "discount", "savings": "discount"}
_STRENGTH = {"solution": "strength", "strength": "strength", "cream": "strength"}
_INTERVAL = {"ci": "confidence", "confidence": "confidence"}
_SPECIAL_AFTER = {
    "percent": {**_DISCOUNT, **_STRENGTH, **_INTERVAL},
    "time": {"old": "age", "olds": "age", "ago": "ago"},
}
_COUNTED = frozenset({"doses", "people", "studies"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range with its unit.

    ``dimension`` is one of the unit table's dimensions, or ``year``, ``ratio`` (12 of 17, a third),
    ``discount``, ``strength``, ``confidence``, ``age``, ``ago`` or ``number``.  ``value`` is in
    ``unit``; a ratio is given in percent, with ``events`` of ``n`` where both were written.
    ``per`` is the unit of time of a rate ("two sessions a week"), ``every`` tells an interval
    ("every 3 weeks"), ``label`` a named point ("day 28", "the next day").  ``decimals`` counts
    decimals as printed, ``words`` that no digit was written.  ``first`` and ``last`` are token
    numbers, ``start`` and ``end`` character offsets.
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


def read_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Every quantity in a text, in order, none overlapping. Time is linear in length."""
    marks = find_marks(tokens)
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        quantity = (
            _named_time(tokens, i, marks) or _times(tokens, i, marks) or _measured(tokens, i, marks)
        )
        if quantity is not None:
            found.append(quantity)
        i = i + 1 if quantity is None else quantity.last + 1
    return found


def _measured(tokens: Sequence[Token], i: int, marks: Marks) -> Quantity | None:
    """A number or range with the unit after it or the currency before it."""
    low = read_numeral(tokens, i) or _article(tokens, i, marks)
    if low is None:
        return None
    high, last = _upper_end(tokens, low, marks)
    unit, last = _unit_after(tokens, last, marks)
    currency = _CURRENCIES.get(tokens[i - 1].text) if i else None
    unit = currency or unit
    dimension = units()[unit].dimension if unit else "number"
    modifier, last = _modifier(tokens, i - (1 if currency else 0), last, marks)
    value, top, events, n = low.value, high.value if high else None, None, None
    if low.share is not None and dimension in {"number", "people"}:
        dimension, unit, value = "ratio", "%", 100 * low.value / low.share
        if low.share > 1:
            events, n = int(low.value), int(low.share)
    if dimension == "number" and _is_year(low):
        dimension, unit = "year", "year"
    dimension = _special(tokens, last, dimension)
    if dimension == "time" and modifier == "over" and i and tokens[i - 1].text == "over":
        modifier = None  # "over 11 days" tells a span, not a lower bound
    per, last = _per(tokens, last, marks) if dimension in {"doses", "number"} else (None, last)
    return Quantity(
        dimension, value, top, unit or "", modifier or ("range" if high else "exact"),
        max(low.decimals, high.decimals if high else 0), low.words and (not high or high.words),
        i, last, tokens[i].start, tokens[last].end,
        per, every=i > 0 and tokens[i - 1].text == "every", events=events, n=n,
    )  # fmt: skip


def _named_time(tokens: Sequence[Token], i: int, marks: Marks) -> Quantity | None:
    """Points in time by name: "day 28", "week four", "the next day"."""
    named = marks.times.get(i)
    if named is not None:
        return _time_point(tokens, *named.payload, i, named.last)
    match = marks.units.get(i)
    if match is None or match.last != i or i + 1 >= len(tokens) or dimension_of(match) != "time":
        return None
    number = read_numeral(tokens, i + 1)
    if number is None or number.share is not None or tokens[i].text.endswith("s"):
        return None
    if number.last + 1 in marks.units or number.value >= 1000:
        return None
    return _time_point(tokens, number.value, match.payload, i, number.last)


def _time_point(tokens: Sequence[Token], value: float, unit: str, i: int, last: int) -> Quantity:
    place = (i, last, tokens[i].start, tokens[last].end)
    return Quantity("time", value, None, unit, "exact", 0, False, *place, label=True)


def _times(tokens: Sequence[Token], i: int, marks: Marks) -> Quantity | None:
    """Doses per unit of time: "twice a week", "once daily", "three times weekly"."""
    word, role = adverbs().get(tokens[i].text, ("", ""))
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
    per, end = _per(tokens, last, marks)
    if per is None:
        return None
    place = (i, end, tokens[i].start, tokens[end].end)
    return Quantity("doses", value, None, "doses", "exact", 0, True, *place, per)


def _article(tokens: Sequence[Token], i: int, marks: Marks) -> Numeral | None:
    """One, unsaid: "a week", "an hour", "single infusion", "each dose"."""
    one = Numeral(1.0, 0, True, None, i, i)
    if tokens[i].text in {"a", "an"}:
        match = marks.units.get(i + 1)
        return one if match is not None and dimension_of(match) == "time" else None
    if tokens[i].text not in {"single", "each"}:
        return None
    for j in range(i + 1, min(i + 4, len(tokens))):
        match = marks.units.get(j)
        if match is not None and dimension_of(match) == "doses":
            return Numeral(1.0, 0, True, None, i, j - 1)
        if not tokens[j].is_word:
            break
    return None


def _upper_end(tokens: Sequence[Token], low: Numeral, marks: Marks) -> tuple[Numeral | None, int]:
    """The upper end of "3-5", "3 to 5", "45% to 90%", "one or two"; and the last token read."""
    unit = marks.units.get(low.last + 1)
    j = unit.last + 1 if unit is not None else low.last + 1
    if j + 1 >= len(tokens) or tokens[j].text not in _RANGE_WORDS or low.share is not None:
        return None, low.last
    if tokens[j].text == "and" and not (low.first and tokens[low.first - 1].text == "between"):
        return None, low.last
    k = j + 1
    while k < len(tokens) and tokens[k].text in _CURRENCIES:
        k += 1
    high = read_numeral(tokens, k) if k < len(tokens) else None
    if high is None or high.share is not None or high.value <= low.value:
        return None, low.last
    if unit is not None and high.last + 1 not in marks.units:
        return None, low.last
    return high, high.last


def _unit_after(tokens: Sequence[Token], last: int, marks: Marks) -> tuple[str | None, int]:
    """The unit after a number, one word between allowed where people or doses are counted."""
    j = last + 1
    if j < len(tokens) and tokens[j].text == "-":
        j += 1
    match: Match[str] | None = marks.units.get(j)
    if (
        match is None
        and j < len(tokens)
        and tokens[j].is_word
        and tokens[j].stem not in stop_stems()
    ):
        match = marks.units.get(j + 1)
        if match is not None and dimension_of(match) not in _COUNTED:
            match = None
    return (match.payload, match.last) if match is not None else (None, last)


def _modifier(
    tokens: Sequence[Token], first: int, last: int, marks: Marks
) -> tuple[str | None, int]:
    for j in (first - 1, first - 2):
        near = j == first - 1 or tokens[first - 1].text in {"a", "the", "-", "$"}
        if j in marks.before and near:
            return marks.before[j].payload, last
    match = marks.after.get(last + 1)
    return (match.payload, match.last) if match else (None, last)


def _per(tokens: Sequence[Token], last: int, marks: Marks) -> tuple[str | None, int]:
    """The unit of time in "two sessions a week", "3 times per day", "once weekly"."""
    j = last + 1
    if j < len(tokens) and adverbs().get(tokens[j].text, ("", ""))[1] == "per":
        return adverbs()[tokens[j].text][0], j
    if j + 1 < len(tokens) and tokens[j].text in {"a", "an", "per", "each", "every", "/"}:
        match = marks.units.get(j + 1)
        if match is not None and dimension_of(match) == "time":
            return match.payload, match.last
    return None, last


def _special(tokens: Sequence[Token], last: int, dimension: str) -> str:
    """The dimension once the word after is known: "20% off", "34 years old"."""
    after = _SPECIAL_AFTER.get(dimension)
    if after is None or last + 1 >= len(tokens):
        return dimension
    j = last + 2 if tokens[last + 1].text == "-" and last + 2 < len(tokens) else last + 1
    return after.get(tokens[j].text, dimension)


def _is_year(numeral: Numeral) -> bool:
    return not numeral.words and not numeral.decimals and _YEARS[0] <= numeral.value <= _YEARS[1]
