"""Works that are on file already: by their identifiers, or by title, year and first author."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from ingest.evidence import Row
from ingest.names import folded
from ingest.schema import DOI
from ingest.study_ids import registered, short_name
from ingest.titles import Words, begins, numbers, same_title, telling, title_words

# fuzz.ratio and not token_sort_ratio: the order of words tells "exercise on sleep" from "sleep on
# exercise" (83 against 100), and "healthcare" is "health care" (96 against 69).  Spellings of one
# title measured 96 and more; of the others that reach the cutoff ("ketamine" and "esketamine" 99,
# "hepatitis B" and "hepatitis C" 98) the differing words tell.
_SAME_TITLE = 92.0
# Titles of works on one page of one volume: one of the two may be reworded or cut.
_LIKE_TITLE = 85.0
_SHORT_TITLE = 4
_YEARS_APART = (-1, 0, 1)
# Of a title's rarest words that are on file, how many are looked up and how many must be shared.
_LOOKED_UP = 4
_SHARED = 2

_IDENTIFIERS = {"doi": "DOI", "pmid": "PubMed id", "pmcid": "PubMed Central id"}
_DOI = re.compile(DOI)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Match:
    """The work on file that another work is, and why."""

    study_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Work:
    """What of a row tells a work from others."""

    study_id: str
    marks: dict[str, str]
    words: Words
    text: str
    name: str
    years: frozenset[int]
    place: tuple[str, str] | None
    registry: bool


class WorksOnFile:
    """Works to compare others with; ``add`` takes more of them."""

    def __init__(self, studies: Iterable[Row] = ()) -> None:
        """Takes rows of studies."""
        self._works: list[_Work] = []
        self._marked: dict[tuple[str, str], _Work] = {}
        self._placed: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        # Works by words of their titles and by year, 0 for none.
        self._worded: defaultdict[str, defaultdict[int, list[int]]]
        self._worded = defaultdict(lambda: defaultdict(list))
        for study in studies:
            self.add(study)

    def add(self, study: Row) -> None:
        """Put one more work on file."""
        work, number = _work(study), len(self._works)
        self._works.append(work)
        for mark in work.marks.items():
            self._marked.setdefault(mark, work)
        if work.place:
            self._placed[work.place].append(number)
        for word in set(telling(work.words)):
            for year in work.years or (0,):
                self._worded[word][year].append(number)

    def find(self, study: Row) -> Match | None:
        """The work on file that this row is; None where there is none.

        A DOI, a PubMed id or a PubMed Central id decides; a registry's number only between two
        records of the registry, since many papers report one trial.  Then the title decides,
        together with the year and the first author.
        """
        work = _work(study)
        for column, mark in work.marks.items():
            there = self._marked.get((column, mark))
            if there:
                label = _IDENTIFIERS.get(column, "registry number")
                return Match(there.study_id, f"the same {label} {study[column]}")
        alike = [(_alike(other, work), other) for other in self._near(work)]
        score, other = max(alike, key=lambda pair: pair[0], default=(0.0, work))
        if not score:
            return None
        years = [", ".join(map(str, sorted(one.years))) or "no year" for one in (other, work)]
        when = years[0] if years[0] == years[1] else f"{years[0]} and {years[1]}"
        return Match(other.study_id, f"the same title (alike by {score:.0f} of 100; {when})")

    def _near(self, work: _Work) -> Iterator[_Work]:
        """Works on the same page, and works that share the rarest words of the title."""
        near = {year + apart for year in work.years for apart in _YEARS_APART} | {0}
        known = []
        for word in sorted(set(telling(work.words)) & self._worded.keys()):
            by_year = self._worded[word]
            years = by_year.keys() & near if work.years else by_year.keys()
            known += [[by_year[year] for year in years]] if years else []
        known.sort(key=lambda lists: sum(map(len, lists)))
        shared: Counter[int] = Counter()
        for lists in known[:_LOOKED_UP]:
            shared.update(chain.from_iterable(lists))
        least = min(_SHARED, len(known))
        found = {number for number, times in shared.items() if times >= least}
        if work.place:
            found.update(self._placed.get(work.place, ()))
        for number in sorted(found):
            yield self._works[number]


def _work(study: Row) -> _Work:
    text = {name: str(value) for name, value in study.items() if value is not None}
    words = title_words(text.get("title", ""))
    years = (study.get(name) for name in ("year", "epub_year"))
    first = _DIGITS.search(text.get("pages", ""))
    volume = text.get("volume")
    return _Work(
        text.get("study_id", ""),
        _marks(study, text),
        words,
        " ".join(words),
        short_name(text.get("authors", "")),
        frozenset(year for year in years if isinstance(year, int)),
        (folded(volume), first[0]) if volume and first else None,
        registered(study),
    )


def _marks(study: Row, text: dict[str, str]) -> dict[str, str]:
    """The identifiers of a work without what may be written around them."""
    doi = _DOI.search(text.get("doi", ""))
    marks = {"doi": folded(doi[0])} if doi else {}
    for column in ("pmid", "pmcid"):
        digits = _DIGITS.search(text.get(column, ""))
        if digits and int(digits[0]):
            marks[column] = str(int(digits[0]))
    return marks | ({"nct": text["nct"].upper()} if registered(study) else {})


def _alike(one: _Work, two: _Work) -> float:
    """How alike the titles of two works are that may be one, in 100; 0 where they are not one."""
    together = one.place is not None and one.place == two.place
    if one.registry != two.registry or not _may_be_one(one, two):
        return 0.0
    if not together and _apart(one, two):
        return 0.0
    score = fuzz.ratio(one.text, two.text)
    if score >= _SAME_TITLE and same_title(one.words, two.words):
        short = len(telling(one.words)) < _SHORT_TITLE and not together
        exact = one.name and two.name and one.text == two.text
        return score if exact or not short else 0.0
    return score if together and _cut_or_reworded(one, two, score) else 0.0


def _apart(one: _Work, two: _Work) -> bool:
    """Whether two works differ in an identifier, or in both volume and first page.

    One title may be printed in two journals, and updated in one.
    """
    both = one.marks.keys() & two.marks.keys()
    if any(one.marks[column] != two.marks[column] for column in both):
        return True
    if one.place is None or two.place is None:
        return False
    return all(here != there for here, there in zip(one.place, two.place, strict=True))


def _may_be_one(one: _Work, two: _Work) -> bool:
    """Whether year and first author allow that two works are one; what is missing allows it."""
    if one.name and two.name and not _same_name(one.name, two.name):
        return False
    pairs = ((first, second) for first in one.years for second in two.years)
    near = any(first - second in _YEARS_APART for first, second in pairs)
    return near or not (one.years and two.years)


def _same_name(one: str, two: str) -> bool:
    """Whether two surnames are one; the front of a double one may be missing."""
    return one == two or one.endswith(f"-{two}") or two.endswith(f"-{one}")


def _cut_or_reworded(one: _Work, two: _Work, score: float) -> bool:
    """Whether one title is the other's beginning, or much like it with the same numbers."""
    if not (one.name and two.name):
        return False
    reworded = score >= _LIKE_TITLE and numbers(one.words) == numbers(two.words)
    return reworded or begins(one.words, two.words)
