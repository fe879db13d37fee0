"""Two copies of the small database: one to keep, one to change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.publish.conftest import write_small


@pytest.fixture
def old(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database before."""
    with closing(sqlite3.connect(write_small(tmp_path / "old.db"))) as conn:
        yield conn


@pytest.fixture
def new(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database after; a test changes it."""
    with closing(sqlite3.connect(write_small(tmp_path / "new.db"))) as conn:
        yield conn
