"""Changes of verdicts as an Atom feed (RFC 4287), paged by RFC 5005."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from lxml import etree

from publish.feeds.annotated import RIGHTS
from publish.feeds.uris import urn
from publish.history import read
from publish.history.store import HISTORY
from publish.metadata import DATABASE
from publish.reports.wording import one_line
from publish.site.changes import number
from publish.site.respond import absolute, load
from publish.site.rows import Row, one, rows

NAMESPACE = "http://www.w3.org/2005/Atom"
_MOST = 50
# What one_line leaves and XML 1.0 does not allow.
_NOT_XML = re.compile("[\ufffe\uffff]")


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
    _link(root, "self", address("/-/changes.atom", **here), "application/atom+xml")
    _link(root, "alternate", address("/-/changes", **own), "text/html")
    if len(feed.changes) > _MOST:
        following = address("/-/changes.atom", **own, before=feed.changes[_MOST - 1]["change_id"])
        _link(root, "next", following, "application/atom+xml")
    for change in feed.changes[:_MOST]:
        gone = address("/-/changes", build=change["build_id"], after=change["change_id"] - 1)
        claim = address(f"/{DATABASE}/claims/{tilde_encode(change['claim_id'])}")
        root.append(_entry(change, labels, claim if change["after"] else gone))
    text = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return Response(text, content_type="application/atom+xml; charset=utf-8")


def read_feed(conn: sqlite3.Connection, before: int | None, page_id: str | None) -> Feed:
    """The changes of the feed, one more than it shows where there are more."""
    first = one(conn, "SELECT * FROM builds ORDER BY build_id LIMIT 1")
    newest = read.newest_build(conn)
    assert first is not None and newest is not None, "a bundle belongs to a build"
    return Feed(first, newest, read.changes_before(conn, before, page_id, _MOST + 1))


def _feed(feed: Feed, page_id: str | None) -> etree._Element:
    """The feed's own elements; its id is that of the first build on any host."""
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    title = f"Onfile: changes of verdicts{f' on {page_id}' if page_id else ''}"
    _text(root, "title", title)
    _text(root, "id", urn("changes", feed.first["sha256"], page_id or ""))
    _text(root, "updated", _moment(feed.newest["made_on"]))
    _text(_sub(root, "author"), "name", "Onfile")
    _text(root, "rights", RIGHTS)
    _text(root, "subtitle", "What the evidence on file says of claims. No medical advice.")
    return root


def _entry(change: Row, labels: Mapping[str, str], address: str) -> etree._Element:
    entry = etree.Element(f"{{{NAMESPACE}}}entry")
    before, after = (labels.get(change[side] or "", "") for side in ("before", "after"))
    turn = f"{before} → {after}" if before and after else f"New: {after}" if after else "Gone"
    _text(entry, "title", f"{turn}: {change['statement']}")
    _text(entry, "id", urn("change", change["sha256"], change["claim_id"], change["build_id"]))
    _text(entry, "updated", _moment(change["made_on"]))
    _link(entry, "alternate", address, "text/html")
    _sub(entry, "category", term=change["cause_kind"])
    _text(entry, "summary", change["cause"])
    return entry


def _labels(conn: sqlite3.Connection) -> dict[str, str]:
    return {row["verdict"]: row["label"] for row in rows(conn, "SELECT * FROM verdict_labels")}


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _sub(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)


def _text(parent: etree._Element, name: str, text: str) -> None:
    _sub(parent, name).text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", one_line(text))


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    _sub(parent, "link", rel=rel, href=href, type=kind)
