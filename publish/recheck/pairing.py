"""Claims of a page before and after, side by side: by their words, then by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from publish.recheck.wording import LEAST

Row = dict[str, Any]
Pair = tuple[Row | None, Row | None]

# What is the same of two rows of one claim, the surest first.
_KEYS: tuple[Callable[[Row], Hashable], ...] = (
    lambda row: (_words(row, "quote"), _words(row, "statement"), row["line"]),
    lambda row: (_words(row, "quote"), _words(row, "statement")),
    lambda row: (_words(row, "quote"), row["line"]),
    lambda row: _words(row, "quote"),
)


def pair(before: Sequence[Row], now: Sequence[Row]) -> list[Pair]:
    """Rows of one page, each with its other, or None where there is none.

    Rows are those that ``onfile check --format jsonl`` prints.  The same words are one claim
    wherever they stand, of several the first with the first.  What is left is paired by
    rapidfuzz's ratio of the words, the likest first, from ``wording.LEAST`` on.  Pairs come in the
    order of the page as it is, then what is gone.
    """
    left, right = list(before), list(now)
    found: dict[int, Row] = {}
    for key in _KEYS:
        left, right = _matched(left, right, key, found)
    left, right = _likest(left, right, found)
    return [*((found.get(id(row)), row) for row in now), *((row, None) for row in left)]


def _matched(
    left: list[Row], right: list[Row], key: Callable[[Row], Hashable], found: dict[int, Row]
) -> tuple[list[Row], list[Row]]:
    """Pair rows of the same key, first with first; returns what is left of either side."""
    waiting: defaultdict[Hashable, list[Row]] = defaultdict(list)
    for row in reversed(left):
        waiting[key(row)].append(row)
    rest = []
    for row in right:
        if others := waiting[key(row)]:
            found[id(row)] = others.pop()
        else:
            rest.append(row)
    taken = {id(row) for row in found.values()}
    return [row for row in left if id(row) not in taken], rest


def _likest(
    left: list[Row], right: list[Row], found: dict[int, Row]
) -> tuple[list[Row], list[Row]]:
    """Pair rows by the likeness of their words, the likest and then the nearest first."""
    quotes = [_words(row, "quote") for row in left]
    scored = [
        (-score, abs(left[one]["line"] - row["line"]), one, other)
        for other, row in enumerate(right)
        for _, score, one in process.extract(_words(row, "quote"), quotes, scorer=fuzz.ratio,
                                             score_cutoff=LEAST, limit=None)
    ]  # fmt: skip
    lefts, rights = set(range(len(left))), set(range(len(right)))
    for _, _, one, other in sorted(scored):
        if one in lefts and other in rights:
            found[id(right[other])] = left[one]
            lefts.discard(one)
            rights.discard(other)
    return [left[n] for n in sorted(lefts)], [right[n] for n in sorted(rights)]


def _words(row: Row, name: str) -> str:
    return " ".join(row[name].split())
