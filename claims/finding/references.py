"""The references that a page prints: in lists, in brackets, in running text, by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.finding.entries import entries_in
from claims.finding.inline import Printed, inline_references, with_links
from claims.finding.passages import Passage
from claims.pages.page import Block, Link

_MARKER = re.compile(r"\[(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]|(?<=[\w.,;:%)\"”’])([¹²³⁰⁴-⁹]+)")
_NUMBER = re.compile(r"\W*(\d{1,3})[.)\]]")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


Mark = tuple[int, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Reference:
    """A printed reference and the block that it stands in."""

    block: Block
    printed: Printed


def references_of(placed: Sequence[Passage], links: Sequence[Link] = ()) -> list[Reference]:
    """The references that the blocks of a page print or link to, in its order."""
    found: list[Reference] = []
    position = 0
    list_of: tuple[str, ...] = ()
    for passage in placed:
        if passage.headings != list_of:
            position, list_of = 0, passage.headings
        printed = references_in(passage, position + 1)
        if links:
            printed = with_links(printed, passage.block, links)
        position += sum(not one.inline for one in printed)
        found += [Reference(passage.block, one) for one in printed]
    return found


def references_in(passage: Passage, position: int) -> list[Printed]:
    """The references that a block prints, in order.

    ``position`` is the block's place among the items of its list, from 1: the number of a reference
    that prints none.
    """
    entries = entries_in(passage)
    if not entries:
        return inline_references(passage.block.text)
    return [
        Printed(piece, start, end, False, _number_of(piece) or position + i)
        for i, (start, end, piece) in enumerate(entries)
    ]


def markers_in(text: str) -> Iterator[Mark]:
    """Marks that point to a list of references ("[3, 5-7]", superscripts): start, end, numbers."""
    for hit in _MARKER.finditer(text):
        listed, raised = hit.groups()
        numbers = (int(raised.translate(_SUPERSCRIPTS)),) if raised else tuple(_numbers(listed))
        yield hit.start(), hit.end(), numbers


def _numbers(text: str) -> Iterator[int]:
    for part in text.split(","):
        low, *high = (int(number) for number in re.findall(r"\d+", part))
        yield from range(low, min((high[0] if high else low), low + 30) + 1)


def _number_of(piece: str) -> int | None:
    hit = _NUMBER.match(piece)
    return int(hit.group(1)) if hit else None


def numbered(printed: Sequence[Printed]) -> dict[int, Printed]:
    """List references by their number; the first of a number stands."""
    table: dict[int, Printed] = {}
    for one in printed:
        if one.number is not None and not one.inline:
            table.setdefault(one.number, one)
    return table
