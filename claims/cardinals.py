"""Numbers without a share: digits, words, mixed numbers such as "1 1/2" and "two and a half"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from claims.lexicon import table
from claims.text import Token

_CEILING = 1e12
_MOST_DECIMALS = 9


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
def number_words() -> dict[str, tuple[float, str]]:
    """Words of number with their value and their role in the grammar."""
    return {row["word"]: (float(row["value"]), row["role"]) for row in table("numbers")}


def role_at(tokens: Sequence[Token], i: int) -> str:
    """The role of the word of number at a token; empty where there is none."""
    return number_words().get(tokens[i].text, (0.0, ""))[1] if 0 <= i < len(tokens) else ""


def text_at(tokens: Sequence[Token], i: int) -> str:
    """The text of a token; empty beyond the end."""
    return tokens[i].text if 0 <= i < len(tokens) else ""


def read_cardinal(tokens: Sequence[Token], i: int) -> Numeral | None:
    """The longest number, shares left out, that begins at token ``i``, or None."""
    plain = read_digits(tokens, i) or _half_of_scale(tokens, i) or read_words(tokens, i)
    if plain is None:
        return None
    return _mixed(tokens, plain) or _and_a_half(tokens, plain) or plain


def read_digits(tokens: Sequence[Token], i: int) -> Numeral | None:
    """A number in digits with the scale after it: "12,500", "2.5 million", "3k"."""
    if i >= len(tokens) or not tokens[i].is_number:
        return None
    text = tokens[i].text.replace(",", "")
    decimals, value, last = min(len(text.partition(".")[2]), _MOST_DECIMALS), float(text), i
    scale, role = number_words().get(text_at(tokens, i + 1), (0.0, ""))
    tight = i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end
    if (role == "scale" and scale >= 100) or (role == "suffix" and tight):
        value, last, decimals = value * scale, i + 1, 0
    return Numeral(min(value, _CEILING), decimals, False, None, i, last)


def read_words(tokens: Sequence[Token], i: int) -> Numeral | None:
    """A number in words: "seventy-one", "a hundred and five", "a couple of"."""
    total, current, last, role = 0.0, 0.0, None, ""
    j = i
    while j < len(tokens):
        found = role_at(tokens, j)
        if tokens[j].text in {"-", "and"} and _continues(tokens, j, role):
            j += 1
            continue
        if not found or not _fits(role, found):
            break
        value = number_words()[tokens[j].text][0]
        if found == "scale":
            current = max(current, 1.0) * value
            if value >= 1000:
                total, current = total + current, 0.0
        else:
            current = value if found == "group" else current + value
        role, last = found, j
        j += 1
    if last is None or role == "article":
        return None
    if role == "group" and text_at(tokens, last + 1) == "of":
        last += 1
    return _pointed(tokens, Numeral(min(total + current, _CEILING), 0, True, None, i, last))


def _pointed(tokens: Sequence[Token], whole: Numeral) -> Numeral:
    """A number in words with decimals in words: "fifty-two point five"."""
    if text_at(tokens, whole.last + 1) != "point":
        return whole
    digits, j = "", whole.last + 2
    while role_at(tokens, j) == "unit" and number_words()[tokens[j].text][0] < 10:
        digits += f"{number_words()[tokens[j].text][0]:g}"
        j += 1
    if not digits or len(digits) > _MOST_DECIMALS:
        return whole
    value = whole.value + float(f"0.{digits}")
    return replace(whole, value=value, decimals=len(digits), last=j - 1)


def _fits(before: str, role: str) -> bool:
    """Whether a word of that role can follow one of the role before."""
    if role == "unit":
        return before in {"", "tens", "scale"}
    if role == "tens":
        return before in {"", "scale"}
    if role == "scale":
        return before in {"", "article", "unit", "tens", "scale"}
    if role == "group":
        return before in {"", "article"}
    return before == "" and role == "article"


def _continues(tokens: Sequence[Token], j: int, before: str) -> bool:
    after = role_at(tokens, j + 1)
    if tokens[j].text == "-":
        return before == "tens" and after == "unit"
    return before == "scale" and after in {"unit", "tens"}


def _half_of_scale(tokens: Sequence[Token], i: int) -> Numeral | None:
    """ "Half a dozen", "half a million"."""
    if role_at(tokens, i) != "fraction" or role_at(tokens, i + 1) != "article":
        return None
    if role_at(tokens, i + 2) != "scale":
        return None
    value = number_words()[tokens[i].text][0] * number_words()[tokens[i + 2].text][0]
    return Numeral(value, 0, True, None, i, i + 2)


def _mixed(tokens: Sequence[Token], whole: Numeral) -> Numeral | None:
    """ "1 1/2", "2½": a whole number and a fraction written after it."""
    j = whole.last + 1
    if whole.words or whole.decimals or j >= len(tokens):
        return None
    if role_at(tokens, j) == "fraction" and not tokens[j].is_word:
        return replace(whole, value=whole.value + number_words()[tokens[j].text][0], last=j)
    if text_at(tokens, j + 1) != "/" or tokens[j].start == tokens[whole.last].end:
        return None
    top, bottom = read_digits(tokens, j), read_digits(tokens, j + 2)
    if top is None or bottom is None or not 0 < top.value < bottom.value <= 8:
        return None
    return replace(whole, value=whole.value + top.value / bottom.value, last=bottom.last)


def _and_a_half(tokens: Sequence[Token], whole: Numeral) -> Numeral | None:
    """ "Two and a half", "two-and-a-half", "one and three quarters"."""
    j = whole.last + 1
    spaced = [k for k in range(j, min(j + 7, len(tokens))) if tokens[k].text != "-"]
    if len(spaced) < 3 or tokens[spaced[0]].text != "and":
        return None
    count, part = tokens[spaced[1]].text, number_words().get(tokens[spaced[2]].text, (0.0, ""))
    times, role = number_words().get(count, (0.0, ""))
    if part[1] != "fraction" or role not in {"article", "unit"} or times * part[0] >= 1:
        return None
    if text_at(tokens, spaced[2] + 1) == "of" or whole.decimals:
        return None
    return replace(whole, value=whole.value + times * part[0], last=spaced[2])
