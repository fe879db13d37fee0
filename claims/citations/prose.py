"""What prose says of a work: its year, kind, authors, people and topic, and which works fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.citations.authors import FELLOWS
from claims.citations.index import WorkIndex
from claims.citations.text import bare_name_key, stems
from claims.citations.works import Entry

YEAR = re.compile(r"(?<![\d/.,£$€:-])(?:19|20)\d\d(?![\d/,-]\d|\w)")
KIND = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|papers?|reviews?|reports?|articles?|research|analys[ei]s"
    r"|meta-analys[ei]s|surveys?|experiments?|overviews?|guidelines?)\b",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\b(?:published|printed|reported|reviewed|appeared|out|wrote|writing)\b", re.IGNORECASE
)
_REVIEW = re.compile(
    r"\b(?:reviews?|meta-analys[ei]s|overviews?|guidelines?|consensus|update)\b", re.IGNORECASE
)
_TRIAL = re.compile(r"\b(?:trials?|experiments?|randomi[sz]ed|pilot|open-label)\b", re.IGNORECASE)
_REVIEWS = frozenset(
    {"meta-analysis", "systematic-review", "guideline", "commentary", "background"}
)
PEOPLE = re.compile(
    r"\b(?P<count>\d{1,3}(?:,\d{3})+|\d{2,6})\s+(?:[\w-]+\s+){0,2}?(?:people|patients|participants"
    r"|adults|men|women|children|babies|infants|volunteers|subjects|veterans|adolescents|teenagers"
    r"|older\s+adults|persons|individuals|students|nurses|doctors|farmers|smokers)\b",
    re.IGNORECASE,
)
_NAME = r"\b[A-Z][^\W\d_]{1,40}(?:[-’'][A-Z]?[^\W\d_]{1,40}){0,3}"
_AUTHOR = re.compile(
    rf"\bby\s+(?:(?:Dr|Prof)\.?\s+)?(?:[A-Z][\w.’'-]*\s+){{0,3}}?(?P<by>{_NAME})(?=[,.;)]|\s+[a-z&(]|$)"
    rf"|(?P<team>{_NAME})(?:[’']s?\s|,?\s+et\.?\s+al\b|,?\s+(?:and|&)\s+{FELLOWS}\b)"
)
_LENT = re.compile(rf"(?P<name>{_NAME})\s+(?:trial|study|paper|review|report|meta-analysis)\b")


def named_authors(text: str, index: WorkIndex) -> list[str]:
    """Surnames of authors that a sentence names ("the Oak trial" where an Oak is on file).

    Where some are on file only those: "Yale's Ann Oak" is by Oak.
    """
    named = [hit["by"] or hit["team"] for hit in _AUTHOR.finditer(text)]
    named += [hit["name"] for hit in _LENT.finditer(text) if index.by_surname(hit["name"])]
    return list(dict.fromkeys(name for name in named if index.by_surname(name))) or named


def of_kind(sentence: str, entries: Sequence[Entry]) -> list[Entry]:
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


def of_size(sentence: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that can have had as many people as the sentence says."""
    told = {int(hit["count"].replace(",", "")) for hit in PEOPLE.finditer(sentence)}
    sized = [(entry, entry.work.sizes) for entry in entries]
    return [entry for entry, sizes in sized if not told or not sizes or told & sizes]


def by_named(sentence: str, entries: Sequence[Entry], index: WorkIndex) -> list[Entry]:
    """The entries by an author whom the sentence names, all where it names none."""
    keys = {bare_name_key(name) for name in named_authors(sentence, index)}
    return [entry for entry in entries if not keys or entry.bare in keys]


def shares_topic(entry: Entry, topic: str) -> bool:
    """Whether a text has one of the longer words of a work's title, however it ends."""
    return not stems(entry.title.text).isdisjoint(stems(topic))


def of_topic(entries: Sequence[Entry], topic: str | None) -> list[Entry]:
    """The entries whose titles share most words with a topic; all of them without one."""
    if topic is None or not entries:
        return list(entries)
    around = stems(topic)
    shared = [len(stems(entry.title.text) & around) for entry in entries]
    most = max(shared, default=0)
    return [entry for entry, count in zip(entries, shared, strict=True) if most and count == most]
