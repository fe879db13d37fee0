"""A quantity: a number or range with its unit, its modifier and what it counts."""

from __future__ import annotations

from dataclasses import dataclass

SHARES = frozenset({"percent", "ratio"})
"""Dimensions that tell a share of a whole."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range with its unit.

    ``dimension`` is one of the unit table's dimensions, or ``year``, ``ratio`` (12 of 17, a third),
    ``number``, or one of the roles of ``claims/lexicon/number_roles.csv``, which are no results:
    ``discount``, ``strength``, ``confidence``, ``interval``, ``age``, ``ago``, ``p``, ``sample``
    (n = 17), ``nnt``, ``score``, ``name`` (type 2).  ``value`` is in ``unit``; a ratio is given in
    percent, with ``events`` of ``n`` where both were written.  ``per`` is the unit of time of a
    rate ("two sessions a week"), ``every`` tells an interval ("every 3 weeks"), ``label`` a named
    point ("day 28", "the next day"), ``baseline`` that a change begins there ("from 60% to 20%").
    ``decimals`` counts decimals as printed, ``words`` that no digit was written.  ``first`` and
    ``last`` are token numbers, ``start`` and ``end`` character offsets.
    """

    dimension: str
    value: float
    high: float | None
    unit: str
    modifier: str
    decimals: int
    words: bool
    first: int
    last: int
    start: int
    end: int
    per: str | None = None
    every: bool = False
    label: bool = False
    events: int | None = None
    n: int | None = None
    baseline: bool = False
