"""How often rules, reasons and verdicts are counted, and which claim is their example."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from claims.rules import rows


@pytest.fixture
def db(built: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{built.as_uri()}?mode=ro", uri=True)


COUNTED = {
    "verdict": "SELECT verdict AS name, claim_id FROM verdicts",
    "reason": "SELECT code AS name, claim_id FROM verdict_reasons",
    "rule": "SELECT rule AS name, claim_id FROM verdict_reasons"
    " UNION ALL SELECT rule, claim_id FROM comparisons",
}


@pytest.mark.parametrize("part", COUNTED)
def test_counts_are_those_of_the_tables(db: sqlite3.Connection, part: str) -> None:
    sql = f"""SELECT name, count(*), count(DISTINCT claim_id) FROM ({COUNTED[part]}) GROUP BY name
              ORDER BY name"""
    counted = """SELECT name, times, claims FROM rule_counts WHERE part = ? AND times > 0
                 ORDER BY name"""
    found = db.execute(counted, (part,)).fetchall()
    assert found == db.execute(sql).fetchall()
    assert len(found) >= 7


@pytest.mark.parametrize("part", COUNTED)
def test_the_example_has_the_fewest_reasons(db: sqlite3.Connection, part: str) -> None:
    sql = f"""
        SELECT name, claim_id FROM (
            SELECT name, claim_id, row_number() OVER (
                PARTITION BY name ORDER BY (
                    SELECT count(*) FROM verdict_reasons r WHERE r.claim_id = used.claim_id
                ), claim_id) AS place
            FROM ({COUNTED[part]}) AS used)
        WHERE place = 1 ORDER BY name"""
    example = """SELECT name, claim_id FROM rule_counts WHERE part = ? AND claim_id IS NOT NULL
                 ORDER BY name"""
    assert db.execute(example, (part,)).fetchall() == db.execute(sql).fetchall()


def test_everything_in_the_rule_book_is_counted(db: sqlite3.Connection) -> None:
    named = {
        *(("rule", row["rule"]) for row in rows("rules")),
        *(("reason", row["code"]) for row in rows("reason_codes")),
        *(("verdict", row["verdict"]) for row in rows("verdict_labels")),
    }
    assert set(db.execute("SELECT part, name FROM rule_counts")) == named
    unused = db.execute("SELECT times, claims FROM rule_counts WHERE claim_id IS NULL").fetchall()
    assert unused and set(unused) == {(0, 0)}
