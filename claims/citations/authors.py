"""The authors at the head of a reference, in the orders that the styles write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from claims.citations.text import PARTICLES, bare_name_key

_PARTICLE = (
    rf"(?:(?:{PARTICLES}|"
    r"Van|Von|De|Del|Della|Der|Den|Di|Da|Dos|Du|La|Le|El|Al|Ten|Ter|Vande)\s+)"
)
# Bounded and possessive, so that no text makes the search slow.
_NAME = (
    r"(?:[^\W\d_a-zß-öø-ÿ](?=[\w’'‐\-]{0,30}?[^\W\d_A-ZÀ-Þ])[\w’'‐\-]{1,40}+|[A-ZÀ-Þ’'\-]{4,40}+)"
)
_SURNAME = (
    rf"(?P<surname>{_PARTICLE}{{0,3}}{_NAME}"
    rf"(?:\s(?!(?:et|and|Jr|Sr|II|III|IV)\b){_PARTICLE}{{0,2}}{_NAME}){{0,1}})"
)
_ONE_SURNAME = rf"(?P<surname>{_PARTICLE}{{0,3}}{_NAME})"
# What stands for the authors who are not named.
FELLOWS = (
    r"(?:colleagues|co-?workers|co-?authors|associates|others|(?:his|her|their)\s+(?:team|group))"
)
_SUFFIX = r"(?:,?\s+(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\b\.?)?"
_CLOSE = r"(?=\s*(?:[,.;:&)(\[]|$|and\b|et\b|[\"“'‘«]|(?:19|20)\d\d))"
_GIVEN = r"[^\W\d_a-zß-öø-ÿ][a-zß-öø-ÿ’'\-]+"
_DOTTED = r"[A-ZÀ-Þ]\.(?:[\s-]*[A-ZÀ-Þ]\.)*"

_COMMA = re.compile(
    rf"{_SURNAME}{_SUFFIX},\s*(?P<initials>{_DOTTED}|[A-ZÀ-Þ]{{1,3}}(?![\w’'])\.?){_SUFFIX}{_CLOSE}"
)
_PLAIN = re.compile(
    rf"{_SURNAME}\s+(?P<initials>[A-ZÀ-Þ](?:[.\s-]*[A-ZÀ-Þ]){{0,3}}\.?)(?![\w’']){_SUFFIX}{_CLOSE}"
)
_INITIALS_FIRST = re.compile(rf"(?P<initials>{_DOTTED})\s*{_SURNAME}{_SUFFIX}{_CLOSE}")
_GIVEN_LAST = re.compile(
    rf"{_ONE_SURNAME}{_SUFFIX},\s+(?P<initials>{_GIVEN}\s{_DOTTED}(?=[\s,])"
    rf"|{_GIVEN}(?:\s{_DOTTED})?(?={_SUFFIX}(?:[,.]|\s+and\b|\s*\(\d))){_SUFFIX}"
)
_GIVEN_FIRST = re.compile(
    rf"(?!{_PARTICLE})(?P<initials>{_GIVEN}(?:\s{_DOTTED})?)\s+{_ONE_SURNAME}{_SUFFIX}"
    r"(?=,\s|\s+et\s+al|\s+and\s+[A-Z]|\s*\((?:19|20)\d\d)"
)
_LAST_TWO = rf"(?:,\s+{_NAME})*,?\s+(?:and|&)\s+{_NAME}\s*[(\[]?(?:19|20)\d\d"
_ALONE = re.compile(
    rf"{_SURNAME}{_SUFFIX}(?=,?\s+et\.?\s+(?:a[l1]|coll)|,?\s*[(\[]?(?:19|20)\d\d"
    rf"|{_LAST_TWO}|,\s+[A-Z][\w .&-]{{2,60}}?,?\s(?:19|20)\d\d\W*$"
    rf"|\s*(?:&|and)\s+{_PARTICLE}{{0,3}}{_NAME}(?:\s*[(\[,.:;]|\s+(?:19|20)\d\d|\s*$)"
    rf"|[,\s]*(?:&|and)\s+{FELLOWS}\b)"
)
_OWNER = re.compile(rf"{_ONE_SURNAME}[’']s?(?=\s+(?:19|20)\d\d)")
_GIVEN_BEHIND = re.compile(rf"(?P<surname>{_NAME})\s+(?P<initials>{_GIVEN}\s[A-ZÀ-Þ]\.?)(?=,)")
_GIVEN_NEXT = re.compile(
    rf"(?!{_PARTICLE})(?P<initials>{_GIVEN}(?:\s[A-ZÀ-Þ]\.)?)\s+{_ONE_SURNAME}"
    r"(?=[,.:]|\s+and\b|\s*[\"“‘'(])"
)
_SPELT_OUT = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+[\s,]+(?:[A-ZÀ-Þ]\.\s)?[A-ZÀ-Þ][a-zß-ÿ]+")
_SECOND = re.compile(rf"{_ONE_SURNAME}(?=,?\s+et\.?\s+al|,?\s*[(\[]?(?:19|20)\d\d|{_LAST_TWO})")
_LAST = re.compile(rf"{_ONE_SURNAME}(?=\s*[,.:(\[“\"])")
_LONG_WORD = re.compile(r"[^\W\d_][\w’'‐\-]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_BARE_NEXT = re.compile(rf"(?P<initials>[A-ZÀ-Þ]{{1,3}})\s+{_ONE_SURNAME}(?=[,.:]|\s+(?:and|&)\s)")
_BARE_FIRST = re.compile(
    rf"(?P<initials>[A-ZÀ-Þ]{{1,3}})\s+{_ONE_SURNAME}"
    r"(?=(?:,\s+(?:(?:and|&)\s+)?|\s+(?:and|&)\s+)[A-ZÀ-Þ]{1,3}\s+[A-ZÀ-Þ][a-zß-ÿ])"
)
_FIRST_STYLES = (
    _COMMA,
    _GIVEN_BEHIND,
    _GIVEN_FIRST,
    _PLAIN,
    _INITIALS_FIRST,
    _ALONE,
    _GIVEN_LAST,
    _OWNER,
    _BARE_FIRST,
)
_NEXT_STYLES = (_COMMA, _GIVEN_BEHIND, _PLAIN, _INITIALS_FIRST)
_BARE = re.compile(r"[A-ZÀ-Þ]{1,3}\s")
# Words that begin a sentence before a year, and no name.
_OPENINGS = (
    "A After An As At Before By During For From In It On Our Since That The This Until We When "
    "January February March April May June July August September October November December"
)
_NO_NAMES = frozenset(_OPENINGS.split())
_BETWEEN = re.compile(r"\s*[,;]?\s*(?:&|and\b|und\b)?\s*(?:\.{3}|…)?\s*&?\s*")
_OTHERS = re.compile(
    r"[\s,;]*(?:\(?\b(?i:et\.?\s+(?:a[l1]|coll)|[ye]\s+(?:cols?|otros|outros)|u\.\s?a)\b\.?\)?|(?:and|&)\s+"
    + FELLOWS
    + r")[\s,.]*"
)


@dataclass(frozen=True, slots=True)
class Author:
    """An author as printed; ``start`` and ``end`` locate the name in the reference.

    ``words`` are those of the name without initials: which of them are the surname is not always to
    be told ("Smith John A", "Gomez Lopez A").
    """

    surname: str
    initials: str
    start: int
    end: int
    words: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What the surname may be, as keys without particles: as read first, then otherwise."""
        others = (*self.words, *map(" ".join, pairwise(self.words)))
        return tuple(dict.fromkeys(map(bare_name_key, (self.surname, *others))))


def _one(styles: tuple[re.Pattern[str], ...], text: str, at: int) -> Author | None:
    for style in styles:
        found = style.match(text, at)
        if found:
            given = found.groupdict().get("initials") or ""
            capitals = "".join(letter for letter in given if letter.isupper())
            surname = _POSSESSIVE.sub("", found["surname"])
            names = tuple(_LONG_WORD.findall(found.group()))
            return Author(surname, capitals, at, found.end(), names)
    return None


def read_authors(text: str, start: int) -> tuple[tuple[Author, ...], int]:
    """Authors from ``start`` on, and where they end ("et al." included).

    No author is an answer too: an empty tuple and ``start``.
    """
    first = _one(_FIRST_STYLES, text, start)
    if first is None or (
        first.surname in _NO_NAMES and not first.initials and not _OTHERS.match(text, first.end)
    ):
        return (), start
    found, at = [first], first.end
    styles: tuple[re.Pattern[str], ...]
    while gap := _BETWEEN.match(text, at):
        joined = gap.group().strip(" ,;")
        styles = _NEXT_STYLES if first.initials else (_SECOND, _LAST) if joined else (_SECOND,)
        if _BARE.match(text, first.start):
            styles = (_BARE_NEXT,)
        elif _SPELT_OUT.search(text[first.start : first.end]) and joined:
            # MLA and Chicago turn only the first author's name round.
            styles = (_GIVEN_NEXT, *styles)
        following = _one(styles, text, gap.end()) if gap.end() > at else None
        if following is None:
            break
        found.append(following)
        at = following.end
    others = _OTHERS.match(text, at)
    return tuple(found), others.end() if others else at
