"""A reference made ready to be compared with works: worked out once for all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claims.citations.authors import Author
from claims.citations.journals import JournalTable
from claims.citations.places import Field
from claims.citations.reference import Reference
from claims.citations.text import place_key, run, words
from claims.citations.title import Title, main_title, title_of

_LEAST_WORDS = 3
_NAMED = re.compile(r"([A-Z][\w’'-]+)(?: (?:&|and) ([A-Z][\w’'-]+))?,? ")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reference with what every candidate is compared with, worked out once."""

    reference: Reference
    tokens: tuple[str, ...]
    joined: str
    title: Title
    main: Title
    journals: frozenset[str]
    place: str | None  # volume and first page
    bounded: bool  # by quotation marks, or by a known journal after it: where the title ends

    @property
    def is_title_sure(self) -> bool:
        """Whether what was taken for a title stands in quotation marks, or behind the authors."""
        reference = self.reference
        return reference.quoted or bool(reference.title and reference.authors)


def prepare(reference: Reference, journals: JournalTable) -> Prepared:
    """Words, title and journals of a reference.

    A journal that stands where authors do ("Lancet 2015;386:1", "Oak, Lancet, 2015") is none of
    them.
    """
    last = reference.authors[-1] if reference.authors else None
    if last and not last.initials and journals.canonical(last.surname):
        reference = replace(reference, authors=reference.authors[:-1])
    reference = _with_author(reference, journals)
    tokens = words(reference.text)
    # A name before a title in quotation marks, or inside it, is no journal's.
    after = reference.title.end if reference.title and reference.quoted else 0
    found = list(journals.find(reference.text))
    named = {name for start, _, name in found if start >= after}
    title = _without_journals(reference, [(start, end) for start, end, _ in found])
    printed = journals.canonical(reference.journal.text) if reference.journal else None
    return Prepared(
        reference=reference,
        tokens=tokens,
        joined=run(tokens),
        title=title_of(title),
        main=title_of(main_title(title)),
        journals=frozenset(named | ({printed} if printed else set())),
        place=place_key(
            reference.volume.text if reference.volume else None,
            reference.pages.text if reference.pages else None,
        ),
        bounded=reference.quoted or printed is not None,
    )


def _with_author(reference: Reference, journals: JournalTable) -> Reference:
    """The reference with the names before its journal as authors: "Oak & Elm J Trees 2001;12:3"."""
    printed = reference.journal
    if reference.authors or reference.title or printed is None or journals.canonical(printed.text):
        return reference
    named = _NAMED.match(printed.text)
    if named is None or not journals.canonical(printed.text[named.end() :]):
        return reference
    start = printed.start
    names = [
        Author(named[n], "", start + named.start(n), start + named.end(n))
        for n in (1, 2)
        if named[n]
    ]
    journal = Field(printed.text[named.end() :], start + named.end(), printed.end)
    return replace(reference, authors=tuple(names), journal=journal)


def _without_journals(reference: Reference, journals: list[tuple[int, int]]) -> str:
    """The printed title, cut where a known journal in it begins or ends: the parse went too far."""
    title = reference.title
    if title is None or reference.quoted:
        return title.text if title else ""
    start, end = title.start, title.end
    for first, last in journals:
        if first <= start + 1 < last:
            start = min(last, end)
        elif start < first < end and len(reference.text[start:first].split()) >= _LEAST_WORDS:
            end = min(end, first)
    rest = reference.text[start:end]
    cut = (start, end) != (title.start, title.end)
    return "" if cut and sum(map(str.isalpha, words(rest))) < _LEAST_WORDS else rest
