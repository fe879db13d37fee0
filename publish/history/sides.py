"""A claim in one of two databases, and how rows of the two differ, in words."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ingest.schema import NO_NOTICE
from publish.site.rows import Row, one, rows

_MOST, _LENGTH = 3, 80


@dataclass(frozen=True, slots=True)
class Side:
    """A claim in one of the databases, with what its verdict came from."""

    conn: sqlite3.Connection
    claim: Row
    reading: Row
    verdict: Row
    links: list[Row]
    checks: list[Row]

    def row(self, table: str, key: str, name: str) -> Row | None:
        """The row of a table by its key."""
        return one(self.conn, f'SELECT * FROM "{table}" WHERE "{key}" = ?', name)


def side_of(conn: sqlite3.Connection, claim_id: str) -> Side:
    """The claim of that id, which the database has."""
    return Side(
        conn,
        one(conn, "SELECT * FROM claims WHERE claim_id = ?", claim_id) or {},
        one(conn, "SELECT * FROM readings WHERE claim_id = ?", claim_id) or {},
        one(conn, "SELECT * FROM verdicts WHERE claim_id = ?", claim_id) or {},
        rows(conn, "SELECT * FROM links WHERE claim_id = ? ORDER BY rank", claim_id),
        rows(conn, _CHECKS, claim_id),
    )


def differences(was: Row, now: Row) -> str:
    """What two rows have different in the columns of both, in words; '' where nothing is."""
    names = [name for name in was if name in now and was[name] != now[name]]
    differ = [f"{name} {told(was[name])}, now {told(now[name])}" for name in names[:_MOST]]
    more = [f"and {len(names) - _MOST} more"] if len(names) > _MOST else []
    return "; ".join((*differ, *more))


def told(value: object, most: int = _LENGTH) -> str:
    """A cell in words, cut where it has more characters than ``most``."""
    text = "nothing" if value in (None, "") else str(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def notice_of(study: Row) -> str:
    """How a work stands, in words."""
    notice = study["notice"] or NO_NOTICE
    return "no notice" if notice == NO_NOTICE else notice.replace("-", " ")


_CHECKS = """
SELECT citation_id, reference, study_id, status
FROM claims_cites JOIN citations USING (citation_id)
     LEFT JOIN citation_checks USING (citation_id)
WHERE claim_id = ? ORDER BY position
"""
