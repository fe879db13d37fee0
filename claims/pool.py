"""Findings that a claim on one outcome is set beside, in columns: what linking runs over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from claims.facets import CONFLICT_POINTS, FACETS, silence_points
from claims.grid import Row
from claims.records import Finding
from claims.wordindex import all_rounded

# Facets in which claims on one outcome do not differ, by their place in FACETS, and the others.
_FIXED = tuple(k for k, facet in enumerate(FACETS) if facet.name in {"outcome", "subgroup"})
_VARYING = tuple(k for k in range(len(FACETS)) if k not in _FIXED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with what of its worth depends on no claim.

    ``numbers`` are those of its values in the grid, one a facet; ``stems`` the content stems of its
    statement; ``level``, ``standing`` and ``usable`` as in ``claims.merit``.
    """

    finding: Finding
    numbers: tuple[int, ...]
    stems: frozenset[str]
    level: float
    standing: float
    usable: bool

    @property
    def base(self) -> int:
        """Points before any facet is compared: below 0 where no verdict may rest on it."""
        return 0 if self.usable else -CONFLICT_POINTS


class Pool:
    """Entries by id of their finding, with a column of numbers a facet and postings of stems."""

    def __init__(self, entries: Iterable[Entry], rows: Sequence[Row]) -> None:
        """``rows`` are those of any claim on the outcome."""
        self.entries = sorted(entries, key=lambda entry: entry.finding.finding_id)
        self.levels = [entry.level for entry in self.entries]
        self.standings = [entry.standing for entry in self.entries]
        columns = [[entry.numbers[k] for entry in self.entries] for k in range(len(FACETS))]
        self._columns = [(k, columns[k]) for k in _VARYING]
        self._base = [entry.base for entry in self.entries]
        for k in _FIXED:
            self._base = _added(self._base, rows[k], columns[k])
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self.entries):
            for stem in entry.stems:
                self._postings[stem].append(place)

    def points(self, rows: Sequence[Row]) -> list[int]:
        """Points of each entry: below 0 where it conflicts with the claim or may not be used."""
        silence = sum([silence_points(k) for k in _VARYING if rows[k].silent])
        totals = [base + silence for base in self._base]
        for k, column in self._columns:
            if not rows[k].silent:
                totals = _added(totals, rows[k], column)
        return totals

    def coverages(self, weights: Mapping[str, float]) -> list[float]:
        """Of each entry, the share of the words that its statement has, by their weights."""
        shared = [0.0] * len(self.entries)
        for stem, weight in weights.items():
            for place in self._postings.get(stem, ()):
                shared[place] += weight
        return all_rounded(shared)


def _added(totals: Iterable[int], row: Row, column: Iterable[int]) -> list[int]:
    """The totals with the points of one more facet."""
    return list(map(add, totals, map(row.points.__getitem__, column)))
