"""Texts by their content stems: which share how much of a claim's words, by rarity."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from claims.memo import Memo

_MOST_CLAIMS = 256
_ROUNDING = 1e-4


class WordIndex:
    """Content stems of texts by the texts' ids, and which texts have a stem."""

    def __init__(self, stems: Mapping[str, frozenset[str]]) -> None:
        self._stems = stems
        self._postings: dict[str, list[str]] = defaultdict(list)
        for name, own in stems.items():
            for stem in own:
                self._postings[stem].append(name)
        self._rarity = {stem: self._idf(len(names)) for stem, names in self._postings.items()}
        self._weights: Memo[frozenset[str], Mapping[str, float]] = Memo(self._weigh, _MOST_CLAIMS)

    def weights(self, stems: frozenset[str]) -> Mapping[str, float]:
        """The part of each stem in the weight of all, by its rarity; they sum to 1."""
        return self._weights[stems]

    def coverage(self, stems: frozenset[str], name: str) -> float:
        """Share of these stems, by weight, that a text has; to four decimals."""
        weights = self._weights[stems]
        return rounded(sum([weights[stem] for stem in stems & self._stems[name]]))

    def like(self, stems: frozenset[str], enough: float, limit: int) -> list[str]:
        """Texts that have at least that share of these stems, best first, then by id.

        What has too few of the rarest stems cannot have enough of all: only texts with some of
        those are looked at.
        """
        weights = self._weights[stems]
        least, rest = enough - _ROUNDING, 1.0
        shared: dict[str, float] = defaultdict(float)
        for stem in sorted(stems, key=lambda stem: (-weights[stem], stem)):
            if rest < least:
                break
            rest -= weights[stem]
            for name in self._postings.get(stem, ()):
                shared[name] += weights[stem]
        close = [name for name, share in shared.items() if share + rest >= least]
        best = sorted((-self.coverage(stems, name), name) for name in close)
        return [name for loss, name in best[:limit] if -loss >= enough]

    def _weigh(self, stems: frozenset[str]) -> dict[str, float]:
        rarest = self._idf(0)
        rarity = {stem: self._rarity.get(stem, rarest) for stem in stems}
        whole = sum(rarity.values())
        return {stem: weight / whole for stem, weight in rarity.items()}

    def _idf(self, count: int) -> float:
        """Inverse document frequency, smoothed, as in BM25 (Robertson and Zaragoza 2009)."""
        return math.log(1 + (len(self._stems) - count + 0.5) / (count + 0.5))


def rounded(share: float) -> float:
    """A share to four decimals; many times faster than ``round``."""
    return int(share * 10_000 + 0.5) / 10_000


def all_rounded(shares: Iterable[float]) -> list[float]:
    """Each as ``rounded`` has it, without a call for each of thousands."""
    return [int(share * 10_000 + 0.5) / 10_000 if share else 0.0 for share in shares]
