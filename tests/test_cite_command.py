"""``onfile cite``: what comes in, what goes out, and with which exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from publish.references import FORMATS, STYLES
from publish.references.jsonl import KEYS
from tests.commands import ROOT, Ran, Run, files_in, runner, spawned

CITE = ("cite", "--no-default-data", "--data", "pack")
RIGHT = "Oak A, Elm B. Tree tea against the common cold: a trial. J Trees. 2001;12(3):34-56."
WRONG = "Oak A, Elm B. Tree tea against the common cold. J Trees. 1999."
RETRACTED = "Pine Z. Moss wraps and the strength of hands. Ann Moss. 2010;3:100-8."
UNKNOWN = "Birch X. Bark soup in the diet of beavers. Annals of Nothing. 2011;1:2-3."
SHORT = "Oak 2003"
FILES = {
    "pack/studies.csv": "study_id,authors,title,journal,journal_abbrev,year,volume,issue,pages,"
    "pmid,doi,notice\n"
    "oak-2001,Oak A; Elm B,Tree tea against the common cold: a trial,Journal of Trees,J Trees,"
    "2001,12,3,34-56,11000001,10.5555/jt.2001.1,\n"
    "oak-2003,Oak A; Ash C,Root tea and the sleep of foresters,Journal of Trees,J Trees,"
    "2003,14,1,7-19,11000002,,\n"
    "pine-2010,Pine Z,Moss wraps and the strength of hands,Annals of Moss,Ann Moss,"
    "2010,3,2,100-108,11000003,,retraction\n",
    "more/studies.csv": "study_id,authors,title,journal,year\n"
    "birch-2011,Birch X,Bark soup in the diet of beavers,Annals of Nothing,2011\n",
    "list.txt": "\n".join((RIGHT, WRONG, RETRACTED, UNKNOWN, SHORT)) + "\n",
    "right.txt": f"{RIGHT}\n",
    "retracted.txt": f"{RETRACTED}\n",
    "page.md": f"# Tea\n\nIt helps a cold (Oak et al., 2001).\n\n## References\n\n1. {RIGHT}\n",
    "page.html": "<h1>Tea</h1><p>It helps a cold, as <a href='https://doi.org/10.5555/jt.2001.1'>"
    f"a study</a> found &amp; told.</p><h2>References</h2><ol><li>{WRONG}</li></ol>",
    "silent.md": "# Opening hours\n\nMonday to Friday.\n",
    "empty.txt": "",
}
TEXT = """\
list.txt: 5 references, 2 ok, 1 field-error, 1 not-found, 1 incomplete

1  reference is right, score 100
  Oak A, Elm B. Tree tea against the common cold: a trial. J Trees.
    2001;12(3):34-56.
  Means oak-2001
  The same work is given otherwise on line 2

2  a field of the reference is wrong, score 90
  Oak A, Elm B. Tree tea against the common cold. J Trees. 1999.
  Means oak-2001
    wrong-year: printed “1999”, on file “2001”
  The same work is given otherwise on line 1
  As it should be: Oak A, Elm B. Tree tea against the common cold: a trial. J
    Trees. 2001;12(3):34-56. doi:10.5555/jt.2001.1.

3  reference is right, score 100
  Pine Z. Moss wraps and the strength of hands. Ann Moss. 2010;3:100-8.
  Means pine-2010
  Notice: retraction

4  work not on file, score 0
  Birch X. Bark soup in the diet of beavers. Annals of Nothing. 2011;1:2-3.
  No work on file agrees with enough of what it prints.

5  reference is incomplete, score 80
  Oak 2003
  Means oak-2003
  As it should be: Oak A, Ash C. Root tea and the sleep of foresters. J Trees.
    2003;14(1):7-19.

"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with two small packs, lists and pages."""
    files_in(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs ``onfile cite`` over the small pack alone."""
    plain = runner(capsys)
    return lambda *arguments: plain(*CITE, *arguments)


def rows_of(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["right.txt"], 0),
        (["silent.md"], 0),
        (["page.md"], 0),
        (["retracted.txt"], 1),
        (["list.txt"], 1),
        (["page.html"], 1),
        (["right.txt", "list.txt", "silent.md"], 1),
        (["no-such.txt"], 2),
        (["list.txt", "no-such.txt"], 2),
        ([], 2),
    ],
)
@pytest.mark.parametrize("form", FORMATS)
def test_exit_status(run: Run, form: str, names: list[str], status: int) -> None:
    assert run("--format", form, *names).status == status


def test_a_list_gives_one_row_a_line_with_the_keys_in_their_order(run: Run) -> None:
    ran = run("--format", "jsonl", "list.txt")
    rows = rows_of(ran)
    assert all(tuple(row) == KEYS for row in rows)
    assert [(row["page"], row["line"], row["reference"]) for row in rows] == [
        ("list.txt", line, text)
        for line, text in enumerate((RIGHT, WRONG, RETRACTED, UNKNOWN, SHORT), start=1)
    ]
    assert [(row["study_id"], row["status"], row["faults"]) for row in rows] == [
        ("oak-2001", "ok", []),
        ("oak-2001", "field-error", ["wrong-year"]),
        ("pine-2010", "ok", []),
        (None, "not-found", ["nonexistent"]),
        ("oak-2003", "incomplete", []),
    ]
    assert rows[1]["details"] == [
        {"fault": "wrong-year", "field": "year", "printed": "1999", "real": "2001"}
    ]
    assert [row["notice"] for row in rows] == [None, None, "retraction", None, None]
    assert [row["twins"] for row in rows] == [[2], [1], [], [], []]
    assert (rows[0]["doi"], rows[0]["pmid"], rows[0]["score"]) == (
        "10.5555/jt.2001.1", "11000001", 100,
    )  # fmt: skip
    source = FILES["list.txt"]
    assert all(source[row["start"] : row["end"]] == row["reference"] for row in rows)
    assert ran.err == ""


def test_the_text_of_a_small_list(run: Run) -> None:
    ran = run("list.txt")
    assert ran == run("--format", "text", "list.txt")
    told, _, notice = ran.out.partition("No medical advice.")
    assert told == TEXT
    assert re.search(r"\nOnfile \S+, \d{4}-\d\d-\d\d\n$", notice)


def test_a_retracted_work_shows_its_notice(run: Run) -> None:
    assert "  Notice: retraction\n" in run("retracted.txt").out
    assert "Notice:" not in run("page.md").out


@pytest.mark.parametrize(
    ("style", "corrected"),
    [
        ("vancouver", "Oak A, Elm B. Tree tea against the common cold: a trial. J Trees."
         " 2001;12(3):34-56. doi:10.5555/jt.2001.1."),
        ("apa", "Oak, A., & Elm, B. (2001). Tree tea against the common cold: a trial. Journal of"
         " Trees, 12(3), 34–56. https://doi.org/10.5555/jt.2001.1"),
    ],
)  # fmt: skip
def test_corrected_references_are_in_the_style_that_is_asked_for(
    run: Run, style: str, corrected: str
) -> None:
    assert style in STYLES
    rows = rows_of(run("--format", "jsonl", "--style", style, "list.txt"))
    assert [row["corrected"] for row in rows[:2]] == [None, corrected]
    assert " ".join(corrected.split()) in " ".join(run("--style", style, "list.txt").out.split())


@pytest.mark.parametrize("argument", ["--style=mla", "--format=html"])
def test_an_unknown_style_or_format_is_bad_usage(run: Run, argument: str) -> None:
    ran = run(argument, "list.txt")
    assert (ran.status, ran.out) == (2, "")
    assert f"{argument.partition('=')[2]!r} is not one of" in ran.err


def test_a_page_of_html_gives_what_is_linked_and_what_is_listed(run: Run) -> None:
    linked, listed = rows_of(run("--format", "jsonl", "page.html"))
    assert (linked["reference"], linked["study_id"], linked["status"]) == (
        "a study", "oak-2001", "ok",
    )  # fmt: skip
    assert (listed["reference"], listed["faults"]) == (WRONG, ["wrong-year"])


def test_packs_add_up(run: Run) -> None:
    alone = rows_of(run("--format", "jsonl", "list.txt"))
    both = rows_of(run("--data", "more", "--format", "jsonl", "list.txt"))
    assert (alone[3]["study_id"], both[3]["study_id"]) == (None, "birch-2011")
    assert alone[0] == both[0]


def test_the_projects_own_data_is_there_unless_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = runner(capsys)
    with (ROOT / "data" / "studies.csv").open(encoding="utf-8") as lines:
        header, first = next(lines).split(","), next(lines).split(",")
    known = dict(zip(header, first, strict=False))
    (folder / "own.txt").write_text(f"PMID: {known['pmid']}\n", encoding="utf-8")
    (without,) = rows_of(plain("cite", "--no-default-data", "--data", "pack", "--format", "jsonl",
                               "own.txt"))  # fmt: skip
    (with_it,) = rows_of(plain("cite", "--data", "pack", "--format", "jsonl", "own.txt"))
    assert (without["study_id"], with_it["study_id"]) == (None, known["study_id"])


def test_without_any_data_there_is_nothing_to_resolve_against(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = runner(capsys)("cite", "--no-default-data", "list.txt")
    assert (ran.status, ran.out) == (2, "")
    assert "--no-default-data needs at least one --data DIR" in ran.err


def test_standard_input(folder: Path) -> None:
    ran = spawned(*CITE, "--format", "jsonl", "-", stdin=f"{WRONG}\n{RIGHT}\n".encode())
    assert [(row["page"], row["line"], row["study_id"]) for row in rows_of(ran)] == [
        ("-", 1, "oak-2001"), ("-", 2, "oak-2001"),
    ]  # fmt: skip
    assert (ran.status, ran.err) == (1, "")


@pytest.mark.parametrize("name", ["no-such.txt", "empty.txt", "binary.txt"])
@pytest.mark.parametrize("form", FORMATS)
def test_the_others_come_out_where_one_cannot_be_read(run: Run, form: str, name: str) -> None:
    ran = run("--format", form, "right.txt", name, "page.md")
    assert ran.status == 2
    assert re.fullmatch(rf"{re.escape(name)}: [^\n]+; [^\n]+\n", ran.err)
    assert all(other in ran.out for other in ("right.txt", "page.md"))
    assert name not in ran.out


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\r", "\ud800"])
def test_whatever_a_reference_holds_it_is_one_line(run: Run, folder: Path, mark: str) -> None:
    text = f"{RIGHT.replace('common', f'common{mark}or{mark}')}\n{WRONG}\n"
    (folder / "odd.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
    ran = run("--format", "jsonl", "odd.txt")
    rows = rows_of(ran)
    assert len(rows) == ran.out.count("\n") and ran.out.endswith("\n")
    assert {row["study_id"] for row in rows} <= {"oak-2001", None}
    assert rows[-1]["reference"] == WRONG
    shown = run("odd.txt").out
    assert all(char.isprintable() or char == "\xa0" for line in shown.split("\n") for char in line)


@pytest.mark.parametrize("name", [b"odd\xe2\x80\xa8name.txt", b"odd\xffname.txt"])
def test_whatever_a_page_is_called_it_is_one_line(run: Run, folder: Path, name: bytes) -> None:
    path = os.fsdecode(name)
    Path(path).write_text(f"{RIGHT}\n", encoding="utf-8")
    ran = run("--format", "jsonl", path)
    (row,) = rows_of(ran)
    assert (ran.status, row["study_id"]) == (0, "oak-2001")
    assert row["page"].startswith("odd") and row["page"].endswith("name.txt")
    assert run(path).status == 0


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}])
def test_no_colour_and_no_bar_where_it_is_piped(folder: Path, environment: dict[str, str]) -> None:
    ran = spawned(*CITE, "list.txt", "page.html", **environment)
    assert "\x1b" not in ran.out + ran.err
    assert "\r" not in ran.out
    assert ran.err == ""
    assert max(len(line) for line in ran.out.splitlines()) <= 80


def test_a_reader_that_has_seen_enough(folder: Path) -> None:
    lines = "".join(f"{RIGHT[:-1]} [{i}].\n" for i in range(1_000))
    (folder / "long.txt").write_text(lines, encoding="utf-8")
    command = [sys.executable, "-m", "onfile", *CITE]
    with subprocess.Popen(
        [*command, "--format", "jsonl", "long.txt"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert json.loads(process.stdout.readline())["study_id"] == "oak-2001"
        process.stdout.close()
        err = process.stderr.read()
        status = process.wait(60)
    assert (status, err) == (0, b"")
