"""Onfile's own pages, an address or more of each kind, and what has to be on them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import httpx
from datasette.app import Datasette

from publish.metadata import DATABASE

HTML = "text/html"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Page:
    """An address and its content type; ``words`` must be on it, on a page of HTML the notice."""

    path: str
    kind: str
    words: str = ""


SINGLE = (Page("/", HTML),)
"""Pages of which there is one, whatever is on file."""

BY_ROW = {
    # A claim of every verdict: their pages differ most.
    "SELECT min(claim_id) FROM verdicts GROUP BY verdict": (Page("/evidence/claims/{}", HTML),),
    "SELECT min(page_id) FROM pages": (Page("/evidence/pages/{}", HTML),),
    "SELECT min(study_id) FROM findings": (Page("/evidence/studies/{}", HTML),),
}
"""Pages of one thing: a query for their ids, and the addresses into which an id is put."""


async def own_pages(datasette: Datasette) -> list[Page]:
    """Every page to try; of things of which none is on file there is none."""
    database = datasette.get_database(DATABASE)
    found: list[Page] = await database.execute_fn(_pages_by_row)
    return [*SINGLE, *found]


def _pages_by_row(db: sqlite3.Connection) -> list[Page]:
    return [
        Page(page.path.format(row), page.kind, page.words)
        for query, pages in BY_ROW.items()
        for (row,) in db.execute(query)
        if row is not None
        for page in pages
    ]


def fault(page: Page, response: httpx.Response, notice: str) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if response.status_code != 200:
        return str(response.status_code)
    kind = response.headers["content-type"].partition(";")[0]
    if kind != page.kind:
        return f"{kind} and not {page.kind}"
    if page.kind == HTML and notice not in response.text:
        return "without the notice"
    if page.words not in response.text:
        return f"without {page.words!r}"
    return ""
