"""The page of changes, and what the home page and a claim's page say of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import lxml.html
import pytest

from publish.history.read import count_changes
from publish.site.changes import read_build, read_builds, resolved
from tests.publish.conftest import Get
from tests.publish.site.changed import long_history
from tests.publish.site.test_pages import section, words


def test_builds_stand_newest_first_with_their_changes(ask: Get) -> None:
    page = ask("/-/changes").text
    headings = [h2.text_content() for h2 in lxml.html.fromstring(page).iter("h2")]
    assert headings[:3] == ["1970-01-03 build 3", "1970-01-02 build 2", "1970-01-01 build 1"]
    second = section(page, "build 2")
    assert "1 finding changed; 1 verdict changed." in second
    assert "Supported →became Partly supported Examplam helped half" in second
    assert "A finding says something else: n 20, now 30. · doe-2001 · doe-2001-1" in second
    assert "The first build." in section(page, "build 1")


def test_changes_link_to_what_they_name(ask: Get) -> None:
    links = {link for _, _, link, _ in lxml.html.fromstring(ask("/-/changes").text).iterlinks()}
    for path in (
        "/evidence/claims/page-1-001",
        "/evidence/studies/doe-2001",
        "/evidence/findings/doe-2001-1",
        "/evidence/pages/page-1",
    ):
        assert path in links
        assert ask(path).status_code == 200


def test_what_is_gone_is_named_and_not_linked(changed: Path) -> None:
    gone = {
        "claim_id": "page-9-001", "page_id": "page-1", "study_id": None, "finding_id": "doe-0",
        "rule": "number-equal", "before": "supported", "after": None,
    }  # fmt: skip
    with closing(sqlite3.connect(changed / "evidence.db")) as conn:
        (row,) = resolved(conn, [gone])
    assert row["on_file"] == {"page_id", "rule"}
    assert (row["before"]["label"], row["after"]) == ("Supported", None)


def test_hostile_words_are_shown_as_words(ask: Get) -> None:
    page = ask("/-/changes").text
    assert "</script>]]" not in page
    assert "=HYPERLINK" in section(page, "build 3")


@pytest.mark.parametrize(("page_id", "shown"), [("page-1", True), ("page-2", False)])
def test_only_one_page_on_request(ask: Get, page_id: str, shown: bool) -> None:
    page = ask("/-/changes", page_id=page_id).text
    assert ("Examplam helped half" in page) is shown
    chosen = lxml.html.fromstring(page).xpath("//option[@selected]/@value")
    assert chosen == [page_id]


def test_one_build_on_request(ask: Get) -> None:
    page = ask("/-/changes", build=2).text
    assert "What build 2 changed" in page and "build 3" not in words(page)
    assert "Examplam helped half" in page


@pytest.mark.parametrize(
    ("asked", "status", "error"),
    [
        ({"build": "99"}, 404, "There is no build 99"),
        ({"build": "one"}, 400, "build is not a number"),
        ({"before": "-1"}, 400, "before is not a number"),
        ({"build": "1", "after": "9" * 12}, 400, "after is not a number"),
    ],
)
def test_what_cannot_be_shown_is_said(
    ask: Get, asked: dict[str, str], status: int, error: str
) -> None:
    answer = ask("/-/changes", **asked)
    assert answer.status_code == status and error in answer.text


def test_home_tells_the_newest_build(ask: Get) -> None:
    told = section(ask("/").text, "What changed last")
    assert told.startswith("What changed last 1970-01-03") and "1 verdict changed" in told


def test_home_of_a_first_build_tells_no_change(get: Get) -> None:
    assert "this is the first build" in section(get("/").text, "What changed last")


def test_claim_tells_its_history(ask: Get, get: Get) -> None:
    path = "/evidence/claims/page-1-001"
    told = section(ask(path).text, "How the verdict changed")
    assert "1970-01-02: Supported" in told and "n 20, now 30" in told
    assert "It has not changed" not in told
    assert "It has not changed" in section(get(path).text, "How the verdict changed")


def test_tables_of_the_history_are_described(ask: Get) -> None:
    page = ask("/history/verdict_changes").text
    assert "each with the most direct cause" in page
    assert "Running number, from 1." in page


@pytest.fixture
def long(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A history of 25 builds, the last with 250 changes on two pages."""
    with closing(sqlite3.connect(long_history(tmp_path / "history.db", 25, 250))) as conn:
        yield conn


def test_long_history_comes_in_parts(long: sqlite3.Connection) -> None:
    seen: list[int] = []
    before = None
    while True:
        part = read_builds(long, before, None)
        seen += [build.row["build_id"] for build in part.builds]
        assert all(len(build.changes) <= 10 for build in part.builds)
        if part.next is None:
            break
        before = int(str(part.next["before"]))
    assert seen == list(range(25, 0, -1))


def test_long_build_comes_in_parts(long: sqlite3.Connection) -> None:
    seen: list[int] = []
    after = None
    while True:
        part = read_build(long, 25, after, None)
        assert part is not None
        assert part.builds[0].changed == 250
        seen += [change["change_id"] for change in part.builds[0].changes]
        if part.next is None:
            break
        after = int(str(part.next["after"]))
    assert seen == list(range(1, 251))


def test_counts_of_a_page_are_its_own(long: sqlite3.Connection) -> None:
    assert count_changes(long, 25, "page-0") == 125
    part = read_build(long, 25, None, "page-0")
    assert part is not None and {one["page_id"] for one in part.builds[0].changes} == {"page-0"}
