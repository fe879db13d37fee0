"""Works that running text means without citing them: by trial name, journal and year, or size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.citations.index import WorkIndex
from claims.citations.text import content, words
from claims.citations.works import Entry

_YEAR = re.compile(r"(?<![\d/.,£$€:-])(?:19|20)\d\d(?![\d/,-]\d|\w)")
_KIND = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|papers?|reviews?|reports?|articles?|research|analys[ei]s"
    r"|meta-analys[ei]s|surveys?|experiments?|overviews?|guidelines?)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|printed|reported|reviewed|appeared|out|wrote|writing)\b", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?P<count>\d{1,3}(?:,\d{3})+|\d{2,6})\s+(?:[\w-]+\s+){0,2}?(?:people|patients|participants"
    r"|adults|men|women|children|babies|infants|volunteers|subjects|veterans|adolescents|teenagers"
    r"|older\s+adults|persons|individuals|students|nurses|doctors|farmers|smokers)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"\b(?:an?|the|in|that|this|one)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_LEAST_STEM = 5


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
    years = list(_YEAR.finditer(sentence))
    if not years or not (_KIND.search(sentence) or _PUBLISHED.search(sentence)):
        return None
    return _by_journal(sentence, years, topic, index) or _by_size(sentence, years, topic, index)


def _by_journal(
    sentence: str, years: Sequence[re.Match[str]], topic: str | None, index: WorkIndex
) -> Mention | None:
    for start, end, journal in index.journals.mentioned(sentence):
        year = min(years, key=lambda year: min(abs(year.start() - end), abs(start - year.end())))
        fitting = index.by_journal(journal, int(year.group()))
        close = _of_topic(fitting, topic)
        first, last = min(start, year.start()), max(end, year.end())
        if close or not fitting:
            return Mention(_opening(sentence, first), last, tuple(close))
    return None


def _by_size(
    sentence: str, years: Sequence[re.Match[str]], topic: str | None, index: WorkIndex
) -> Mention | None:
    """Only what is unambiguous: one work of that year and number of people."""
    for people in _PEOPLE.finditer(sentence):
        count = int(people["count"].replace(",", ""))
        for year in years:
            close = _of_topic(index.by_size(count, int(year.group())), topic)
            if len(close) == 1:
                first = min(people.start(), year.start())
                last = max(people.end(), year.end())
                return Mention(_opening(sentence, first), last, tuple(close))
    return None


def _opening(sentence: str, start: int) -> int:
    """Where the phrase begins, its article and the noun before a figure taken in."""
    kinds = list(_KIND.finditer(sentence, max(0, start - 40), start))
    start = kinds[-1].start() if kinds else start
    article = _LEAD_IN.search(sentence, 0, start)
    return article.start() if article else start


def shares_topic(entry: Entry, topic: str) -> bool:
    """Whether a text has two of the longer words of a work's title, however they end."""
    own = _stems(tuple(entry.title.text.split()))
    return len(own & _stems(words(topic))) >= min(2, len(own))


def _of_topic(entries: Sequence[Entry], topic: str | None) -> list[Entry]:
    """The entries whose titles share most words with a topic; all of them without one."""
    if topic is None:
        return list(entries)
    around = _stems(words(topic))
    shared = [len(_stems(tuple(entry.title.text.split())) & around) for entry in entries]
    most = max(shared, default=0)
    return [entry for entry, count in zip(entries, shared, strict=True) if most and count == most]


def _stems(tokens: tuple[str, ...]) -> frozenset[str]:
    """Beginnings of long words, by which "depressed" and "depression" are of one topic."""
    return frozenset(word[:_LEAST_STEM] for word in content(tokens) if len(word) >= _LEAST_STEM)
