"""A bundle is complete, is named after its content, and is never changed."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from publish import bundle as bundles
from publish.bundle import make_bundle
from publish.checksums import verify
from publish.errors import PublishError
from tests.publish.checkout import copy_checkout
from tests.publish.conftest import write_small


def test_holds_what_it_takes_to_serve_and_to_pass_on(bundle: Path) -> None:
    assert {path.name for path in bundle.iterdir()} == {
        "CITATION.cff",
        "Dockerfile",
        "LICENSE",
        "LICENSE-DATA",
        "SHA256SUMS",
        "app",
        "bake",
        "datapackage.json",
        "evidence.db",
        "feeds",
        "history.db",
        "inspect-data.json",
        "metadata.json",
        "plugins",
        "settings.json",
        "static",
        "tables",
        "templates",
    }


def test_sha256sum_agrees(bundle: Path) -> None:
    lines = (bundle / "SHA256SUMS").read_text().splitlines()
    listed = {path: digest for digest, path in (line.split("  ") for line in lines)}
    found = {
        path.relative_to(bundle).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in bundle.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert listed == found


def test_is_named_after_its_content(bundle: Path) -> None:
    assert bundle.name == hashlib.sha256((bundle / "SHA256SUMS").read_bytes()).hexdigest()[:16]


def test_files_are_read_only(bundle: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in bundle.rglob("*") if path.is_file()} == {0o444}


def test_knows_the_rows_without_counting(bundle: Path) -> None:
    inspected = json.loads((bundle / "inspect-data.json").read_text())
    assert inspected["evidence"]["file"] == "evidence.db"
    assert inspected["evidence"]["tables"]["claims"] == {"count": 2}


@pytest.mark.usefixtures("untried")
def test_same_database_gives_the_same_bundle_and_touches_nothing(
    small_db: Path, tmp_path: Path
) -> None:
    dist = tmp_path / "dist"
    first = make_bundle(small_db, dist)
    before = {path: path.stat().st_mtime_ns for path in first.rglob("*")}
    assert make_bundle(small_db, dist) == first
    assert {path: path.stat().st_mtime_ns for path in first.rglob("*")} == before
    assert sorted(path.name for path in dist.iterdir()) == sorted(["current", first.name])


@pytest.mark.usefixtures("untried")
def test_pages_are_not_baked_again_to_find_out_that_nothing_is_new(
    small_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_bundle(small_db, tmp_path / "dist")
    bare = make_bundle(small_db, tmp_path / "dist", baked=False)
    assert not (bare / "bake").exists()
    monkeypatch.setattr(bundles, "run_own", lambda *arguments: pytest.fail(f"ran {arguments}"))
    assert make_bundle(small_db, tmp_path / "dist") == first
    assert make_bundle(small_db, tmp_path / "dist", baked=False) == bare


@pytest.mark.usefixtures("untried")
def test_list_of_checksums_that_was_changed_is_told(small_db: Path, tmp_path: Path) -> None:
    sums = make_bundle(small_db, tmp_path / "dist") / "SHA256SUMS"
    sums.chmod(0o644)
    sums.write_text("")
    with pytest.raises(PublishError, match="changed since it was made"):
        make_bundle(small_db, tmp_path / "dist")


def test_another_folder_gets_the_same_bundle_byte_for_byte(bundle: Path, tmp_path: Path) -> None:
    again = make_bundle(write_small(tmp_path / "small.db"), tmp_path / "dist")
    assert again.name == bundle.name
    assert (again / "SHA256SUMS").read_bytes() == (bundle / "SHA256SUMS").read_bytes()


@pytest.mark.usefixtures("untried")
def test_bundle_that_was_changed_is_not_taken_for_new(small_db: Path, tmp_path: Path) -> None:
    first = make_bundle(small_db, tmp_path / "dist")
    (first / "LICENSE").unlink()
    with pytest.raises(PublishError, match=r"changed since it was made \(LICENSE\)"):
        make_bundle(small_db, tmp_path / "dist")


@pytest.mark.usefixtures("untried")
def test_new_data_make_a_new_bundle_and_leave_the_old_one(small_db: Path, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    first = make_bundle(small_db, dist)
    served = (first / "evidence.db").read_bytes()
    with closing(sqlite3.connect(small_db)) as db, db:
        db.execute("UPDATE pages SET title = 'Another title'")
    second = make_bundle(small_db, dist)
    assert second != first
    assert (dist / "current").resolve() == second
    assert (first / "evidence.db").read_bytes() == served
    verify(first)


def test_changed_bundle_is_refused(bundle: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(bundle, copy)
    verify(copy)
    (copy / "settings.json").chmod(0o644)
    (copy / "settings.json").write_text("{}")
    (copy / "plugins" / "more.py").write_text("")
    with pytest.raises(PublishError, match=r"\(plugins/more\.py, settings\.json\)"):
        verify(copy)


def test_failing_page_leaves_nothing_behind(
    small_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_checkout(tmp_path / "root", monkeypatch)
    with (root / "metadata.yml").open("a") as file:
        file.write("      broken: {title: Broken, sql: SELECT nosuch FROM claims}\n")
    dist = tmp_path / "dist"
    with pytest.raises(PublishError, match="evidence/broken"):
        make_bundle(small_db, dist)
    assert list(dist.iterdir()) == []


def test_view_that_cannot_run_is_refused(small_db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(small_db)) as db, db:
        db.execute("CREATE VIEW spare AS SELECT nosuch() AS kind FROM claims")
    with pytest.raises(PublishError, match="nosuch"):
        make_bundle(small_db, tmp_path / "dist")


@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_database_that_is_being_written_is_refused(
    small_db: Path, tmp_path: Path, suffix: str
) -> None:
    small_db.with_name(small_db.name + suffix).write_bytes(b"x")
    with pytest.raises(PublishError, match="somebody is writing"):
        make_bundle(small_db, tmp_path / "dist")


def test_missing_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="build it first"):
        make_bundle(tmp_path / "evidence.db", tmp_path / "dist")


@pytest.mark.parametrize(
    ("place", "message"),
    [
        # The tree of tables itself, and a count in the header that only a check notices.
        (slice(100, 4096), "malformed"),
        (slice(36, 40), "damaged: .*[Ff]reelist"),
    ],
)
def test_damaged_database_is_refused(
    small_db: Path, tmp_path: Path, place: slice, message: str
) -> None:
    content = bytearray(small_db.read_bytes())
    content[place] = b"\x01" * (place.stop - place.start)
    small_db.write_bytes(content)
    with pytest.raises(PublishError, match=rf"evidence\.db: .*{message}"):
        make_bundle(small_db, tmp_path / "dist")


def test_row_that_refers_to_nothing_is_refused(small_db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(small_db)) as db, db:
        db.execute("DELETE FROM studies WHERE study_id = 'roe-2005'")
    with pytest.raises(PublishError, match=r"damaged: .*citation_checks"):
        make_bundle(small_db, tmp_path / "dist")


def test_standard_tool_can_check_it(bundle: Path) -> None:
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("sha256sum is not installed")
    subprocess.run([tool, "--check", "--quiet", "SHA256SUMS"], cwd=bundle, check=True)
