"""A reference made ready to be compared with works: worked out once for all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claims.citations.journals import JournalTable
from claims.citations.reference import Reference
from claims.citations.text import place_key, run, words
from claims.citations.title import Title, main_title, title_of

_LEAST_WORDS = 3


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

    A journal that stands where authors do ("Lancet 2015;386:1") is none of them.
    """
    first = reference.authors[0] if len(reference.authors) == 1 else None
    if first and not first.initials and journals.canonical(first.surname):
        reference = replace(reference, authors=())
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
