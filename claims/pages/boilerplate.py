"""Which drafts of a page are its text, and which are menus, banners and other furniture."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from claims.pages.drafts import Draft
from claims.pages.html_signals import listed, signals
from claims.pages.main_text import Phrases
from claims.pages.tree import Element

_PROSE_WORDS = 6
_SHORT_NOTICE = 300
# From the weakest to the strongest.
_ACTIONS = ("", "edge", "links", "out")
# A class that stands on this share of the text is not that of a banner.
_WHOLE_PAGE = 0.8


class Furniture:
    """Tells furniture from text, by landmarks, classes, links and titles.

    ``main`` gives the main text of the page; it is asked only where the rest is not clear.
    """

    def __init__(self, drafts: list[Draft], main: Callable[[], Phrases]) -> None:
        """``drafts`` are all drafts of the page in order."""
        self._drafts = drafts
        self._find_main = main
        self._actions: dict[Element, str] = {}
        self._lengths, self._holders = _lengths(drafts)

    def kept(self) -> list[Draft]:
        """The drafts that are text of the page, in order."""
        listed_out, in_references = self._sections()
        kept: list[Draft] = []
        following: Draft | None = None
        # From the end, because a title is kept with what stands under it.
        for draft in reversed(self._drafts):
            if draft in listed_out or self._is_furniture(draft, following, draft in in_references):
                continue
            kept.append(draft)
            following = draft
        return kept[::-1]

    @cached_property
    def _main(self) -> Phrases:
        return self._find_main()

    def _is_furniture(self, draft: Draft, following: Draft | None, is_reference: bool) -> bool:
        action = self._action(draft.element)
        text = draft.line.text
        if action == "out":
            return True
        if len(text) <= _SHORT_NOTICE and any(
            notice in text.lower() for notice in listed("text", "out")
        ):
            return True
        if draft.kind == "note" or is_reference or (not action and draft.kind == "alt"):
            return False
        size = len(draft.line)
        if action == "links":
            return draft.linked * 2 >= size
        if draft.linked * 10 >= size * 9 and (action or draft.inward):
            is_prose = not action and len(text.split()) >= _PROSE_WORDS
            return not is_prose and not self._main.has_most(text)
        return action == "edge" and self._is_marginal(draft, following)

    def _is_marginal(self, draft: Draft, following: Draft | None) -> bool:
        """Whether a block in a header, footer or side column says nothing."""
        text = draft.line.text
        if draft.kind in ("heading", "question") and draft.level != 1:
            return following is None or _edge(following.element) is not _edge(draft.element)
        is_prose = len(text.split()) >= _PROSE_WORDS or "%" in text
        if draft.level == 1 or (is_prose and draft.linked * 2 < len(text)):
            return False
        return not self._main.has_most(text)

    def _action(self, element: Element) -> str:
        """The strongest action that an element or what it stands in calls for."""
        chain: list[Element] = []
        action = ""
        for node in element.ancestors():
            if node in self._actions:
                action = self._actions[node]
                break
            chain.append(node)
        for node in reversed(chain):
            action = max(action, self._own_action(node), key=_ACTIONS.index)
            self._actions[node] = action
        return action

    def _own_action(self, element: Element) -> str:
        if element.name in ("#page", "html", "body", "main"):
            return ""
        said = signals(element)
        actions = said.firm
        if said.soft and not self._wraps_page(element):
            actions = actions | said.soft
        return max((a for a in actions if a in _ACTIONS), key=_ACTIONS.index, default="")

    def _wraps_page(self, element: Element) -> bool:
        share = self._lengths.get(element, 0) / max(1, self._lengths.get(_root(element), 1))
        return element in self._holders or share > _WHOLE_PAGE

    def _sections(self) -> tuple[set[Draft], set[Draft]]:
        """Drafts under a title such as "Related posts", and those under one for references."""
        held: dict[str, set[Draft]] = {"out": set(), "note": set()}
        title: Draft | None = None
        action = ""
        for draft in self._drafts:
            ends = draft.kind == "heading" and (title is None or draft.level <= title.level)
            if title is not None and (ends or not self._is_under(draft, title)):
                title = None
            if title is None and draft.kind == "heading":
                name = draft.line.text.lower().strip(" .:")
                action = next((one for one in held if name in listed("heading", one)), "")
                title = draft if action else None
            if title is not None:
                held[action].add(draft)
        return held["out"], held["note"]

    def _is_under(self, draft: Draft, title: Draft) -> bool:
        """Whether a draft stands in the smallest element that holds more than the title."""
        scope = next(
            (
                node
                for node in title.element.ancestors()
                if self._lengths[node] > self._lengths[title.element]
            ),
            title.element,
        )
        return scope in set(draft.element.ancestors()) and (
            _edge(draft.element) is _edge(title.element)
        )


def _lengths(drafts: list[Draft]) -> tuple[dict[Element, int], set[Element]]:
    """Characters of text within each element, and the elements that hold the page's main part."""
    lengths: dict[Element, int] = {}
    holders: set[Element] = set()
    for draft in drafts:
        for node in draft.element.ancestors():
            lengths[node] = lengths.get(node, 0) + len(draft.line)
            if node.name == "main" or (draft.kind == "heading" and draft.level == 1):
                holders.update(node.ancestors())
    return lengths, holders


def _root(element: Element) -> Element:
    *_, root = element.ancestors()
    return root


def _edge(element: Element) -> Element | None:
    """The header, footer or side column that an element stands in."""
    return next((node for node in element.ancestors() if "edge" in signals(node)), None)
