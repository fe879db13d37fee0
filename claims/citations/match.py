"""One candidate work against one reference: a table of small comparisons and their sum.

Each component is None where the reference does not print the field, the work does not have it, or
nobody has verified it.  Only agreement and disagreement count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.citations.index import WorkIndex
from claims.citations.journals import JournalTable
from claims.citations.prepared import Prepared
from claims.citations.text import (
    bare_name_key,
    is_slip,
    name_key,
    page_range,
    run,
    words,
)
from claims.citations.title_match import SIMILAR, TitleMatch, compare_titles
from claims.citations.works import Entry

_RIGHT_TITLE = 90.0
_ARTICLE = re.compile(r"[A-Za-z]+\d{4,}")
_LONG_TITLE = 6
_SHORT_TITLE = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work with its components: True agrees, False disagrees, None says nothing.

    ``stranger`` tells that another first author is printed, verified or not: that is no fault
    where it is not, but a title that is not the work's own needs more than that.  ``numbered``
    tells that the pages are the number of an article, which no other of its journal has.
    """

    study_id: str
    title: TitleMatch | None
    author: bool | None
    year: bool | None
    journal: bool | None
    volume: bool | None
    pages: bool | None
    issue: bool | None
    stranger: bool
    numbered: bool
    points: int


def same_author(prepared: Prepared, entry: Entry) -> bool | None:
    """Whether the first author is the work's: the surname, and no other first initial.

    A slip of one letter is forgiven where the initial is right, and so is a given name put in the
    surname's place.  A body is the author where its name stands in the reference; it goes by too
    many names for another to speak against it.
    """
    if entry.body is not None:
        return True if entry.body in prepared.joined else None
    if entry.surname is None:
        return None
    if not prepared.reference.authors:  # a lone surname is read as one only by a work that has it
        opening = prepared.reference.text.partition(",")[0]
        return True if name_key(opening) == entry.surname else None
    first = prepared.reference.authors[0]
    agree = not first.initials or not entry.initials or first.initials[0] == entry.initials[0]
    if name_key(first.surname) == entry.surname or bare_name_key(first.surname) == entry.bare:
        return agree
    if first.initials and agree and is_slip(name_key(first.surname), entry.surname):
        return True
    return entry.bare in first.keys or entry.surname in first.keys


def same_year(prepared: Prepared, entry: Entry) -> bool | None:
    """Whether a printed year is the print or the online year.

    A year that belongs to the work's title is none of the reference's where that is printed.
    """
    if not prepared.reference.years or not entry.work.years:
        return None
    of_title = entry.title.text.split() if prepared.title.text else ()
    years = {int(f.text) for f in prepared.reference.years if f.text not in of_title}
    if not years:
        return None
    return not years.isdisjoint(entry.work.years)


def same_journal(
    prepared: Prepared, entry: Entry, journals: JournalTable, certain: bool
) -> bool | None:
    """Whether the journal is the work's, by the alias table and equality only.

    A name that the table does not know may be a slip of the parse: it contradicts only where
    ``certain`` says that the title before it is bounded.
    """
    work, printed = entry.work, prepared.reference.journal
    real = [name for name in (work.journal, work.journal_abbrev) if name]
    if not real:
        return None
    if journals.canonical(real[0]) in prepared.journals:
        return True
    if printed and any(journals.same(printed.text, name) for name in real):
        return True
    named = prepared.journals or ({printed.text} if printed else set())
    if all(_is_of_title(name, prepared, entry) for name in named):
        return None
    if printed is None:
        return False
    # What publishes a report goes by many names: only a journal's is compared.
    is_article = bool(work.volume or work.pages or work.pmid)
    return False if prepared.journals or (certain and is_article) else None


def _is_of_title(journal: str, prepared: Prepared, entry: Entry) -> bool:
    """Whether a journal's name stands in the reference as words of the work's title alone."""
    name = run(words(journal))
    count = entry.title.joined.count(name) if name else 0
    return 0 < prepared.joined.count(name) <= count


def same_volume(prepared: Prepared, entry: Entry) -> bool | None:
    """Whether the volume is the work's."""
    printed, real = prepared.reference.volume, entry.work.volume
    return printed.text.lower() == real.lower() if printed and real else None


def same_issue(prepared: Prepared, entry: Entry) -> bool | None:
    """Whether the issue is the work's; no fault where not, since journals number in two ways."""
    printed, real = prepared.reference.issue, entry.work.issue
    return printed.text.lower() == real.lower() if printed and real else None


def same_pages(prepared: Prepared, entry: Entry) -> bool | None:
    """Whether first and, where both are known, last page are the work's."""
    printed, real = prepared.reference.pages, entry.work.pages
    if not printed or not real:
        return None
    (first, last), (real_first, real_last) = page_range(printed.text), page_range(real)
    return first == real_first and (last is None or real_last is None or last == real_last)


def _verified(value: bool | None, field: str, entry: Entry) -> bool | None:
    """An unverified field may agree, never disagree."""
    return None if value is False and field in entry.work.unverified else value


def _title_points(title: TitleMatch, entry: Entry) -> int | None:
    """What a title is worth; None for one that is not the work's."""
    if title.kind == "same" or title.subtitle_only:
        if title.score < SIMILAR:
            return 0
        size = len((entry.title if title.kind == "same" else entry.main).content)
        return 6 if size >= _LONG_TITLE else 4 if size >= _SHORT_TITLE else 3
    if title.kind == "shortened" and title.score >= _RIGHT_TITLE:
        return 4 if title.coverage >= 0.8 else 3 if title.coverage >= 0.5 else 2
    if title.kind == "changed" and title.score >= SIMILAR and title.coverage >= 0.5:
        return 3 if title.coverage >= 0.8 else 2
    return None


def compare(prepared: Prepared, entry: Entry, index: WorkIndex) -> Candidate:
    """All components of one candidate and their points.

    Points: title up to 6, first author 2, page 2, year, journal and volume 1 each; what
    disagrees takes as much away.  A title that is not the work's leaves no points.
    """
    title = compare_titles(prepared.title, prepared.main, prepared.joined, entry, prepared.bounded)
    said = bool(prepared.title.text) or title.score > 0
    printed_author = same_author(prepared, entry)
    author = _verified(printed_author, "authors", entry)
    year = _verified(same_year(prepared, entry), "year", entry)
    certain = prepared.reference.quoted or prepared.title.joined in (
        entry.title.joined,
        entry.main.joined,
    )
    journal = _verified(same_journal(prepared, entry, index.journals, certain), "journal", entry)
    volume = _verified(same_volume(prepared, entry), "volume", entry)
    pages = _verified(same_pages(prepared, entry), "pages", entry)
    weights = ((author, 2), (year, 1), (journal, 1), (volume, 1), (pages, 2))
    points = sum(weight if value else -weight for value, weight in weights if value is not None)
    worth = _title_points(title, entry) if said else 0
    return Candidate(
        study_id=entry.work.study_id,
        title=title if said else None,
        author=author,
        year=year,
        journal=journal,
        volume=volume,
        pages=pages,
        issue=same_issue(prepared, entry),
        stranger=printed_author is False,
        numbered=bool(_ARTICLE.fullmatch(entry.work.pages or "")),
        points=0 if worth is None else points + worth,
    )
