"""Numbers as people type and print them: the tokens that every cell grammar is made of."""

from __future__ import annotations

import re

# What a grammar reads in a cell: typed columns and their values.
Fields = dict[str, int | float | str]

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_BLANKS = "\t\r\n\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_LOOKALIKES = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_BLANKS, " ")
    | dict.fromkeys(_INVISIBLE, "")
    | {"\u00b5": "u", "\u03bc": "u", "\u2264": "<=", "\u2265": ">=", "\u2192": "->"}
)

# A number without its sign: digits, grouped by commas or not, and decimals; '.05' counts.
NUMBER = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
SIGNED = rf"[-+]?{NUMBER}"
_SIGNED = re.compile(SIGNED)
_RANGE = re.compile(rf"{SIGNED}%?-{SIGNED}%?")
_LONGEST_CELL = 500
_ENDLESS = re.compile(r"[0-9][0-9,]{17}|[0-9]{16}")
_SPACES = re.compile(r" +")
_MIDDLE_DOT = re.compile(r"(?<=[0-9])\u00b7(?=[0-9])")
_WHOLE = re.compile(r"[-+]?[0-9][0-9,]*")


def normalise(text: str) -> str:
    """The text with one kind of dash, of space and of decimal point; ends trimmed."""
    text = _MIDDLE_DOT.sub(".", text.translate(_LOOKALIKES))
    return _SPACES.sub(" ", text).strip()


def number(token: str) -> int | float:
    """The value of a token that ``SIGNED`` matches: int where it is printed whole, else float."""
    bare = token.replace(",", "")
    return int(bare) if _WHOLE.fullmatch(token) else float(bare)


def plain_number(text: str) -> int | float | None:
    """The number that the whole text is, None where it is anything else.

    Numbers too long for SQLite's 64 bits count as anything else.
    """
    token = normalise(text)
    if not _SIGNED.fullmatch(token) or len(token) > 18:
        return None
    return number(token)


def decimals(text: str) -> int:
    """How many decimals the first number in the text is printed with; 0 where there is none."""
    found = _SIGNED.search(normalise(text))
    return len(found.group().partition(".")[2]) if found else 0


def cell_text(cell: str) -> str:
    """The normalised cell, or '' where it is longer than any cell of figures is.

    The bound keeps the grammars fast on whatever they are given, and every number within 64 bits.
    """
    text = normalise(cell)
    return "" if len(text) > _LONGEST_CELL or _ENDLESS.search(text) else text


def looks_mistyped(text: str) -> bool:
    """Whether a cell that no grammar reads is a slip: one word with a digit that is no range."""
    token = normalise(text)
    one_word = " " not in token and any(character.isdigit() for character in token)
    return one_word and not _RANGE.fullmatch(token)
