"""Which works a reference in prose means: "Oak's 2015 trial of ...", "(WHO 2020)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.citations.index import WorkIndex
from claims.citations.mentions import described
from claims.citations.prose import KIND, PUBLISHED, YEAR, named_authors, of_topic
from claims.citations.text import stems, words
from claims.citations.works import Entry

_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]*")
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_LONGEST_SHORT_FORM = 60
_LEAST_TOLD = 5
_TOLD_SHARE = 0.6


def told_of(reference: str, index: WorkIndex) -> tuple[Entry, ...]:
    """The works that a reference in prose means, by whatever it tells; none where nothing fits.

    "Daly's 2019 trial of ...": the author's works whose title is told, else those of the year.
    "(WHO 2020)": a body's work of the year.  Else by journal or size (``described``).
    """
    years = {int(year.group()) for year in YEAR.finditer(reference)}
    prose = KIND.search(reference) or PUBLISHED.search(reference)
    authors = named_authors(reference, index)
    if authors and prose:
        works = [entry for name in authors for entry in index.by_surname(name)]
        told = [entry for entry in works if _tells(reference, entry)]
        dated = told or [entry for entry in works if years.intersection(entry.work.years)]
        fitting = _in_journal(reference, dated, index) or dated
        return tuple(of_topic(fitting, reference) or fitting)
    if not authors and years and len(reference) <= _LONGEST_SHORT_FORM:
        bodies = {
            entry.work.study_id: entry
            for name in _ACRONYM.findall(reference)
            for entry in index.by_acronym(name)
            if years.intersection(entry.work.years)
        }
        if bodies:
            return tuple(bodies.values())
    mention = described(reference, None, index)
    entries = mention.entries if mention else ()
    if not (mention and _has_topic(reference)):
        return entries if len(entries) == 1 else ()
    rest = reference[: mention.start] + " " + reference[mention.end :]
    close = of_topic(entries, rest)
    return tuple(close) if len(close) == 1 else ()


def _in_journal(text: str, entries: Sequence[Entry], index: WorkIndex) -> list[Entry]:
    named = {journal for _, _, journal in index.journals.mentioned(text)}
    return [entry for entry in entries if index.journals.canonical(entry.work.journal) in named]


def _has_topic(text: str) -> bool:
    """Whether a text says what a work is about, besides its kind, journal and date."""
    rest = _CAPITALISED.sub(" ", PUBLISHED.sub(" ", KIND.sub(" ", text)))
    return len(stems(rest)) > 0


def _tells(text: str, entry: Entry) -> bool:
    """Whether a text has most of the words of a title of five or more."""
    own = entry.main.content
    told = set(own) & set(words(text))
    return len(own) >= _LEAST_TOLD and len(told) >= _TOLD_SHARE * len(own)
