"""A page of the live site as one that needs nothing but the files beside it."""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from lxml import html

from publish.bake.places import STATIC, Places
from publish.errors import PublishError

HERE = "http://localhost"
"""What Datasette's own client calls the site, and with it every absolute address of its own."""

# Forms ask a server; what is marked so does, too; and a head names feeds that are not copied.
_LIVE = """
    //form | //link[not(@rel = 'stylesheet' or @rel = 'icon')]
    | //*[contains(concat(' ', normalize-space(@class), ' '), ' live-only ')]
"""
_LINKING = ("href", "rel", "target", "download", "hreflang", "type")


def rewrite(text: str, path: str, places: Places) -> tuple[bytes, set[str]]:
    """The page at ``path`` with relative links, and the addresses of the static files it loads.

    A link to what is not copied becomes plain text, or goes with its entry where it stands in a
    menu.  Raises PublishError where the page would load something from elsewhere.
    """
    document = html.document_fromstring(text)
    for element in document.xpath(_LIVE):
        element.drop_tree()
    loaded = set()
    for element, attribute, link, _ in list(document.iterlinks()):
        target = _target(path, link)
        if target is None or _is_here(target):
            _relink(element, attribute, _relative(path, target, places))
            if target and target.path.startswith(STATIC):
                loaded.add(target.path)
        elif element.tag != "a":
            raise PublishError(f"{path}: loads {link}; take it from the site itself")
    return html.tostring(document, encoding="utf-8", doctype="<!DOCTYPE html>"), loaded


def _target(path: str, link: str) -> SplitResult | None:
    """Where a link on a page leads; None where that is no address at all."""
    try:
        return urlsplit(urljoin(HERE + path, link))
    except ValueError:
        return None


def _is_here(target: SplitResult) -> bool:
    return f"{target.scheme}://{target.netloc}" == HERE


def _relative(path: str, target: SplitResult | None, places: Places) -> str | None:
    """The link from the page at ``path`` to the file that stands for the target; None without."""
    if target is None:
        return None
    address = urlunsplit(("", "", target.path or "/", target.query, ""))
    file = places.file(address)
    if file is None:
        return None
    fragment = f"#{target.fragment}" if target.fragment else ""
    if address == path and fragment:
        return fragment
    own = places.files[path]
    return posixpath.relpath(file, posixpath.dirname(own) or ".") + fragment


def _relink(element: Any, attribute: str, link: str | None) -> None:
    """Point an element elsewhere, or make it lead nowhere."""
    if link is not None:
        element.set(attribute, link)
    elif element.tag != "a":
        element.drop_tree()
    elif entries := element.xpath("ancestor::li[ancestor::nav]"):
        entries[-1].drop_tree()
    else:
        element.tag = "span"
        for name in _LINKING:
            element.attrib.pop(name, None)
