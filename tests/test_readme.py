"""What the README shows is what the command prints."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import sqlite_utils
from click.testing import CliRunner

from claims.build import build
from claims.explain import explain
from onfile import cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """evidence.db as a new user builds it."""
    out = tmp_path_factory.mktemp("readme") / "evidence.db"
    build([ROOT / "data"], out)
    return out


def _shown(command: str) -> list[str]:
    """The lines that the README prints under a command."""
    block = README.split(f"$ {command}", 1)[1].split("```", 1)[0]
    return [line for line in block.split("\n")[1:] if line.strip() and line.strip() != "..."]


def test_explain_prints_what_is_shown(database: Path) -> None:
    claim = re.search(r"\$ onfile explain (\S+)", README)
    assert claim is not None
    printed = explain(database, claim[1]).split("\n")
    shown = _shown(f"onfile explain {claim[1]}")
    assert shown
    assert [line for line in shown if line not in printed] == []
    assert "the same verdict as stored" in printed[-1]


def test_check_prints_what_is_shown() -> None:
    command = re.search(r"\$ onfile check (\S+)", README)
    assert command is not None
    result = CliRunner().invoke(cli, ["check", str(ROOT / command[1])], env={"COLUMNS": "80"})
    printed = result.output.replace(str(ROOT) + "/", "").split("\n")
    shown = _shown(f"onfile check {command[1]}")
    assert len(shown) > 20
    assert shown[2:] == [line for line in printed if line.strip()][2 : len(shown)]
    balance = README.split("this page does not:", 1)[1].split("```")[1].strip().split("\n")
    assert [line for line in balance if line not in printed] == []


def test_cite_prints_what_is_shown() -> None:
    command = re.search(r"\$ onfile cite (\S+)", README)
    assert command is not None
    result = CliRunner().invoke(cli, ["cite", str(ROOT / command[1])])
    printed = result.output.replace(str(ROOT) + "/", "").split("\n")
    shown = _shown(f"onfile cite {command[1]}")
    assert len(shown) > 20
    # The path in the first lines is longer here, and wraps elsewhere.
    assert shown[2:] == [line for line in printed if line.strip()][2 : len(shown)]


def test_import_prints_what_is_shown(tmp_path: Path) -> None:
    command = re.search(r"\$ onfile import (\S+) --into", README)
    assert command is not None
    result = CliRunner().invoke(cli, ["import", str(ROOT / command[1]), "--into", str(tmp_path)])
    printed = result.output.replace(str(ROOT) + "/", "").split("\n")
    shown = _shown(f"onfile import {command[1]} --into")
    assert len(shown) == 4
    assert sorted(shown) == sorted(filter(None, printed))


def test_recheck_prints_what_is_shown(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = re.search(r"\$ onfile recheck --notices (\S+)", README)
    assert command is not None
    Path(command[1]).write_text(
        "Title,URLS,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,"
        "OriginalPaperPubMedID,RetractionNature,Reason\n"
        ",,5/1/2026 0:00,10.1000/notice.1,0,10.1001/archpsyc.63.8.856,0,Retraction,\n"
    )
    Path("evidence.db").symlink_to(database)
    result = CliRunner().invoke(cli, ["recheck", "--notices", command[1]])
    printed = result.output.split("\n")
    shown = _shown(f"onfile recheck --notices {command[1]}")
    assert len(shown) > 8
    assert [line for line in shown if line not in printed] == []


def test_query_prints_what_is_shown(database: Path) -> None:
    query = re.search(r'sqlite-utils query evidence\.db "([^"]+)" --csv', README)
    assert query is not None
    rows = list(sqlite_utils.Database(database).query(query[1]))
    shown = list(csv.DictReader(io.StringIO("\n".join(_shown("sqlite-utils query")))))
    assert shown == [{name: str(value) for name, value in row.items()} for row in rows]


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make ([a-z]+)", README)):
        assert f"\n{target}:" in makefile, target


def test_figures_in_the_readme_are_those_on_file(database: Path) -> None:
    db = sqlite_utils.Database(database)
    assert f"{db['studies'].count} works" in README
    assert f"{db['findings'].count:,} findings" in README
    recalled = db["findings"].count_where("confidence = 'recalled'")
    assert f"{recalled} findings are `recalled`" in README
