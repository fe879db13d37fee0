"""Changes of verdicts as an Atom feed (RFC 4287), paged by RFC 5005."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from lxml import etree

from publish.feeds import atom
from publish.feeds.uris import urn
from publish.history import read
from publish.history.store import HISTORY
from publish.metadata import DATABASE
from publish.site.changes import number
from publish.site.respond import absolute, load
from publish.site.rows import Row, one, rows

_MOST = 50


@dataclass(frozen=True, slots=True)
class Feed:
    """The builds that the feed speaks of: the first names it, the newest dates it."""

    first: Row
    newest: Row
    changes: list[Row]


async def view(datasette: Datasette, request: Request) -> Response:
    """The newest changes, or those before a number; ``page_id`` chooses a page."""
    page_id = request.args.get("page_id") or None
    before = number(request, "before")
    feed = await load(datasette, lambda conn: read_feed(conn, before, page_id), HISTORY)
    labels = await load(datasette, _labels)
    own = {"page_id": page_id} if page_id else {}

    def address(path: str, **query: object) -> str:
        asked = f"?{urlencode(query)}" if query else ""
        return absolute(datasette, request, path + asked)

    root = _feed(feed, page_id)
    here = {**own, "before": before} if before else own
    atom.link(root, "self", address("/-/changes.atom", **here))
    atom.link(root, "alternate", address("/-/changes", **own), "text/html")
    if len(feed.changes) > _MOST:
        following = address("/-/changes.atom", **own, before=feed.changes[_MOST - 1]["change_id"])
        atom.link(root, "next", following)
    for change in feed.changes[:_MOST]:
        gone = address("/-/changes", build=change["build_id"], after=change["change_id"] - 1)
        claim = address(f"/{DATABASE}/claims/{tilde_encode(change['claim_id'])}")
        _entry(root, change, labels, claim if change["after"] else gone)
    return Response(atom.written(root), content_type=f"{atom.MEDIA_TYPE}; charset=utf-8")


def read_feed(conn: sqlite3.Connection, before: int | None, page_id: str | None) -> Feed:
    """The changes of the feed, one more than it shows where there are more."""
    first = one(conn, "SELECT * FROM builds ORDER BY build_id LIMIT 1")
    newest = read.newest_build(conn)
    assert first is not None and newest is not None, "a bundle belongs to a build"
    return Feed(first, newest, read.changes_before(conn, before, page_id, _MOST + 1))


def _feed(feed: Feed, page_id: str | None) -> etree._Element:
    """The feed's own elements; its id is that of the first build on any host."""
    title = f"Onfile: changes of verdicts{f' on {page_id}' if page_id else ''}"
    name = urn("changes", feed.first["sha256"], page_id or "")
    return atom.feed(title, name, feed.newest["made_on"])


def _entry(root: etree._Element, change: Row, labels: Mapping[str, str], address: str) -> None:
    before, after = (labels.get(change[side] or "", "") for side in ("before", "after"))
    turn = f"{before} → {after}" if before and after else f"New: {after}" if after else "Gone"
    name = urn("change", change["sha256"], change["claim_id"], change["build_id"])
    title = f"{turn}: {change['statement']}"
    made = atom.entry(root, title, name, change["made_on"], change["cause_kind"], change["cause"])
    atom.link(made, "alternate", address, "text/html")


def _labels(conn: sqlite3.Connection) -> dict[str, str]:
    return {row["verdict"]: row["label"] for row in rows(conn, "SELECT * FROM verdict_labels")}
