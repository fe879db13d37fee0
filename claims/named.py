"""Studies that a text names: by trial name or acronym, or by first author."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.records import Study
from claims.text import fold
from claims.vocabulary import split

_CAPITALS = 3
_MOST_WORDS = 4
_WORD = re.compile(r"[^\W_][\w*+'-]*")
_NAME = r"[A-Z][\w*+-]*(?: \d+)?"
_HEAD = re.compile(rf"({_NAME}):")
_BRACKETED = re.compile(rf"\(({_NAME})\)")
_CALLED = re.compile(
    rf"\b[Tt]he ({_NAME}) (?:\w+ )*?(?:[Tt]rial|[Ss]tudy)(?P<more> [Ee]xtension)?\b"
)
_AUTHOR = re.compile(
    r"(?:,? et al\b|,? and (?:colleagues|co-?workers)\b|'s?\b)?,? ?\(?(?P<year>\d{4})?"
)
_SUFFIXED = (" extension", " Extension")


@dataclass(frozen=True, slots=True)
class _Author:
    """A first author: the study's id and year."""

    study_id: str
    year: int | None


class StudyNames:
    """Names of studies on file, found in texts. Case counts: SELECT is a trial, select is not."""

    def __init__(self, studies: Iterable[Study]) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        self._authors: dict[str, list[_Author]] = defaultdict(list)
        for study in studies:
            for name in _names(study):
                self._names[name].add(study.study_id)
            surname = _surname(study)
            if surname:
                self._authors[surname].append(_Author(study.study_id, study.year))
        for name in [name for name in self._names if name.endswith(_SUFFIXED)]:
            base = name.rpartition(" ")[0]
            if base in self._names:
                self._names[base] |= self._names[name]
        self._openings = {name.split()[0] for name in self._names}

    def find(self, text: str) -> frozenset[str]:
        """Ids of the studies that a text names; of several names that begin alike the longest."""
        plain = fold(text)
        found: set[str] = set()
        for match in _WORD.finditer(plain):
            word = match.group().removesuffix("'s").rstrip("'")
            if word in self._openings:
                found |= self._named_at(plain[match.start() :])
            if word in self._authors:
                found |= self._written_by(word, plain[match.start() + len(word) :])
        return frozenset(found)

    def _named_at(self, rest: str) -> set[str]:
        words = _WORD.findall(rest[:200])[:_MOST_WORDS]
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size])
            if name in self._names:
                return self._names[name]
        return set()

    def _written_by(self, surname: str, rest: str) -> set[str]:
        """Works of a first author; a surname alone names none."""
        match = _AUTHOR.match(rest)
        if match is None or not match.group().strip(" ,('"):
            return set()
        works = self._authors[surname]
        if match["year"] is None:
            return {work.study_id for work in works}
        return {work.study_id for work in works if str(work.year) == match["year"]}


def _names(study: Study) -> Iterator[str]:
    """Trial names of a study: its aliases, and the acronyms that its title gives it."""
    for alias in split(study.aliases):
        yield " ".join(_WORD.findall(fold(alias)))
    title = fold(study.title)
    head = _HEAD.match(title)
    if head and _is_acronym(head[1]):
        yield head[1]
    for match in _BRACKETED.finditer(title):
        if _is_acronym(match[1]) and not _abbreviates(match[1], title[: match.start()]):
            yield match[1]
    for match in _CALLED.finditer(title):
        if _is_acronym(match[1]):
            yield match[1] + (match["more"] or "").lower()


def _is_acronym(name: str) -> bool:
    return sum(letter.isupper() for letter in name) >= _CAPITALS


def _abbreviates(acronym: str, before: str) -> bool:
    """Whether an acronym only shortens the words before it: "major depressive disorder (MDD)"."""
    letters = [letter for letter in acronym.casefold() if letter.isalpha()]
    words = re.findall(r"[^\W_]+", before.casefold())[-len(letters) :]
    return any(
        words[i].startswith(letters[0]) and _is_within(letters, " ".join(words[i:]))
        for i in range(len(words))
    )


def _is_within(letters: Iterable[str], text: str) -> bool:
    """Whether the letters stand in the text in their order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _surname(study: Study) -> str:
    """The first author's surname where it is one word; '' else."""
    words = study.short.split()
    return words[0] if len(words) == 2 and words[1].isdigit() and study.authors else ""
