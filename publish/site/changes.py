"""The page of changes: build by build, which verdicts are others than before, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from publish.history import read
from publish.history.store import HISTORY
from publish.site.respond import RequestError, load, page
from publish.site.rows import Row, rows

_BUILDS, _FEW, _MANY, _PAGES = 10, 10, 100, 200
_LEADS_TO = {"claim_id": "claims", "page_id": "pages", "study_id": "studies",
             "finding_id": "findings", "rule": "rules"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Build:
    """A build, how many verdicts it changed, and some of these changes (see ``resolved``)."""

    row: Row
    changed: int
    changes: list[Row]


@dataclass(frozen=True, slots=True)
class Changes:
    """The builds that the page shows, the query of the next page, and the pages to choose from."""

    builds: list[Build]
    next: dict[str, object] | None
    pages: list[str]


def read_builds(conn: sqlite3.Connection, before: int | None, page_id: str | None) -> Changes:
    """Builds before a number (None: all), the newest first, each with its first changes.

    Where ``page_id`` is given only the changes of that page.
    """
    found = read.builds_before(conn, before, _BUILDS + 1)
    shown = found[:_BUILDS]
    more = {"before": shown[-1]["build_id"]} if len(found) > _BUILDS else None
    builds = [_build(conn, row, page_id, _FEW) for row in shown]
    return Changes(builds, more, read.pages_changed(conn, _PAGES))


def read_build(
    conn: sqlite3.Connection, build_id: int, after: int | None, page_id: str | None
) -> Changes | None:
    """One build with its changes after a number (None: all); None where there is no such build."""
    row = read.build(conn, build_id)
    if row is None:
        return None
    found = _build(conn, row, page_id, _MANY + 1, after)
    more = len(found.changes) > _MANY
    del found.changes[_MANY:]
    following = {"build": build_id, "after": found.changes[-1]["change_id"]} if more else None
    return Changes([found], following, read.pages_changed(conn, _PAGES))


def read_latest(conn: sqlite3.Connection) -> Build | None:
    """The newest build with its first changes; None where nothing changed since the first."""
    row = read.newest_build(conn)
    return _build(conn, row, None, _FEW) if row and row["build_id"] > 1 else None


def resolved(conn: sqlite3.Connection, changes: Iterable[Row]) -> list[Row]:
    """Changes as a page shows them: verdicts as rows of ``verdict_labels``, the title of the page,
    and under ``on_file`` the columns whose ids still lead somewhere in evidence.db."""
    listed = list(changes)
    labels = {row["verdict"]: row for row in rows(conn, "SELECT * FROM verdict_labels")}
    titles = _titles(conn, {change["page_id"] for change in listed})
    there = {column: _on_file(conn, column, listed) for column in _LEADS_TO}
    return [
        {
            **change,
            "before": labels.get(change["before"]),
            "after": labels.get(change["after"]),
            "page": titles[change["page_id"]],
            "on_file": {column for column in _LEADS_TO if change[column] in there[column]},
        }
        for change in listed
    ]


async def latest(datasette: Datasette) -> Build | None:
    """What the newest build changed, for the home page."""
    found = await load(datasette, read_latest, HISTORY)
    return found and (await _resolved(datasette, [found]))[0]


async def history_of(datasette: Datasette, claim_id: str) -> list[Row]:
    """How a claim's verdict changed, the newest first, for the page of the claim."""
    found = await load(datasette, lambda conn: read.changes_of(conn, claim_id), HISTORY)
    return await load(datasette, lambda conn: resolved(conn, found))


async def view(datasette: Datasette, request: Request) -> Response:
    """Builds with their changes, or with ``build`` all changes of one; ``page_id`` chooses."""
    page_id = request.args.get("page_id") or None
    build_id, after, before = (number(request, name) for name in ("build", "after", "before"))
    if build_id is None:
        found = await load(datasette, lambda conn: read_builds(conn, before, page_id), HISTORY)
    else:
        one = await load(
            datasette, lambda conn: read_build(conn, build_id, after, page_id), HISTORY
        )
        if one is None:
            raise RequestError(404, f"There is no build {build_id}; /-/changes lists all.")
        found = one
    own = {"page_id": page_id} if page_id else {}
    context: dict[str, Any] = {
        "builds": await _resolved(datasette, found.builds),
        "one": build_id is not None,
        "page_id": page_id,
        "titles": await load(datasette, lambda conn: _titles(conn, {*found.pages, *own.values()})),
        "next": urlencode({**found.next, **own}) if found.next else None,
        "own": urlencode(own),
    }
    return await page(datasette, request, "changes.html", context)


def number(request: Request, name: str) -> int | None:
    """A parameter that is a whole number, None where it is not given; 400 where it is none."""
    written = request.args.get(name)
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise RequestError(400, f"{name} is not a number; give the digits of one, or leave it out.")
    return int(written)


def _build(
    conn: sqlite3.Connection, row: Row, page_id: str | None, most: int, after: int | None = None
) -> Build:
    build_id = row["build_id"]
    changed = read.count_changes(conn, build_id, page_id)
    return Build(row, changed, read.changes_in(conn, build_id, after, page_id, most))


async def _resolved(datasette: Datasette, builds: list[Build]) -> list[Build]:
    """The builds with their changes resolved, in one go."""
    every = [change for build in builds for change in build.changes]
    found = iter(await load(datasette, lambda conn: resolved(conn, every)))
    return [
        Build(build.row, build.changed, [next(found) for _ in build.changes]) for build in builds
    ]


def _on_file(conn: sqlite3.Connection, column: str, changes: list[Row]) -> set[str]:
    """Those of the ids in a column of the changes that evidence.db has."""
    ids = sorted({change[column] for change in changes if change[column]})
    marks = ", ".join("?" * len(ids))
    sql = f'SELECT "{column}" AS id FROM "{_LEADS_TO[column]}" WHERE "{column}" IN ({marks})'
    return {row["id"] for row in rows(conn, sql, *ids)}


def _titles(conn: sqlite3.Connection, ids: set[str]) -> dict[str, str]:
    """Titles of pages by id, in their order; the id itself for a page that is gone."""
    marks = ", ".join("?" * len(ids))
    found = rows(conn, f"SELECT page_id, title FROM pages WHERE page_id IN ({marks})", *ids)
    titles = {each: each for each in ids} | {row["page_id"]: row["title"] for row in found}
    return dict(sorted(titles.items(), key=lambda pair: pair[1]))
