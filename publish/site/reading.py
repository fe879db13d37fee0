"""A claim's reading as a row of chips: what was read, under which heading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from claims.vocabulary import split
from publish.reports.wording import amount, number
from publish.site.rows import Row, labels_of

Chip = tuple[str, str]

_LISTS = (
    ("Drug", "drug", "drugs"),
    ("Route", "route", "routes"),
    ("People", "population", "populations"),
    ("Against", "comparator", "drugs"),
)
_FLAGS = (
    ("hedged", "hedged"),
    ("absolute_language", "in absolute terms"),
    ("superlative", "a superlative"),
)


def chips(conn: sqlite3.Connection, reading: Row) -> list[Chip]:
    """A row of ``readings`` as (heading, words), what it does not say left out."""
    return [(name, words) for name, words in _chips(conn, reading) if words]


def _chips(conn: sqlite3.Connection, reading: Row) -> Iterator[Chip]:
    yield "Kind", reading["kind"].replace("-", " ")
    yield "Outcome", _outcome(reading, labels_of(conn, "outcomes"))
    yield "Figure", _figure(reading)
    yield "Comparator's figure", _number(reading["comparator_value"])
    if reading["timepoint_value"] is not None:
        yield "Time", amount(reading["timepoint_value"], None, reading["timepoint_unit"])
    yield "Dose", reading["dose"] or ""
    yield "Doses", _number(reading["n_doses"])
    for heading, column, table in _LISTS:
        names = split(reading[column])
        known = labels_of(conn, table) if names else {}
        stated = column != "drug" or reading["drug_stated"]
        words = ", ".join(known.get(name, name) for name in names)
        yield heading, words if stated or not words else f"{words} (from the page)"
    yield "How often", (reading["frequency"] or "").replace("-", " ")
    manner = [words for column, words in _FLAGS if reading[column]]
    if reading["speech"] not in (None, "statement"):
        manner.insert(0, reading["speech"])
    yield "Manner", ", ".join(manner)


def _outcome(reading: Row, known: dict[str, str]) -> str:
    name = reading["outcome"]
    if not name:
        return ""
    turn = f" ({reading['direction'].replace('-', ' ')})" if reading["direction"] else ""
    return f"{known.get(name, name)}{turn}"


def _figure(reading: Row) -> str:
    if reading["value"] is None:
        return ""
    words = amount(reading["value"], reading["value_high"], reading["unit"])
    modifier = reading["modifier"]
    if modifier in (None, "exact", "range"):
        return words
    return f"{modifier.replace('-', ' ')} {words}"


def _number(value: float | None) -> str:
    return "" if value is None else number(value)
