"""The references that a page prints: in lists, in brackets, in running text, by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.citations import parse, split
from claims.finding.passages import Passage
from claims.pages.headings import heads_references

_NAME = r"(?:[A-Z][’'])?[A-Z][^\W\d_]+(?:[-’'][A-Z]?[^\W\d_]+)*"
_YEAR = r"(?:19|20)\d\d[a-z]?"
_AUTHORS = rf"{_NAME}(?:\s+[A-Z]{{1,3}}\b)?(?:,?\s+(?:et\s+al\.?|(?:and|&)\s+{_NAME}))?"
_BRACKETED = re.compile(
    rf"\((?=[^()]{{0,200}}{_YEAR})((?:e\.g\.,?\s+|see\s+)?{_AUTHORS},?\s+[^()]*?)\)"
)
_NARRATIVE = re.compile(rf"\b({_AUTHORS})\s*\(({_YEAR})\)")
_HEAD = re.compile(
    rf"\W*(?:\d{{1,3}}[.)\]]\s*)?(?:(?:van|von|de|del|da|la|le)\s+)*{_NAME},?\s+(?:[A-Z]{{1,3}}\b|[A-Z]\.|et\s+al)"
)
_TOLD = re.compile(rf"{_AUTHORS}\s*\({_YEAR}\)\s+[a-z]")
_RIGHTS = re.compile(r"\s*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_HAS_YEAR = re.compile(_YEAR)
_MARKER = re.compile(r"\[(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]|(?<=[\w.,;:%)\"”’])([¹²³⁰⁴-⁹]+)")
_NUMBER = re.compile(r"\W*(\d{1,3})[.)\]]")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LONGEST = 2_000


Mark = tuple[int, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Printed:
    """A reference as printed: offsets into its block's text, and whether it stands for itself.

    ``inline`` is one in brackets or in running text; others fill their block or a part of a list.
    ``number`` is the one that it has in its list.
    """

    text: str
    start: int
    end: int
    inline: bool
    number: int | None = None


def references_in(passage: Passage, position: int) -> list[Printed]:
    """The references that a block prints, in order.

    ``position`` is the block's place among the items of its list, from 1: the number of a reference
    that prints none.
    """
    text = passage.block.text
    if _is_list_entry(passage):
        return [
            Printed(piece, start, end, False, _number_of(piece) or position + i)
            for i, (start, end, piece) in enumerate(split(text))
        ]
    return list(_inline(text))


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


def _is_list_entry(passage: Passage) -> bool:
    """Whether a whole block is one reference or several run together."""
    text = passage.block.text[:_LONGEST]
    if passage.block.kind == "heading" or not _HAS_YEAR.search(text) or _RIGHTS.match(text):
        return False
    listed = any(heads_references(heading) for heading in passage.headings[-1:])
    if not listed and (not _HEAD.match(text) or _TOLD.match(text)):
        return False
    reference = parse(text)
    if reference.authors:
        return bool(reference.title or reference.journal or reference.identifiers)
    return listed and bool(reference.identifiers or (reference.title and reference.journal))


def _inline(text: str) -> Iterator[Printed]:
    found = [
        Printed(piece, hit.start(1) + start, hit.start(1) + end, True)
        for hit in _BRACKETED.finditer(text)
        for start, end, piece in split(hit.group(1))
    ]
    found += [Printed(hit.group(), *hit.span(), True) for hit in _NARRATIVE.finditer(text)]
    yield from sorted(found, key=lambda printed: printed.start)


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
