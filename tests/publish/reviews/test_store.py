"""The file of reviews only ever grows, and a file of others is left alone."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import OnfileError
from publish.reviews.review import Review
from publish.reviews.schema import REVIEWS
from publish.reviews.store import add, read, reviews_of, version
from publish.reviews.today import Today, today
from tests.publish.reviews.made import made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reviews.db"


def test_what_is_added_is_read_oldest_first(path: Path) -> None:
    late, early = made(at=2), made(at=1, reviewer="bob")
    assert add(path, [late]) == 1
    assert add(path, [early]) == 1
    assert read(path) == [early, late]
    with closing(sqlite3.connect(path)) as conn:
        assert reviews_of(conn, late.claim_id) == [early, late]
        assert reviews_of(conn, "another") == []


def test_the_same_review_comes_in_once(path: Path) -> None:
    assert add(path, [made(), made()]) == 1
    assert add(path, [made(), made(at=1)]) == 1
    assert len(read(path)) == 2


def test_nothing_is_read_where_nothing_was_written(path: Path) -> None:
    assert (read(path), version(path)) == ([], 0)
    path.touch()
    assert (read(path), version(path)) == ([], 0)
    add(path, [made()])
    assert read(path) == [made()]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews SET note = 'x'",
        "UPDATE reviews SET rowid = 9",
        "DELETE FROM reviews",
        "INSERT OR REPLACE INTO reviews SELECT * FROM reviews",
        "INSERT OR REPLACE INTO reviews (rowid, {columns}) SELECT 1, {values} FROM reviews",
        "REPLACE INTO reviews (rowid, {columns}) SELECT 1, {values} FROM reviews",
    ],
)
def test_what_is_there_cannot_be_changed(path: Path, statement: str) -> None:
    add(path, [made()])
    columns = ", ".join(REVIEWS.names)
    values = columns.replace("review_id", f"'{'0' * 20}'")
    with closing(sqlite3.connect(path)) as conn:
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            conn.execute(statement.format(columns=columns, values=values))
        conn.commit()
    assert read(path) == [made()]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verdict", "wrong"),
        ("verdict", "supported"),
        ("note", None),
        ("code", None),
        ("note", ""),
        ("note", "x" * 2001),
        ("made_at", "2026"),
        ("reviewer", None),
        ("action", "accept"),
    ],
)
def test_the_database_refuses_what_is_no_review(path: Path, column: str, value: str) -> None:
    add(path, [made()])
    row = {**made(at=1).row(), column: value}
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    with closing(sqlite3.connect(path)) as conn, pytest.raises(sqlite3.IntegrityError):
        conn.execute(f"INSERT INTO reviews ({names}) VALUES ({marks})", row)


def test_all_come_in_or_none(path: Path) -> None:
    add(path, [made()])
    broken = Review(**{**made(at=2).row(), "verdict": "wrong"})  # type: ignore[arg-type]
    with pytest.raises(OnfileError, match=r"reviews\.db: cannot be written \(CHECK"):
        add(path, [made(at=1), broken])
    assert read(path) == [made()]


def test_readers_and_writers_do_not_wait_for_each_other(path: Path) -> None:
    add(path, [made()])
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        conn.execute("BEGIN")
        conn.execute("SELECT * FROM reviews").fetchall()
        assert add(path, [made(at=1)]) == 1


def test_many_may_write_at_once_from_the_first_on(path: Path) -> None:
    reviews = [made(at=minute) for minute in range(16)]
    # Who comes second to a new file meets it while it is made, or not: several files, to be sure.
    for file in (path.with_name(f"{number}.db") for number in range(8)):

        def write(review: Review, file: Path = file) -> int:
            return add(file, [review])

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(write, reviews)) == 16
        assert read(file) == reviews


def test_version_changes_with_each_review_and_with_the_file(path: Path) -> None:
    seen = {version(path)}
    for minute in range(3):
        add(path, [made(at=minute)])
        assert version(path) == version(path)
        seen.add(version(path))
    assert len(seen) == 4
    other = path.with_name("other.db")
    add(other, [made(at=minute) for minute in range(3)])
    path.unlink()
    other.rename(path)
    assert version(path) not in seen


def test_what_stands_today_is_found_for_any_number_of_claims() -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE TABLE claims (claim_id, statement)")
        conn.execute("CREATE TABLE verdicts (claim_id, verdict, inputs)")
        names = [f"claim-{n}" for n in range(1203)]
        conn.executemany("INSERT INTO claims VALUES (?, 's')", [[name] for name in names])
        conn.executemany("INSERT INTO verdicts VALUES (?, 'v', 'i')", [[name] for name in names])
        assert set(today(conn, [*names, "nosuch", *names])) == set(names)
        assert today(conn, ["claim-7"]) == {"claim-7": Today("claim-7", "s", "v", "i")}


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE reviews (review_id TEXT)")
        conn.commit()


def newer(path: Path) -> None:
    add(path, [made()])
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA user_version = 2")


def unguarded(path: Path) -> None:
    add(path, [made()])
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("DROP TRIGGER reviews_stay")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (foreign, "not a file of reviews; name another with --reviews"),
        (newer, "format 2 of reviews is not known; use a newer Onfile"),
        (unguarded, "damaged, lacks reviews_stay; restore it from an export"),
        (lambda path: path.write_text("no database " * 99), "file is not a database"),
    ],
)
def test_a_file_that_is_not_ours_is_told_in_one_line_and_left(
    path: Path, spoil: object, told: str
) -> None:
    spoil(path)  # type: ignore[operator]
    before = path.read_bytes()
    for attempt in (lambda: add(path, [made()]), lambda: read(path), lambda: version(path)):
        with pytest.raises(OnfileError) as refused:
            attempt()
        assert told in str(refused.value) and "\n" not in str(refused.value)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OnfileError, match="cannot be written"):
        add(tmp_path / "nosuch" / "reviews.db", [made()])
