"""When a share was counted: the time point that the words beside it name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.cardinals import text_at
from claims.figures import hours
from claims.proposing.runs import Clause
from claims.quantities import read_quantities
from claims.quantity import Quantity
from claims.text import Token

_AFTER = frozenset(
    {
        "after",
        "later",
        "post",
        "-",
        "following",
        "of",
        "postinfusion",
        "visit",
        "postoperatively",
        "follow",
        "mark",
    }
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time point as printed, and in hours."""

    words: str
    low_h: float
    high_h: float


def read_times(text: str, tokens: Sequence[Token]) -> list[tuple[Quantity, Time]]:
    """Time points in a sentence, in order; lengths of treatment, ages and rates are none."""
    found = []
    for quantity in read_quantities(tokens):
        if quantity.dimension != "time" or quantity.every or not _is_point(tokens, quantity):
            continue
        low, high = hours(quantity)
        if quantity.first and text_at(tokens, quantity.first - 1) in {"within", "over", "during"}:
            low = 0.0
        found.append((quantity, Time(text[quantity.start : quantity.end], low, high)))
    return found


def _is_point(tokens: Sequence[Token], quantity: Quantity) -> bool:
    if quantity.label:
        return True
    before = text_at(tokens, quantity.first - 1)
    after = text_at(tokens, quantity.last + 1)
    return before in {"at", "after", "by", "within", "over", "during", "through"} or after in _AFTER


def time_of(clause: Clause, k: int, times: Sequence[tuple[Quantity, Time]]) -> Time | None:
    """The time of one share: the one of its clause, or that beside it; None where unsure.

    ``times`` are those of the whole sentence, of which one alone holds for all.
    """
    sentence = list(dict.fromkeys(time for _, time in times))
    own = [(q, t) for q, t in times if clause.first <= q.first < clause.stop]
    if len(own) == 1:
        return own[0][1]
    if not own:
        return sentence[0] if len(sentence) == 1 else None
    share = clause.shares[k]
    ends = [s.last for s in clause.shares if s.last < share.first]
    starts = [s.first for s in clause.shares if s.first > share.last]
    low, high = max(ends, default=clause.first - 1), min(starts, default=clause.stop)
    before = [t for q, t in own if low < q.first < share.first]
    after = [t for q, t in own if share.last < q.first < high]
    leads = own[0][0].first < clause.shares[0].first
    trails = own[-1][0].first > clause.shares[-1].last
    if leads and not trails:
        if before:
            return before[-1]
        earlier = [t for q, t in own if q.first < share.first]
        return earlier[-1] if earlier else None
    if trails and not leads:
        if after:
            return after[0]
        later = [t for q, t in own if q.first > share.last]
        return later[0] if later else None
    return None
