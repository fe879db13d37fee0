"""``onfile proposals``: what was proposed is listed, shown, accepted, mended, rejected, applied."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from ingest.corpus import read_evidence
from ingest.evidence import Row
from tests.commands import Ran, Run, runner

ABSTRACT = (
    "Adults were randomly assigned to birchin (n = 50) or placebo (n = 50). Relapse occurred in "
    "20% of the birchin group and 46% of the placebo group. Itching was seen in 12% with birchin "
    "and 4% with placebo."
)
XML = f"""<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>77</PMID><Article><Journal>
<JournalIssue><PubDate><Year>2019</Year></PubDate></JournalIssue><Title>Trees</Title></Journal>
<ArticleTitle>Birchin for ashpox</ArticleTitle><Abstract><AbstractText>{ABSTRACT}</AbstractText>
</Abstract><AuthorList><Author><LastName>Elm</LastName><Initials>B</Initials></Author></AuthorList>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
FIRST, SECOND, THIRD, FOURTH = (f"elm-2019-p0{number}" for number in range(1, 5))
PACK = ("--no-default-data", "--into", "pack")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the record to import."""
    (tmp_path / "birchin.xml").write_text(XML)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def onfile(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs ``onfile``."""
    return runner(capsys)


@pytest.fixture
def run(onfile: Run) -> Run:
    """A function that runs a command on proposals of a pack that has four."""
    assert onfile("import", *PACK, "birchin.xml").status == 0

    def ran(command: str, *given: str) -> Ran:
        pack = PACK[1:] if command in {"list", "export"} else PACK
        by = ("--by", "A. Reader") if command in {"accept", "reject", "apply"} else ()
        return onfile("proposals", command, *given, *pack, *by)

    return ran


def rows(table: str) -> list[Row]:
    """Rows of the pack as it is built."""
    return read_evidence([Path("pack")]).rows(table)


def content() -> dict[str, bytes]:
    """What the files of the pack hold."""
    return {path.name: path.read_bytes() for path in sorted(Path("pack").iterdir())}


def test_an_import_proposes_once_and_keeps_no_abstract(onfile: Run) -> None:
    ran = onfile("import", *PACK, "birchin.xml")
    assert ran.out.splitlines() == [
        "added elm-2019: Birchin for ashpox (PMID 77)",
        "1 work added, 0 on file already, 0 refused",
        "1 abstract read: 4 findings proposed, 0 on file or proposed before",
    ]
    assert rows("findings") == []
    kept = content()
    for words in ("occurred", "assigned", "seen in"):
        assert not any(words.encode() in data for data in kept.values())
    again = onfile("import", *PACK, "birchin.xml")
    assert "0 findings proposed, 4 on file or proposed before" in again.out
    assert content() == kept


def test_a_proposal_says_what_and_where(run: Run) -> None:
    first = rows("proposals")[0]
    told = {"status": "machine", "arm": "birchin", "drug": "birchin", "outcome": "relapse",
            "percent": 20, "n": 50, "comparator": "placebo", "comparator_percent": 46,
            "sentence": 2, "location": "abstract, sentence 2"}  # fmt: skip
    assert told.items() <= first.items()
    assert ABSTRACT[int(str(first["start"])) : int(str(first["end"]))] == "20%"
    assert first["statement"] == "Birchin: relapse 20%, against 46% on placebo (Elm 2019)."


def test_list_and_show(run: Run) -> None:
    listed = run("list").out.splitlines()
    assert listed[0].startswith(f"{FIRST}  machine  Birchin: relapse 20%")
    assert listed[-1] == "4 proposals, 4 that nobody has read"
    assert run("list", "--study", "oak-2001").out == "0 proposals, 0 that nobody has read\n"
    assert run("list", "--status", "rejected").out.startswith("0 proposals")
    shown = run("show", FIRST).out
    assert "read from: elm-2019, PMID 77, abstract, sentence 2, characters " in shown
    assert run("show", "elm-2019-p99").status == 2


def test_accepting_makes_a_finding_that_says_who_read_what(run: Run) -> None:
    ran = run("accept", FIRST, "--read-in", "full text, table 2")
    assert ran.out.startswith(f"accepted {FIRST}: elm-2019-f01 Birchin: relapse 20%")
    (finding,) = rows("findings")
    assert (finding["confidence"], finding["checked_in"]) == ("verified", "full text, table 2")
    proposal = rows("proposals")[0]
    assert (proposal["status"], proposal["reviewed_by"]) == ("accepted", "A. Reader")
    assert proposal["reviewed"] == finding["checked"]
    before = content()
    again = run("accept", FIRST)
    assert (again.status, content()) == (2, before)
    assert f"{FIRST} is a finding already" in again.err


def test_what_was_read_is_the_abstract_unless_said(run: Run) -> None:
    run("accept", FIRST)
    assert rows("findings")[0]["checked_in"] == "the abstract"


def test_rejected_proposals_stay_and_do_not_come_back(run: Run, onfile: Run) -> None:
    assert run("reject", FIRST, SECOND).out == f"rejected {FIRST}\nrejected {SECOND}\n"
    assert "0 findings proposed" in onfile("import", *PACK, "birchin.xml").out
    assert [row["status"] for row in rows("proposals")] == [
        "rejected", "rejected", "machine", "machine",
    ]  # fmt: skip


def test_mending_changes_cells_and_the_statement_and_nothing_else(run: Run) -> None:
    before = content()["proposals.csv"].splitlines()
    ran = run("mend", FIRST, "percent=22", "events=11", "timepoint=week 8")
    assert ran.out == f"kept {FIRST}, mended percent, events, timepoint\n"
    after = content()["proposals.csv"].splitlines()
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True, True, True]
    first = rows("proposals")[0]
    assert first["statement"] == (
        "Birchin: relapse 22% (11 of 50), against 46% on placebo, at week 8 (Elm 2019)."
    )
    assert (first["status"], first["mark"]) == ("machine", rows("proposals")[0]["mark"])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("mend", FIRST, "percent=21"), f"{FIRST}: 21% cannot come from 50 people"),
        (("mend", FIRST, "events=60"), "events 60 is above n 50"),
        (("mend", FIRST, "percent=many"), "'many' is not a number"),
        (("mend", FIRST, "mark=0"), "the column is not a reviewer's to change"),
        (("mend", FIRST, "colour=red"), "the column is not a reviewer's to change"),
        (("mend", FIRST, "percent"), "COLUMN=VALUE"),
        (("accept", FIRST, "elm-2019-p99"), "there is no proposal elm-2019-p99"),
        (("reject", "elm-2019-p99"), "there is no proposal elm-2019-p99"),
    ],
)
def test_what_cannot_be_changes_nothing(run: Run, given: tuple[str, ...], told: str) -> None:
    before = content()
    ran = run(*given)
    assert (ran.status, content()) == (2, before)
    assert told in ran.err


def edited(run: Run, changes: dict[str, dict[str, str]], *columns: str) -> Path:
    """An exported CSV with cells changed, of these columns or of all."""
    table = list(csv.DictReader(io.StringIO(run("export").out)))
    names = columns or tuple(table[0])
    with Path("edited.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(row | changes.get(row["proposal_id"], {}) for row in table)
    return Path("edited.csv")


def test_an_edited_export_is_applied(run: Run) -> None:
    changes = {
        FIRST: {"status": "accepted", "outcome": "relapses"},
        SECOND: {"status": "rejected"},
        THIRD: {"drug": "birch bark"},
    }
    ran = run("apply", str(edited(run, changes)))
    assert [line.split()[0] for line in ran.out.splitlines()] == ["accepted", "rejected", "kept"]
    (finding,) = rows("findings")
    assert (finding["outcome"], finding["percent"]) == ("relapses", 20)
    told = {row["proposal_id"]: (row["status"], row["drug"]) for row in rows("proposals")}
    assert told[SECOND][0] == "rejected"
    assert told[THIRD] == ("machine", "birch bark")
    assert told[FOURTH] == ("machine", "placebo")


def test_an_export_without_changes_changes_nothing(run: Run) -> None:
    before = content()
    assert run("apply", str(edited(run, {}))).out == ""
    assert content() == before


def test_a_file_of_few_columns_will_do(run: Run) -> None:
    path = edited(run, {FIRST: {"status": "accepted"}}, "proposal_id", "status")
    assert run("apply", str(path)).out.startswith(f"accepted {FIRST}")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({FIRST: {"status": "true"}}, "edited.csv:2:status: 'true' is no status"),
        ({SECOND: {"percent": "47"}}, f"edited.csv:3:percent: {SECOND}: 47% cannot come from"),
        ({SECOND: {"status": "accepted", "n": "7"}}, f"edited.csv:3:percent: {SECOND}: 46% cannot"),
        ({THIRD: {"study_id": "oak-2001"}}, "edited.csv:4:study_id: "),
        ({THIRD: {"proposal_id": "x"}}, "edited.csv:4:proposal_id: there is no proposal x"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_applied(
    run: Run, changes: dict[str, dict[str, str]], told: str
) -> None:
    path = edited(run, {FOURTH: {"status": "rejected"}} | changes)
    before = content()
    ran = run("apply", str(path))
    assert (ran.status, content()) == (2, before)
    assert told in ran.err


PAGE = "Under birchin, relapse was seen in 20% of patients.\n"


def test_verdicts_rest_on_proposals_only_when_asked(run: Run, onfile: Run) -> None:
    Path("page.txt").write_text(PAGE)
    check = ("check", "page.txt", "--no-default-data", "--data", "pack", "--fail-on", "none")
    without = onfile(*check)
    run("reject", FIRST, SECOND, THIRD, FOURTH)
    assert onfile(*check) == without
    Path("pack/proposals.csv").unlink()
    assert onfile(*check) == without
    assert "1:1  Unsupported" in without.out


@pytest.mark.parametrize("form", ["text", "jsonl", "html"])
def test_a_verdict_that_rests_on_a_proposal_says_so(run: Run, onfile: Run, form: str) -> None:
    Path("page.txt").write_text(PAGE)
    given = ("check", "page.txt", "--no-default-data", "--data", "pack", "--format", form)
    asked = onfile(*given, "--include", "machine", "--fail-on", "none").out
    told = "MACHINE_READ" if form == "jsonl" else "rests on what only a machine read"
    assert told in asked
    assert told not in onfile(*given, "--fail-on", "none").out


def test_what_was_rejected_or_accepted_is_not_included(run: Run, onfile: Run) -> None:
    run("reject", FIRST)
    run("accept", SECOND)
    given = ("build", "--no-default-data", "--data", "pack", "--out", "a.db")
    assert "1 studies, 1 findings" in onfile(*given).out
    assert "1 studies, 3 findings" in onfile(*given, "--include", "machine").out


def test_a_finding_that_nobody_has_read_cannot_be_written_as_one(run: Run, onfile: Run) -> None:
    Path("pack/findings.csv").write_text(
        "study_id,drug,outcome,percent,confidence\nelm-2019,birchin,relapse,20,machine\n"
    )
    built = onfile("build", "--no-default-data", "--data", "pack", "--out", "a.db")
    assert built.status == 2
    assert "findings.csv:2:confidence: what nobody has read is no finding" in built.err
