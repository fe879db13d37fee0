"""Numbers in running text: digits, words, fractions and shares such as "seven in ten".

A small grammar of our own: general libraries read "six doses over one to two weeks" as 8 and
"a nasal" as a unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.lexicon import table
from claims.text import Token

_PEOPLE = frozenset({"people", "patients", "participants", "adults", "of", "every", "the"})
_CEILING = 1e12


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: its value, its decimals as written, and the tokens it takes up.

    ``share`` is the denominator where it was written as a share ("12 of 17" has value 12 and share
    17; "a third" has value 1/3 and share 1); ``words`` tells that no digit was written.
    """

    value: float
    decimals: int
    words: bool
    share: float | None
    first: int
    last: int


@cache
def _words() -> dict[str, tuple[float, str]]:
    return {row["word"]: (float(row["value"]), row["role"]) for row in table("numbers")}


def read_numeral(tokens: Sequence[Token], i: int) -> Numeral | None:
    """The longest number that begins at token ``i``, or None."""
    plain = _digits(tokens, i) or _number_words(tokens, i)
    if plain is None:
        return _article_fraction(tokens, i)
    return _share(tokens, plain) or plain


def _digits(tokens: Sequence[Token], i: int) -> Numeral | None:
    token = tokens[i]
    if not token.is_number:
        return None
    text = token.text.replace(",", "")
    decimals = len(text.partition(".")[2])
    value, last = float(text), i
    if i + 1 < len(tokens):
        scale = _words().get(tokens[i + 1].text)
        if scale and scale[1] == "scale" and scale[0] >= 100:
            value, last, decimals = value * scale[0], i + 1, 0
    return Numeral(min(value, _CEILING), decimals, False, None, i, last)


def _number_words(tokens: Sequence[Token], i: int) -> Numeral | None:
    total, current, last, roles = 0.0, 0.0, None, ""
    j = i
    while j < len(tokens):
        entry = _words().get(tokens[j].text)
        if entry is None and tokens[j].text in {"-", "and"} and _continues(tokens, j, roles):
            j += 1
            continue
        if entry is None or not _fits(roles, entry[1]):
            break
        value, role = entry
        if role == "scale":
            current = max(current, 1.0) * value
            if value >= 1000:
                total, current = total + current, 0.0
        else:
            current += value
        roles, last = role, j
        j += 1
    if last is None or roles == "article":
        return None
    return Numeral(min(total + current, _CEILING), 0, True, None, i, last)


def _fits(before: str, role: str) -> bool:
    """Whether a word of that role can follow one of the role before."""
    if role == "unit":
        return before in {"", "tens", "scale"}
    if role == "tens":
        return before in {"", "scale"}
    if role == "scale":
        return before in {"", "article", "unit", "tens", "scale"}
    return before == "" and role in {"article", "group"}


def _continues(tokens: Sequence[Token], j: int, roles: str) -> bool:
    if j + 1 >= len(tokens):
        return False
    entry = _words().get(tokens[j + 1].text)
    if entry is None:
        return False
    joiner = tokens[j].text
    return (joiner == "-" and roles == "tens" and entry[1] == "unit") or (
        joiner == "and" and roles == "scale" and entry[1] in {"unit", "tens"}
    )


def _article_fraction(tokens: Sequence[Token], i: int) -> Numeral | None:
    """ "a third", "half", "one quarter": value and share 1."""
    j = i
    if _words().get(tokens[i].text, (0, ""))[1] == "article":
        j = i + 1
    if j >= len(tokens):
        return None
    entry = _words().get(tokens[j].text)
    if entry is None or entry[1] != "fraction" or _in_compound(tokens, j):
        return None
    return Numeral(entry[0], 0, True, 1.0, i, j)


def _in_compound(tokens: Sequence[Token], j: int) -> bool:
    """Whether a fraction word is the first half of a compound such as "half-life"."""
    return (
        j + 2 < len(tokens)
        and tokens[j + 1].text == "-"
        and tokens[j + 1].start == tokens[j].end
        and tokens[j + 2].start == tokens[j + 1].end
    )


def _share(tokens: Sequence[Token], numeral: Numeral) -> Numeral | None:
    """ "two thirds", "12 of 17", "7 out of 10", "one in three" after a first number."""
    j = numeral.last + 1
    if j < len(tokens) and tokens[j].text == "-":
        j += 1
    if j >= len(tokens):
        return None
    entry = _words().get(tokens[j].text)
    if entry is not None and entry[1] == "fraction" and tokens[j].text != "half":
        value = numeral.value * entry[0]
        return Numeral(value, 0, True, 1.0, numeral.first, j) if value <= 1 else None
    begin = _after_share_word(tokens, numeral.last + 1)
    if begin is None or begin >= len(tokens):
        return None
    whole = _digits(tokens, begin) or _number_words(tokens, begin)
    if whole is None or whole.value < numeral.value or whole.value == 0 or numeral.decimals:
        return None
    if whole.last + 1 < len(tokens) and tokens[whole.last + 1].text in {"%", "percent"}:
        return None
    words = numeral.words and whole.words
    return Numeral(numeral.value, 0, words, whole.value, numeral.first, whole.last)


def _after_share_word(tokens: Sequence[Token], j: int) -> int | None:
    while j < len(tokens) and tokens[j].text in _PEOPLE - {"of", "every", "the"}:
        j += 1
    if j >= len(tokens):
        return None
    if tokens[j].text == "out" and j + 1 < len(tokens) and tokens[j + 1].text == "of":
        j += 2
    elif tokens[j].text in {"of", "in", "/"}:
        j += 1
    else:
        return None
    while j < len(tokens) and tokens[j].text in {"every", "the"}:
        j += 1
    return j
