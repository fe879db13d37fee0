"""history.db is carried on from bundle to bundle, and survives a damaged one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from publish.errors import PublishError
from publish.history.read import days, published_on
from publish.history.store import publication_date, write_history
from tests.publish.conftest import write_small

DAY, NEXT_DAY = date(2026, 1, 2), date(2026, 1, 3)
OTHER_VERDICT = "UPDATE verdicts SET verdict = 'partly-supported' WHERE claim_id = 'page-1-001'"


def _bundle(folder: Path, *changes: str) -> Path:
    """A folder with a database that has the changes."""
    folder.mkdir()
    with closing(sqlite3.connect(write_small(folder / "evidence.db"))) as db, db:
        for sql in changes:
            db.execute(sql)
    return folder


def _rows(bundle: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(bundle / "history.db")) as db:
        return db.execute(sql).fetchall()


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The first bundle, with its history."""
    folder = _bundle(tmp_path / "first")
    write_history(folder, None, DAY)
    return folder


def test_the_first_build_changes_nothing(first: Path) -> None:
    sql = "SELECT build_id, made_on, studies, findings, claims, claims_added FROM builds"
    assert _rows(first, sql) == [(1, "2026-01-02", 2, 2, 2, 0)]
    assert _rows(first, "SELECT * FROM verdict_changes") == []


def test_a_change_is_told_with_its_build(first: Path, tmp_path: Path) -> None:
    second = _bundle(
        tmp_path / "second", OTHER_VERDICT, "UPDATE findings SET n = 30 WHERE events = 10"
    )
    write_history(second, first, NEXT_DAY)
    assert _rows(second, "SELECT build_id, made_on, findings_changed FROM builds") == [
        (1, "2026-01-02", 0),
        (2, "2026-01-03", 1),
    ]
    sql = "SELECT claim_id, page_id, before, after, cause_kind, cause FROM verdict_changes"
    assert _rows(second, sql) == [
        ("page-1-001", "page-1", "supported", "partly-supported", "finding-changed",
         "A finding says something else: n 20, now 30."),
    ]  # fmt: skip


def test_numbers_go_on(first: Path, tmp_path: Path) -> None:
    second = _bundle(tmp_path / "second", OTHER_VERDICT)
    write_history(second, first, NEXT_DAY)
    third = _bundle(tmp_path / "third")
    write_history(third, second, NEXT_DAY)
    sql = "SELECT change_id, build_id, before, after FROM verdict_changes"
    assert _rows(third, sql) == [
        (1, 2, "supported", "partly-supported"),
        (2, 3, "partly-supported", "supported"),
    ]


def test_same_evidence_gives_the_same_bytes(first: Path, tmp_path: Path) -> None:
    second = _bundle(tmp_path / "second", OTHER_VERDICT)
    write_history(second, first, NEXT_DAY)
    again = _bundle(tmp_path / "again", OTHER_VERDICT)
    write_history(again, second, date(2027, 1, 1))
    assert (again / "history.db").read_bytes() == (second / "history.db").read_bytes()


def test_same_rows_in_other_bytes_are_no_new_build(first: Path, tmp_path: Path) -> None:
    again = _bundle(tmp_path / "again")
    with closing(sqlite3.connect(again / "evidence.db")) as db:
        db.execute("PRAGMA page_size = 8192")
        db.execute("VACUUM")
    assert (again / "evidence.db").read_bytes() != (first / "evidence.db").read_bytes()
    write_history(again, first, NEXT_DAY)
    assert (again / "history.db").read_bytes() == (first / "history.db").read_bytes()


def test_a_missing_bundle_before_is_none_at_all(tmp_path: Path, capsys: Any) -> None:
    folder = _bundle(tmp_path / "one")
    write_history(folder, tmp_path / "dist" / "current", DAY)
    assert _rows(folder, "SELECT build_id FROM builds") == [(1,)]
    assert capsys.readouterr().err == ""


def test_damaged_history_starts_anew_with_a_warning(
    first: Path, tmp_path: Path, capsys: Any
) -> None:
    (first / "history.db").write_bytes(b"no database at all")
    second = _bundle(tmp_path / "second", OTHER_VERDICT)
    write_history(second, first, NEXT_DAY)
    assert _rows(second, "SELECT build_id, made_on FROM builds") == [(1, "2026-01-03")]
    assert _rows(second, "SELECT build_id, after FROM verdict_changes") == [(1, "partly-supported")]
    (line,) = capsys.readouterr().err.splitlines()
    assert "history.db" in line and "starts anew" in line


def test_history_of_other_columns_starts_anew(first: Path, tmp_path: Path, capsys: Any) -> None:
    with closing(sqlite3.connect(first / "history.db")) as db:
        db.execute("ALTER TABLE builds DROP COLUMN rule_set")
    second = _bundle(tmp_path / "second")
    write_history(second, first, NEXT_DAY)
    assert _rows(second, "SELECT build_id FROM builds") == [(1,)]
    assert "starts anew" in capsys.readouterr().err


@pytest.mark.parametrize(
    "place",
    [
        # No database at all, a tree of tables that is torn, and a count that only a check notices.
        slice(0, 16),
        slice(100, 4096),
        slice(36, 40),
    ],
)
def test_damaged_evidence_leaves_the_history(
    first: Path, tmp_path: Path, capsys: Any, place: slice
) -> None:
    path = first / "evidence.db"
    spoiled = bytearray(path.read_bytes())
    spoiled[place] = b"\x01" * (place.stop - place.start)
    path.write_bytes(spoiled)
    second = _bundle(tmp_path / "second", OTHER_VERDICT)
    write_history(second, first, NEXT_DAY)
    assert _rows(second, "SELECT build_id FROM builds") == [(1,), (2,)]
    assert _rows(second, "SELECT * FROM verdict_changes") == []
    assert "is not told" in capsys.readouterr().err


def test_the_same_database_is_no_new_build_whatever_became_of_the_old(
    first: Path, tmp_path: Path, capsys: Any
) -> None:
    again = _bundle(tmp_path / "again")
    shutil.copyfile(first / "evidence.db", again / "evidence.db")
    (first / "evidence.db").write_bytes(b"no database at all")
    write_history(again, first, NEXT_DAY)
    assert _rows(again, "SELECT build_id FROM builds") == [(1,)]
    assert capsys.readouterr().err == ""


def test_a_verdict_is_dated_by_its_last_change_or_the_first_build(
    first: Path, tmp_path: Path
) -> None:
    second = _bundle(tmp_path / "second", OTHER_VERDICT)
    write_history(second, first, NEXT_DAY)
    third = _bundle(tmp_path / "third")
    write_history(third, second, date(2026, 1, 4))
    with closing(sqlite3.connect(third / "history.db")) as conn:
        assert published_on(conn, "page-1-001") == "2026-01-04"
        assert published_on(conn, "page-1-002") == "2026-01-02"
        assert days(conn, ["page-1-001", "page-1-002"]) == {
            "page-1-001": "2026-01-04",
            "page-1-002": "2026-01-02",
        }


def test_database_of_something_else_is_refused(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "evidence.db").close()
    with pytest.raises(PublishError, match="not an evidence database"):
        write_history(tmp_path, None, DAY)


def test_date_comes_from_the_environment_where_it_is_set() -> None:
    assert publication_date({"SOURCE_DATE_EPOCH": "86400"}) == date(1970, 1, 2)


@pytest.mark.parametrize("written", ["yesterday", "9" * 30, "1.5"])
def test_date_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(PublishError, match="SOURCE_DATE_EPOCH"):
        publication_date({"SOURCE_DATE_EPOCH": written})
