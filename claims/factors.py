"""Factors: "doubled", "tenfold", "twice as likely"."""

from __future__ import annotations

from collections.abc import Sequence

from claims.cardinals import text_at
from claims.numerals import read_numeral
from claims.quantity import Quantity
from claims.text import Token
from claims.units import adverbs


def read_factor(tokens: Sequence[Token], i: int) -> Quantity | None:
    """The factor, in words, that begins at token ``i``, or None."""
    word, role = adverbs().get(tokens[i].text, ("", ""))
    last, value = i, None
    if role == "fold":
        value = float(word)
    elif role == "times" and text_at(tokens, i + 1) in {"as", "the"}:
        value, last = float(word), i + 1
    elif tokens[i].text.endswith("fold"):
        stem = tokens[i]._replace(text=tokens[i].text.removesuffix("fold"))
        number = read_numeral([stem], 0) if stem.text else None
        value = number.value if number is not None else None
    if value is None:
        return None
    place = (i, last, tokens[i].start, tokens[last].end)
    return Quantity("fold", value, None, "fold", "exact", 0, True, *place)
