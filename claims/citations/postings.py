"""Which of many works share the rarest words of a reference."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable
from heapq import nsmallest

_MOST_READ = 500
_LEAST_SHARE = 0.5


class Postings:
    """Works, numbered from 0, by their words."""

    def __init__(self) -> None:
        self._rows: dict[str, array[int]] = {}
        self._count = 0

    def add(self, tokens: Iterable[str]) -> None:
        """File the words of the next work."""
        for token in set(tokens):
            rows = self._rows.get(token)
            if rows is None:
                self._rows[token] = array("I", (self._count,))
            else:
                rows.append(self._count)
        self._count += 1

    def like(self, tokens: Iterable[str], limit: int) -> list[int]:
        """Works that have the most of these words, by their weight, best first.

        A word weighs the more the fewer works have it.  The rarest are read first, and no more once
        they have named 500 works: what follows are common words, which cost most and decide
        least.  A work with less than half of the best one's weight is left out.
        """
        known = sorted((len(self._rows[token]), token) for token in {*tokens} & self._rows.keys())
        weights: defaultdict[int, float] = defaultdict(float)
        left = _MOST_READ
        for count, token in known:
            if weights and count > left:
                break
            left -= count
            weight = math.log(1 + self._count / count)
            for row in self._rows[token]:
                weights[row] += weight
        least = _LEAST_SHARE * max(weights.values(), default=0.0)
        close = [(-weight, row) for row, weight in weights.items() if weight >= least]
        return [row for _, row in nsmallest(limit, close)]
