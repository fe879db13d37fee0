"""``onfile export``: studies in other people's formats, and back again without a loss."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.corpus import read_evidence
from ingest.evidence import Row
from ingest.formats import WRITABLE
from ingest.formats.columns import BIBLIOGRAPHIC
from ingest.schema import STUDIES
from tests.commands import ROOT, Run, runner, spawned

PACK = (
    "study_id,authors,title,journal,year,drug\n"
    "oak-2001,Oak A; Elm B,Über leaf tea,Journal of Trees,2001,tea\n"
    "ash-2002,Ash C,Coffee,Journal of Trees,2002,coffee\n"
)
SMALL = ("--no-default-data", "--data", "pack")
# Columns that each format carries: what people cite works by, or all there is.
CARRIED = {
    **dict.fromkeys(("ris", "bibtex", "csl-json"), BIBLIOGRAPHIC),
    **dict.fromkeys(("csv", "json"), STUDIES.names),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with a small pack."""
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack/studies.csv").write_text(PACK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def onfile(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs ``onfile``."""
    return runner(capsys)


def studies(pack: Path) -> dict[str, Row]:
    """The studies of a pack by their ids."""
    return {str(row["study_id"]): row for row in read_evidence([pack]).rows("studies")}


def test_every_format_that_can_be_written_is_tried() -> None:
    assert sorted(CARRIED) == sorted(WRITABLE)


@pytest.mark.parametrize("form", CARRIED)
def test_all_studies_on_file_come_back(onfile: Run, form: str) -> None:
    ran = onfile("export", "--format", form)
    assert (ran.status, ran.err) == (0, "")
    Path("all").write_text(ran.out, encoding="utf-8", newline="")
    on_file = studies(ROOT / "data")
    back = onfile("import", "--no-default-data", "--into", "new", "all")
    assert (back.status, back.err) == (0, "")
    assert back.out.splitlines()[-1] == (
        f"{len(on_file)} works added, 0 on file already, 0 refused"
    )
    # A work without an address is now known to be from the file.
    expected = {
        key: {name: row[name] for name in CARRIED[form]}
        | {"source_url": row["source_url"] or "all"}
        for key, row in on_file.items()
    }
    found = {
        key: {name: row[name] for name in CARRIED[form]}
        for key, row in studies(Path("new")).items()
    }
    assert found == expected


def test_csl_json_is_written_where_nothing_else_is_asked_for(onfile: Run) -> None:
    ran = onfile("export", *SMALL)
    assert (ran.status, ran.err) == (0, "")
    assert [item["id"] for item in json.loads(ran.out)] == ["oak-2001", "ash-2002"]


def test_studies_that_are_named_come_once_and_in_that_order(onfile: Run) -> None:
    ran = onfile("export", *SMALL, "--format", "csv", "ash-2002", "oak-2001", "ash-2002")
    assert (ran.status, ran.err) == (0, "")
    assert [line.split(",")[0] for line in ran.out.splitlines()] == [
        "study_id", "ash-2002", "oak-2001",
    ]  # fmt: skip


def test_an_id_that_is_not_on_file_stops_everything(onfile: Run) -> None:
    ran = onfile("export", *SMALL, "ash-2002", "elm-1", "elm-2")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "not on file: elm-1, elm-2; see the table studies for ids\n"


def test_a_pack_that_does_not_build_stops_everything(onfile: Run) -> None:
    Path("pack/studies.csv").write_text(PACK.replace("2001,tea", "soon,tea"))
    ran = onfile("export", *SMALL)
    assert (ran.status, ran.out) == (2, "")
    assert "studies.csv:2:year" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "nbib"], "'nbib' is not one of"),
        (["--no-default-data"], "--no-default-data needs at least one --data DIR"),
    ],
)
def test_bad_usage(onfile: Run, arguments: list[str], told: str) -> None:
    ran = onfile("export", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_files_are_utf_8_whatever_the_terminal_does(encoding: str) -> None:
    ran = spawned("export", *SMALL, "--format", "ris", PYTHONIOENCODING=encoding)
    assert (ran.status, ran.err) == (0, "")
    assert "TI  - Über leaf tea\n" in ran.out


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    line = [sys.executable, "-m", "onfile", "export", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        try:
            assert process.stdout and process.stderr
            assert process.stdout.readline() == b"[\n"
            process.stdout.close()
            assert process.wait(timeout=60) == 0
            assert process.stderr.read() == b""
        finally:
            process.kill()
