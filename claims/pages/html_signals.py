"""What an element's name, role, classes and attributes say of the text within it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.lexicon import names, table
from claims.pages.tree import Element, elements

_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NOT_LETTER = re.compile(r"[^a-z]+")
# How far above a hidden part the element may be that shows it to be a fold-out.
_REACH = 4
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Signals:
    """Actions of ``claims/lexicon/boilerplate.csv`` that an element calls for.

    ``firm`` are those of its name and role, ``soft`` those of its classes and id, which also stand
    on elements that wrap a whole page. ``hidden`` says that a reader does not see it at first.
    """

    firm: frozenset[str]
    soft: frozenset[str]
    hidden: bool

    def __contains__(self, action: str) -> bool:
        return action in self.firm or action in self.soft


def signals(element: Element) -> Signals:
    """What an element calls for."""
    return _signals(element.name, element.raw)


def is_unseen(element: Element, controlled: frozenset[str]) -> bool:
    """Whether a reader never sees an element.

    The panel of an accordion or tab is hidden until it is opened, and counts as seen;
    ``controlled`` are the ids that some element of the page opens.
    """
    said = _signals(element.name, element.raw)
    if "unseen" in said:
        return True
    if not said.hidden:
        return False
    is_inline = element.name in elements("inline")
    return is_inline or not _opens(element, controlled)


def controlled_ids(root: Element) -> frozenset[str]:
    """Ids of the parts of a page that a reader can open."""
    found: set[str] = set()
    for element in root.elements():
        if "aria-" in element.raw or "data-" in element.raw:
            for name in ("aria-controls", "data-target", "data-bs-target"):
                found.update(word.lstrip("#") for word in element.get(name).split())
    return frozenset(found)


@cache
def listed(on: str, action: str) -> frozenset[str]:
    """The names of ``claims/lexicon/boilerplate.csv`` that call for an action."""
    return frozenset(name for name, actions in _actions(on).items() if action in actions)


def _opens(element: Element, controlled: frozenset[str]) -> bool:
    """Whether a hidden element is one that a reader can open."""
    if element.get("hidden") == "until-found" or element.get("id") in controlled:
        return True
    for _, above in zip(range(_REACH), element.ancestors(), strict=False):
        if "panel" in _signals(above.name, above.raw):
            return True
    return _follows_title(element)


def _follows_title(element: Element) -> bool:
    before = element.before
    return before is not None and before.name in ("h2", "h3", "h4", "h5", "h6", "dt", "button")


@lru_cache(maxsize=4096)
def _signals(name: str, raw: str) -> Signals:
    firm = _actions("tag").get(name, _NONE)
    if not raw:
        return Signals(firm, _NONE, False)
    element = Element(name, raw=raw)
    firm |= _actions("role").get(element.get("role").lower(), _NONE)
    classes = f"{element.get('class')} {element.get('id')}"
    soft = _of_classes(classes) if classes != " " else _NONE
    return Signals(firm, soft, _is_hidden(element))


def _of_classes(classes: str) -> frozenset[str]:
    """Actions that class names call for, as they are, by their words or by parts of them."""
    tokens = classes.lower().split()
    letters = _NOT_LETTER.sub("", classes.lower())
    found: set[str] = set()
    for token in tokens:
        found |= _actions("token").get(token, _NONE)
    for word in _WORD.findall(classes):
        found |= _actions("word").get(word.lower(), _NONE)
    for part, actions in _actions("part").items():
        if part in letters:
            found |= actions
    return frozenset(found)


@cache
def _actions(on: str) -> dict[str, frozenset[str]]:
    """What each name of ``claims/lexicon/boilerplate.csv`` calls for."""
    found: dict[str, frozenset[str]] = {}
    for row in table("boilerplate"):
        for name in names(row["names"]) if row["on"] == on else ():
            found[name] = found.get(name, _NONE) | {row["action"]}
    return found


def _is_hidden(element: Element) -> bool:
    attributes = element.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _HIDING_STYLE.search(attributes.get("style", "")) is not None
    )
