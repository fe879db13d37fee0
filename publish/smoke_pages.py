"""Onfile's own pages, an address or more of each kind, and what has to be on them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from urllib.parse import quote

import httpx
from datasette.app import Datasette
from datasette.utils import tilde_encode

from publish.metadata import DATABASE

HTML = "text/html"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Page:
    """An address and what it answers: its content type, ``words`` that must be on it (on a page of
    HTML always the notice as well), and its status."""

    path: str
    kind: str
    words: str = ""
    status: int = 200


SINGLE = (
    Page("/", HTML, "<main"),
    Page("/-/search", HTML, 'name="q"'),
    Page("/-/claim-check", HTML, "<textarea"),
    Page("/-/rules", HTML, 'id="strength"'),
    Page("/-/quality", HTML, "<table"),
    Page("/-/quality.json", JSON),
    Page("/-/changes", HTML, "<h1"),
    Page("/-/changes.atom", "application/atom+xml", "<feed"),
    Page("/-/feeds/claims.csv", "text/csv", "claim_id"),
    Page("/-/feeds/claims.json", JSON, "claim_id"),
    Page("/-/feeds/claimreview.json", "application/ld+json", "@context"),
    Page("/robots.txt", "text/plain", "User-agent"),
    Page("/llms.txt", "text/plain", "No medical advice"),
    Page("/sitemap.xml", "application/xml", "<sitemapindex"),
    Page("/sitemap-claims-1.xml", "application/xml", "<urlset"),
    Page("/-/reviews", HTML, "<h1"),
    # Nobody can sign in where no accounts are given.
    Page("/-/login", HTML, status=404),
    Page(f"/{DATABASE}", HTML, 'id="tables"'),
    Page(f"/{DATABASE}/claims/nosuch", HTML, status=404),
)
"""Pages of which there is one, whatever is on file."""

BY_ROW = {
    # A claim of every verdict: their pages differ most.
    "SELECT min(claim_id) FROM verdicts GROUP BY verdict": (
        Page(f"/{DATABASE}/claims/{{}}", HTML, 'class="badge'),
        Page("/-/claims/{}.json", JSON, "verdict"),
        Page("/-/claims/{}.bib", "application/x-bibtex"),
    ),
    # Only these verdicts have a rating.
    "SELECT min(claim_id) FROM verdicts JOIN verdict_labels USING (verdict) "
    "WHERE claimreview_rating IS NOT NULL": (
        Page("/-/claims/{}.claimreview.json", "application/ld+json", "ClaimReview"),
    ),
    "SELECT min(page_id) FROM claims": (
        Page(f"/{DATABASE}/pages/{{}}", HTML, 'class="claims"'),
        Page("/-/pages/{}.annotations.json", "application/ld+json", "@context"),
        Page("/-/feeds/annotations/{}.json", "application/ld+json", "@context"),
    ),
    "SELECT min(study_id) FROM findings": (Page(f"/{DATABASE}/studies/{{}}", HTML, "<h2"),),
    # The first word of a claim, which a search has to find.
    "SELECT substr(statement, 1, instr(statement || ' ', ' ') - 1) FROM claims LIMIT 1": (
        Page("/-/search?q={}", HTML, "<mark>"),
    ),
}
"""Pages of one thing: a query for what is put into the addresses behind it."""


async def own_pages(datasette: Datasette) -> list[Page]:
    """Every page to try; of things of which none is on file there is none."""
    database = datasette.get_database(DATABASE)
    found: list[Page] = await database.execute_fn(_pages_by_row)
    return [*SINGLE, *found]


def _pages_by_row(db: sqlite3.Connection) -> list[Page]:
    return [
        replace(page, path=page.path.format(_encoded(page, value)))
        for query, pages in BY_ROW.items()
        for (value,) in db.execute(query)
        if value is not None
        for page in pages
    ]


def _encoded(page: Page, value: str) -> str:
    """The value as it stands in that address: Datasette writes keys in a way of its own."""
    return str(quote(value, safe="") if "?" in page.path else tilde_encode(value))


def fault(page: Page, response: httpx.Response, notice: str) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if response.status_code != page.status:
        return str(response.status_code)
    kind = response.headers["content-type"].partition(";")[0]
    if kind != page.kind:
        return f"{kind} and not {page.kind}"
    if page.kind == HTML and notice not in response.text:
        return "without the notice"
    if page.words not in response.text:
        return f"without {page.words!r}"
    return ""
