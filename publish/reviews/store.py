"""The file of reviews: made when the first is written, added to, read, and never changed."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlite_utils

from ingest.ddl import create_indexes, create_tables
from ingest.errors import OnfileError
from publish.reviews.review import Review
from publish.reviews.schema import (
    APPLICATION_ID,
    FORMAT,
    REVIEWS,
    TABLES,
    TRIGGERS,
    trigger_sql,
)

_BUSY_S = 10.0
_AGAIN_S = 0.02
_COLUMNS = ", ".join(REVIEWS.names)
_INSERT = f"INSERT INTO reviews ({_COLUMNS}) VALUES ({', '.join(':' + n for n in REVIEWS.names)})"
_SELECT = f"SELECT {_COLUMNS} FROM reviews"


def add(path: Path, reviews: Iterable[Review]) -> int:
    """Add the reviews that are not there yet, all or none of them; returns how many were new.

    Makes the file where there is none.  Raises OnfileError, in one line, where the file is not one
    of reviews or cannot be written.
    """
    with _writing(path) as conn:
        before = conn.total_changes
        for review in reviews:
            there = "SELECT 1 FROM reviews WHERE review_id = ?"
            if conn.execute(there, [review.review_id]).fetchone() is None:
                conn.execute(_INSERT, review.row())
        return conn.total_changes - before


def read(path: Path) -> list[Review]:
    """Every review of the file, oldest first; none where there is no file.

    Raises OnfileError where the file is not one of reviews.
    """
    if _is_missing(path):
        return []
    try:
        with closing(_read_only(path)) as conn:
            _require_ours(conn, path)
            return all_reviews(conn)
    except sqlite3.Error as error:
        raise OnfileError(f"{path}: cannot be read ({error})") from error


def all_reviews(conn: sqlite3.Connection) -> list[Review]:
    """Every review, oldest first."""
    return _reviews(conn.execute(f"{_SELECT} ORDER BY made_at, review_id"))


def reviews_of(conn: sqlite3.Connection, claim_id: str) -> list[Review]:
    """The reviews of one claim, oldest first."""
    sql = f"{_SELECT} WHERE claim_id = ? ORDER BY made_at, review_id"
    return _reviews(conn.execute(sql, [claim_id]))


def version(path: Path) -> int:
    """A number that changes with every review that is added, and where the file is replaced.

    0 where there is no file.  Takes microseconds: reviews are only ever added, so the number of the
    last row tells.  Raises OnfileError where the file is not one of reviews.
    """
    return _counters.version(path)


class _Counters(threading.local):
    """A connection a file and thread, kept open: opening one costs a hundred times the question."""

    def __init__(self) -> None:
        self._open: dict[Path, tuple[int, sqlite3.Connection]] = {}

    def version(self, path: Path) -> int:
        try:
            found = path.stat()
        except OSError:
            return 0
        if not found.st_size:
            return 0
        try:
            conn = self._connection(path, found.st_ino)
            last = conn.execute("SELECT max(rowid) FROM reviews").fetchone()[0] or 0
        except sqlite3.Error as error:
            raise OnfileError(f"{path}: cannot be read ({error})") from error
        return (found.st_ino << 32) + int(last)

    def _connection(self, path: Path, inode: int) -> sqlite3.Connection:
        known = self._open.get(path)
        if known and known[0] == inode:
            return known[1]
        if known:
            known[1].close()
        conn = _read_only(path)
        _require_ours(conn, path)
        self._open[path] = (inode, conn)
        return conn


_counters = _Counters()


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A transaction on the file, which is made where it is missing."""
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)) as conn:
            _ensure_shape(conn, path)
            _keep_wal(conn)
            conn.execute("PRAGMA synchronous = FULL")
            conn.execute("BEGIN IMMEDIATE")
            with conn:
                yield conn
    except sqlite3.Error as error:
        raise OnfileError(f"{path}: cannot be written ({error})") from error


def _keep_wal(conn: sqlite3.Connection) -> None:
    """Have readers and writers not wait for each other.

    SQLite waits for locks by itself, but not for the one that it takes to change to this mode: of
    several who write first, all but one would be turned away.
    """
    until = time.monotonic() + _BUSY_S
    while True:
        try:
            conn.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


def _ensure_shape(conn: sqlite3.Connection, path: Path) -> None:
    """Make the tables in an empty file, at once or not at all; refuse what others have filled."""
    conn.execute("BEGIN IMMEDIATE")
    with conn:
        if not conn.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            _create(conn)
    _require_ours(conn, path)


def _create(conn: sqlite3.Connection) -> None:
    db = sqlite_utils.Database(conn)
    create_tables(db, TABLES)
    create_indexes(db, TABLES)
    for name in TRIGGERS:
        conn.execute(trigger_sql(name))
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.execute(f"PRAGMA user_version = {FORMAT}")


def _is_missing(path: Path) -> bool:
    """Whether nothing was ever written there: SQLite makes a file before it has anything in it."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return True


def _require_ours(conn: sqlite3.Connection, path: Path) -> None:
    """Raise OnfileError where the file is another program's, or of a format that is not known."""
    found = conn.execute("PRAGMA application_id").fetchone()[0]
    if found != APPLICATION_ID:
        raise OnfileError(f"{path}: not a file of reviews; name another with --reviews")
    if (shape := conn.execute("PRAGMA user_version").fetchone()[0]) != FORMAT:
        raise OnfileError(f"{path}: format {shape} of reviews is not known; use a newer Onfile")
    wanted = {"reviews", *TRIGGERS}
    there = {name for (name,) in conn.execute("SELECT name FROM sqlite_schema")}
    if missing := sorted(wanted - there):
        raise OnfileError(f"{path}: damaged, lacks {', '.join(missing)}; restore it from an export")


def _reviews(cursor: sqlite3.Cursor) -> list[Review]:
    return [Review(*row) for row in cursor]


def _read_only(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=_BUSY_S)
