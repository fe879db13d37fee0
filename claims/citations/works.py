"""A work on file and the forms of it that references are compared with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from claims.citations.text import name_key, run, words

DIVIDER = re.compile(r"\s*;\s*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SUFFIX = r"(?:,?\s+(?:Jr|Sr|I{2,3}|IV)\.?)?"
_PERSON = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<surname>[^\s,][^,]*?[a-zß-ÿ][^,]*?|[A-Z]{{4,}})\s+(?P<given>[A-Z]{{1,4}}){_SUFFIX}\.?",
        rf"(?P<surname>[^,]+),\s*(?P<given>[^,]+?){_SUFFIX}",
        r"(?P<surname>[^\s,]*[a-zß-ÿ][^\s,]*)(?P<given>)",
    )
)
_SUBTITLE = re.compile(r":\s|\s[-‐-―]\s|\?\s|\.\s")


@dataclass(frozen=True, slots=True)
class Work:
    """One work: its bibliographic fields; None where a field is not known.

    ``authors`` are as "Surname Initials"; a name in round brackets, such as "(others)", stands for
    authors that are not known.  ``unverified`` names fields that no reference is judged on.
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

    @property
    def years(self) -> tuple[int, ...]:
        """Print and online year: a reference may give either."""
        return tuple(year for year in (self.year, self.epub_year) if year is not None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A work with the forms that are compared again and again.

    ``surname`` is None where the first author is a body, whose name is ``body``; ``joined`` and
    ``main_joined`` are the title and the title without its subtitle as one run of letters.
    """

    work: Work
    surname: str | None
    initials: str | None
    body: str | None
    surnames: frozenset[str]
    title: tuple[str, ...]
    main: tuple[str, ...]
    joined: str
    main_joined: str


def person(author: str) -> tuple[str, str] | None:
    """Surname and initials of "Surname Initials", "Surname, Given name" or "Surname".

    None for a body such as an agency, and for authors not known.
    """
    hits = (style.fullmatch(author.strip()) for style in _PERSON)
    found = None if author.startswith("(") else next(filter(None, hits), None)
    if found is None:
        return None
    return found["surname"], "".join(letter for letter in found["given"] if letter.isupper())


def main_title(title: str) -> str:
    """The title up to its subtitle; the whole where it has none."""
    found = _SUBTITLE.search(title)
    return title[: found.start() + 1].rstrip(" :-‐‑‒–—―.") if found else title


def _text(row: Mapping[str, object], column: str) -> str | None:
    value = row.get(column)
    # Missing cells of a data frame are NaN, the one value that differs from itself.
    if value is None or value != value:
        return None
    return str(value).strip() or None


def _year(row: Mapping[str, object], column: str) -> int | None:
    found = _YEAR.search(_text(row, column) or "")
    return int(found.group()) if found else None


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
    )


def _body(author: str) -> str | None:
    return None if author.startswith("(") else run(words(author))


def entry_of(work: Work) -> Entry:
    """The work with its names and title made comparable."""
    people = [found for name in work.authors if (found := person(name))]
    first = person(work.authors[0]) if work.authors else None
    title, main = words(work.title), words(main_title(work.title))
    return Entry(
        work=work,
        surname=name_key(first[0]) if first else None,
        initials=first[1] if first else None,
        body=_body(work.authors[0]) if work.authors and not first else None,
        surnames=frozenset(name_key(surname) for surname, _ in people),
        title=title,
        main=main,
        joined=run(title),
        main_joined=run(main),
    )
