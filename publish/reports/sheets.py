"""A checked page as it is shown: its text cut at its claims, and a card for each claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from claims.checked import CheckedClaim, CheckedPage
from claims.citations import corrected_reference
from claims.evidence import Evidence
from publish.reports.labels import Label, counted, label_of
from publish.reports.marks import MarkedBlock, mark_blocks
from publish.reports.sources import Source, sources_of, split_roles
from publish.reports.wording import (
    faulty,
    fit,
    is_url,
    one_line,
    read_as,
    reasons,
    status_of,
    twins,
)

_OPEN_SOURCES = 3
_LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as it is shown; ``number`` counts from 1 in the order of the page.

    ``anchored`` tells whether its words are marked in the text, so that there is a way back.
    """

    number: int
    claim: CheckedClaim
    label: Label
    read_as: str
    reasons: list[tuple[str, str]]
    shown: list[Source]
    folded: list[Source]
    near: list[Source]
    anchored: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is shown; ``groups`` are its blocks, those of one kind that follow each other
    together, a heading's kind being its element."""

    number: int
    page: CheckedPage
    counts: list[tuple[Label, int]]
    groups: list[tuple[str, list[MarkedBlock]]]
    cards: list[Card]
    numbers: dict[tuple[int, int, str], int]

    def number_of(self, claim: CheckedClaim) -> int:
        """The number of the card of one of the page's claims."""
        return self.numbers[key_of(claim)]


@cache
def environment() -> Environment:
    """What renders reports: templates of this package, style sheets that the site has too."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("publish.reports"), PackageLoader("publish", "static")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "fit": fit, "one_line": one_line, "status_of": status_of, "faulty": faulty,
        "twins": twins,
        "corrected": corrected_reference,
    }  # fmt: skip
    made.filters.update(filters)
    made.tests["url"] = is_url
    return made


def sheet_of(number: int, page: CheckedPage, evidence: Evidence) -> Sheet:
    """The page with what is shown of it; ``number`` tells pages of one document apart."""
    blocks, marked = mark_blocks(page)
    cards = [
        _card(place, claim, evidence, place in marked) for place, claim in enumerate(page.claims, 1)
    ]
    numbers = {key_of(card.claim): card.number for card in cards}
    groups = [
        (kind, [marked for _, marked in group])
        for kind, group in groupby(zip(_kinds(blocks), blocks, strict=True), lambda one: one[0])
    ]
    return Sheet(number, page, counted([page]), groups, cards, numbers)


def _kinds(blocks: Iterable[MarkedBlock]) -> Iterator[str]:
    """The kind of each block, of a heading its element: h3 where nothing stands above it.

    Pages leave out levels at their will; readers who go by headings should not have to.
    """
    above: list[int] = []
    for marked in blocks:
        if marked.block.kind != "heading":
            yield marked.block.kind
            continue
        while above and above[-1] >= marked.block.level:
            above.pop()
        above.append(marked.block.level)
        yield f"h{min(len(above) + 2, _LOWEST_HEADING)}"


def key_of(claim: CheckedClaim) -> tuple[int, int, str]:
    """What tells a claim from the others of its page."""
    return claim.start, claim.end, claim.statement


def _card(number: int, claim: CheckedClaim, evidence: Evidence, anchored: bool) -> Card:
    bearing, near = split_roles(sources_of(claim, evidence))
    return Card(
        number=number,
        claim=claim,
        label=label_of(claim),
        read_as=read_as(claim.reading, evidence),
        reasons=reasons(claim),
        shown=bearing[:_OPEN_SOURCES],
        folded=bearing[_OPEN_SOURCES:],
        near=near,
        anchored=anchored,
    )
