"""What is due: what verdicts rest on before the rest, never read before read long ago."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from publish.recheck.oldest import doubted, oldest
from publish.recheck.report import Aged
from tests.publish.recheck.small import Kept

CONFLICT = """
INSERT INTO conflicts (conflict_id, followed, other, differs, reason)
VALUES ('c1', 'doe-2001-f1', 'roe-2005-f1', 'the count', 'the newer one')
"""


@pytest.fixture
def rows(kept: Kept) -> list[Aged]:
    """All rows of the small pack as they are due."""
    return list(kept.recheck(most=9).oldest)


def test_rows_come_as_they_are_due(rows: list[Aged]) -> None:
    assert [(row.row_id, row.checked, row.verdicts) for row in rows] == [
        ("roe-2005", None, 1),
        ("roe-2005-f1", "2025-12-01", 1),
        ("doe-2001", "2026-01-05", 1),
        ("doe-2001-f1", "2026-02-01", 1),
        ("roe-2005-f2", None, 0),
    ]
    assert (rows[2].checked_in, rows[2].study, rows[2].table) == (
        "the abstract", "Doe 2001", "studies",
    )  # fmt: skip


def test_rows_that_are_not_sure_say_why(kept: Kept) -> None:
    found = kept.recheck(most=9).doubted
    assert [(row.row_id, row.doubts) for row in found] == [
        ("roe-2005", ("unverified: pages",)), ("roe-2005-f2", ("recalled",)),
    ]  # fmt: skip


def test_findings_on_which_sources_differ_are_not_sure(kept: Kept) -> None:
    with closing(sqlite3.connect(kept.database)) as db:
        db.execute(CONFLICT)
        db.execute("UPDATE findings SET confidence = 'conflicting' WHERE finding_id LIKE 'doe%'")
        told = {row.row_id: row.doubts for row in doubted(db, 9)}
    assert told["doe-2001-f1"] == ("conflicting", "sources differ: the count")
    assert told["roe-2005-f1"] == ("sources differ: the count",)


def test_no_more_are_listed_than_are_asked_for(kept: Kept) -> None:
    with closing(sqlite3.connect(kept.database)) as db:
        assert [row.row_id for row in oldest(db, 2)] == ["roe-2005", "roe-2005-f1"]
    assert kept.recheck().oldest == ()


def test_nothing_rests_on_a_near_miss(kept: Kept) -> None:
    with closing(sqlite3.connect(kept.database)) as db:
        db.execute("UPDATE links SET role = 'near-miss'")
        db.execute("UPDATE verdicts SET finding_id = NULL, study_id = NULL")
        assert {row.verdicts for row in oldest(db, 9)} == {0}
