"""Databases that are finished: opened to be read, never to be written."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def read_only(path: Path) -> sqlite3.Connection:
    """A connection to a database that nobody writes; sqlite3.Error where it cannot be opened."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
