"""The blocks of a page with what stands above each: headings, the question it answers, its lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from claims.cues import find_cues
from claims.lexicon import stop_stems
from claims.pages.page import Block
from claims.text import tokenise

_LIST_KINDS = frozenset({"item", "row"})
_ASIDE = re.compile(r"\s*\([^()]*\)")
_SHORT = 2
_WORD = 40
_FEW = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text in its place.

    ``headings`` are those above it, outermost first; ``question`` is the one that it answers;
    ``lead`` is the paragraph that opens its list ("Common side effects include:", "Do not use it
    if you").
    """

    block: Block
    headings: tuple[str, ...] = ()
    question: str | None = None
    lead: str | None = None

    @property
    def label(self) -> str:
        """What a list item needs from above to be understood alone.

        The lead of its list; else its heading, with the heading above where its own is but a word
        or two ("common" under "Side effects").
        """
        if self.lead:
            return self.lead.rstrip(" :")
        near = self.headings[-1:]
        if near and (len(near[0].split()) <= _SHORT or _qualifies(near[0])):
            near = self.headings[-2:]
        return ", ".join(_ASIDE.sub("", heading).rstrip(" :") for heading in near)

    def under_label(self, text: str) -> str:
        """Words below with the label before them; a lead without a mark runs on into them."""
        runs_on = self.lead is not None and not self.lead.rstrip().endswith(":")
        return f"{self.label}{' ' if runs_on else ': '}{text}"


def passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Every block of a page in order, headings too, with what stands above it."""
    open_headings: list[Block] = []
    question: str | None = None
    lead: str | None = None
    follows_heading = False
    for block in blocks:
        if block.kind == "heading":
            _close(open_headings, block, follows_heading)
            question = lead = None
            yield Passage(block, tuple(above.text for above in open_headings))
            open_headings.append(block)
            follows_heading = True
            continue
        follows_heading = False
        if block.kind not in _LIST_KINDS:
            lead = None
        headings = tuple(above.text for above in open_headings)
        if block.kind == "question":
            question = block.text
            yield Passage(block, headings)
            continue
        yield Passage(block, headings, question, lead)
        if _leads(block):
            lead = block.text


def is_unfinished(text: str) -> bool:
    """Whether a text ends, before a colon or none, with a word that ends no sentence: "if you"."""
    last = tokenise(text.rstrip(" :")[-_WORD:])[-1:]
    return bool(last) and last[0].stem in stop_stems()


def _leads(block: Block) -> bool:
    """Whether a list goes on with a block: with one that ends with a colon, or a paragraph that
    ends in the middle of a sentence."""
    ends = block.text.rstrip().endswith(":")
    return ends or (block.kind == "paragraph" and is_unfinished(block.text))


def _close(open_headings: list[Block], heading: Block, follows_heading: bool) -> None:
    """Close the headings that a new one ends.

    A heading right under another of its level is below it, and so is one that only says how often
    ("Uncommon"): text seldom tells levels better.
    """
    below = _qualifies(heading.text)
    kept: list[Block] = []
    for i, above in enumerate(open_headings):
        same = above.level == heading.level
        parent = same and follows_heading and i == len(open_headings) - 1
        if above.level < heading.level or parent or (same and below and not _qualifies(above.text)):
            kept.append(above)
    open_headings[:] = kept


@lru_cache(maxsize=1024)
def _qualifies(heading: str) -> bool:
    """Whether a heading only says how often or how surely what is below it occurs."""
    tokens = tokenise(heading)
    words = [token for token in tokens if token.is_word]
    return len(words) <= _FEW and any(name.startswith("frequency") for name in find_cues(tokens))
