"""The database file is there whole or not at all, and the same data give the same bytes."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlite_utils

import ingest.build
from ingest.build import load, staged_database
from ingest.corpus import read_evidence
from ingest.errors import OnfileError
from ingest.evidence import Evidence
from ingest.schema import TABLES

MakePack = Callable[..., Path]
ROOT = Path(__file__).parents[2]
FINDINGS = "study_id,drug,outcome,percent,n\n"
PAGES = "page_id,title,sha256\np1,A page," + "0" * 64 + "\n"

BUILD = """
import sys
from pathlib import Path
from ingest.build import load, staged_database
from ingest.corpus import read_evidence

with staged_database(Path(sys.argv[2])) as db:
    load(db, read_evidence([Path(sys.argv[1])]))
"""


def run(folder: Path, out: Path, seed: int) -> None:
    """Build in a process of its own with its own order of hashes."""
    subprocess.run(
        [sys.executable, "-c", BUILD, str(folder), str(out)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)},
        check=True,
    )


def build_and_die(out: Path, evidence: Evidence, fatal: int) -> int:
    """Build in a child process that kills itself at step ``fatal``; returns how it ended.

    A step is a statement of SQLite or either side of the swap.
    """
    child = os.fork()
    if child == 0:
        try:
            _die_at(fatal)
            build(out, evidence)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _die_at(fatal: int) -> None:
    """Have this process kill itself at its step of that number."""
    steps = 0

    def step(_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    connect, replace = ingest.build._connect, Path.replace

    def traced(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.set_trace_callback(step)
        return connection

    def swap(path: Path, target: Path) -> Path:
        step("before")
        moved = replace(path, target)
        step("after")
        return moved

    ingest.build._connect = traced
    Path.replace = swap  # type: ignore[method-assign,assignment]


@pytest.fixture
def evidence(make_pack: MakePack) -> Evidence:
    """A small body of evidence."""
    return read_evidence([make_pack(findings=FINDINGS + "oak-2001,tea,calm,71,17\n", pages=PAGES)])


def build(out: Path, evidence: Evidence) -> bytes:
    """Build ``out`` and return its bytes."""
    with staged_database(out) as db:
        load(db, evidence)
    return out.read_bytes()


def leftovers(folder: Path) -> list[str]:
    """Files that a build has left behind."""
    return sorted(path.name for path in folder.iterdir() if "partial" in path.name)


def test_a_build_is_whole(tmp_path: Path, evidence: Evidence) -> None:
    out = tmp_path / "deep" / "evidence.db"
    build(out, evidence)
    connection = sqlite3.connect(out)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM findings").fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM sqlite_stat1").fetchone() > (0,)
    connection.close()
    assert leftovers(out.parent) == []


def test_the_same_data_give_the_same_bytes(make_pack: MakePack, tmp_path: Path) -> None:
    rows = [f"oak-2001,{drug},calm,71,17\n" for drug in ("tea", "rum", "gin; tea")]
    folder = make_pack(findings=FINDINGS + "".join(rows))
    for name, seed in (("a.db", 1), ("b.db", 2)):
        run(folder, tmp_path / name, seed)
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_the_order_of_rows_in_a_file_changes_nothing(make_pack: MakePack, tmp_path: Path) -> None:
    header = "finding_id," + FINDINGS
    rows = ["f1,oak-2001,tea,calm,71,17\n", "f2,oak-2001,tea,joy,50,2\n"]
    one = read_evidence([make_pack("one", findings=header + "".join(rows))])
    two = read_evidence([make_pack("two", findings=header + "".join(reversed(rows)))])
    assert build(tmp_path / "one.db", one) == build(tmp_path / "two.db", two)


def test_an_error_leaves_the_old_file(tmp_path: Path, evidence: Evidence) -> None:
    out = tmp_path / "evidence.db"
    before = build(out, evidence)
    with pytest.raises(RuntimeError, match="in the middle"), staged_database(out) as db:
        load(db, evidence)
        raise RuntimeError("in the middle")
    assert out.read_bytes() == before
    assert leftovers(tmp_path) == []


def test_a_reference_that_leads_nowhere_leaves_the_old_file(
    tmp_path: Path, evidence: Evidence
) -> None:
    out = tmp_path / "evidence.db"
    before = build(out, evidence)
    with pytest.raises(OnfileError, match="findings to studies"), staged_database(out) as db:
        load(db, Evidence({**evidence.tables, "studies": ()}))
    assert out.read_bytes() == before


def test_an_index_of_full_text_that_does_not_fit_leaves_the_old_file(
    tmp_path: Path, evidence: Evidence
) -> None:
    out = tmp_path / "evidence.db"
    before = build(out, evidence)
    with pytest.raises(sqlite3.DatabaseError), staged_database(out) as db:
        load(db, evidence)
        db.execute("UPDATE findings SET statement = 'Something else.'")
    assert out.read_bytes() == before


def test_a_kill_at_any_point_leaves_a_whole_file(tmp_path: Path, evidence: Evidence) -> None:
    out = tmp_path / "evidence.db"
    after = build(tmp_path / "new.db", evidence)
    before = build(out, Evidence({}))
    ended, point = -signal.SIGKILL, 0
    while ended == -signal.SIGKILL and out.read_bytes() == before:
        point += 1
        ended = build_and_die(out, evidence, point)
        assert out.read_bytes() in (before, after), point
        assert out.read_bytes() == after or leftovers(tmp_path), point
    assert point > 100, "too few statements to have been at every one"
    assert ended == -signal.SIGKILL, "the kill after the swap never came"
    assert (build(out, evidence), leftovers(tmp_path)) == (after, [])


def test_a_running_build_keeps_its_file(tmp_path: Path, evidence: Evidence) -> None:
    theirs = tmp_path / f".evidence.db.{os.getppid()}.partial"
    theirs.write_bytes(b"at work")
    build(tmp_path / "evidence.db", evidence)
    assert theirs.read_bytes() == b"at work"


def test_a_folder_that_is_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(OnfileError, match="cannot be written"),
        staged_database(tmp_path / "file" / "evidence.db"),
    ):
        pass


def test_an_empty_body_of_evidence_can_be_built(tmp_path: Path) -> None:
    with staged_database(tmp_path / "evidence.db") as db:
        load(db, Evidence({}))
    connection = sqlite3.connect(tmp_path / "evidence.db")
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert {table.name for table in TABLES} <= names


def test_other_rooms_add_their_tables(tmp_path: Path, evidence: Evidence) -> None:
    out = tmp_path / "evidence.db"
    with staged_database(out) as db:
        load(db, evidence)
        db.table("extra").insert({"x": 1})
    found = sqlite_utils.Database(out)
    assert found.table("extra").count == 1
    found.close()
