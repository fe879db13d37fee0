"""Databases that are finished: opened to be read, never to be written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ingest.errors import OnfileError


def read_only(path: Path) -> sqlite3.Connection:
    """A connection to a database that nobody writes; sqlite3.Error where it cannot be opened."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def sound(path: Path) -> sqlite3.Connection:
    """A connection to a database without damage; sqlite3.Error or OnfileError where it has any."""
    conn = read_only(path)
    try:
        faults = conn.execute("PRAGMA quick_check(1)").fetchall()
        if faults != [("ok",)]:
            raise OnfileError(f"damaged: {faults[0][0]}")
    except BaseException:
        conn.close()
        raise
    return conn
