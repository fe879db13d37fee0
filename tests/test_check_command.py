"""``onfile check``: what comes in, what goes out, and with which exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from onfile import FORMATS, main
from tests.commands import ROOT, Ran, Run, files_in, runner, spawned

CHECK = ("check", "--no-default-data", "--data", "pack")
GOOD = "# Tree tea\n\nTree tea eased colds in 40% of patients.\n"
BAD = "# Tree tea\n\nTree tea eased colds in 95% of patients.\n"
SILENT = "# Opening hours\n\nMonday to Friday.\n"
FILES = {
    "pack/studies.csv": "study_id,authors,title,journal,year\n"
    "oak-2001,Oak A,A trial of tree tea,Journal of Trees,2001\n",
    "pack/findings.csv": "study_id,drug,outcome,percent,events,n,direction,confidence\n"
    "oak-2001,Tree tea,eased colds,40,40,100,benefit,verified\n",
    "good.md": GOOD,
    "bad.txt": BAD.removeprefix("# "),
    "silent.md": SILENT,
    "pages/one.md": GOOD,
    "pages/below/two.md": BAD,
    "empty.txt": "",
    "nothing/readme.rst": "No page.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with a small pack and pages."""
    files_in(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs ``onfile check`` over the small pack alone."""
    plain = runner(capsys)

    def ran(*arguments: str, packs: tuple[str, ...] = ("pack",)) -> Ran:
        data = [part for pack in packs for part in ("--data", pack)]
        return plain("check", "--no-default-data", *data, *arguments)

    return ran


def claims_of(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["good.md"], 0),
        (["silent.md"], 0),
        (["bad.txt"], 1),
        (["good.md", "bad.txt"], 1),
        (["pages"], 1),
        (["no-such.md"], 2),
        (["bad.txt", "no-such.md"], 2),
    ],
)
def test_exit_status(run: Run, names: list[str], status: int) -> None:
    assert run(*names).status == status


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [
        ("none", 0),
        ("contradicted", 1),
        ("unsupported", 0),
        ("unsupported,contradicted", 1),
        ("unsupported, contradicted", 1),
        ("none,contradicted", 1),
        ("supported", 0),
        ("", 1),
    ],
)
def test_verdicts_that_fail(run: Run, fail_on: str, status: int) -> None:
    ran = run("--fail-on", fail_on, "bad.txt")
    assert (ran.status, ran.err) == (status, "")


def test_an_unknown_verdict_stops_before_any_page_is_read(run: Run) -> None:
    ran = run("--fail-on", "wrong", "bad.txt", "no-such.md")
    assert (ran.status, ran.out) == (2, "")
    assert re.fullmatch(r"--fail-on: there is no verdict wrong; choose among .*none\n", ran.err)


def test_jsonl_is_one_object_a_claim(run: Run) -> None:
    ran = run("--format", "jsonl", "good.md", "bad.txt")
    (good, bad) = claims_of(ran)
    assert (good["page"], good["line"], good["value"], good["verdict"]) == (
        "good.md", 3, 40, "supported",
    )  # fmt: skip
    assert (good["study_id"], good["start"]) == ("oak-2001", GOOD.index("Tree tea eased"))
    assert (bad["page"], bad["value"], bad["verdict"]) == ("bad.txt", 95, "contradicted")
    assert ran.err == ""


def test_text_is_the_default(run: Run) -> None:
    plain, named = run("bad.txt"), run("--format", "text", "bad.txt")
    assert plain == named
    assert "bad.txt: 1 claim: 1 contradicted" in plain.out
    assert "95%" in plain.out


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_of_every_page(run: Run, form: str) -> None:
    ran = run("--format", form, "--fail-on", "none", "good.md", "bad.txt")
    assert (ran.status, ran.err) == (0, "")
    told = GOOD + BAD if form != "sarif" else BAD  # SARIF is of what is flagged
    quotes = re.findall("Tree tea eased .*", told)
    assert all(quote in " ".join(ran.out.split()) for quote in quotes)


@pytest.mark.parametrize("form", ["sarif", "claimreview"])
def test_formats_that_are_json(run: Run, form: str) -> None:
    assert json.loads(run("--format", form, "pages").out)


def test_html_is_one_document(run: Run) -> None:
    out = run("--format", "html", "pages").out
    assert out.lower().count("<!doctype html>") == out.count("</html>") == 1


def test_an_unknown_format_is_bad_usage(run: Run) -> None:
    ran = run("--format", "xml", "good.md")
    assert (ran.status, ran.out) == (2, "")
    assert "'xml' is not one of" in ran.err


def test_no_page_is_bad_usage(run: Run) -> None:
    assert run().status == 2


def test_a_folder_is_all_pages_in_it_and_below(run: Run) -> None:
    told = claims_of(run("--format", "jsonl", "pages"))
    assert [claim["page"] for claim in told] == [
        str(Path("pages/below/two.md")), str(Path("pages/one.md")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("no-such.md", "there is no such file"),
        ("empty.txt", "there is no text on it"),
        ("binary.txt", "this is a binary file"),
        ("nothing", "there are no pages in the folder"),
        ("ftp://localhost/page", "is no http or https address"),
    ],
)
def test_the_others_come_out_where_one_cannot_be_read(run: Run, name: str, why: str) -> None:
    ran = run("--format", "jsonl", "good.md", name, "bad.txt")
    assert ran.status == 2
    assert [claim["page"] for claim in claims_of(ran)] == ["good.md", "bad.txt"]
    assert re.fullmatch(rf"{re.escape(name)}: [^\n]*{why}[^\n]*; [^\n]+\n", ran.err)


def test_one_line_for_each_fault(run: Run) -> None:
    ran = run("no-such.md", "empty.txt", "good.md", "binary.txt")
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == [
        "no-such.md", "empty.txt", "binary.txt",
    ]  # fmt: skip


def test_a_pack_adds_to_what_is_on_file(run: Run, folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    (other / "studies.csv").write_text(
        "study_id,authors,title,journal,year\nelm-2002,Elm B,A trial of root tea,J Trees,2002\n"
    )
    (other / "findings.csv").write_text(
        "study_id,drug,outcome,percent,direction,confidence\n"
        "elm-2002,Root tea,eased colds,30,benefit,verified\n"
    )
    (folder / "root.md").write_text("# Root tea\n\nRoot tea eased colds in 30% of patients.\n")
    (alone,) = claims_of(run("--format", "jsonl", "root.md"))
    (with_both,) = claims_of(run("--format", "jsonl", "root.md", packs=("pack", "other")))
    assert alone["verdict"] != "supported"
    assert (with_both["verdict"], with_both["study_id"]) == ("supported", "elm-2002")


def test_without_any_data_there_is_nothing_to_check_against(run: Run) -> None:
    ran = run("good.md", packs=())
    assert (ran.status, ran.out) == (2, "")
    assert "--no-default-data needs at least one --data DIR" in ran.err


def test_the_projects_own_data_is_there_unless_left_out(
    folder: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "leaf.md").write_text("# Warts\n\nLeaf soup cleared warts in 7% of patients.\n")
    (alone,) = claims_of(run("--format", "jsonl", "leaf.md"))
    with pytest.raises(SystemExit):
        main(["check", "--data", "pack", "--format", "jsonl", "leaf.md"])
    (with_all,) = claims_of(Ran(1, *capsys.readouterr()))
    assert alone["verdict"] == with_all["verdict"] == "unsupported"
    few, many = (int(re.findall(r"(\d+) finding", c["rationale"])[0]) for c in (alone, with_all))
    assert few == 1 and many > 100


@pytest.mark.parametrize("pack", ["no-such", "nothing"])
def test_a_pack_that_is_none_is_refused(run: Run, pack: str) -> None:
    ran = run("good.md", packs=(pack,))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(pack) and "Traceback" not in ran.err


def test_faults_of_a_pack_are_a_line_each(run: Run, folder: Path) -> None:
    findings = folder / "pack" / "findings.csv"
    findings.write_text(findings.read_text().replace("40,40,100", "400,x,100"))
    ran = run("good.md")
    assert (ran.status, ran.out) == (2, "")
    *lines, count = ran.err.splitlines()
    assert lines and all(line.startswith(f"{findings.relative_to(folder)}:2:") for line in lines)
    assert count.startswith(f"{len(lines)} refused")


def test_standard_input(folder: Path) -> None:
    ran = spawned(*CHECK, "--format", "jsonl", "-", stdin=BAD.encode())
    (claim,) = claims_of(ran)
    assert (claim["page"], claim["verdict"]) == ("-", "contradicted")
    assert (ran.status, ran.err) == (1, "")


def test_empty_standard_input(folder: Path) -> None:
    ran = spawned(*CHECK, "-")
    assert ran.status == 2
    assert re.fullmatch(r"-: there is no text on it; [^\n]+\n", ran.err)


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}])
def test_no_colour_and_no_bar_where_it_is_piped(folder: Path, environment: dict[str, str]) -> None:
    ran = spawned(*CHECK, "bad.txt", "good.md", **environment)
    assert "\x1b" not in ran.out + ran.err
    assert "\r" not in ran.out
    assert ran.err == ""
    assert max(len(line) for line in ran.out.splitlines()) <= 80


def test_a_reader_that_has_seen_enough(folder: Path) -> None:
    (folder / "long.md").write_text(GOOD + BAD.splitlines()[-1].join(["\n\n"] * 400))
    command = [sys.executable, "-m", "onfile", *CHECK]
    with subprocess.Popen(
        [*command, "--format", "jsonl", "--fail-on", "none", "long.md"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert json.loads(process.stdout.readline())["verdict"] == "supported"
        process.stdout.close()
        err = process.stderr.read()
        status = process.wait(60)
    assert (status, err) == (0, b"")


class Handler(BaseHTTPRequestHandler):
    """Serves one page."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/tea" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<main><h1>Tree tea</h1><p>Tree tea eased colds in 95% of patients.</p>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join(10)


def test_a_private_address_is_refused(run: Run, server: str) -> None:
    ran = run("--format", "jsonl", f"{server}/tea")
    assert (ran.status, ran.out) == (2, "")
    pattern = rf"{server}/tea: 127\.0\.0\.1 is not a public address; [^\n]+\n"
    assert re.fullmatch(pattern, ran.err)


def test_a_private_address_is_fetched_where_it_is_allowed(run: Run, server: str) -> None:
    ran = run("--format", "jsonl", "--allow-private", f"{server}/tea")
    (claim,) = claims_of(ran)
    assert (claim["page"], claim["verdict"], ran.status) == (f"{server}/tea", "contradicted", 1)


def test_a_page_that_a_server_has_not(run: Run, server: str) -> None:
    ran = run("--allow-private", f"{server}/none")
    assert ran.status == 2
    assert re.fullmatch(rf"{server}/none: the server answers 404[^\n]*\n", ran.err)
