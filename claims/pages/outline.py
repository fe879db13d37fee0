"""Where in a page's outline the text of an element stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claims.pages.html_signals import signals
from claims.pages.tree import Element


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the page's outline text stands; ``depth`` is that of the list around it."""

    kind: str = "paragraph"
    level: int = 0
    depth: int = 0
    in_notes: bool = False
    opens: bool = False  # a title that folds out what follows


def outline(element: Element, place: Place) -> Place:
    """Where the text of a block element stands."""
    name = element.name
    in_notes = place.in_notes or (bool(element.raw) and "note" in signals(element))
    level = _level(element)
    if level:
        return replace(place, kind="heading", level=level, in_notes=in_notes)
    if name in ("ul", "ol", "menu"):
        return Place("paragraph", 0, place.depth + 1, in_notes)
    if name == "li":
        depth = max(1, place.depth)
        return Place("note" if in_notes else "item", 0 if in_notes else depth, depth, in_notes)
    if name in ("dt", "summary"):
        return replace(place, kind="question", level=0, opens=True)
    if name in ("figcaption", "caption"):
        return replace(place, kind="caption", level=0)
    return place if in_notes == place.in_notes else replace(place, in_notes=in_notes)


def _level(element: Element) -> int:
    """The level of a heading, 0 for what is none."""
    name = element.name
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        return int(name[1])
    if element.raw and element.get("role") == "heading":
        level = element.get("aria-level")
        return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2
    return 0
