"""Names of authors: 'Surname Initials' on file, and the spellings of other formats, both ways.

On file a name is a person ('de Graaf RA', 'Zarate CA Jr'), a body written out ('Food and Drug
Administration') or '(others)'.  What does not look like a person is taken for a body, and a body is
handed on letter by letter.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.formats.text import clean

OTHERS = "(others)"
_OTHERS = {OTHERS, "others", "et al", "et al.", "and others", "et. al.", "...", "…"}
_SUFFIX = re.compile(r"(Jr|Sr|2nd|3rd|4th|II|III|IV)\.?")
_SURNAME = re.compile(r"(?:[^\W\d_]|['’‘‐.\-])+")
# 'Berman R.M.' and 'Robert M. Berman': only the stops tell a person from a body.
DOTTED_LAST = re.compile(r"(?P<surname>.+?) (?P<given>(?:[^\W\d_]\.[ \-]?)+)")
_DOTTED_FIRST = re.compile(r"(?P<given>[^\W\d_]\S* (?:[^\W\d_]\. ?)+) ?(?P<surname>[^\W\d_]\S+)")
_LONGEST_INITIALS = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in parts; ``initials`` without stops, ``suffix`` '' where there is none."""

    surname: str
    initials: str
    suffix: str = ""

    @property
    def given(self) -> str:
        """The initials as other formats write them: 'R. M.'."""
        return " ".join(f"{letter}." for letter in self.initials)


def split(cell: str) -> list[str]:
    """The names in a cell of authors."""
    return list(filter(None, (clean(name) for name in cell.split(";"))))


def join(names: Iterable[str]) -> str:
    """A cell of authors from names on file; '' where there is none."""
    return "; ".join(filter(None, names))


def parse(name: str) -> Person | None:
    """A name on file in parts; None for a body and for '(others)'."""
    words = name.split(" ")
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    initials = words.pop()
    surname = " ".join(words)
    if not words or not are_initials(initials) or not _is_surname(words):
        return None
    return Person(surname, initials, suffix)


def are_initials(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) <= _LONGEST_INITIALS


def _is_surname(words: list[str]) -> bool:
    """Whether the words can be a surname: letters, not all of them capitals, nothing of a body."""
    surname = " ".join(words)
    return (
        all(_SURNAME.fullmatch(word) for word in words)
        and not surname.isupper()
        and "and" not in words
        and not _SUFFIX.fullmatch(words[-1])
        and not is_body(surname)
    )


@cache
def _body_words() -> frozenset[str]:
    """Words that only names of bodies have."""
    with Path(__file__).with_name("body_words.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


def is_body(text: str) -> bool:
    """Whether a name says by a word that it is a body's."""
    return not _body_words().isdisjoint(re.findall(r"[^\W\d_]+", text.casefold()))


def person(surname: str, given: str, suffix: str = "") -> str:
    """The name on file of a person whose parts are known.

    Full given names become initials; particles that stand behind them ('Marije aan het') go before
    the surname; a suffix is found behind either part.
    """
    family, first = clean(surname).split(), clean(given.replace(",", " ")).split()
    suffix = clean(suffix).rstrip(".")
    for words in (first, family):
        found = _SUFFIX.fullmatch(words[-1]) if len(words) > 1 else None
        if found:
            words.pop()
            suffix = suffix or found[1]
    particles: list[str] = []
    while len(first) > 1 and first[-1].islower() and not first[-1].endswith("."):
        particles.insert(0, first.pop())
    capitals = bool(family) and all(len(w) > 2 and w.isupper() for w in family)
    whole = [*particles, *(word.rstrip(",") for word in family), _initials(first, capitals), suffix]
    return " ".join(filter(None, whole)).replace(";", ",")


def _initials(given: list[str], capitals: bool) -> str:
    """The initials of given names; ``capitals`` says that the name is printed in capitals."""
    letters = ""
    words = [word for part in given for word in part.split(".") if word]
    for position, word in enumerate(words):
        if position and word.islower():
            continue
        longest = 2 if capitals else _LONGEST_INITIALS
        for part in re.split(r"[-‐]", word):
            plain = "".join(filter(str.isalpha, part))
            whole = plain.isupper() and len(plain) <= longest
            letters += plain if whole else plain[:1].upper()
    return letters


def are_others(text: str) -> bool:
    """Whether the text stands for authors who are not named."""
    return text.casefold() in _OTHERS


def inverted(text: str) -> str:
    """The name on file for 'Surname, Given, Suffix' ('Surname, Suffix, Given' is understood too).

    Without a comma, and with one at the end, the name is a body's and stands as it is, except that
    'Berman R.M.' and 'Robert M. Berman' are persons and 'et al.' is '(others)'.
    """
    text = clean(text.replace(";", ","))
    if are_others(text):
        return OTHERS
    if text.endswith(","):
        return text.rstrip(", ")
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1 or not parts[0]:
        return _without_comma(text.lstrip(", "))
    if len(parts) > 3 or is_body(text):
        return text
    surname, given, suffix = (*parts, "")[:3]
    if _SUFFIX.fullmatch(given):
        given, suffix = suffix, given
    return person(surname, given, suffix)


def _without_comma(text: str) -> str:
    """A name without a comma: a person where stops say so, else as it stands."""
    found = DOTTED_LAST.fullmatch(text) or _DOTTED_FIRST.fullmatch(text)
    return person(found["surname"], found["given"]) if found and not is_body(text) else text


def spell(name: str) -> str:
    """A name on file as 'Surname, I. I., Suffix'; a body without a comma, or with one at its end.

    ``inverted`` reads it back as it was.
    """
    known = parse(name)
    plain = ", ".join(filter(None, (known.surname, known.given, known.suffix))) if known else name
    return plain if inverted(plain) == name else f"{name},"
