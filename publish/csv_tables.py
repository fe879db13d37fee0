"""Every table of the database as CSV, so that the data can be used without SQLite."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.schema import Table

FOLDER = "tables"


def write_tables(db: sqlite3.Connection, tables: Sequence[Table], bundle: Path) -> None:
    """Write ``tables/<name>.csv`` for each table: a row at a time, in the order of the key.

    UTF-8, a header, lines that end in a line feed; a cell without a value is empty.
    """
    folder = bundle / FOLDER
    folder.mkdir()
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.names)
            writer.writerows(_rows(db, table))


def _rows(db: sqlite3.Connection, table: Table) -> Iterator[Sequence[object]]:
    columns, key = (", ".join(f'"{name}"' for name in names) for names in (table.names, table.key))
    return db.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY {key}')
