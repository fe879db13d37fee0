"""``onfile recheck``: what comes in, what goes out, and with which exit status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from claims.build import build
from publish.feeds.atom import NAMESPACE
from tests.commands import Ran, Run, runner, spawned
from tests.publish.recheck.small import DATA, RETRACTED, Kept

ATOM = {"a": NAMESPACE}
PAGE = "# Examplam\n\nIn one trial 60% of people with migraine responded to examplam.\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """The small pack, built, in the folder to work in; and a page that is not on file."""
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text(PAGE, encoding="utf-8")
    Path("watch.csv").write_text(RETRACTED, encoding="utf-8")
    return Kept(tmp_path)


@pytest.fixture
def run(kept: Kept, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs ``onfile recheck`` over the small pack alone."""
    plain = runner(capsys)
    return lambda *arguments: plain("recheck", "--no-default-data", "--data", "pack", *arguments)


@pytest.fixture
def check(kept: Kept, capsys: pytest.CaptureFixture[str]) -> Callable[[], Path]:
    """A function that checks the page and gives the file of what was printed."""
    arguments = "check --no-default-data --data pack --format jsonl --fail-on none page.md"

    def checked() -> Path:
        ran = runner(capsys)(*arguments.split())
        Path("earlier.jsonl").write_text(ran.out, encoding="utf-8")
        return Path("earlier.jsonl")

    return checked


@pytest.fixture
def earlier(check: Callable[[], Path]) -> Path:
    """What a check of the page printed."""
    return check()


def _bare(ran: Ran) -> str:
    """The report without the notice that ends it."""
    return ran.out.partition("No medical advice.")[0].strip()


def test_nothing_changed(run: Run) -> None:
    ran = run()
    assert (ran.status, _bare(ran), ran.err) == (0, "evidence.db: no verdict changed", "")


GOLDEN = """\
evidence.db: 1 verdict changed
  Studies: 1 changed
  Notice: Doe 2001 (doe-2001): retraction of 2026-05-01, listed by
    retraction-watch, doi:10.1234/notice.1

page-1:2  Supported → Unsupported (page-1-1)
  “60% of people responded to examplam”
  Because: How the work stands: no notice, now retraction (retraction of
    2026-05-01, listed by retraction-watch, doi:10.1234/notice.1). [Doe 2001,
    doe-2001, rule NOTICE]
  No longer: NUM_EXACT: same figure: 60% against 60% [rule SHARE]
  No longer: SINGLE_STUDY: one study only: only Doe 2001 agrees [rule
    NOTE_SINGLE]
  No longer: SMALL_N: few people: n = 40 [rule NOTE_SMALL]
"""


def test_a_retraction_is_told_with_the_study_and_the_rule(run: Run, kept: Kept) -> None:
    ran = run("--notices", "watch.csv")
    assert ran.status == 1
    assert _bare(ran).startswith(GOLDEN)
    assert "Now: RETRACTED_SUPPORT: support was retracted: Doe 2001 [rule NOTICE]" in ran.out


def test_the_database_stays_unless_an_update_is_asked_for(run: Run, kept: Kept) -> None:
    kept.rewrite("findings.csv", "40,24,60,24 of 40", "40,10,25,10 of 40")
    before = kept.database.read_bytes()
    assert run().status == 1
    assert kept.database.read_bytes() == before
    assert run("--update", "--pages", "texts").status == 1
    other = Path("other.db")
    build([kept.pack], other, kept.texts, DATA, DATA / "gold")
    assert kept.database.read_bytes() == other.read_bytes()
    assert [path.name for path in Path().glob(".*")] == []
    assert run().status == 0


def test_no_update_where_a_text_is_another(run: Run, kept: Kept) -> None:
    kept.rewrite("page-1.txt", "60%", "95%")
    before = kept.database.read_bytes()
    ran = run("--update", "--pages", "texts")
    assert (ran.status, kept.database.read_bytes()) == (2, before)
    assert "page-1:2  Supported → " in ran.out
    assert ran.err.startswith("evidence.db: not updated, for texts/page-1.txt changed; ")


def test_the_page_that_changed_is_told(run: Run, kept: Kept) -> None:
    kept.rewrite("page-1.txt", "Examplam\n", "Examplam\n\n")
    ran = run("--pages", "texts")
    assert ran.status == 1
    assert _bare(ran) == (
        "evidence.db: 3 claims moved, 1 page text changed\n"
        "  Page page-1: texts/page-1.txt is not the text on file\n\n"
        "The same words elsewhere\n"
        "  page-1:3, before 2: page-1-1 “In one trial 60% of people with migraine\n"
        "    responded…”\n"
        "  page-1:4, before 3: page-1-2 “Nausea was seen in 5% of people who were given\n"
        "    exa…”\n"
        "  page-1:5, before 4: page-1-3 “Examplam was first made in 1999 by a chemist.”"
    )


def test_a_claim_whose_words_nobody_kept_is_listed_as_not_found(
    tmp_path: Path, run: Run, kept: Kept
) -> None:
    build([kept.pack], kept.database, words=DATA)
    kept.rewrite("page-1.txt", "Examplam was first made in 1999 by a chemist.", "-")
    assert _bare(run("--pages", "texts")) == (
        "evidence.db: 1 claim not found, 1 page text changed\n"
        "  Page page-1: texts/page-1.txt is not the text on file; 2 claims found by\n"
        "    likeness alone\n\n"
        "Not found: their earlier words are not on file (build with --pages to keep them)\n"
        "  page-1:4: page-1-3 “Examplam was first made in 1999”"
    )


def test_what_is_due_is_listed_at_the_end(run: Run) -> None:
    ran = run("--oldest", "1")
    assert ran.status == 0
    assert _bare(ran) == (
        "evidence.db: no verdict changed\n\n"
        "Read longest ago, those first on which verdicts rest\n"
        "  studies roe-2005 (Roe 2005): never read, as far as is known; 1 verdict on it;\n"
        "    unverified: pages\n"
        "Not sure, those first on which verdicts rest\n"
        "  studies roe-2005 (Roe 2005): never read, as far as is known; 1 verdict on it;\n"
        "    unverified: pages"
    )


def test_the_same_page_is_the_same(run: Run, earlier: Path) -> None:
    ran = run("--before", "earlier.jsonl", "page.md")
    assert (ran.status, _bare(ran)) == (0, "earlier.jsonl: no verdict changed")


def test_pages_are_those_of_the_report_where_none_is_named(run: Run, earlier: Path) -> None:
    Path("page.md").write_text(PAGE.replace("60%", "95%"), encoding="utf-8")
    ran = run("--before", "earlier.jsonl")
    assert ran.status == 1
    assert "page.md:3  Supported → " in ran.out
    assert "Because: The page says otherwise: “60%” is now “95%”." in ran.out


def test_new_vanished_and_moved_claims_are_told(run: Run, earlier: Path) -> None:
    text = "# Examplam\n\n\nNausea was seen in 5% of people who were given examplam.\n"
    Path("page.md").write_text(text, encoding="utf-8")
    ran = run("--before", "earlier.jsonl", "page.md")
    assert "page.md:4  New: Supported" in ran.out
    assert "page.md:3  Gone, was: Supported" in ran.out
    Path("page.md").write_text(PAGE.replace("\n\n", "\n\n\n"), encoding="utf-8")
    ran = run("--before", "earlier.jsonl", "page.md")
    assert (ran.status, "page.md:4, before 3: “In one trial" in ran.out) == (1, True)


def test_a_retraction_tells_on_a_page(run: Run, earlier: Path) -> None:
    ran = run("--before", "earlier.jsonl", "--notices", "watch.csv", "page.md")
    assert ran.status == 1
    assert "page.md:3  Supported → Unsupported" in ran.out
    assert "How the work stands that decided: retraction. [Doe 2001, doe-2001, rule NOTICE]" in (
        " ".join(ran.out.split())
    )


def test_a_retraction_tells_on_a_reference(run: Run, kept: Kept, check: Callable[[], Path]) -> None:
    reference = "Doe J. Examplam in people with migraine. Annals of Examples. 2001."
    Path("page.md").write_text(f"# Examplam\n\n## References\n\n1. {reference}\n")
    check()
    ran = run("--before", "earlier.jsonl", "--notices", "watch.csv", "--format", "json")
    (change,) = json.loads(ran.out)["changes"]
    first = change["causes"][0]
    assert (first["kind"], first["study_id"]) == ("study-notice", "doe-2001")
    assert [reason["code"] for reason in change["reasons_new"]] == ["CITATION_DOUBTED"]


def test_a_finding_that_is_gone_tells_on_a_page(run: Run, kept: Kept, earlier: Path) -> None:
    kept.rewrite("findings.csv", "doe-2001-f1,", "doe-2001-f9,")
    Path("page.md").write_text(PAGE.replace("60%", "60 %"), encoding="utf-8")
    kept.rewrite("findings.csv", "40,24,60,24 of 40", "40,10,25,10 of 40")
    ran = run("--before", "earlier.jsonl", "--format", "json", "page.md")
    (change,) = json.loads(ran.out)["changes"]
    kinds = {cause["kind"]: cause for cause in change["causes"]}
    assert kinds["finding-removed"]["finding_id"] == "doe-2001-f1"
    assert kinds["comparison"]["finding_id"] == "doe-2001-f9"


def test_the_same_page_under_another_name_is_found(run: Run, earlier: Path) -> None:
    Path("page.md").rename("other.md")
    assert run("--before", "earlier.jsonl", "other.md").status == 0


def test_pages_that_are_not_checked_again_are_told(run: Run, earlier: Path) -> None:
    Path("second.md").write_text(PAGE, encoding="utf-8")
    Path("third.md").write_text(PAGE, encoding="utf-8")
    ran = run("--before", "earlier.jsonl", "second.md", "third.md")
    assert "Not checked again: page.md (1 claim)" in ran.out
    assert "Gone" not in ran.out


def test_a_page_that_cannot_be_read_is_told(run: Run, earlier: Path) -> None:
    ran = run("--before", "earlier.jsonl", "page.md", "none.md")
    assert (ran.status, ran.err) == (2, "none.md: there is no such file; check the path\n")
    assert "earlier.jsonl: no verdict changed" in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("page.md",), "pages need --before"),
        (("--before", "earlier.jsonl", "--update"), "they go without --before"),
        (("--before", "earlier.jsonl", "--pages", "texts"), "they go without --before"),
        (("--before", "earlier.jsonl", "--oldest", "3"), "they go without --before"),
        (("--update", "--notices", "watch.csv"), "'onfile import' it, then --update"),
        (("--against", "none.db"), "none.db: no such database; make it with 'onfile build'"),
        (("--notices", "page.md"), "page.md: no Retraction Watch CSV is there; "),
        (("--before", "page.md"), "page.md:1: the line is no JSON; print the pages anew"),
        (("--format", "xml"), "'xml' is not one of"),
        (("--oldest", "-1"), "-1 is not in the range"),
    ],
)
def test_bad_usage_and_input_are_told_in_a_line(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


CHANGE_KEYS = [
    "kind", "page", "claim_id", "line", "start", "end", "line_before", "words", "words_before",
    "before", "after", "as_cited_before", "as_cited_after", "why", "causes", "reasons_gone",
    "reasons_new",
]  # fmt: skip


def test_json_has_the_shape_that_is_described(run: Run, kept: Kept) -> None:
    kept.rewrite("page-1.txt", "Examplam\n", "Examplam\n\n")
    ran = run("--notices", "watch.csv", "--pages", "texts", "--oldest", "2", "--format", "json")
    told: dict[str, Any] = json.loads(ran.out)
    assert list(told) == [
        "made_on", "onfile", "rule_set", "against", "changed", "counts", "tallies", "rules",
        "notices", "pages", "unseen", "refused", "changes", "oldest", "doubted",
    ]  # fmt: skip
    assert told["counts"] == {
        "verdict": 1,
        "new": 0,
        "gone": 0,
        "words": 0,
        "unknown": 0,
        "moved": 3,
    }
    assert all(list(change) == CHANGE_KEYS for change in told["changes"])
    (cause,) = told["changes"][0]["causes"][:1]
    assert (cause["study"], cause["study_id"], cause["rule"]) == ("Doe 2001", "doe-2001", "NOTICE")
    assert cause["differs"] == [{"column": "notice", "before": None, "after": "retraction"}]
    assert [page["changed"] for page in told["pages"]] == [True]
    assert (len(told["oldest"]), told["oldest"][0]["row_id"]) == (2, "roe-2005")
    described = (DATA.parent / "docs" / "json.md").read_text(encoding="utf-8")
    for name in (*told, *CHANGE_KEYS, *cause, *told["oldest"][0], *told["pages"][0]):
        assert f"`{name}`" in described, name


@pytest.fixture
def feed(run: Run, kept: Kept) -> Callable[[], Any]:
    """A function that gives the feed of a retraction and of words that moved."""
    kept.rewrite("page-1.txt", "Examplam\n", "Examplam\n\n")

    def read() -> Any:
        ran = run("--notices", "watch.csv", "--pages", "texts", "--format", "atom")
        assert ran.status == 1
        return etree.fromstring(ran.out.encode())

    return read


def _texts(node: Any, path: str) -> list[str]:
    return [str(found) for found in node.xpath(path, namespaces=ATOM)]


def test_atom_has_what_rfc_4287_requires(feed: Callable[[], Any]) -> None:
    root = feed()
    assert _texts(root, "/a:feed/a:author/a:name/text()") == ["Onfile"]
    entries = root.xpath("/a:feed/a:entry", namespaces=ATOM)
    assert len(entries) == 4
    for node in (root, *entries):
        (name,) = _texts(node, "a:id/text()")
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name)
        assert len(_texts(node, "a:title/text()")) == 1
        (moment,) = _texts(node, "a:updated/text()")
        assert datetime.fromisoformat(moment).tzinfo is not None
    # Without content an entry would need a link.
    assert all(len(_texts(entry, "a:content[@type='text']/text()")) == 1 for entry in entries)
    assert _texts(entries[0], "a:category/@term") == ["study-notice"]
    (title,) = _texts(entries[0], "a:title/text()")
    assert title == "Supported → Unsupported: 60% of people responded to examplam"


def test_ids_of_the_feed_are_unique_and_stay(feed: Callable[[], Any]) -> None:
    ids = _texts(feed(), "//a:id/text()")
    assert len(set(ids)) == len(ids) == 5
    assert _texts(feed(), "//a:id/text()") == ids


HOSTILE = "\x1b[31m </a>]]> \ud800 \u202e \ufffe"


@pytest.mark.parametrize("form", ["text", "json", "atom"])
def test_hostile_text_is_only_text(run: Run, earlier: Path, form: str) -> None:
    row = json.loads(earlier.read_text(encoding="utf-8"))
    rows = [row, *[{**row, "quote": HOSTILE, "line": 10**30}] * 2]
    name = "a\x1b\udc80.jsonl"
    Path(name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ran = run("--before", name, "--format", form, "page.md")
    assert (ran.status, ran.err) == (1, "")
    ran.out.encode("utf-8")
    if form == "text":
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", ran.out)
    elif form == "json":
        assert json.loads(ran.out)["counts"]["gone"] == 2
    else:
        ids = _texts(etree.fromstring(ran.out.encode()), "//a:id/text()")
        assert len(ids) == len(set(ids)) == 3


@pytest.mark.parametrize("form", ["json", "atom"])
def test_what_programs_read_is_utf_8_whatever_the_terminal_does(kept: Kept, form: str) -> None:
    arguments = "recheck --no-default-data --data pack --notices watch.csv --format"
    ran = spawned(*arguments.split(), form, PYTHONIOENCODING="ascii")
    assert (ran.status, ran.err) == (1, "")
    assert ("→" if form == "atom" else "doe-2001") in ran.out
