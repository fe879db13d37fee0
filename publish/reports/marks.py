"""Where claims stand in the text of a page: blocks cut so that overlapping claims nest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from claims.checked import CheckedClaim, CheckedPage
from claims.pages.page import Block
from publish.reports.labels import Label, label_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim whose words end with a run; ``number`` counts the page's claims from 1."""

    number: int
    label: Label


@dataclass(frozen=True, slots=True)
class Run:
    """Words that the same claims cover.

    ``lead`` is the gravest of these claims, None where none covers the words; ``ends`` are those
    whose last words in the page these are.
    """

    text: str
    lead: Mark | None
    ends: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block cut into runs; their texts joined are the block's text."""

    block: Block
    runs: tuple[Run, ...]


def mark_blocks(page: CheckedPage) -> tuple[list[MarkedBlock], frozenset[int]]:
    """A page's blocks cut at the edges of its claims, and the numbers of the claims marked.

    A claim that stands in no block (its words are not in the source) is marked nowhere.
    """
    marks = [Mark(number, label_of(claim)) for number, claim in enumerate(page.claims, 1)]
    covered = [_covered(block, page.claims) for block in page.page.blocks]
    last = {
        index: (at, place)
        for at, places in enumerate(covered)
        for place, claims in enumerate(places)
        for index in claims
    }
    blocks = [
        MarkedBlock(block, tuple(_runs(block.text, places, _ends_at(at, last), marks)))
        for at, (block, places) in enumerate(zip(page.page.blocks, covered, strict=True))
    ]
    return blocks, frozenset(marks[index].number for index in last)


def _covered(block: Block, claims: Sequence[CheckedClaim]) -> list[frozenset[int]]:
    """The claims, by index, that cover each character; blanks and joins within one are its own."""
    places: list[set[int]] = [set() for _ in block.text]
    # Looked up for each claim, and not gone through: a long paragraph may be claims alone.
    spans = sorted(
        (start, end, place)
        for place, (start, end) in enumerate(zip(block.starts, block.ends, strict=True))
        if start < end
    )
    for index, claim in enumerate(claims):
        for place in _span(spans, claim):
            places[place].add(index)
    return [frozenset(claims) for claims in places]


def _span(spans: Sequence[tuple[int, int, int]], claim: CheckedClaim) -> range:
    """The places from a claim's first character to its last; ``spans`` are in order of start."""
    first, beyond = bisect_left(spans, (claim.start,)), bisect_left(spans, (claim.end,))
    inside = [place for _, end, place in spans[first:beyond] if end <= claim.end]
    return range(min(inside), max(inside) + 1) if inside else range(0)


def _ends_at(at: int, last: dict[int, tuple[int, int]]) -> dict[int, list[int]]:
    """The claims that end in a block, by the place of their last character."""
    ends: dict[int, list[int]] = {}
    for index, (block, place) in last.items():
        if block == at:
            ends.setdefault(place, []).append(index)
    return ends


def _runs(
    text: str, places: list[frozenset[int]], ends: dict[int, list[int]], marks: Sequence[Mark]
) -> Iterator[Run]:
    for claims, group in groupby(range(len(text)), key=places.__getitem__):
        run = list(group)
        first, final = run[0], run[-1]
        covering = [marks[index] for index in sorted(claims)]
        lead = max(covering, key=lambda mark: mark.label.severity, default=None)
        ending = tuple(marks[index] for index in sorted(ends.get(final, ())))
        yield Run(text[first : final + 1], lead, ending)
