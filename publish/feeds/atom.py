"""Atom (RFC 4287): feeds and entries of changes, from any text."""

from __future__ import annotations

import re

from lxml import etree

from publish.feeds.annotated import RIGHTS
from publish.reports.wording import one_line

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
# What one_line leaves and XML 1.0 does not allow.
_NOT_XML = re.compile("[\ufffe\uffff]")


def feed(title: str, name: str, day: str) -> etree._Element:
    """A feed without entries and links; ``name`` is its id, ``day`` (ISO) that of its newest."""
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    _text(root, "title", title)
    _text(root, "id", name)
    _text(root, "updated", _moment(day))
    _text(_sub(root, "author"), "name", "Onfile")
    _text(root, "rights", RIGHTS)
    _text(root, "subtitle", "What the evidence on file says of claims. No medical advice.")
    return root


def entry(
    root: etree._Element, title: str, name: str, day: str, kind: str, summary: str
) -> etree._Element:
    """A further entry of a feed; ``kind`` is its category."""
    made = _sub(root, "entry")
    _text(made, "title", title)
    _text(made, "id", name)
    _text(made, "updated", _moment(day))
    _sub(made, "category", term=kind)
    _text(made, "summary", summary)
    return made


def link(parent: etree._Element, rel: str, href: str, kind: str = MEDIA_TYPE) -> None:
    """A link of a feed or an entry to a document of that media type."""
    _sub(parent, "link", rel=rel, href=href, type=kind)


def content(parent: etree._Element, lines: list[str]) -> None:
    """The content of an entry, which needs no link then, as plain text."""
    _sub(parent, "content", type="text").text = "\n".join(map(_fit, lines))


def written(root: etree._Element) -> bytes:
    """The document, in UTF-8."""
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return text


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _sub(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)


def _text(parent: etree._Element, name: str, text: str) -> None:
    _sub(parent, name).text = _fit(text)


def _fit(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", one_line(text))
