"""Works that running text means without citing them: by trial name, journal and year, or size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.citations.authors import FELLOWS
from claims.citations.index import WorkIndex
from claims.citations.text import bare_name_key, stems, words
from claims.citations.works import Entry

_YEAR = re.compile(r"(?<![\d/.,£$€:-])(?:19|20)\d\d(?![\d/,-]\d|\w)")
_KIND = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|papers?|reviews?|reports?|articles?|research|analys[ei]s"
    r"|meta-analys[ei]s|surveys?|experiments?|overviews?|guidelines?)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"\b(?:reviews?|meta-analys[ei]s|overviews?|guidelines?|consensus|update)\b", re.IGNORECASE
)
_TRIAL = re.compile(r"\b(?:trials?|experiments?|randomi[sz]ed|pilot|open-label)\b", re.IGNORECASE)
_REVIEWS = frozenset(
    {"meta-analysis", "systematic-review", "guideline", "commentary", "background"}
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
_NAME = r"\b[A-Z][^\W\d_]{1,40}(?:[-’'][A-Z]?[^\W\d_]{1,40}){0,3}"
_AUTHOR = re.compile(
    rf"\bby\s+(?:(?:Dr|Prof)\.?\s+)?(?:[A-Z][\w.’'-]*\s+){{0,3}}?(?P<by>{_NAME})(?=[,.;)]|\s+[a-z&(]|$)"
    rf"|(?P<team>{_NAME})(?:[’']s?\s|,?\s+et\.?\s+al\b|,?\s+(?:and|&)\s+{FELLOWS}\b)"
)
_LENT = re.compile(rf"(?P<name>{_NAME})\s+(?:trial|study|paper|review|report|meta-analysis)\b")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]*")
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
_LONGEST_SHORT_FORM = 60
_LEAST_TOLD = 5
_TOLD_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Mention:
    """What is said of works, and where; ``entries`` are those that fit, none where none does."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def told_of(reference: str, index: WorkIndex) -> tuple[Entry, ...]:
    """The works that a reference in prose means, by whatever it tells; none where nothing fits.

    "Daly's 2019 trial of ...": the author's works whose title is told, else those of the year.
    "(WHO 2020)": a body's work of the year.  Else by journal or size (``described``).
    """
    years = {int(year.group()) for year in _YEAR.finditer(reference)}
    prose = _KIND.search(reference) or _PUBLISHED.search(reference)
    authors = _named(reference, index)
    if authors and prose:
        works = [entry for name in authors for entry in index.by_surname(name)]
        told = [entry for entry in works if _tells(reference, entry)]
        dated = told or [entry for entry in works if years.intersection(entry.work.years)]
        fitting = _in_journal(reference, dated, index) or dated
        return tuple(_of_topic(fitting, reference) or fitting)
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
    close = _of_topic(entries, rest)
    return tuple(close) if len(close) == 1 else ()


def _in_journal(text: str, entries: Sequence[Entry], index: WorkIndex) -> list[Entry]:
    named = {journal for _, _, journal in index.journals.mentioned(text)}
    return [entry for entry in entries if index.journals.canonical(entry.work.journal) in named]


def _has_topic(text: str) -> bool:
    """Whether a text says what a work is about, besides its kind, journal and date."""
    rest = _CAPITALISED.sub(" ", _PUBLISHED.sub(" ", _KIND.sub(" ", text)))
    return len(stems(rest)) > 0


def _named(text: str, index: WorkIndex) -> list[str]:
    """Surnames of authors that a sentence names ("the Oak trial" where an Oak is on file).

    Where some are on file only those: "Yale's Ann Oak" is by Oak.
    """
    named = [hit["by"] or hit["team"] for hit in _AUTHOR.finditer(text)]
    named += [hit["name"] for hit in _LENT.finditer(text) if index.by_surname(hit["name"])]
    return list(dict.fromkeys(name for name in named if index.by_surname(name))) or named


def _tells(text: str, entry: Entry) -> bool:
    """Whether a text has most of the words of a title of five or more."""
    own = entry.main.content
    told = set(own) & set(words(text))
    return len(own) >= _LEAST_TOLD and len(told) >= _TOLD_SHARE * len(own)


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
        fitting = _by_named(sentence, index.by_journal(journal, int(year.group())), index)
        fitting = _of_kind(sentence, _of_size(sentence, fitting))
        around = (topic or "").replace(sentence[start:end], " ")
        close = _of_topic(fitting, None if topic is None else around)
        first, last = min(start, year.start()), max(end, year.end())
        if close or not fitting:
            return Mention(_opening(sentence, first), last, tuple(close))
    return None


def _of_kind(sentence: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that are of the kind that a sentence says: a review is no trial."""
    review, trial = _REVIEW.search(sentence), _TRIAL.search(sentence)
    if bool(review) == bool(trial):
        return list(entries)
    return [entry for entry in entries if _is_review(entry) is not bool(trial)]


def _is_review(entry: Entry) -> bool | None:
    """Whether a work is a review, by its design and title; None where neither tells."""
    if entry.work.design in _REVIEWS or _REVIEW.search(entry.work.title):
        return True
    return False if entry.work.design or _TRIAL.search(entry.work.title) else None


def _of_size(sentence: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that can have had as many people as the sentence says."""
    told = {int(hit["count"].replace(",", "")) for hit in _PEOPLE.finditer(sentence)}
    sized = [(entry, entry.work.sizes) for entry in entries]
    return [entry for entry, sizes in sized if not told or not sizes or told & sizes]


def _by_named(sentence: str, entries: Sequence[Entry], index: WorkIndex) -> list[Entry]:
    """The entries by an author whom the sentence names, all where it names none."""
    keys = {bare_name_key(name) for name in _named(sentence, index)}
    return [entry for entry in entries if not keys or entry.bare in keys]


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
    """Whether a text has one of the longer words of a work's title, however it ends."""
    return not stems(entry.title.text).isdisjoint(stems(topic))


def _of_topic(entries: Sequence[Entry], topic: str | None) -> list[Entry]:
    """The entries whose titles share most words with a topic; all of them without one."""
    if topic is None or not entries:
        return list(entries)
    around = stems(topic)
    shared = [len(stems(entry.title.text) & around) for entry in entries]
    most = max(shared, default=0)
    return [entry for entry, count in zip(entries, shared, strict=True) if most and count == most]
