"""Evidence into a database file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import sqlite_utils

from ingest.ddl import create_indexes, create_search, create_tables, link_tables
from ingest.disk import sync
from ingest.errors import OnfileError
from ingest.evidence import Evidence, Row
from ingest.progress import progress
from ingest.schema import TABLES, Table

# One page size for every machine: the same data must give the same bytes.
_PAGE_SIZE = 4096


def load(db: sqlite_utils.Database, evidence: Evidence, tables: Sequence[Table] = TABLES) -> None:
    """Create the tables in ``db`` and write the evidence into them, rows in order of their keys.

    Raises sqlite3.IntegrityError where a row breaks a constraint of its table.
    """
    create_tables(db, tables)
    with db.atomic():
        for table in progress(tables, "Writing tables"):
            write_rows(db, table, evidence.rows(table.name))
    create_indexes(db, tables)
    create_search(db, tables)


def write_rows(db: sqlite_utils.Database, table: Table, rows: Iterable[Row]) -> None:
    """Write rows into their table and its link tables, in the order of the table's key.

    Every row has all columns of the table.  The order is that of the key whatever order the rows
    come in, so that one body of evidence gives one file.
    """
    ordered = sorted(rows, key=lambda row: [str(row[name]) for name in table.key])
    db.table(table.name).insert_all(ordered, columns=dict.fromkeys(table.names, str))
    for column, link in _links(table):
        own, theirs, position = link.names
        parts = ((row[own], str(row[column] or "").split(";")) for row in ordered)
        db.table(link.name).insert_all(
            {own: key, theirs: name, position: place}
            for key, names in parts
            for place, name in enumerate(dict.fromkeys(filter(None, map(str.strip, names))), 1)
        )


def _links(table: Table) -> Iterator[tuple[str, Table]]:
    """Columns of the table that hold several ids, each with its link table."""
    columns = (column.name for column in table.columns if column.many and column.references)
    yield from zip(columns, link_tables((table,)), strict=True)


@contextlib.contextmanager
def staged_database(out: Path) -> Iterator[sqlite_utils.Database]:
    """A new database beside ``out`` that takes its place once the block ends without an error.

    On an error, or a kill at any point, ``out`` stays as it was.  Raises OnfileError where foreign
    keys do not hold or ``out`` cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _sweep(out)
    except OSError as error:
        raise OnfileError(f"{out}: cannot be written ({error.strerror})") from error
    staged = out.with_name(f".{out.name}.{os.getpid()}.partial")
    try:
        connection = _connect(staged)
        try:
            db = sqlite_utils.Database(connection)
            yield db
            _finish(db)
        finally:
            connection.close()
        sync(staged)
        staged.replace(out)
        sync(out.parent)
    except BaseException:
        _remove(staged)
        raise


def _connect(path: Path) -> sqlite3.Connection:
    """A connection to a file that is thrown away on any error, so that it need not be careful."""
    try:
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
    except sqlite3.Error as error:
        raise OnfileError(f"{path}: cannot be written ({error})") from error
    return connection


def _finish(db: sqlite_utils.Database) -> None:
    """Check foreign keys and full-text indexes, gather statistics, and pack the pages."""
    adrift = db.execute("PRAGMA foreign_key_check").fetchall()
    if adrift:
        tables = ", ".join(sorted({f"{row[0]} to {row[2]}" for row in adrift}))
        raise OnfileError(f"{len(adrift)} references lead nowhere: {tables}")
    db.execute("ANALYZE")
    if db.conn.in_transaction:
        db.conn.commit()
    db.execute("VACUUM")
    # VACUUM may number rows anew; an index of full text that no longer fits would raise here.
    for name in db.table_names(fts5=True):
        db.execute(f'INSERT INTO "{name}" ("{name}", rank) VALUES (\'integrity-check\', 1)')
    db.conn.commit()


def _sweep(out: Path) -> None:
    """Remove what builds that were killed have left beside ``out``; running builds keep theirs."""
    name = re.compile(rf"\.{re.escape(out.name)}\.(\d+)\.partial(?:-journal)?")
    for path in out.parent.iterdir():
        match = name.fullmatch(path.name)
        if match and not _runs(int(match[1])):
            path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Whether another process of that number is running."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove(staged: Path) -> None:
    """Remove a staged file and its journal, if they are there."""
    for path in (staged, staged.with_name(f"{staged.name}-journal")):
        path.unlink(missing_ok=True)
