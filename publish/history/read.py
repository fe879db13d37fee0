"""What history.db tells: builds, their changes, and when a verdict was published.

Where a ``page_id`` may be given, None stands for all pages.  A change comes with the day and the
SHA-256 of its build.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from publish.site.rows import Row, one, rows


def newest_build(conn: sqlite3.Connection) -> Row | None:
    """The last build, None where there is none."""
    return one(conn, "SELECT * FROM builds ORDER BY build_id DESC LIMIT 1")


def published_on(conn: sqlite3.Connection, claim_id: str) -> str | None:
    """The day, ISO, on which a claim's verdict was published as it is: that of its last change,
    else that of the first build; None where there is no build."""
    found = one(conn, _PUBLISHED, claim_id)
    return found["made_on"] if found else None


def days(conn: sqlite3.Connection, claim_ids: Sequence[str]) -> dict[str, str]:
    """``published_on`` for many claims at once, by claim; they come in the order of their ids."""
    changed = rows(conn, _DAYS, claim_ids[0], claim_ids[-1]) if claim_ids else []
    first = one(conn, "SELECT made_on FROM builds ORDER BY build_id LIMIT 1")
    known = {row["claim_id"]: row["made_on"] for row in changed}
    return (dict.fromkeys(claim_ids, first["made_on"]) if first else {}) | known


def changes_of(conn: sqlite3.Connection, claim_id: str) -> list[Row]:
    """Every change of a claim's verdict, the newest first."""
    return rows(conn, f"{_CHANGES} WHERE claim_id = ? ORDER BY change_id DESC", claim_id)


def changes_before(
    conn: sqlite3.Connection, before: int | None, page_id: str | None, most: int
) -> list[Row]:
    """Changes with smaller numbers than ``before`` (None: all), the newest first."""
    tests, values = _where(("change_id < ?", before), ("page_id = ?", page_id))
    order = "ORDER BY build_id DESC, change_id DESC LIMIT ?"
    return rows(conn, f"{_CHANGES} {tests} {order}", *values, most)


def changes_in(
    conn: sqlite3.Connection, build_id: int, after: int | None, page_id: str | None, most: int
) -> list[Row]:
    """Changes of one build with greater numbers than ``after`` (None: all), in their order."""
    tests, values = _where(
        ("build_id = ?", build_id), ("change_id > ?", after), ("page_id = ?", page_id)
    )
    return rows(conn, f"{_CHANGES} {tests} ORDER BY change_id LIMIT ?", *values, most)


def builds_before(conn: sqlite3.Connection, before: int | None, most: int) -> list[Row]:
    """Builds with smaller numbers than ``before`` (None: all), the newest first."""
    tests, values = _where(("build_id < ?", before))
    return rows(conn, f"SELECT * FROM builds {tests} ORDER BY build_id DESC LIMIT ?", *values, most)


def build(conn: sqlite3.Connection, build_id: int) -> Row | None:
    """One build, None where there is none of that number."""
    return one(conn, "SELECT * FROM builds WHERE build_id = ?", build_id)


def count_changes(conn: sqlite3.Connection, build_id: int, page_id: str | None) -> int:
    """How many verdicts a build changed."""
    tests, values = _where(("build_id = ?", build_id), ("page_id = ?", page_id))
    count: int = rows(conn, f"SELECT count(*) AS n FROM verdict_changes {tests}", *values)[0]["n"]
    return count


def pages_changed(conn: sqlite3.Connection, most: int) -> list[str]:
    """Pages of which a verdict changed, those that changed last first."""
    return [row["page_id"] for row in rows(conn, _PAGES, most)]


def _where(*tests: tuple[str, object]) -> tuple[str, list[object]]:
    """A WHERE clause of the tests that have a value, and these values."""
    used = [(sql, value) for sql, value in tests if value is not None]
    clause = " AND ".join(sql for sql, _ in used)
    return f"WHERE {clause}" if used else "", [value for _, value in used]


_CHANGES = (
    "SELECT verdict_changes.*, made_on, sha256 FROM verdict_changes JOIN builds USING (build_id)"
)
_PUBLISHED = """
SELECT made_on FROM builds WHERE build_id = coalesce(
    (SELECT max(build_id) FROM verdict_changes WHERE claim_id = ?),
    (SELECT min(build_id) FROM builds))
"""
_DAYS = """
SELECT claim_id, max(made_on) AS made_on
FROM verdict_changes JOIN builds USING (build_id)
WHERE claim_id BETWEEN ? AND ? GROUP BY claim_id
"""
_PAGES = """
SELECT page_id FROM verdict_changes GROUP BY page_id ORDER BY max(build_id) DESC, page_id LIMIT ?
"""
