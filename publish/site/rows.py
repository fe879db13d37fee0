"""Rows of the database as the pages want them."""

from __future__ import annotations

import sqlite3
from typing import Any

Row = dict[str, Any]


def rows(conn: sqlite3.Connection, sql: str, *values: object) -> list[Row]:
    """Every row of a query, columns by name."""
    cursor = conn.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def one(conn: sqlite3.Connection, sql: str, *values: object) -> Row | None:
    """The first row of a query, None where it has none."""
    return next(iter(rows(conn, sql, *values)), None)


def count(conn: sqlite3.Connection, table: str) -> int:
    """How many rows a table has."""
    number: int = conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    return number


def labels_of(conn: sqlite3.Connection, table: str) -> dict[str, str]:
    """A vocabulary table's labels by name; its key is called like one of its rows: drugs, drug."""
    return dict(
        conn.execute(f'SELECT "{table.removesuffix("s")}", label FROM "{table}"').fetchall()
    )
