"""A bundle is tried page by page before anybody sees it."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from publish.errors import PublishError
from publish.in_process import serving
from publish.site.routes import ROUTES
from publish.smoke import smoke
from publish.smoke_pages import HTML, JSON, Page, fault, own_pages

NOTICE = "<p>No medical advice.</p>"

ONLY_POSTED = frozenset({r"^/-/reviews/(?P<claim_id>[^/.]+)$"})
"""Addresses of ours that cannot be asked for."""


def tried(bundle: Path) -> list[str]:
    """The addresses of our own pages that are asked for."""

    async def paths() -> list[str]:
        async with serving(bundle) as datasette:
            return [page.path for page in await own_pages(datasette)]

    return asyncio.run(paths())


@pytest.fixture
def copy(bundle: Path, tmp_path: Path) -> Path:
    """A bundle that a test may spoil."""
    place = tmp_path / "copy"
    shutil.copytree(bundle, place, ignore=shutil.ignore_patterns("app", "bake"))
    for path in place.rglob("*"):
        if path.is_file():
            path.chmod(0o644)
    return place


def test_every_kind_of_page_of_ours_is_tried(bundle: Path) -> None:
    paths = [path.partition("?")[0] for path in tried(bundle)]
    missing = [
        pattern
        for pattern, _ in ROUTES
        if pattern not in ONLY_POSTED and not any(re.match(pattern, path) for path in paths)
    ]
    assert missing == [], "add an address to publish/smoke_pages.py"


def test_claim_of_every_verdict_is_tried(bundle: Path) -> None:
    with closing(sqlite3.connect(bundle / "evidence.db")) as db:
        claims = dict(db.execute("SELECT claim_id, verdict FROM verdicts"))
    found = re.findall(r"/evidence/claims/([\w-]+)(?!\S)", "\n".join(tried(bundle)))
    assert {claims.get(claim) for claim in found} - {None} == set(claims.values())


def test_sound_bundle_passes(copy: Path) -> None:
    smoke(copy)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("templates/_footer.html", "", "/: without the notice"),
        (
            "templates/onfile/claim.html",
            "{{ nosuch.attribute }}",
            "/evidence/claims/page-1-001: 500",
        ),
        ("templates/onfile/search.html", '{% extends "onfile/page.html" %}', r"\?q=\w+: without"),
        ("templates/table.html", "{{ nosuch.attribute }}", "/evidence/studies: 500"),
    ],
)
def test_page_that_is_spoilt_is_named(copy: Path, file: str, content: str, message: str) -> None:
    (copy / file).write_text(content)
    with pytest.raises(PublishError, match=message):
        smoke(copy)


@pytest.mark.parametrize(
    ("page", "status", "kind", "text", "wrong"),
    [
        (Page("/", HTML), 200, "text/html; charset=utf-8", NOTICE, ""),
        (Page("/", HTML), 500, "text/html", NOTICE, "500"),
        (Page("/", HTML, status=404), 404, "text/html", NOTICE, ""),
        (Page("/", HTML, status=404), 200, "text/html", NOTICE, "200"),
        (Page("/", HTML), 200, "text/html", "", "without the notice"),
        (Page("/", HTML, "word"), 200, "text/html", NOTICE, "without 'word'"),
        (Page("/", JSON), 200, "application/json", "", ""),
        (Page("/", JSON), 200, "text/html", NOTICE, "text/html and not application/json"),
    ],
)
def test_fault_of_an_answer(page: Page, status: int, kind: str, text: str, wrong: str) -> None:
    response = httpx.Response(status, headers={"content-type": kind}, text=text)
    response.headers["content-type"] = kind
    assert fault(page, response, NOTICE) == wrong
