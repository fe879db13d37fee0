"""Ids of works: first author and year, with a letter where that is taken."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import count

from ingest.evidence import Row
from ingest.titles import latin, telling, title_words

# Keys of other people's files are one word as a rule ("oak2001leaf", "4711").
_OURS = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+|nct\d{8}")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?")
_REMARK = re.compile(r"\([^()]*\)")
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])\)")
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b")
_LEGAL = re.compile(r"\b(?:LLC|LLP|LTD|Ltd|Inc|GmbH|Corp)\b\.?")
_COUNTRY = re.compile(r"(?:The |U\.?S\.? |United States )+")
_DIVIDED = re.compile(r"\s+/\s+|\s*;\s*")
_MOST_INITIALS = 5
_LEAST_ACRONYM = 3
_MOST_WORDS = 3


def short_name(authors: str) -> str:
    """The first author as ids name them: a surname, or the short name of a body; '' for nobody.

    Takes the cell ``authors``.  "aan het Rot M" is "aanhetrot", "Riva-Posse P" is "riva-posse",
    "World Health Organization" is "who".
    """
    first = _DIVIDED.split(authors.strip())[0]
    words = _REMARK.sub(" ", first).split()
    while len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        words.pop()
    if len(words) > 1 and _initials(words):
        return _surname(words[:-1])
    return _body(first)


def composed_id(study: Row) -> str:
    """The id that a work has by its own fields: 'oak-2001', 'who-nd', or a registry's number."""
    if registered(study):
        return str(study["nct"]).lower()
    title = title_words(str(study.get("title") or ""))
    name = short_name(str(study.get("authors") or "")) or _slug(telling(title)[:2]) or "work"
    return f"{name}-{study.get('year') or 'nd'}"


def registered(study: Row) -> bool:
    """Whether the row is a trial's record in its registry, and not a paper about the trial."""
    journal = str(study.get("journal") or "clinicaltrials.gov").casefold()
    published = any(study.get(name) for name in ("doi", "pmid", "pmcid"))
    return bool(study.get("nct")) and not published and journal.startswith("clinicaltrials")


class StudyIds:
    """Gives each work an id that no other work has."""

    def __init__(self, taken: Iterable[str]) -> None:
        """``taken`` are the ids on file."""
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def give(self, study: Row) -> str:
        """An id for the work: one of ours that it carries and that is free, else one composed."""
        own = str(study.get("study_id") or "")
        if not _OURS.fullmatch(own) or own in self._taken:
            own = self._free(composed_id(study))
        self._taken.add(own)
        return own

    def _free(self, name: str) -> str:
        if name not in self._taken:
            return name
        for number in count(self._next.get(name, 2)):
            self._next[name] = number + 1
            lettered = f"{name}{_letters(number)}"
            if lettered not in self._taken:
                return lettered
        raise AssertionError("count never ends")


def _letters(number: int) -> str:
    """2 is b, 26 is z, 27 is aa."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _initials(words: list[str]) -> bool:
    """Whether the last word is a person's initials."""
    letters = re.sub(r"[.\-\u2010]", "", words[-1])
    if not (letters.isalpha() and letters.isupper() and len(letters) <= _MOST_INITIALS):
        return False
    return len(letters) < _LEAST_ACRONYM or any(map(str.islower, "".join(words[:-1])))


def _surname(words: list[str]) -> str:
    """A surname: particles joined to what follows, other words by hyphens."""
    name = "".join(word if word.islower() else f"{word} " for word in words)
    return _slug(word.replace("'", "").replace("\u2019", "") for word in name.split())


def _body(name: str) -> str:
    """The short name of a body: known, in brackets, an acronym in the name, or its initials."""
    bracketed = _BRACKETED.search(name)
    if bracketed:
        return latin(bracketed[1])
    whole = " ".join(_REMARK.sub(" ", name).split())
    plain = _COUNTRY.sub("", _LEGAL.sub("", whole), count=1)
    known = _short_names().get(latin(whole)) or _short_names().get(latin(plain))
    if known:
        return known
    acronym = _ACRONYM.search(plain)
    if acronym:
        return latin(acronym[0])
    words = re.findall(r"[^\W_]+", plain)
    capitals = [word for word in words if word[0].isupper()]
    if len(capitals) >= _LEAST_ACRONYM:
        return _slug(["".join(word[0] for word in capitals)])
    return _slug(word for word in words[:_MOST_WORDS] if word != "and")


@cache
def _short_names() -> dict[str, str]:
    """Bodies that are known by another name than their initials."""
    text = (files("ingest") / "bodies.csv").read_text(encoding="utf-8")
    return {latin(row["body"]): row["short"] for row in csv.DictReader(text.splitlines())}


def _slug(words: Iterable[str]) -> str:
    """The words in ASCII, joined by hyphens."""
    return "-".join(filter(None, re.split(r"[^a-z0-9]+", latin("-".join(words)))))
