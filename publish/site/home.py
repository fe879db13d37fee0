"""The home page: what is on file, how the claims stand, and where to begin."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from publish.metadata import DATABASE
from publish.site.changes import latest
from publish.site.respond import load, page
from publish.site.rows import Row, count, rows

_COUNTED = ("studies", "findings", "pages", "claims", "citations")
_MOST_PAGES = 12


@dataclass(frozen=True, slots=True)
class PageCounts:
    """A page with its claims by verdict; ``bars`` are (verdict row, place, width) in percent of
    the page that has most claims."""

    page: Row
    claims: int
    bars: list[tuple[Row, float, float]]


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows; ``verdicts`` have a ``width`` in percent of the most frequent."""

    counts: dict[str, int]
    verdicts: list[Row]
    pages: list[PageCounts]
    pages_in_all: int


def read_home(conn: sqlite3.Connection) -> Home:
    """What is on file: rows by table, claims by verdict and by page."""
    counts = {name: count(conn, name) for name in _COUNTED}
    verdicts = rows(conn, _VERDICTS)
    most = max((row["claims"] for row in verdicts), default=0)
    for row in verdicts:
        row["width"] = round(100 * row["claims"] / most, 2) if most else 0
    return Home(counts, verdicts, _pages(conn), counts["pages"])


async def view(datasette: Datasette, request: Request) -> Response:
    """The home page."""
    found = await load(datasette, read_home)
    titles = {name: datasette.table_metadata(DATABASE, name)["title"] for name in _COUNTED}
    context = {"found": found, "titles": titles, "changes": await latest(datasette)}
    return await page(datasette, request, "home.html", context)


def _pages(conn: sqlite3.Connection) -> list[PageCounts]:
    """The pages with most claims flagged, each with its claims by verdict."""
    pages = rows(conn, _FLAGGED, _MOST_PAGES)
    most = max((row["claims"] for row in pages), default=0)
    return [
        PageCounts(row, row["claims"], _bars(rows(conn, _OF_PAGE, row["page_id"]), most))
        for row in pages
    ]


def _bars(counts: list[Row], most: int) -> list[tuple[Row, float, float]]:
    bars, place = [], 0.0
    for row in counts:
        width = 100 * row["claims"] / most
        bars.append((row, round(place, 2), round(width, 2)))
        place += width
    return bars


_VERDICTS = """
SELECT verdict, label, meaning, severity,
       (SELECT coalesce(sum(claims), 0) FROM verdict_counts
        WHERE verdict_counts.verdict = verdict_labels.verdict) AS claims
FROM verdict_labels ORDER BY severity
"""
_FLAGGED = """
SELECT page_id, title, url, sum(claims) AS claims,
       sum(CASE WHEN severity >= 2 THEN claims ELSE 0 END) AS flagged
FROM verdict_counts JOIN verdict_labels USING (verdict) JOIN pages USING (page_id)
GROUP BY page_id ORDER BY flagged DESC, page_id LIMIT ?
"""
_OF_PAGE = """
SELECT verdict, label, severity, claims
FROM verdict_counts JOIN verdict_labels USING (verdict) WHERE page_id = ? ORDER BY severity DESC
"""
