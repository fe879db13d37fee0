"""Numbers in running text: digits, words, fractions and shares such as "seven in ten".

A small grammar of our own: general libraries read "six doses over one to two weeks" as 8 and
"a nasal" as a unit.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.cardinals import Numeral, number_words, read_cardinal, role_at, text_at
from claims.text import Token

__all__ = ["Numeral", "read_numeral"]

_PEOPLE = frozenset({"people", "patients", "participants", "adults"})
_DETERMINERS = frozenset({"every", "the", "all"})
_YEARS = (1800.0, 2100.0)
_EVEN = 50.0


def read_numeral(tokens: Sequence[Token], i: int) -> Numeral | None:
    """The longest number that begins at token ``i``, or None."""
    if not tokens[i].is_number and tokens[i].text not in number_words():
        return None
    plain = read_cardinal(tokens, i)
    if plain is None:
        return _article_fraction(tokens, i)
    return _fraction(tokens, plain) or _share(tokens, plain) or plain


def _article_fraction(tokens: Sequence[Token], i: int) -> Numeral | None:
    """ "a third", "half", "one quarter": value and share 1."""
    j = i + 1 if role_at(tokens, i) == "article" else i
    if role_at(tokens, j) != "fraction" or _in_compound(tokens, j):
        return None
    return Numeral(number_words()[tokens[j].text][0], 0, True, 1.0, i, j)


def _in_compound(tokens: Sequence[Token], j: int) -> bool:
    """Whether a fraction word is the first half of a compound such as "half-life"."""
    return (
        j + 2 < len(tokens)
        and tokens[j + 1].text == "-"
        and tokens[j + 1].start == tokens[j].end
        and tokens[j + 2].start == tokens[j + 1].end
    )


def _fraction(tokens: Sequence[Token], count: Numeral) -> Numeral | None:
    """ "two thirds", "one-third": a fraction after a small number."""
    j = count.last + 1
    if text_at(tokens, j) == "-":
        j += 1
    if role_at(tokens, j) != "fraction" or text_at(tokens, j) == "half" or count.decimals:
        return None
    value = count.value * number_words()[tokens[j].text][0]
    return Numeral(value, 0, True, 1.0, count.first, j) if value <= 1 else None


def _share(tokens: Sequence[Token], part: Numeral) -> Numeral | None:
    """ "12 of 17", "7 out of 10", "one in three", "50/50" after a first number."""
    found = _after_share_word(tokens, part.last + 1)
    if found is None or part.decimals:
        return None
    begin, joiner = found
    whole = read_cardinal(tokens, begin) if begin < len(tokens) else None
    if whole is None or whole.value < part.value or whole.value == 0 or whole.decimals:
        return None
    if text_at(tokens, whole.last + 1) in {"%", "percent", "per"}:
        return None
    if joiner in {"/", "in"} and _is_date(tokens, part, whole):
        return None
    words = part.words and whole.words
    if joiner == "/" and part.value == whole.value == _EVEN:
        return Numeral(0.5, 0, False, 1.0, part.first, whole.last)
    return Numeral(part.value, 0, words, whole.value, part.first, whole.last)


def _is_date(tokens: Sequence[Token], part: Numeral, whole: Numeral) -> bool:
    """Whether two numbers are of a date: "3/2019", "5 in 2019", "1/2/2020"."""
    if not whole.words and _YEARS[0] <= whole.value <= _YEARS[1]:
        return "," not in tokens[whole.first].text
    return "/" in {text_at(tokens, whole.last + 1), text_at(tokens, part.first - 1)}


def _after_share_word(tokens: Sequence[Token], j: int) -> tuple[int, str] | None:
    """Where the whole begins after "of", "in", "out of" or "/", and which it was."""
    if text_at(tokens, j) in _PEOPLE or (
        text_at(tokens, j) == "-" and text_at(tokens, j + 1) in {"in", "out"}
    ):
        j += 1
    joiner = text_at(tokens, j)
    j = _past_hyphen(tokens, j + 1)
    if joiner == "out" and text_at(tokens, j) == "of":
        j = _past_hyphen(tokens, j + 1)
    elif joiner not in {"of", "in", "/"}:
        return None
    return (j + 1 if text_at(tokens, j) in _DETERMINERS else j), joiner


def _past_hyphen(tokens: Sequence[Token], j: int) -> int:
    return j + 1 if text_at(tokens, j) == "-" else j
