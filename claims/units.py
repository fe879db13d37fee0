"""Units by which quantities are told, from ``claims/lexicon/units.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.lexicon import names, table
from claims.terms import Match, Terms
from claims.text import Token


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, what it measures, and its factor to that dimension's base unit (hours for time)."""

    name: str
    dimension: str
    factor: float


@dataclass(frozen=True, slots=True)
class Marks:
    """Words around numbers, found once for a whole text.

    Units, modifiers after a number and named times by their first token; modifiers before a number
    by their last.
    """

    units: dict[int, Match[str]]
    before: dict[int, Match[str]]
    after: dict[int, Match[str]]
    times: dict[int, Match[tuple[float, str]]]


@cache
def units() -> dict[str, Unit]:
    """Units by name."""
    return {
        row["unit"]: Unit(row["unit"], row["dimension"], float(row["factor"]))
        for row in table("units")
    }


def in_base(value: float, unit: str) -> float:
    """A value in its dimension's base unit: hours for time, mg/kg for doses by weight."""
    known = units().get(unit)
    return value * known.factor if known else value


def dimension_of(match: Match[str]) -> str:
    """What the unit found measures."""
    return units()[match.payload].dimension


def find_marks(tokens: Sequence[Token]) -> Marks:
    """All units, modifiers and named times in a text; the longest wins where several begin."""
    return Marks(
        {m.first: m for m in reversed(_unit_terms().find_all(tokens))},
        {m.last: m for m in reversed(_modifier_terms("before").find_all(tokens))},
        {m.first: m for m in reversed(_modifier_terms("after").find_all(tokens))},
        {m.first: m for m in reversed(_time_words().find_all(tokens))},
    )


@cache
def adverbs() -> dict[str, tuple[str, str]]:
    """Words such as "twice" (a number of times) and "weekly" (a unit of time), with their role."""
    return {row["word"]: (row["value"], row["role"]) for row in table("adverbs")}


@cache
def _unit_terms() -> Terms[str]:
    return Terms([(name, row["unit"]) for row in table("units") for name in names(row["names"])])


@cache
def _modifier_terms(position: str) -> Terms[str]:
    rows = [row for row in table("modifiers") if row["position"] == position]
    return Terms([(name, row["modifier"]) for row in rows for name in names(row["names"])])


@cache
def _time_words() -> Terms[tuple[float, str]]:
    rows = table("timewords")
    return Terms(
        [(name, (float(row["value"]), row["unit"])) for row in rows for name in names(row["names"])]
    )
