"""``onfile review``: reviews listed, out as lines and in again; and how they outlive a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.build import build
from publish.reviews.review import Review
from publish.reviews.store import add, read
from publish.reviews.today import today_in
from tests.commands import Run, runner, spawned
from tests.publish.reviews.made import made


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONFILE_REVIEWS", raising=False)
    return tmp_path


@pytest.fixture
def onfile(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs ``onfile``."""
    return runner(capsys)


def test_out_and_in_again(onfile: Run) -> None:
    add(Path("reviews.db"), [made(note="Zwölf."), made("bob", at=1)])
    out = onfile("review", "export")
    assert (out.status, out.err) == (0, "")
    assert [json.loads(line)["reviewer"] for line in out.out.splitlines()] == ["ann", "bob"]
    Path("lines").write_text(out.out, encoding="utf-8")
    for told in ("2 of 2 reviews added, 0 there already", "0 of 2 reviews added, 2 there already"):
        back = onfile("review", "import", "lines", "--reviews", "other.db")
        assert back == (0, f"other.db: {told}\n", "")
    assert read(Path("other.db")) == read(Path("reviews.db"))


def test_two_peoples_reviews_make_one(onfile: Run) -> None:
    add(Path("mine.db"), [made()])
    add(Path("yours.db"), [made("bob", at=1)])
    Path("yours").write_text(onfile("review", "export", "--reviews", "yours.db").out)
    onfile("review", "import", "yours", "--reviews", "mine.db")
    assert [review.reviewer for review in read(Path("mine.db"))] == ["ann", "bob"]


def test_a_bad_line_stops_everything(onfile: Run) -> None:
    changed = {**made().row(), "note": "Changed."}
    Path("lines").write_text(f"{json.dumps(made(at=1).row())}\n{json.dumps(changed)}\nno json\n")
    ran = onfile("review", "import", "lines")
    assert (ran.status, ran.out) == (2, "")
    first, second, last = ran.err.splitlines()
    assert first.startswith("lines:2:review_id: it does not follow from the rest; ")
    assert second.startswith("lines:3: the line is no JSON; ")
    assert last == "2 refused; nothing was built or changed."
    assert not Path("reviews.db").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export"], "reviews.db: there is no such file of reviews; name it with --reviews"),
        (["export", "--reviews", "text"], "text: cannot be read (file is not a database)"),
        (["import", "nosuch"], "nosuch: cannot be read (No such file or directory)"),
        (["list"], "evidence.db: there is no such database; build it first"),
        (["list", "--db", "text"], "text: cannot be read (file is not a database); build it anew"),
    ],
)
def test_bad_usage_is_told_in_one_line(onfile: Run, arguments: list[str], told: str) -> None:
    Path("text").write_text("no database " * 99)
    if arguments[-1] == "text" and arguments[0] == "list":
        add(Path("reviews.db"), [made()])
    assert onfile("review", *arguments) == (2, "", f"{told}\n")


def test_the_file_may_be_named_in_the_environment(
    onfile: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(Path("other.db"), [made()])
    monkeypatch.setenv("ONFILE_REVIEWS", "other.db")
    assert onfile("review", "export").out.count("\n") == 1


@pytest.mark.parametrize("encoding", ["ascii", "utf-16"])
def test_lines_are_utf_8_whatever_the_terminal_does(encoding: str) -> None:
    add(Path("reviews.db"), [made(note="Zwölf.")])
    ran = spawned("review", "export", PYTHONIOENCODING=encoding)
    assert (ran.status, ran.err) == (0, "")
    assert "Zwölf." in ran.out


# A pack to build from: a claim that rests on a finding, and a finding that it does not rest on.
PACK = {
    "studies.csv": "study_id,authors,title,journal,year\n"
    "oak-2001,Oak A,Leaf tea for migraine,Journal of Trees,2001\n"
    "elm-2002,Elm B,Bark for hay fever,Journal of Trees,2002\n",
    "findings.csv": "finding_id,study_id,drug,outcome,n,events,percent,statement,confidence,"
    "source_url\n"
    "oak-1,oak-2001,leaf tea,response,20,10,50,Half of 20 responded.,verified,https://e.org/1\n"
    "elm-1,elm-2002,bark,response,30,12,40,Twelve of 30 responded.,verified,https://e.org/2\n",
    "pages.csv": "page_id,title,kind,sha256\npage,A page,clinic," + "0" * 64 + "\n",
    "claims.csv": "claim_id,page_id,line,start,end,statement\n"
    "page-1,page,1,0,40,50% of people responded to leaf tea\n"
    "page-2,page,2,0,40,40% of people responded to bark\n",
}


def built(**changes: tuple[str, str]) -> Path:
    """Build the pack with some of its words changed: file to (old, new)."""
    pack, out = Path("pack"), Path("evidence.db")
    pack.mkdir(exist_ok=True)
    for name, text in PACK.items():
        old, new = changes.get(name.partition(".")[0], ("", ""))
        assert old in text
        (pack / name).write_text(text.replace(old, new) if old else text, encoding="utf-8")
    build([pack], out)
    return out


def review_of(db: Path, claim: str, reviewer: str = "ann") -> Review:
    """An acceptance of what the database says of a claim today."""
    (stands,) = today_in(db, [claim]).values()
    return made(
        reviewer, stands.verdict, inputs=stands.inputs, statement=stands.statement,
        claim_id=claim, machine_verdict=stands.verdict,
    )  # fmt: skip


def listed(onfile: Run, *which: str) -> str:
    ran = onfile("review", "list", *which)
    assert (ran.status, ran.err) == (0, "")
    return ran.out


def test_a_review_outlives_builds_until_what_it_rests_on_changes(onfile: Run) -> None:
    db = built()
    add(Path("reviews.db"), [review_of(db, "page-1")])
    assert "[stale" not in listed(onfile) and "0 claims" in listed(onfile, "--stale")
    # Nothing that this claim rests on.
    built(findings=("30,12,40,Twelve of 30", "40,16,40,Sixteen of 40"))
    assert "[stale" not in listed(onfile)
    built(findings=("20,10,50,Half of 20", "40,20,50,Half of 40"))
    assert "[stale: what the verdict rests on has changed]" in listed(onfile, "--stale")
    built(findings=("20,10,50,Half", "20,2,10,A tenth"))
    assert "[stale: the rules said supported then and say " in listed(onfile, "--stale")
    built(claims=("50% of people", "50% of all people"))
    assert "[stale: the claim reads otherwise now]" in listed(onfile, "--stale")
    built(claims=("page-1,page", "page-9,page"))
    assert "[stale: the claim is no longer on file]" in listed(onfile, "--stale")
    built()
    assert "[stale" not in listed(onfile)


def test_disputed_claims_are_listed(onfile: Run) -> None:
    db = built()
    first, other = review_of(db, "page-1"), review_of(db, "page-2")
    second = made(
        "bob", "overstated", at=1, inputs=first.inputs, claim_id="page-1",
        statement=first.statement, note="Too\nfirm.",
    )  # fmt: skip
    add(Path("reviews.db"), [first, second, other])
    shown = listed(onfile, "--disputed")
    assert shown.splitlines() == [
        "page-1  reviewers: overstated, disputed; rules: supported",
        "  50% of people responded to leaf tea",
        "  2026-01-02  bob  overrule  overstated  ABSOLUTE",
        "    Too",
        "    firm.",
        "  2026-01-02  ann  accept  supported",
        "",
        "1 claim",
    ]
    assert "page-2" in listed(onfile)
