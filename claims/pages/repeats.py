"""A text that a page gives several times, kept once: where a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.pages.main_text import Phrases
from claims.pages.page import Block

# Shorter texts, such as "Side effects", are said again on purpose.
_REPEATED_WORDS = 8
_TITLES = ("heading", "question")
_WORD = re.compile(r"[^\W_]+")


def told_once(
    described: Sequence[Block], visible: Sequence[Block], faq: Sequence[Sequence[Block]]
) -> tuple[Block, ...]:
    """Descriptions, visible blocks and questions with their answers, in this order, each once.

    A question whose answers are all told elsewhere is left out with them.
    """
    body = _first_of_each(visible)
    if not described and not faq:
        return tuple(body)
    told = Phrases()
    for block in body:
        told.add(block.text)
    # An answer may run several visible paragraphs together.
    told.add(" ".join(block.text for block in body))
    before = _unless_told(described, told)
    after: list[Block] = []
    for blocks in faq:
        fresh = _unless_told([one for one in blocks if one.kind not in _TITLES], told)
        titles = [one for one in blocks if one.kind in _TITLES]
        if fresh or not all(one.text in told for one in titles):
            after += [one for one in blocks if one in titles or one in fresh]
            for one in titles:
                told.add(one.text)
    return (*before, *body, *after)


def _first_of_each(visible: Sequence[Block]) -> list[Block]:
    """Visible blocks without long ones given before and images whose text is printed too."""
    printed = Phrases()
    if any(block.kind == "alt" for block in visible):
        for block in visible:
            if block.kind != "alt":
                printed.add(block.text)
    seen: set[tuple[str, ...]] = set()
    kept: list[Block] = []
    for block in visible:
        words = tuple(_WORD.findall(block.text.lower()))
        is_again = len(words) >= _REPEATED_WORDS or block.kind == "alt"
        if (is_again and words in seen) or (block.kind == "alt" and block.text in printed):
            continue
        seen.add(words)
        kept.append(block)
    return kept


def _unless_told(blocks: Sequence[Block], told: Phrases) -> list[Block]:
    """The blocks that say something new; they count as told from here on."""
    fresh = []
    for block in blocks:
        if block.text not in told:
            told.add(block.text)
            fresh.append(block)
    return fresh
