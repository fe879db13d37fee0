"""What is on file by topic, as pages show it: the best covered, the gaps, and what a claim that
nothing supports asks for."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.coverage import ALL
from claims.vocabulary import split
from publish.site.rows import Row, rows

_MOST = 12


@dataclass(frozen=True, slots=True)
class Covered:
    """Rows of ``coverage`` over all populations, with the labels of treatment and outcome: those
    with most findings, and those that claims ask for in vain."""

    topics: int
    best: list[Row]
    gaps: list[Row]


@dataclass(frozen=True, slots=True)
class Searched:
    """For one claim: the sentence of each topic that it asks for, and searches made for it."""

    told: list[str]
    searches: list[Row]


def read_covered(conn: sqlite3.Connection) -> Covered:
    """The topics to show, and how many there are."""
    best, gaps = (rows(conn, sql, ALL, _MOST) for sql in (_BEST, _GAPS))
    return Covered(best[0]["topics"] if best else 0, best, gaps)


def read_searched(conn: sqlite3.Connection, reading: Mapping[str, Any]) -> Searched:
    """What was searched for a claim, by its row of ``readings``."""
    outcomes = (part.partition(">")[0] for part in split(reading["assertions"]))
    topics = [(drug, name) for name in dict.fromkeys(outcomes) for drug in split(reading["drug"])]
    told = [row["words"] for topic in topics for row in rows(conn, _WORDS, *topic, ALL)]
    return Searched(told, rows(conn, _SEARCHES, reading["claim_id"]))


_TOPICS = """
SELECT coverage.*, coalesce(drugs.label, coverage.drug) AS drug_label,
       coalesce(outcomes.label, coverage.outcome) AS outcome_label{}
FROM coverage LEFT JOIN drugs USING (drug) LEFT JOIN outcomes USING (outcome)
WHERE population = ? AND {}
LIMIT ?
"""
_BEST = _TOPICS.format(
    ", count(*) OVER () AS topics", "findings > 0 ORDER BY findings DESC, works DESC, drug, outcome"
)
# Nothing that may decide is on file of it, or a claim that asks for it ends unsupported.
_GAPS = _TOPICS.format(
    "",
    "claims > 0 AND (unsupported > 0 OR findings + narrower = unread)"
    " ORDER BY unsupported DESC, claims DESC, drug, outcome",
)
_WORDS = "SELECT words FROM coverage WHERE drug = ? AND outcome = ? AND population = ?"
_SEARCHES = """
SELECT searches.* FROM searches_claims JOIN searches USING (search_id)
WHERE claim_id = ? ORDER BY searched DESC, search_id
"""
