"""Notices about works that one database lists and an earlier one does not."""

from __future__ import annotations

import sqlite3

from ingest.notices import by_work, same_notice
from publish.site.rows import Row, rows

NOTICE_RULE = "NOTICE"
"""The rule by which a notice tells on a verdict."""


def notices_came(
    old: sqlite3.Connection, new: sqlite3.Connection, study_id: str | None = None
) -> list[Row]:
    """Rows of notices, about one work or (None) about any, that only the later database has."""
    sql = "SELECT * FROM notices WHERE ? IN (study_id, '') ORDER BY notice_id"
    known = by_work(rows(old, sql, study_id or ""))
    return [
        row
        for row in rows(new, sql, study_id or "")
        if not any(same_notice(row, one) for one in known[row["study_id"]])
    ]


def notice_in_words(notice: Row) -> str:
    """A notice in a few words: what, when, who lists it, where it was published."""
    day = f" of {notice['date']}" if notice["date"] else ""
    where = [
        f"listed by {notice['source']}" if notice["source"] else "",
        f"doi:{notice['doi']}" if notice["doi"] else "",
    ]
    return ", ".join(filter(None, (f"{notice['kind'].replace('-', ' ')}{day}", *where)))


def fresh_notices(old: sqlite3.Connection, new: sqlite3.Connection, study_id: str) -> str:
    """What the later database lists about a work, in brackets; '' where that is nothing new."""
    found = "; ".join(map(notice_in_words, notices_came(old, new, study_id)))
    return f" ({found})" if found else ""
