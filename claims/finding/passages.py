"""The blocks of a page with what stands above each: headings, the question it answers, its lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.pages.page import Block

_LIST_KINDS = frozenset({"item", "row"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text in its place.

    ``headings`` are those above it, outermost first; ``question`` is the one that it answers;
    ``lead`` is the paragraph that opens its list ("Common side effects include:").
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
        if near and len(near[0].split()) <= _SHORT:
            near = self.headings[-2:]
        return ", ".join(heading.rstrip(" :") for heading in near)


_SHORT = 2


def passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Every block of a page in order, headings too, with what stands above it."""
    open_headings: list[Block] = []
    question: str | None = None
    lead: str | None = None
    for block in blocks:
        if block.kind == "heading":
            while open_headings and open_headings[-1].level >= block.level:
                open_headings.pop()
            question = lead = None
            yield Passage(block, tuple(above.text for above in open_headings))
            open_headings.append(block)
            continue
        if block.kind not in _LIST_KINDS:
            lead = None
        headings = tuple(above.text for above in open_headings)
        if block.kind == "question":
            question = block.text
            yield Passage(block, headings)
            continue
        yield Passage(block, headings, question, lead)
        if block.text.rstrip().endswith(":"):
            lead = block.text
