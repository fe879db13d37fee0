"""Three builds of the small database, the last one with claims as hostile as text can be."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from ingest.build import staged_database, write_rows
from ingest.ddl import create_indexes, create_tables
from publish.bundle import make_bundle
from publish.history.schema import BUILDS, TABLES, VERDICT_CHANGES
from publish.history.store import write_history
from tests.publish.conftest import write_small

HOSTILE = '=HYPERLINK("http://x") </script>]]> <b>\x07\u202e\ufffe\u2028 it\'s & "so"'
HOST = "http://localhost"
PAGE = "https://example.org/page?a=1&b=2"

SECOND_BUILD = (
    "UPDATE verdicts SET verdict = 'partly-supported' WHERE claim_id = 'page-1-001'",
    "UPDATE findings SET n = 30 WHERE finding_id = 'doe-2001-1'",
)
THIRD_BUILD = (
    *SECOND_BUILD,
    f"UPDATE pages SET url = '{PAGE}'",
    "UPDATE claims SET statement = :hostile WHERE claim_id = 'page-1-002'",
    "UPDATE verdicts SET verdict = 'unsupported', rationale = :hostile"
    " WHERE claim_id = 'page-1-002'",
    "INSERT INTO quotes VALUES ('page-1-002', :hostile)",
)


def database(path: Path, changes: Sequence[str]) -> Path:
    """The small database with the changes."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(write_small(path))) as db, db:
        for sql in changes:
            db.execute(sql, {"hostile": HOSTILE} if ":hostile" in sql else {})
    return path


def third_bundle(folder: Path) -> Path:
    """The bundle of the third build; each of the two before it is a day older, and no more than
    its databases."""
    first, second = folder / "first", folder / "second"
    database(first / "evidence.db", ())
    write_history(first, None, date(1970, 1, 1))
    database(second / "evidence.db", SECOND_BUILD)
    write_history(second, first, date(1970, 1, 2))
    (folder / "dist").mkdir()
    (folder / "dist" / "current").symlink_to(second)
    return make_bundle(database(folder / "third.db", THIRD_BUILD), folder / "dist")


def long_history(path: Path, builds: int, changes: int) -> Path:
    """A history of that many builds, all changes in the last, on two pages by turns."""
    counts = dict.fromkeys(BUILDS.names, 0)
    made = [
        {**counts, "build_id": n, "made_on": "1970-01-01", "sha256": f"{n}", "rule_set": "r"}
        for n in range(1, builds + 1)
    ]
    change = dict.fromkeys(VERDICT_CHANGES.names) | {
        "build_id": builds, "statement": "A claim.", "before": "supported", "after": "overstated",
        "cause_kind": "rule", "cause": "The rule changed.",
    }  # fmt: skip
    changed = [
        {**change, "change_id": n, "claim_id": f"claim-{n}", "page_id": f"page-{n % 2}"}
        for n in range(1, changes + 1)
    ]
    with staged_database(path) as db:
        create_tables(db, TABLES)
        write_rows(db, BUILDS, made)
        write_rows(db, VERDICT_CHANGES, changed)
        create_indexes(db, TABLES)
    return path
