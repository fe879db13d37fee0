"""Quantities in running text: a number with its unit, range, modifier and what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from claims.cardinals import Numeral, number_words, role_at, text_at
from claims.dates import read_date
from claims.factors import read_factor
from claims.lexicon import stop_stems
from claims.marks import Marks, find_marks, unit_after
from claims.moments import read_moment, unit_of_rate
from claims.number_roles import role_of
from claims.numerals import read_numeral
from claims.quantity import Quantity
from claims.ranges import Upper, is_arrow, upper_end
from claims.text import Token
from claims.units import CURRENCIES, adverbs, dimension_of

__all__ = ["Quantity", "read_quantities"]

_YEARS = (1800.0, 2100.0)
_LENGTHENED = frozenset({"last", "take", "took", "well", "just", "for"})
_ORDINALS = frozenset({"doses", "studies"})
_AFTER_CONFIDENCE = 4
_SENTENCE = 200
_ARTICLES = frozenset({"a", "an"})


def read_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Every quantity in a text, in order, none overlapping. Time is linear in length.

    Those of a sentence are kept for a while, since several steps ask for them.
    """
    keeps = isinstance(tokens, tuple) and len(tokens) <= _SENTENCE
    return list(_kept(tokens) if keeps else _quantities(tokens))


def _quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    marks = find_marks(tokens)
    found: list[Quantity] = []
    i = 0
    while i < len(tokens):
        quantity = _read(tokens, i, marks) if _may_begin(tokens, i, marks) else None
        if quantity is not None:
            if found and _is_interval(found[-1], quantity):
                quantity = replace(quantity, dimension="interval")
            found.append(quantity)
        i = i + 1 if quantity is None else quantity.last + 1
    return tuple(found)


_kept = lru_cache(maxsize=32)(_quantities)


def _may_begin(tokens: Sequence[Token], i: int, marks: Marks) -> bool:
    """Whether a quantity can begin at a token: said at once of most words."""
    token = tokens[i]
    if token.text in _ARTICLES:
        of_time = marks.dimension_at(i + 1) == "time"
        return of_time or i in marks.times or bool(role_at(tokens, i + 1))
    return (
        token.is_number
        or token.text in _openers()
        or i in marks.times
        or marks.dimension_at(i) == "time"
        or token.text.endswith("fold")
    )


@cache
def _openers() -> frozenset[str]:
    return frozenset({*number_words(), *adverbs(), "single", "each", "every", "q", "b", "t"})


def _read(tokens: Sequence[Token], i: int, marks: Marks) -> Quantity | None:
    return read_date(tokens, i) or read_factor(tokens, i) or _counted(tokens, i, marks)


def _counted(tokens: Sequence[Token], i: int, marks: Marks) -> Quantity | None:
    number = read_numeral(tokens, i)
    return read_moment(tokens, i, number, marks) or _measured(tokens, i, number, marks)


def _is_interval(before: Quantity, after: Quantity) -> bool:
    """Whether a quantity is the interval whose confidence level stands before it."""
    near = after.first - before.last <= _AFTER_CONFIDENCE
    return before.dimension == "confidence" and near and after.dimension in {"percent", "number"}


def _measured(
    tokens: Sequence[Token], i: int, number: Numeral | None, marks: Marks
) -> Quantity | None:
    """A number or range with the unit after it or the currency before it."""
    low = number or _article(tokens, i, marks)
    if low is None:
        return None
    upper = upper_end(tokens, low, marks)
    end, plus = _plus(tokens, upper.last)
    unit, last = unit_after(tokens, end, marks)
    unit, last, value = _part_of_unit(tokens, low, unit, last, marks)
    currency = CURRENCIES.get(text_at(tokens, i - 1))
    unit = currency or unit
    dimension = dimension_of(unit) if unit else "number"
    if low.share == 1 and low.words and dimension in _ORDINALS:
        return None  # "a third dose" is an ordinal
    modifier, last = _modifier(tokens, i - (1 if currency else 0), last, marks)
    modifier = "at-least" if plus else modifier
    quantity = Quantity(
        dimension, value, upper.number.value if upper.number else None, unit or "",
        modifier or ("range" if upper.number else "exact"), _decimals(low, upper),
        low.words and (not upper.number or upper.number.words),
        i, last, tokens[i].start, tokens[last].end,
        every=text_at(tokens, i - 1) == "every", baseline=upper.baseline,
    )  # fmt: skip
    return _in_role(tokens, _of_share(tokens, quantity, low), marks)


def _of_share(tokens: Sequence[Token], quantity: Quantity, low: Numeral) -> Quantity:
    """The quantity as a ratio where it was written as a share, as a year where it is one."""
    if low.share is not None and quantity.dimension in {"number", "people"}:
        counts = (int(low.value), int(low.share)) if low.share > 1 else (None, None)
        return replace(
            quantity, dimension="ratio", unit="%", value=100 * low.value / low.share,
            events=counts[0], n=counts[1],
        )  # fmt: skip
    if quantity.dimension == "number" and _is_year(low):
        return _year(tokens, quantity)
    if quantity.dimension == "percent":
        return replace(quantity, words=False)  # "seventy-one percent" is as exact as 71%
    return quantity


def _year(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """A year, or the years of a decade: "the 1970s"."""
    j = quantity.last + 2 if text_at(tokens, quantity.last + 1) == "'" else quantity.last + 1
    decade = quantity.high is None and quantity.value % 10 == 0 and text_at(tokens, j) == "s"
    high = quantity.value + 9 if decade else quantity.high
    return replace(quantity, dimension="year", unit="year", high=high)


def _in_role(tokens: Sequence[Token], quantity: Quantity, marks: Marks) -> Quantity:
    """The quantity with the role that the words beside it give, or with its unit of rate."""
    first = quantity.first
    if quantity.dimension == "time" and quantity.modifier == "over" and _is_span(tokens, first):
        quantity = replace(quantity, modifier="exact" if quantity.high is None else "range")
    role = role_of(tokens, first, quantity.last, quantity.dimension, marks)
    if role is not None:
        return replace(quantity, dimension=role, events=None, n=None)
    if quantity.dimension not in {"doses", "number"}:
        return quantity
    per, last = unit_of_rate(tokens, quantity.last, marks)
    if per is None:
        return quantity
    return replace(quantity, per=per, last=last, end=tokens[last].end)


def _is_span(tokens: Sequence[Token], first: int) -> bool:
    """Whether "over 11 days" tells a span and no lower bound, as "lasts over 11 days" does."""
    before = tokens[first - 2].stem if first > 1 else ""
    return text_at(tokens, first - 1) == "over" and before not in _LENGTHENED


def _article(tokens: Sequence[Token], i: int, marks: Marks) -> Numeral | None:
    """One, unsaid: "a week", "an hour", "single infusion", "each dose"."""
    if tokens[i].text in _ARTICLES:
        one = Numeral(1.0, 0, True, None, i, i)
        return one if marks.dimension_at(i + 1) == "time" and not _is_rank(tokens, i + 1) else None
    if tokens[i].text not in {"single", "each"}:
        return None
    for j in range(i + 1, min(i + 4, len(tokens))):
        if marks.dimension_at(j) == "doses":
            return Numeral(1.0, 0, True, None, i, j - 1)
        if not tokens[j].is_word:
            break
    return None


def _is_rank(tokens: Sequence[Token], i: int) -> bool:
    """Whether "second" counts what follows and is no time: "a second study"."""
    after = tokens[i + 1 : i + 2]
    counts = bool(after) and after[0].is_word and after[0].stem not in stop_stems()
    return tokens[i].text == "second" and counts


def _part_of_unit(
    tokens: Sequence[Token], low: Numeral, unit: str | None, last: int, marks: Marks
) -> tuple[str | None, int, float]:
    """ "Three quarters of an hour" and "an hour and a half" beside plain numbers with a unit."""
    j = last + 2 if text_at(tokens, last + 1) == "of" else last + 1
    if low.share == 1 and unit is None and text_at(tokens, j) in {"a", "an"}:
        match = marks.units.get(j + 1)
        if match is not None and marks.dimension_at(j + 1) == "time":
            return match.payload, match.last, low.value
    half = [text_at(tokens, last + k) for k in (1, 2, 3)] == ["and", "a", "half"]
    if half and unit is not None and dimension_of(unit) == "time":
        return unit, last + 3, low.value + 0.5
    return unit, last, low.value


def _plus(tokens: Sequence[Token], last: int) -> tuple[int, bool]:
    """Past the plus of "70+%" and "65-plus"; tells whether it is there."""
    j = last + 2 if text_at(tokens, last + 1) == "-" else last + 1
    found = text_at(tokens, j) in {"+", "plus"}
    return (j, True) if found else (last, False)


def _modifier(
    tokens: Sequence[Token], first: int, last: int, marks: Marks
) -> tuple[str | None, int]:
    for j in (first - 1, first - 2):
        near = j == first - 1 or tokens[first - 1].text in {"a", "the", "-", "$"}
        if j in marks.before and near and not is_arrow(tokens, j - 1):
            return marks.before[j], last
    match = marks.after.get(last + 1)
    return (match.payload, match.last) if match else (None, last)


def _decimals(low: Numeral, upper: Upper) -> int:
    return max(low.decimals, upper.number.decimals if upper.number else 0)


def _is_year(numeral: Numeral) -> bool:
    return not numeral.words and not numeral.decimals and _YEARS[0] <= numeral.value <= _YEARS[1]
