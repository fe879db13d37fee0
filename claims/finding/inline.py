"""References in running text: authors with a year, identifiers, and links to a work."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.citations import split
from claims.citations.authors import FELLOWS
from claims.citations.identifiers import read_identifiers
from claims.pages.page import Block, Link

NAME = r"(?:[A-Z][’'])?[A-Z][^\W\d_]+(?:[-’'][A-Z]?[^\W\d_]+)*"
YEAR = r"(?:19|20)\d\d[a-z]?"
_PARTICLES = r"(?:(?:van|von|de|del|da|la|le|den|der|aan|het|Van|Von|De|Del|La|Le)\s+){0,3}"
_TEAM = rf"{_PARTICLES}{NAME},?\s+(?:et\.?\s+al\b\.?|(?:and|&)\s+{FELLOWS})"
_AUTHORS = (
    rf"(?:{_PARTICLES}{NAME},\s+(?=(?:{NAME},\s+)*{NAME},?\s+(?:and|&)\s+{NAME}\s*[(\[])){{0,4}}"
    rf"{_PARTICLES}{NAME}(?:\s+[A-Z]{{1,3}}\b)?"
    rf"(?:,?\s+(?:et\.?\s+al\b\.?|(?:and|&)\s+(?:{FELLOWS}|{_PARTICLES}{NAME})))?"
)
# Authors, journal and year, in a sentence or a cell: "Oak et al., BMJ 2017", "Oak A, BMJ 2017;3:4".
_PLACED = re.compile(
    rf"\b{_PARTICLES}{NAME}(?:\s+[A-Z]{{1,3}}\b,?(?:\s+et\.?\s+al\b\.?,?)?|,?\s+et\.?\s+al\b\.?,?"
    rf"|\s+(?:and|&)\s+{NAME}(?:\s+[A-Z]{{1,3}}\b)?,)"
    r"\s+(?:[A-Z][\w.&-]*\s+(?:(?:of|the|and|in|for|on)\s+){0,2}){1,7}"
    rf"{YEAR}(?:;\s?\d{{1,4}}(?:\([^()]*\))?:\s?[\w–-]+)?"
)
_BRACKETED = re.compile(
    rf"[(\[](?=[^()\[\]]{{0,200}}{YEAR})((?:e\.g\.,?\s+|see\s+|cf\.?\s+)?{_AUTHORS},?\s+[^()\[\]]*?)[)\]]"
)
_GIVEN = re.compile(r"\b[A-Z][^\W\d_]*\.?\s$")
_LONGEST_NAME = 40
_NARRATIVE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<authors>{_AUTHORS})\s*[(\[](?P<year>{YEAR})[)\]]",
        rf"\bIn\s+(?P<year>{YEAR}),?\s+(?P<authors>{_TEAM})",
        rf"\b(?P<authors>{_TEAM}),?\s+(?:in\s+)?(?P<year>{YEAR})\b",
        rf"\b(?P<authors>{_TEAM}|{NAME})[’']s?\s+(?P<year>{YEAR})\s+"
        r"(?:study|trial|paper|review|report|analysis|meta-analysis|survey|article)",
    )
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A reference as printed: offsets into its block's text, and whether it stands for itself.

    ``inline`` is one in brackets or in running text; others fill their block or a part of a list.
    ``number`` is the one that it has in its list.  ``address`` is where its links lead, and
    ``short`` its authors and year where more than these is printed: what is asked for.  A
    ``doubtful`` one is a reference only if its work is on file: "Sue Hall (2023)", "10.4421/SOUP".
    """

    text: str
    start: int
    end: int
    inline: bool
    number: int | None = None
    address: str = ""
    short: str = ""
    doubtful: bool = False

    @property
    def asked(self) -> str:
        """What says which work is meant: what is printed, or its short form, and the address."""
        return " ".join(filter(None, (self.short or self.text, self.address)))


def inline_references(text: str) -> list[Printed]:
    """The references that stand in running text, in its order, none within another."""
    found = [
        Printed(piece, hit.start(1) + start, hit.start(1) + end, True)
        for hit in _BRACKETED.finditer(text)
        for start, end, piece in split(hit.group(1))
    ]
    found += [Printed(hit.group(), *hit.span(), True) for hit in _PLACED.finditer(text)]
    for style in _NARRATIVE:
        for hit in style.finditer(text):
            short = f"{hit['authors']} {hit['year']}"
            named = _GIVEN.search(text, max(0, hit.start() - _LONGEST_NAME), hit.start())
            found.append(Printed(hit.group(), *hit.span(), True, short=short, doubtful=bool(named)))
    for one in read_identifiers(text):
        printed = text[one.start : one.end]
        found.append(Printed(printed, one.start, one.end, True, doubtful=printed[:1].isdigit()))
    return apart(found)


def apart(found: Sequence[Printed]) -> list[Printed]:
    """References in their order, without those that begin within another."""
    kept: list[Printed] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def with_links(found: Sequence[Printed], block: Block, links: Sequence[Link]) -> list[Printed]:
    """References with the addresses of links in them; links to a work are references themselves.

    Of a link that leads to a work the words are what is printed ("a study").
    """
    placed = list(_placed(block, links))
    kept: list[Printed] = []
    for one in found:
        inner = [address for start, end, address in placed if start < one.end and end > one.start]
        kept.append(one if not inner else _addressed(one, inner))
    for start, end, address in placed:
        if all(end <= one.start or start >= one.end for one in found):
            kept.append(Printed(block.text[start:end], start, end, True, address=address))
    return apart(kept)


def _addressed(one: Printed, addresses: Sequence[str]) -> Printed:
    return replace(one, address=" ".join(dict.fromkeys(addresses)))


def _placed(block: Block, links: Sequence[Link]) -> Iterator[tuple[int, int, str]]:
    """Links to works whose words stand in a block: start and end in its text, and address.

    The links come in the order of the page, so that only those of the block are looked at.
    """
    low, high = min(block.starts, default=0), max(block.ends, default=0)
    first = bisect_right(links, low, key=lambda link: link.end)
    last = bisect_left(links, high, key=lambda link: link.start)
    for link in links[first:last]:
        inside = [
            i
            for i, (start, end) in enumerate(zip(block.starts, block.ends, strict=True))
            if link.start <= start < end <= link.end
        ]
        if inside:
            yield inside[0], inside[-1] + 1, link.address
