"""The feed of changes holds what RFC 4287 requires, for any text."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from publish.feeds.atom import NAMESPACE
from publish.site.atom import read_feed
from tests.publish.conftest import Get
from tests.publish.site.changed import HOST, long_history

ATOM = {"a": NAMESPACE}


def _feed(ask: Get, **asked: object) -> Any:
    answer = ask("/-/changes.atom", **asked)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def _one(node: Any, path: str) -> str:
    """The only node of the path; RFC 4287 allows no second of any that is asked for here."""
    (found,) = node.xpath(path, namespaces=ATOM)
    return str(found)


@pytest.mark.parametrize("inside", ["/a:feed", "/a:feed/a:entry[1]", "/a:feed/a:entry[2]"])
def test_feed_and_entries_have_what_is_required(ask: Get, inside: str) -> None:
    root = _feed(ask)
    assert _one(root, f"{inside}/a:id/text()").startswith("urn:uuid:")
    assert _one(root, f"{inside}/a:title/text()")
    moment = datetime.fromisoformat(_one(root, f"{inside}/a:updated/text()"))
    assert moment.tzinfo is not None


def test_feed_has_an_author_and_links_to_itself(ask: Get) -> None:
    root = _feed(ask)
    assert _one(root, "/a:feed/a:author/a:name/text()") == "Onfile"
    assert _one(root, "/a:feed/a:link[@rel='self']/@href") == "http://localhost/-/changes.atom"
    assert _one(root, "/a:feed/a:link[@rel='alternate']/@href") == "http://localhost/-/changes"
    assert _one(root, "/a:feed/a:updated/text()") == "1970-01-03T00:00:00Z"


def test_entries_tell_the_change_the_cause_and_the_claim(ask: Get) -> None:
    entry = "/a:feed/a:entry[2]"
    root = _feed(ask)
    title = "Supported → Partly supported: Examplam helped half of the people in a day."
    assert _one(root, f"{entry}/a:title/text()") == title
    assert _one(root, f"{entry}/a:updated/text()") == "1970-01-02T00:00:00Z"
    told = "A finding says something else: n 20, now 30."
    assert _one(root, f"{entry}/a:summary/text()") == told
    assert _one(root, f"{entry}/a:category/@term") == "finding-changed"
    link = _one(root, f"{entry}/a:link[@rel='alternate']/@href")
    assert link == "http://localhost/evidence/claims/page-1-001"
    assert ask(link.removeprefix(HOST)).status_code == 200


def test_ids_are_unique_and_stay(ask: Get) -> None:
    ids = _feed(ask).xpath("//a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == len(ids) == 3
    assert _feed(ask).xpath("//a:id/text()", namespaces=ATOM) == ids
    assert _feed(ask, page_id="page-1").xpath("/a:feed/a:id/text()", namespaces=ATOM) != ids[:1]


def test_hostile_text_is_text(ask: Get) -> None:
    root = _feed(ask)
    title = _one(root, "/a:feed/a:entry[1]/a:title/text()")
    assert '=HYPERLINK("http://x") </script>]]> <b>\ufffd\ufffd\ufffd' in title
    assert {etree.QName(node).localname for node in root.iter()} == {
        "feed", "title", "id", "updated", "author", "name", "rights", "subtitle", "link", "entry",
        "category", "summary",
    }  # fmt: skip


def test_only_one_page_on_request(ask: Get) -> None:
    root = _feed(ask, page_id="page-2")
    assert root.xpath("//a:entry", namespaces=ATOM) == []
    href = _one(root, "/a:feed/a:link[@rel='self']/@href")
    assert href == "http://localhost/-/changes.atom?page_id=page-2"
    assert len(_feed(ask, page_id="page-1").xpath("//a:entry", namespaces=ATOM)) == 2


def test_earlier_changes_on_request(ask: Get) -> None:
    root = _feed(ask, before=2)
    assert len(root.xpath("//a:entry", namespaces=ATOM)) == 1
    href = _one(root, "/a:feed/a:link[@rel='self']/@href")
    assert href == "http://localhost/-/changes.atom?before=2"


def test_no_part_is_longer_than_fifty_and_parts_give_all(tmp_path: Path) -> None:
    seen: list[int] = []
    with closing(sqlite3.connect(long_history(tmp_path / "history.db", 3, 120))) as conn:
        before = None
        while found := read_feed(conn, before, None).changes:
            assert len(found) <= 51
            seen += [change["change_id"] for change in found[:50]]
            before = seen[-1]
    assert seen == list(range(120, 0, -1))


def test_first_build_gives_a_feed_without_entries(get: Get) -> None:
    assert _feed(get).xpath("//a:entry", namespaces=ATOM) == []


def test_number_that_is_none_is_refused(ask: Get) -> None:
    assert ask("/-/changes.atom", before="x").status_code == 400
