"""Points in time by name, and rates over time: "day 28", "the next day", "twice a week", "q2w"."""

from __future__ import annotations

from collections.abc import Sequence

from claims.cardinals import Numeral, text_at
from claims.marks import Marks
from claims.numerals import read_numeral
from claims.quantity import Quantity
from claims.text import Token
from claims.units import adverbs

_LABELLED_BY = frozenset({"at", "on", "from", "between", "by", "through", "(", ","})
_LIST_MARKS = frozenset({",", "and", "-", "to", "through"})
_MOST_LABEL = 1000.0


def read_moment(
    tokens: Sequence[Token], i: int, number: Numeral | None, marks: Marks
) -> Quantity | None:
    """The named point in time, rate or interval that begins at token ``i``, or None.

    ``number`` is the one that begins there.
    """
    named = marks.times.get(i)
    if named is not None:
        return _point(tokens, named.payload[0], None, named.payload[1], i, named.last)
    return (
        _labelled(tokens, i, marks)
        or _other(tokens, i, marks)
        or _times(tokens, i, number, marks)
        or _abbreviated(tokens, i, marks)
    )


def unit_of_rate(tokens: Sequence[Token], last: int, marks: Marks) -> tuple[str | None, int]:
    """The unit of time in "two sessions a week", "3 times per day", "once weekly"; its last token.

    ``last`` is the token before it; the token comes back as it was where there is no such unit.
    """
    j = last + 1
    if adverbs().get(text_at(tokens, j), ("", ""))[1] == "per":
        return adverbs()[tokens[j].text][0], j
    joined = text_at(tokens, j) in {"a", "an", "per", "each", "every", "/"}
    if joined and marks.dimension_at(j + 1) == "time":
        return marks.units[j + 1].payload, marks.units[j + 1].last
    return None, last


def _labelled(tokens: Sequence[Token], i: int, marks: Marks) -> Quantity | None:
    """ "Day 28", "week four", "weeks 4 and 8", "days 1-28"."""
    match = marks.units.get(i)
    if match is None or match.last != i or marks.dimension_at(i) != "time":
        return None
    several = tokens[i].text.endswith("s")
    if several and i and not _may_label(tokens[i - 1]):
        return None
    number = _label(tokens, i + 1, marks)
    if number is None:
        return None
    last = number
    while several and text_at(tokens, last.last + 1) in _LIST_MARKS:
        begin = last.last + 2
        begin += 1 if text_at(tokens, begin) == "and" else 0
        following = _label(tokens, begin, marks)
        if following is None or following.value <= last.value:
            break
        last = following
    high = last.value if last is not number else None
    return _point(tokens, number.value, high, match.payload, i, last.last)


def _may_label(before: Token) -> bool:
    """Whether "weeks 4" after this is a label; after another word it is that word's object."""
    return before.text in _LABELLED_BY or not (before.is_word or before.is_number)


def _label(tokens: Sequence[Token], i: int, marks: Marks) -> Numeral | None:
    number = read_numeral(tokens, i) if i < len(tokens) else None
    if number is None or number.share is not None or number.value >= _MOST_LABEL:
        return None
    return None if number.last + 1 in marks.units else number


def _other(tokens: Sequence[Token], i: int, marks: Marks) -> Quantity | None:
    """ "Every other week"."""
    if text_at(tokens, i) != "every" or text_at(tokens, i + 1) not in {"other", "second"}:
        return None
    if marks.dimension_at(i + 2) != "time":
        return None
    match = marks.units[i + 2]
    return _interval(tokens, 2.0, match.payload, i, match.last)


def _times(
    tokens: Sequence[Token], i: int, number: Numeral | None, marks: Marks
) -> Quantity | None:
    """Doses per unit of time: "twice a week", "once daily", "two to three times weekly", "2x/d"."""
    word, role = adverbs().get(tokens[i].text, ("", ""))
    low, high, last = float(word) if role == "times" else 0.0, None, i
    if role != "times":
        if number is None or number.share is not None:
            return None
        low, last = number.value, number.last
        if text_at(tokens, last + 1) in {"-", "to", "or"} and last + 2 < len(tokens):
            top = read_numeral(tokens, last + 2)
            if top is not None and top.share is None and top.value > low:
                high, last = top.value, top.last
        if text_at(tokens, last + 1) not in {"times", "x"}:
            return None
        last += 1
    per, end = unit_of_rate(tokens, last, marks)
    if per is None:
        return None
    return _rate(tokens, low, high, per, i, end)


def _abbreviated(tokens: Sequence[Token], i: int, marks: Marks) -> Quantity | None:
    """Prescribers' shorthand: "b.i.d.", "56 mg bid", "q2w"."""
    if len(tokens[i].text) > 1:
        daily = adverbs().get(tokens[i].text, ("", ""))
        after_unit = any(
            match.last == i - 1 for k in (i - 1, i - 3) if (match := marks.units.get(k))
        )
        if daily[1] != "shorthand" or not after_unit:
            return None
        return _rate(tokens, float(daily[0]), None, "d", i, i)
    dotted = [text_at(tokens, i + 2 * k) for k in range(3)]
    stops = {text_at(tokens, i + 1), text_at(tokens, i + 3)}
    word, role = adverbs().get("".join(dotted), ("", ""))
    if role == "shorthand" and stops == {"."}:
        return _rate(tokens, float(word), None, "d", i, i + 4)
    if tokens[i].text != "q" or i + 2 >= len(tokens) or tokens[i + 1].start != tokens[i].end:
        return None
    number = read_numeral(tokens, i + 1)
    unit = _letters_of_time().get(text_at(tokens, number.last + 1)) if number else None
    if number is None or unit is None:
        return None
    return _interval(tokens, number.value, unit, i, number.last + 1)


def _letters_of_time() -> dict[str, str]:
    return {word: value for word, (value, role) in adverbs().items() if role == "letter"}


def _rate(
    tokens: Sequence[Token], low: float, high: float | None, per: str, i: int, last: int
) -> Quantity:
    modifier = "exact" if high is None else "range"
    place = (i, last, tokens[i].start, tokens[last].end)
    return Quantity("doses", low, high, "doses", modifier, 0, True, *place, per)


def _interval(tokens: Sequence[Token], value: float, unit: str, i: int, last: int) -> Quantity:
    place = (i, last, tokens[i].start, tokens[last].end)
    return Quantity("time", value, None, unit, "exact", 0, False, *place, every=True)


def _point(
    tokens: Sequence[Token], value: float, high: float | None, unit: str, i: int, last: int
) -> Quantity:
    modifier = "exact" if high is None else "range"
    place = (i, last, tokens[i].start, tokens[last].end)
    return Quantity("time", value, high, unit, modifier, 0, False, *place, label=True)
