"""history.db: every published build and what it changed, carried on from bundle to bundle."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.build import staged_database, write_rows
from ingest.ddl import create_indexes, create_tables
from ingest.errors import OnfileError
from ingest.evidence import Row
from publish.checksums import digest
from publish.databases import read_only, sound
from publish.errors import PublishError
from publish.history.compare import NO_CHANGE, Change, Comparison, compare, ordered, same
from publish.history.schema import BUILDS, TABLES, VERDICT_CHANGES
from publish.metadata import DATABASE
from publish.reports.edition import rule_set
from publish.site.rows import count, rows

HISTORY = "history"
"""Name of the database on the site, and of its file without the suffix."""


@dataclass(frozen=True, slots=True)
class Past:
    """The rows of a history, in the order of their numbers."""

    builds: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)


def write_history(draft: Path, previous: Path | None, today: date) -> None:
    """Write ``draft/history.db``: the history of the bundle before, and what this build changes.

    ``draft`` holds the new evidence.db; ``previous`` is the bundle before, None or missing where
    there is none.  The first build changes nothing; one that says the same as that before it adds
    nothing.  What cannot be read of ``previous`` is left out, with a line of warning on stderr.
    Raises PublishError where the new database is none of evidence.
    """
    past = _past(previous / f"{HISTORY}.db") if previous else Past()
    database = draft / f"{DATABASE}.db"
    fresh = _next_build(database, previous, past, today)
    builds, changed = [*past.builds, *fresh.builds], [*past.changes, *fresh.changes]
    with staged_database(draft / f"{HISTORY}.db") as db:
        create_tables(db, TABLES)
        write_rows(db, BUILDS, builds)
        write_rows(db, VERDICT_CHANGES, changed)
        create_indexes(db, TABLES)


def publication_date(environ: Mapping[str, str] = os.environ) -> date:
    """The day to date a publication: that of SOURCE_DATE_EPOCH where it is set, else today's, UTC.

    Raises PublishError where SOURCE_DATE_EPOCH is no number of seconds.
    """
    written = environ.get("SOURCE_DATE_EPOCH")
    if not written:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise PublishError(
            f"SOURCE_DATE_EPOCH is {written!r}; give whole seconds since 1970, or unset it"
        ) from error


def _past(path: Path) -> Past:
    """What a history has; nothing where there is none, or none that can be read."""
    if not path.exists():
        return Past()
    try:
        with closing(sound(path)) as conn:
            read = (rows(conn, ordered(table, table.names)) for table in TABLES)
            return Past(*read)
    except (sqlite3.Error, OnfileError) as error:
        _warn(f"{path}: {error}; the history of verdicts starts anew")
        return Past()


def _next_build(database: Path, previous: Path | None, past: Past, today: date) -> Past:
    """The build of ``database`` with its changes; nothing where it says the same as the last."""
    sha256 = digest(database)
    if past.builds and past.builds[-1]["sha256"] == sha256:
        return Past()
    with closing(read_only(database)) as new:
        compared = _compared(previous, new)
        if compared is None and past.builds:
            return Past()
        compared = compared or NO_CHANGE
        made: Row = {
            "build_id": len(past.builds) + 1,
            "made_on": today.isoformat(),
            "sha256": sha256,
            "rule_set": rule_set(),
            **{name: _count(new, name) for name in ("studies", "findings", "pages", "claims")},
            **{f"{name}_{done}": number for name, counts in compared.tallies.items()
               for done, number in counts._asdict().items()},
        }  # fmt: skip
    numbered = enumerate(compared.changes, len(past.changes) + 1)
    return Past([made], [_row(change, n, len(past.builds) + 1) for n, change in numbered])


def _compared(previous: Path | None, new: sqlite3.Connection) -> Comparison | None:
    """What the new database changes; None where it says the same as the one before."""
    if previous is None or not (path := previous / f"{DATABASE}.db").exists():
        return NO_CHANGE
    try:
        with closing(sound(path)) as old:
            return None if same(old, new) else compare(old, new)
    except (sqlite3.Error, OnfileError) as error:
        _warn(f"{path}: {error}; what this build changed is not told")
        return NO_CHANGE


def _count(conn: sqlite3.Connection, table: str) -> int:
    try:
        return count(conn, table)
    except sqlite3.OperationalError as error:
        raise PublishError(f"not an evidence database ({error}); build one first") from error


def _row(change: Change, change_id: int, build_id: int) -> Row:
    return {
        "change_id": change_id,
        "build_id": build_id,
        "claim_id": change.claim_id,
        "page_id": change.page_id,
        "statement": change.statement,
        "before": change.before,
        "after": change.after,
        "cause_kind": change.cause.kind,
        "study_id": change.cause.study_id,
        "finding_id": change.cause.finding_id,
        "rule": change.cause.rule,
        "cause": change.cause.words,
    }


def _warn(words: str) -> None:
    print(f"Warning: {words}", file=sys.stderr)
