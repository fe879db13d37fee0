"""HTML markup scanned once, from its characters to a tree."""

from __future__ import annotations

import re
from functools import cache

from claims.pages.tree import Element, Run, Tree, elements

# A tag that is never closed takes the rest of the page, as in browsers. All repetition is
# possessive: a page of nothing but "<a " is read once.
_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))*+)>"
)
# "<" before anything else is text.
_MARKUP = re.compile(r"<(?=[a-zA-Z!?/])")
_COMMENT_END = re.compile(r"--!?>")
_RAW = elements("raw")


def parse(source: str) -> Element:
    """The tree of a page; markup of any kind is read, nothing is raised.

    Time is linear in the length. Missing end tags are supplied as HTML does for paragraphs, items
    and cells; an end tag that fits no open element is left out.
    """
    tree = Tree()
    silent: set[str] = set()
    place = 0
    while mark := _MARKUP.search(source, place):
        if mark.start() > place:
            tree.text(place, mark.start())
        place = _markup(source, mark.start(), tree, silent)
    if place < len(source):
        tree.text(place, len(source))
    return tree.root


def _markup(source: str, at: int, tree: Tree, silent: set[str]) -> int:
    """Read a tag or comment and say where it ends."""
    hit = _TAG.match(source, at)
    if hit is None:
        is_comment = source[at + 1] in "!?" or not source[at + 2 : at + 3].isalpha()
        return _comment_end(source, at) if is_comment else len(source)
    closing, name, raw = hit.groups()
    name = name.lower()
    if closing:
        tree.close(name)
        return hit.end()
    element = Element(name, at, hit.start(3), raw)
    tree.open(element)
    if name in _RAW:
        return _raw_text(source, hit.end(), element, tree, silent)
    return hit.end()


def _comment_end(source: str, at: int) -> int:
    if source.startswith("<!--", at):
        if source.startswith(("<!-->", "<!--->"), at):
            return source.index(">", at) + 1
        end = _COMMENT_END.search(source, at + 4)
        return end.end() if end else len(source)
    close = source.find(">", at)
    return close + 1 if close >= 0 else len(source)


def _raw_text(source: str, at: int, element: Element, tree: Tree, silent: set[str]) -> int:
    """Take what stands up to the end tag as one run; an element that has none holds nothing.

    ``silent`` has the names for which no end tag follows, so that none is sought twice.
    """
    name = element.name
    end = None
    if name not in silent and not (name == "svg" and element.raw.endswith("/")):
        end = _raw_end(name).search(source, at)
    if end is None:
        silent.add(name)
        tree.close(name)
        return len(source) if name in ("script", "style") else at
    if end.start() > at:
        element.children.append(Run(at, end.start()))
    tree.close(name)
    close = source.find(">", end.end())
    return close + 1 if close >= 0 else len(source)


@cache
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
