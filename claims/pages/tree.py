"""The tree of an HTML page: elements and runs of text, each with its place in the source."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from claims.lexicon import names, table

_ATTRIBUTE = re.compile(
    r"([^\s=/][^\s=/]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'][^\s]*+)?))?+"
)
# No page is as deep for a reader; what is deeper is read as if it stood here.
_DEEPEST = 150
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CELLS = ("td", "th")
_GROUPS = ("thead", "tbody", "tfoot", "caption", "colgroup")
_WALLS = frozenset({"table", "td", "th", "caption", "button"})
# What a start tag closes, and how far up it looks.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "table"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl", "table"}))),
    **dict.fromkeys(_CELLS, (frozenset(_CELLS), frozenset({"tr", "table"}))),
    "tr": (frozenset({"tr", "caption", "colgroup"}), frozenset({"table"})),
    **dict.fromkeys(_GROUPS, (frozenset(_GROUPS), frozenset({"table"}))),
    "a": (frozenset({"a"}), _WALLS),
    "button": (frozenset({"button"}), frozenset({"table", "td", "th"})),
    **dict.fromkeys(_HEADINGS, (frozenset(_HEADINGS), _WALLS | {"div", "section", "li"})),
}
_P = frozenset({"p"})
_TABLE = frozenset({"table"})
_IN_TABLE = frozenset({"table", "tr", *_CELLS, *_GROUPS})


@dataclass(frozen=True, slots=True)
class Run:
    """Characters between two tags: ``source[start:end]``, references not decoded."""

    start: int
    end: int


@dataclass(slots=True, eq=False)
class Element:
    """One element.

    ``start`` is where its start tag begins in the source and ``written`` where the attributes do;
    ``attributes`` has of each attribute its value, references decoded; ``before`` is the element
    before this one in its parent, ``last`` the last element in this one.
    """

    name: str
    start: int = 0
    written: int = 0
    raw: str = ""
    parent: Element | None = None
    before: Element | None = None
    last: Element | None = None
    children: list[Element | Run] = field(default_factory=list)

    @property
    def attributes(self) -> dict[str, str]:
        """Names, in lower case, and values; the first of a name counts."""
        return _attributes(self.raw)

    def get(self, name: str) -> str:
        """The value of an attribute; empty where there is none."""
        return _attributes(self.raw).get(name, "") if self.raw else ""

    def place_of(self, name: str) -> tuple[int, int]:
        """Offsets into the source of an attribute's value as written."""
        for hit in _ATTRIBUTE.finditer(self.raw):
            if hit.group(1).lower() == name and hit.lastindex and hit.lastindex > 1:
                start, end = hit.span(hit.lastindex)
                return self.written + start, self.written + end
        return self.start, self.start

    def elements(self) -> Iterator[Element]:
        """All elements within this one, in the order of the source."""
        waiting: list[Element | Run] = [*reversed(self.children)]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Element):
                yield node
                waiting.extend(reversed(node.children))

    def runs(self) -> Iterator[Run]:
        """All runs of text within this element, in the order of the source."""
        for node in self.children:
            if isinstance(node, Run):
                yield node
            else:
                yield from node.runs()

    def ancestors(self) -> Iterator[Element]:
        """This element, its parent and so on to the root."""
        node: Element | None = self
        while node is not None:
            yield node
            node = node.parent


@cache
def elements(role: str) -> frozenset[str]:
    """The names in ``claims/lexicon/elements.csv`` that have a role."""
    return frozenset(
        name for row in table("elements") if row["role"] == role for name in names(row["names"])
    )


@lru_cache(maxsize=2048)
def _attributes(raw: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for hit in _ATTRIBUTE.finditer(raw):
        value = hit.group(hit.lastindex) if hit.lastindex and hit.lastindex > 1 else ""
        found.setdefault(hit.group(1).lower(), html.unescape(value) if "&" in value else value)
    return found


_VOID, _INLINE, _CLOSES_P = map(elements, ("void", "inline", "closes-p"))


class Tree:
    """A tree that grows by the tags and text of a page in their order; ``root`` is the page."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self.root = Element("#page")
        self._open = [self.root]
        self._names: Counter[str] = Counter()

    def text(self, start: int, end: int) -> None:
        """Append a run of text."""
        self._open[-1].children.append(Run(start, end))

    def open(self, element: Element) -> None:
        """Begin an element, after ending those that cannot hold it."""
        name = element.name
        if name in _CLOSES_P:
            self._close_implied(_P, _WALLS)
        if name in _CLOSES:
            self._close_implied(*_CLOSES[name])
        parent = self._open[-1]
        element.parent, element.before = parent, parent.last
        parent.last = element
        parent.children.append(element)
        if name not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(element)
            self._names[name] += 1

    def close(self, name: str) -> None:
        """Close the innermost open element of a name; what stands within it ends too.

        An inline end tag never ends a block, nor one in a cell what the table stands in.
        """
        walls = _TABLE if name in _IN_TABLE else _WALLS
        depth = self._innermost(frozenset((name,)), walls)
        if depth and not (
            name in _INLINE and any(one.name not in _INLINE for one in self._open[depth:])
        ):
            self._end(depth)

    def _close_implied(self, closed: frozenset[str], walls: frozenset[str]) -> None:
        if depth := self._innermost(closed, walls):
            self._end(depth)

    def _innermost(self, sought: frozenset[str], walls: frozenset[str]) -> int:
        """The depth of the innermost open element of some names; 0 if none is before a wall."""
        if not any(self._names[name] for name in sought):
            return 0
        for depth in range(len(self._open) - 1, 0, -1):
            name = self._open[depth].name
            if name in sought:
                return depth
            if name in walls:
                return 0
        return 0

    def _end(self, depth: int) -> None:
        for element in self._open[depth:]:
            self._names[element.name] -= 1
        del self._open[depth:]
