"""The sitemap: an index, and parts of bounded size with every claim, page and study."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from lxml import etree

from publish.history import read
from publish.history.store import HISTORY
from publish.metadata import DATABASE
from publish.site.respond import RequestError, absolute, load
from publish.site.rows import count, rows
from publish.tables import PAGED

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PART = 2000
"""Addresses in a part: the protocol allows 50,000, a page of the site 40 ms."""
_OWN = ("/", "/-/rules", "/-/quality", "/-/changes", "/-/claim-check")


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the site, and the day, ISO, on which it last changed, where that is known."""

    path: str
    day: str | None


async def index(datasette: Datasette, request: Request) -> Response:
    """All parts, each dated by the newest build.

    They stand at the root: a part may only list what stands below its own folder.
    """
    counts = await load(datasette, _counts)
    newest = await load(datasette, read.newest_build, HISTORY)
    day = newest["made_on"] if newest else None
    names = ["site-1", *(f"{table}-{n + 1}" for table, count in counts.items()
                         for n in range(-(-count // PART)))]  # fmt: skip
    parts = [Place(f"/sitemap-{name}.xml", day) for name in names]
    return _answer(datasette, request, "sitemapindex", "sitemap", parts)


async def part(datasette: Datasette, request: Request) -> Response:
    """One part; 404 beyond the last."""
    name, number = request.url_vars["name"], int(request.url_vars["number"])
    places = await _places(datasette, name, number)
    if not places:
        raise RequestError(404, "There is no such part; /sitemap.xml lists all.")
    return _answer(datasette, request, "urlset", "url", places)


async def _places(datasette: Datasette, name: str, number: int) -> list[Place]:
    if name == "site":
        return [Place(path, None) for path in _OWN] if number == 1 else []
    if name not in PAGED:
        return []
    ids = await load(datasette, lambda conn: _ids(conn, name, number))
    days: dict[str, str] = {}
    if name == "claims":
        days = await load(datasette, lambda conn: read.days(conn, ids), HISTORY)
    return [Place(f"/{DATABASE}/{name}/{tilde_encode(each)}", days.get(each)) for each in ids]


def _ids(conn: sqlite3.Connection, table: str, number: int) -> list[str]:
    key = PAGED[table]
    sql = f'SELECT "{key}" AS id FROM "{table}" ORDER BY "{key}" LIMIT ? OFFSET ?'
    return [row["id"] for row in rows(conn, sql, PART, PART * (number - 1))]


def _counts(conn: sqlite3.Connection) -> dict[str, int]:
    return {name: count(conn, name) for name in PAGED}


def _answer(
    datasette: Datasette, request: Request, outer: str, inner: str, places: Iterable[Place]
) -> Response:
    """The addresses with the host that they are asked by, as the protocol wants them."""
    root = etree.Element(f"{{{NAMESPACE}}}{outer}", nsmap={None: NAMESPACE})
    site = absolute(datasette, request, "/").rstrip("/")
    for place in places:
        entry = etree.SubElement(root, f"{{{NAMESPACE}}}{inner}")
        etree.SubElement(entry, f"{{{NAMESPACE}}}loc").text = site + place.path
        if place.day:
            etree.SubElement(entry, f"{{{NAMESPACE}}}lastmod").text = place.day
    text = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return Response(text, content_type="application/xml; charset=utf-8")
