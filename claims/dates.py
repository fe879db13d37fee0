"""Dates: "March 5, 2019", "5 March 2019", "2019-03-05", "5/3/2019". Of each the year is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claims.cardinals import role_at, text_at
from claims.quantity import Quantity
from claims.text import Token

_YEARS = (1800, 2100)


def read_date(tokens: Sequence[Token], i: int) -> Quantity | None:
    """The year of the date that begins at token ``i``, or None. A year alone is no date."""
    found = _year_and_end(tokens, i)
    if found is None:
        return None
    year, last = found
    place = (i, last, tokens[i].start, tokens[last].end)
    return Quantity("year", float(year), None, "year", "exact", 0, False, *place)


def _year_and_end(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    if role_at(tokens, i) == "month":
        return _after_month(tokens, i)
    if not tokens[i].is_number:
        return None
    if _is_day(tokens, i) and role_at(tokens, _past_suffix(tokens, i + 1)) == "month":
        return _after_month(tokens, _past_suffix(tokens, i + 1))
    return _parts(tokens, i, (_is_year, _is_day, _is_day), 0) or _parts(
        tokens, i, (_is_day, _is_day, _is_year), 4
    )


def _after_month(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """ "March 2019", "March 5, 2019", "5 March 2019" from the month on."""
    j = i + 1
    if _is_day(tokens, j):
        j = _past_suffix(tokens, j + 1)
    j += 1 if text_at(tokens, j) in {",", "of"} else 0
    return (int(tokens[j].text), j) if _is_year(tokens, j) else None


def _parts(
    tokens: Sequence[Token],
    i: int,
    kinds: tuple[Callable[[Sequence[Token], int], bool], ...],
    year: int,
) -> tuple[int, int] | None:
    """Three numbers of these kinds with "/" or "-" between them and no space."""
    if i + 4 >= len(tokens) or tokens[i + 4].end - tokens[i].start > 10:
        return None
    marks = {tokens[i + 1].text, tokens[i + 3].text}
    if marks not in ({"/"}, {"-"}) or not all(
        kind(tokens, i + 2 * k) for k, kind in enumerate(kinds)
    ):
        return None
    return int(tokens[i + year].text), i + 4


def _past_suffix(tokens: Sequence[Token], j: int) -> int:
    """Past "th" or "of" after a day: "5th of March"."""
    j += 1 if text_at(tokens, j) in {"st", "nd", "rd", "th"} else 0
    return j + 1 if text_at(tokens, j) == "of" else j


def _is_day(tokens: Sequence[Token], i: int) -> bool:
    text = text_at(tokens, i)
    return text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31


def _is_year(tokens: Sequence[Token], i: int) -> bool:
    text = text_at(tokens, i)
    return text.isdecimal() and len(text) == 4 and _YEARS[0] <= int(text) <= _YEARS[1]
