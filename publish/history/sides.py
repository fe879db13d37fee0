"""A claim in one of two databases, and how rows of the two differ, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

from claims.citations.works import Work
from claims.records import Finding, Study
from claims.verdict import NEAR_MISS
from ingest.schema import NO_NOTICE
from publish.site.rows import Row, one, rows

_MOST, _LENGTH = 3, 80

JUDGED: Mapping[str, Collection[str]] = {
    "findings": {field.name for field in fields(Finding)},
    "studies": {"n_enrolled", *(field.name for field in (*fields(Study), *fields(Work)))},
}
"""Columns on which a verdict can rest: another day of reading or another remark moves none."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that says something else than before; None where it is empty."""

    column: str
    before: Any
    after: Any

    def __str__(self) -> str:
        """Both sides, cut where they are long."""
        return f"{self.column} {told(self.before)}, now {told(self.after)}"


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

    def set_aside(self, finding_id: str) -> Row | None:
        """The conflict of sources in which a finding is not the one followed; older databases know
        of none."""
        if self.row("sqlite_master", "name", "conflicts") is None:
            return None
        return self.row("conflicts", "other", finding_id)


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


def linked(before: Side, after: Side) -> list[str]:
    """Ids of linked findings: what decided now and before, then what bears on it by rank, now and
    before, then near misses."""
    links = [*after.links, *before.links]
    deciding = [side.verdict.get("finding_id") for side in (after, before)]
    bearing = [link["finding_id"] for link in links if link["role"] != NEAR_MISS]
    near = [link["finding_id"] for link in links if link["role"] == NEAR_MISS]
    return list(dict.fromkeys(filter(None, (*deciding, *bearing, *near))))


def differing(was: Row, now: Row, columns: Collection[str] | None = None) -> tuple[Difference, ...]:
    """The cells that differ in columns of both rows, or in those of them that are named."""
    shared = [name for name in was if name in now and (columns is None or name in columns)]
    return tuple(
        Difference(name, was[name], now[name]) for name in shared if was[name] != now[name]
    )


def in_words(differences: Collection[Difference]) -> str:
    """Differences in words, of many the first."""
    listed = list(map(str, differences))
    more = [f"and {len(listed) - _MOST} more"] if len(listed) > _MOST else []
    return "; ".join((*listed[:_MOST], *more))


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
