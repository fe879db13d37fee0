"""Works that running text means without citing them: by trial name, journal and year, or size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.citations.index import WorkIndex
from claims.citations.prose import (
    KIND,
    PEOPLE,
    PUBLISHED,
    YEAR,
    by_named,
    of_kind,
    of_size,
    of_topic,
)
from claims.citations.works import Entry

_LEAD_IN = re.compile(r"\b(?:an?|the|in|that|this|one)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """What is said of works, and where; ``entries`` are those that fit, none where none does."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def trial_names(text: str, index: WorkIndex) -> Iterator[Mention]:
    """Trial names in a text, capitals as on file: "LEAP" is a trial, "leap" is not."""
    for start, end, entries in index.names_in(text):
        yield Mention(start, end, tuple(entries))


def described(sentence: str, topic: str | None, index: WorkIndex) -> Mention | None:
    """The work that a sentence describes by its year, with its journal or number of people.

    ``topic`` is the text around: of several works of a journal and year the one whose title shares
    most of its words is meant, and none that shares no word.  Without a topic, as where the
    sentence is all that is known, all are taken.  None where nothing is described; a work of a
    journal and year that is not on file is a mention without entries.
    """
    years = list(YEAR.finditer(sentence))
    if not years or not (KIND.search(sentence) or PUBLISHED.search(sentence)):
        return None
    return _by_journal(sentence, years, topic, index) or _by_size(sentence, years, topic, index)


def _by_journal(
    sentence: str, years: Sequence[re.Match[str]], topic: str | None, index: WorkIndex
) -> Mention | None:
    for start, end, journal in index.journals.mentioned(sentence):
        year = min(years, key=lambda year: min(abs(year.start() - end), abs(start - year.end())))
        fitting = by_named(sentence, index.by_journal(journal, int(year.group())), index)
        fitting = of_kind(sentence, of_size(sentence, fitting))
        around = (topic or "").replace(sentence[start:end], " ")
        close = of_topic(fitting, None if topic is None else around)
        first, last = min(start, year.start()), max(end, year.end())
        if close or not fitting:
            return Mention(_opening(sentence, first), last, tuple(close))
    return None


def _by_size(
    sentence: str, years: Sequence[re.Match[str]], topic: str | None, index: WorkIndex
) -> Mention | None:
    """Only what is unambiguous: one work of that year and number of people."""
    for people in PEOPLE.finditer(sentence):
        count = int(people["count"].replace(",", ""))
        for year in years:
            close = of_topic(index.by_size(count, int(year.group())), topic)
            if len(close) == 1:
                first = min(people.start(), year.start())
                last = max(people.end(), year.end())
                return Mention(_opening(sentence, first), last, tuple(close))
    return None


def _opening(sentence: str, start: int) -> int:
    """Where the phrase begins, its article and the noun before a figure taken in."""
    kinds = list(KIND.finditer(sentence, max(0, start - 40), start))
    start = kinds[-1].start() if kinds else start
    article = _LEAD_IN.search(sentence, 0, start)
    return article.start() if article else start
