"""Units by which quantities are told, from ``claims/lexicon/units.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claims.lexicon import table

_OF_TIME = frozenset({"h", "d", "wk", "mo", "yr"})
CURRENCIES = {"$": "USD", "£": "GBP", "€": "EUR"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, what it measures, and its factor to that dimension's base unit (hours for time)."""

    name: str
    dimension: str
    factor: float


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


def of_rate(unit: str | None) -> tuple[str, str | None]:
    """What a rate counts and its unit of time: "doses/wk" gives doses and wk; any other unit gives
    itself, "" for none, and no time."""
    name, _, per = (unit or "").partition("/")
    return (name, per) if per in _OF_TIME else (unit or "", None)


def dimension_of(unit: str) -> str:
    """What a unit of the table measures."""
    return units()[unit].dimension


@cache
def adverbs() -> dict[str, tuple[str, str]]:
    """Words such as "twice" (a number of times) and "weekly" (a unit of time), with their role."""
    return {row["word"]: (row["value"], row["role"]) for row in table("adverbs")}
