"""A work on file and the forms of it that references are compared with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from claims.citations.text import bare_name_key, name_key, run, words
from claims.citations.title import Title, main_title, title_of
from ingest.schema import DOUBTS, NO_NOTICE
from ingest.study_ids import short_name

_LEAST_ACRONYM = 3
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_SIZES = ("n_enrolled", "n_randomised", "n_treated", "n_analysed")
DIVIDER = re.compile(r"\s*;\s*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SUFFIX = r"(?:,?\s+(?:Jr|Sr|I{2,3}|IV|2nd|3rd|4th)\.?)?"
_PERSON = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<surname>[^\s,][^,]*?[a-zß-ÿ][^,]*?|[A-Z]{{4,}})\s+(?P<given>[A-Z]{{1,4}}){_SUFFIX}\.?",
        rf"(?P<surname>[^,]+),\s*(?P<given>[^,]+?){_SUFFIX}",
        r"(?P<surname>[^\s,]*[a-zß-ÿ][^\s,]*)(?P<given>)",
    )
)


@dataclass(frozen=True, slots=True)
class Work:
    """One work: its bibliographic fields; None where a field is not known.

    ``authors`` are as "Surname Initials"; a name in round brackets, such as "(others)", stands for
    authors that are not known.  ``unverified`` names fields that no reference is judged on.
    ``sizes`` are the numbers of people that took part, as counted in various ways.
    ``notice`` is how the work stands after a retraction and the like, None where nothing is known.
    """

    study_id: str
    authors: tuple[str, ...]
    title: str
    journal: str | None
    journal_abbrev: str | None
    year: int | None
    epub_year: int | None
    volume: str | None
    issue: str | None
    pages: str | None
    pmid: str | None
    pmcid: str | None
    doi: str | None
    nct: str | None
    aliases: tuple[str, ...]
    unverified: frozenset[str]
    notice: str | None = None
    design: str | None = None
    sizes: frozenset[int] = frozenset()

    @property
    def is_doubted(self) -> bool:
        """Whether it is retracted, or under an expression of concern: nobody should lean on it."""
        return self.notice in DOUBTS

    @property
    def years(self) -> tuple[int, ...]:
        """Print and online year: a reference may give either."""
        return tuple(year for year in (self.year, self.epub_year) if year is not None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A work with the forms that are compared again and again.

    ``surname`` is None where the first author is a body, whose name is ``body``; ``bare`` is the
    surname without its particles; ``main`` is the title without its subtitle.
    """

    work: Work
    surname: str | None
    bare: str | None
    initials: str | None
    body: str | None
    title: Title
    main: Title

    @property
    def surnames(self) -> frozenset[str]:
        """The surnames of all its authors as keys, without particles."""
        people = (person(name) for name in self.work.authors)
        return frozenset(bare_name_key(found[0]) for found in people if found)

    @property
    def acronyms(self) -> frozenset[str]:
        """Its bodies' short names, and words in capitals of their names and of its title."""
        bodies = [name for name in self.work.authors if not person(name)]
        short = (short_name(name).upper() for name in bodies)
        capitals = _CAPITALS.findall(" ".join((*bodies, self.work.title)))
        return frozenset(name for name in (*short, *capitals) if len(name) >= _LEAST_ACRONYM)


def person(author: str) -> tuple[str, str] | None:
    """Surname and initials of "Surname Initials", "Surname, Given name" or "Surname".

    None for a body such as an agency, and for authors not known.
    """
    hits = (style.fullmatch(author.strip()) for style in _PERSON)
    found = None if author.startswith("(") else next(filter(None, hits), None)
    if found is None:
        return None
    return found["surname"], "".join(letter for letter in found["given"] if letter.isupper())


def _text(row: Mapping[str, object], column: str) -> str | None:
    value = row.get(column)
    # Missing cells of a data frame are NaN, the one value that differs from itself.
    if value is None or value != value:
        return None
    return str(value).strip() or None


def _year(row: Mapping[str, object], column: str) -> int | None:
    found = _YEAR.search(_text(row, column) or "")
    return int(found.group()) if found else None


def _number(row: Mapping[str, object], column: str) -> int | None:
    text = _text(row, column) or ""
    return int(text) if text.isdigit() else None


def _many(row: Mapping[str, object], column: str) -> tuple[str, ...]:
    return tuple(filter(None, DIVIDER.split(_text(row, column) or "")))


def work_from_row(row: Mapping[str, object]) -> Work:
    """A work from a row of the table studies; KeyError where it has no study_id or title."""
    return Work(
        study_id=str(row["study_id"]),
        authors=_many(row, "authors"),
        title=str(row["title"]).strip().rstrip("."),
        journal=_text(row, "journal"),
        journal_abbrev=_text(row, "journal_abbrev"),
        year=_year(row, "year"),
        epub_year=_year(row, "epub_year"),
        volume=_text(row, "volume"),
        issue=_text(row, "issue"),
        pages=_text(row, "pages"),
        pmid=_text(row, "pmid"),
        pmcid=_text(row, "pmcid"),
        doi=_text(row, "doi"),
        nct=_text(row, "nct"),
        aliases=_many(row, "aliases"),
        unverified=frozenset(_many(row, "unverified_fields")),
        design=_text(row, "design"),
        sizes=frozenset(size for column in _SIZES if (size := _number(row, column))),
        notice=None if (notice := _text(row, "notice")) == NO_NOTICE else notice,
    )


def _body(author: str) -> str | None:
    return None if author.startswith("(") else run(words(author))


def entry_of(work: Work) -> Entry:
    """The work with its names and title made comparable."""
    first = person(work.authors[0]) if work.authors else None
    title, main = title_of(work.title), title_of(main_title(work.title))
    return Entry(
        work=work,
        surname=name_key(first[0]) if first else None,
        bare=bare_name_key(first[0]) if first else None,
        initials=first[1] if first else None,
        body=_body(work.authors[0]) if work.authors and not first else None,
        title=title,
        main=title if main == title else main,
    )
