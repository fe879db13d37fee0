"""The static copy works from a plain file server, in any folder of it."""

from __future__ import annotations

import functools
import http.server
import re
import sqlite3
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import html

from publish.bake.places import Places
from publish.bake.rewrite import rewrite
from publish.errors import PublishError

NOTICE = "No medical advice"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(bundle: Path) -> Iterator[str]:
    """The address of the copy's home, three folders down on a file server."""
    top = bundle.parent.parent
    handler = functools.partial(Quiet, directory=str(top))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        place = (bundle / "bake").relative_to(top).as_posix()
        yield f"http://127.0.0.1:{server.server_port}/{place}/"
        server.shutdown()
        thread.join()


def fetch(address: str) -> str:
    with urllib.request.urlopen(address) as response:
        content: bytes = response.read()
    return content.decode()


@pytest.fixture(scope="module")
def crawled(address: str) -> dict[str, str]:
    """Every page and file that a reader can reach from the home page, by address."""
    found: dict[str, str] = {}
    waiting = [address]
    while waiting:
        page = waiting.pop()
        if page in found or not page.startswith(address):
            continue
        found[page] = fetch(page)
        if page.endswith((".html", "/")):
            links = html.document_fromstring(found[page]).iterlinks()
            waiting += [urldefrag(urljoin(page, link)).url for *_, link, _ in links]
    return found


@pytest.mark.parametrize(
    ("folder", "table"), [("claims", "claims"), ("pages", "pages"), ("studies", "studies")]
)
def test_every_row_has_its_page(bundle: Path, folder: str, table: str) -> None:
    key = {"claims": "claim_id", "pages": "page_id", "studies": "study_id"}[table]
    with closing(sqlite3.connect(bundle / "evidence.db")) as db:
        rows = {f"{row}.html" for (row,) in db.execute(f"SELECT {key} FROM {table}")}
    assert rows
    assert {path.name for path in (bundle / "bake" / folder).iterdir()} - {"index.html"} == rows


@pytest.mark.parametrize(("table", "key"), [("pages", "page_id"), ("studies", "study_id")])
def test_every_page_and_study_is_listed(bundle: Path, table: str, key: str) -> None:
    document = html.document_fromstring((bundle / "bake" / table / "index.html").read_text())
    links = {link for *_, link, _ in document.xpath("//main")[0].iterlinks()}
    with closing(sqlite3.connect(bundle / "evidence.db")) as db:
        assert links == {f"{row}.html" for (row,) in db.execute(f"SELECT {key} FROM {table}")}


def test_no_link_is_broken_or_leaves_the_copy(crawled: dict[str, str], address: str) -> None:
    links = 0
    for page, text in crawled.items():
        if not page.endswith((".html", "/")):
            continue
        document = html.document_fromstring(text)
        for element, _, link, _ in document.iterlinks():
            parts = urlsplit(link)
            if parts.scheme:
                assert element.tag == "a" and parts.scheme in ("http", "https", "tel", "mailto")
                assert parts.hostname not in ("localhost", "127.0.0.1")
                continue
            assert not link.startswith("/"), (page, link)
            target, fragment = urldefrag(urljoin(page, link))
            assert target in crawled, (page, link)
            ids = html.document_fromstring(crawled[target]).xpath("//@id") if fragment else [""]
            assert fragment in ids, (page, link)
            links += 1
    assert links > 10


def test_every_file_can_be_reached(crawled: dict[str, str], bundle: Path, address: str) -> None:
    copy = bundle / "bake"
    files = {address + p.relative_to(copy).as_posix() for p in copy.rglob("*") if p.is_file()}
    assert files - {address + "index.html"} <= crawled.keys()


def test_every_page_carries_the_notice_and_asks_no_server(bundle: Path) -> None:
    pages = list((bundle / "bake").rglob("*.html"))
    assert len(pages) >= 6
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert NOTICE in text
        assert text.startswith("<!DOCTYPE html>")
        document = html.document_fromstring(text)
        assert not document.xpath("//form | //script[not(@src)] | //*[contains(@class, 'live-')]")
        assert not re.search(r"csrf|set-cookie|127\.0\.0\.1|localhost", text, re.IGNORECASE)


def test_files_beside_the_pages_load_nothing(bundle: Path) -> None:
    for path in (bundle / "bake").rglob("*"):
        if path.suffix in (".css", ".js"):
            assert not re.search(r"@import|url\((?!['\"]?data:)|https?://", path.read_text()), path


PLACES = Places(
    {
        "/": "index.html",
        "/-/rules": "rules.html",
        "/evidence/claims/a": "claims/a.html",
        "/evidence/claims/b": "claims/b.html",
    }
)


def rewritten(body: str, path: str = "/evidence/claims/a") -> str:
    """The body of a page after rewriting, between its tags."""
    text, _ = rewrite(f"<html><body>{body}</body></html>", path, PLACES)
    found = re.search("<body>(.*)</body>", text.decode(), re.DOTALL)
    assert found
    return found[1].strip()


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/", "../index.html"),
        ("http://localhost/", "../index.html"),
        ("/evidence/claims/b", "b.html"),
        ("/-/rules#NUM_EXACT", "../rules.html#NUM_EXACT"),
        ("#why", "#why"),
        ("/evidence/claims/a#why", "#why"),
        ("/evidence/claims/a", "a.html"),
        ("https://example.org/x?y", "https://example.org/x?y"),
        ("tel:988", "tel:988"),
    ],
)
def test_link_is_made_relative(link: str, expected: str) -> None:
    assert rewritten(f'<a href="{link}">x</a>') == f'<a href="{expected}">x</a>'


@pytest.mark.parametrize(
    "link", ["/evidence", "/evidence/claims/c", "/evidence/claims/a?x=1", "a.json", "http://[x"]
)
def test_link_to_what_is_not_copied_becomes_text(link: str) -> None:
    assert rewritten(f'<a class="c" rel="next" href="{link}">x &amp; <b>y</b></a>') == (
        '<span class="c">x &amp; <b>y</b></span>'
    )


def test_entry_of_a_menu_that_leads_nowhere_goes() -> None:
    menu = '<nav><ul><li><a href="/x">X</a></li><li><a href="/">Y</a></li></ul></nav>'
    assert rewritten(menu) == '<nav><ul><li><a href="../index.html">Y</a></li></ul></nav>'


def test_what_needs_the_live_site_goes() -> None:
    page = '<form action="/-/search"><input></form><p class="a live-only b">x</p><p>y</p>'
    assert rewritten(page) == "<p>y</p>"
    assert rewritten('<p class="live-only-ish">x</p>') == '<p class="live-only-ish">x</p>'


def test_static_files_are_named_and_their_versions_dropped() -> None:
    page = '<link rel="stylesheet" href="/static/a.css?1"><script src="/static/b.js"></script>'
    text, loaded = rewrite(f"<html><head>{page}</head><body></body></html>", "/-/rules", PLACES)
    assert loaded == {"/static/a.css", "/static/b.js"}
    assert b'href="static/a.css"' in text and b'src="static/b.js"' in text


@pytest.mark.parametrize(
    "body", ['<script src="https://example.org/x.js"></script>', '<img src="//example.org/x.png">']
)
def test_page_that_loads_from_elsewhere_is_refused(body: str) -> None:
    with pytest.raises(PublishError, match=r"/evidence/claims/a: loads .*example\.org"):
        rewritten(body)
