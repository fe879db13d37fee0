"""Claims against the values that findings have, one facet at a time, each pair compared once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import partial

from claims.facets import FACETS, Comparison, points
from claims.memo import Memo
from claims.reading import Assertion, Reading
from claims.records import Finding
from claims.vocabulary import Vocabulary

_MOST_ROWS = 512


@dataclass(frozen=True, slots=True)
class Row:
    """What a claim says in one facet against every value on file, by the value's number.

    ``silent``: the claim says nothing there, so that the facet tells no finding from another.
    """

    silent: bool
    comparisons: Memo[int, Comparison]
    points: Memo[int, int]


class Grid:
    """The distinct values of each facet, numbered, and the rows of claims lately compared."""

    def __init__(self, findings: Iterable[Finding], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._rows: Memo[tuple[int, Hashable], Row] = Memo(self._row, _MOST_ROWS)
        known: tuple[dict[Hashable, int], ...] = tuple({} for _ in FACETS)
        self.numbers: dict[str, tuple[int, ...]] = {}
        for finding in findings:
            values = (facet.of_finding(finding, vocabulary) for facet in FACETS)
            self.numbers[finding.finding_id] = tuple(
                numbers.setdefault(value, len(numbers))
                for numbers, value in zip(known, values, strict=True)
            )
        self._values: tuple[list[Hashable], ...] = tuple(list(numbers) for numbers in known)

    def rows(self, reading: Reading, assertion: Assertion) -> tuple[Row, ...]:
        """One row a facet, in the order of ``FACETS``."""
        rows = self._rows
        return tuple(
            [rows[k, facet.of_claim(reading, assertion)] for k, facet in enumerate(FACETS)]
        )

    def _row(self, key: tuple[int, Hashable]) -> Row:
        k, claimed = key
        comparisons = Memo(partial(self._compare, k, claimed))
        return Row(not claimed, comparisons, Memo(partial(_points, k, comparisons)))

    def _compare(self, k: int, claimed: Hashable, number: int) -> Comparison:
        return FACETS[k].compare(claimed, self._values[k][number], self._vocabulary)


def _points(k: int, comparisons: Memo[int, Comparison], number: int) -> int:
    return points(FACETS[k], comparisons[number])
