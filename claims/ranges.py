"""Ranges: "3-5", "3 to 5", "45% to 90%", "between 30 and 40"; and changes, which are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.cardinals import Numeral, text_at
from claims.lexicon import table
from claims.marks import Marks
from claims.numerals import read_numeral
from claims.text import Token, stem
from claims.units import CURRENCIES

_RANGE_WORDS = frozenset({"-", "to", "or", "and"})
_ARROWS = frozenset({"→", "⟶", "⇒", "➔"})
_CHANGE_REACH = 6


@dataclass(frozen=True, slots=True)
class Upper:
    """The upper end of a range, if any, and the last token read.

    ``baseline`` tells that the number is where a change begins.
    """

    number: Numeral | None
    last: int
    baseline: bool = False


def upper_end(tokens: Sequence[Token], low: Numeral, marks: Marks) -> Upper:
    """The upper end of the range that begins with ``low``."""
    alone = Upper(None, low.last)
    unit = marks.units.get(low.last + 1)
    j = unit.last + 1 if unit is not None else low.last + 1
    if is_arrow(tokens, j):
        return Upper(None, low.last, baseline=True)
    if text_at(tokens, j) == "-" and text_at(tokens, j + 1) in {"to", "or"}:
        j += 1  # "4- to 6-week"
    if text_at(tokens, j) not in _RANGE_WORDS or low.share is not None:
        return alone
    if text_at(tokens, j) == "and" and text_at(tokens, low.first - 1) != "between":
        return alone
    high = _number_after(tokens, j)
    if high is None or (unit is not None and high.last + 1 not in marks.units):
        return alone
    if text_at(tokens, j) == "to" and _is_change(tokens, low, high):
        return Upper(None, low.last, baseline=True)
    return Upper(high, high.last) if high.value > low.value else alone


def _number_after(tokens: Sequence[Token], j: int) -> Numeral | None:
    k = j + 2 if text_at(tokens, j + 1) in CURRENCIES else j + 1
    high = read_numeral(tokens, k) if k < len(tokens) else None
    return None if high is None or high.share is not None else high


def is_arrow(tokens: Sequence[Token], j: int) -> bool:
    """Whether an arrow begins at a token."""
    return text_at(tokens, j) in _ARROWS or (
        text_at(tokens, j) == "-"
        and text_at(tokens, j + 1) == ">"
        and tokens[j].end == tokens[j + 1].start
    )


def _is_change(tokens: Sequence[Token], low: Numeral, high: Numeral) -> bool:
    """Whether "from A to B" tells a change: it falls, or a verb of change stands before it."""
    first = low.first - 1
    while first > low.first - 3 and text_at(tokens, first) in {"about", "around", "roughly", "$"}:
        first -= 1
    if text_at(tokens, first) != "from":
        return False
    near = tokens[max(0, first - _CHANGE_REACH) : first]
    return high.value < low.value or any(token.stem in _change_stems() for token in near)


@cache
def _change_stems() -> frozenset[str]:
    return frozenset(stem(row["word"]) for row in table("change_verbs"))
