"""Strings made comparable: folded letters, words, content words, page ranges."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
# Small words in front of surnames, as alternatives of a pattern.
PARTICLES = (
    "aan|van|von|vom|zu|zum|zur|af|te|de|del|della|der|den|het|di|da|dos|du|la|le|el|al|ten|ter|bin"
)
_PARTICLES = re.compile(rf"^(?:(?:{PARTICLES}|vande)\s+)+(?=\S)", re.IGNORECASE)
# A word that the end of a line broke; "short- and long-term" is none.
_LINE_END = re.compile(r"(?<=[a-z])-\s+(?=[a-z])(?!(?:and|or|to)\b)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_STEM = 5
_LEAST_SLIP = 5
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile(r"[’'`´ʼ]")
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})is(e|ed|es|er|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=\w{2})our"), "or"),
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"sulph"), "sulf"),
)
# Function words: two titles that differ only in these are the same title.
_STOP_WORDS = (
    "a an the of on in into for to from by with without within at as and or nor but is are was "
    "were be been its their this that these those via than versus vs v between among after "
    "before during about under over"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())


def fold(text: str) -> str:
    """Lower case without accents, ligatures or compatibility forms."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def _spelling(word: str) -> str:
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def words(text: str) -> tuple[str, ...]:
    """Words of a text, folded, with British and American spellings made one."""
    folded = _APOSTROPHE.sub("", fold(text)).replace("&", " and ")
    folded = _THOUSANDS.sub("", _LINE_END.sub("", folded))
    return tuple(_spelling(word) for word in _WORD.findall(folded))


def run(tokens: tuple[str, ...]) -> str:
    """Words as one run of letters, so that hyphens and word breaks do not matter."""
    # Spelling again: two vowels may meet only where words are joined ("beta-endorphin").
    return "".join(tokens).replace("ae", "e").replace("oe", "e")


def content(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The words that are not function words."""
    return tuple(token for token in tokens if token not in STOP_WORDS)


def stems(text: str) -> frozenset[str]:
    """Beginnings of the long words, by which "depressed" and "depression" are of one topic."""
    return frozenset(word[:_STEM] for word in content(words(text)) if len(word) >= _STEM)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A surname reduced to its letters, so that hyphens, spaces and accents do not matter."""
    return "".join(letter for letter in fold(name) if letter.isalpha())


def as_scanned(word: str) -> str:
    """A word with one form for what a scanner takes for each other: "rn" and "m", "1" and "l"."""
    return word.replace("rn", "m").replace("1", "l").replace("0", "o")


def is_slip(one: str, other: str) -> bool:
    """Whether two keys of longer names are one name but for a letter."""
    if min(len(one), len(other)) < _LEAST_SLIP or one[0] != other[0]:
        return False
    return is_near(one, other)


def is_near(one: str, other: str) -> bool:
    """Whether two words are one but for a letter, as printed or as scanned."""
    if abs(len(one) - len(other)) > 2:  # "rn" and "m" make one of difference, a slip another
        return False
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return True
    return OSA.distance(as_scanned(one), as_scanned(other), score_cutoff=1) <= 1


@lru_cache(maxsize=65536)
def bare_name_key(name: str) -> str:
    """The key of a surname without the particles in front of it, which some files leave out."""
    return name_key(_PARTICLES.sub("", name))


def place_key(volume: str | None, pages: str | None) -> str | None:
    """Volume and first page in one word, None where either is not known."""
    return f"{volume.lower()}:{page_range(pages)[0]}" if volume and pages else None


@lru_cache(maxsize=65536)
def page_range(pages: str) -> tuple[str, str | None]:
    """First and last page; a shortened last page is written out ("351-4" is 351 to 354)."""
    # What is only online is numbered on behind the last page: "158-168.e4".
    pages = re.sub(r"(?<=\d)\.e\d+$", "", pages.strip().lower())
    parts = re.split(r"\s*[-‐-―−]+\s*", pages, maxsplit=1)
    first = parts[0]
    if len(parts) == 1 or not parts[1]:
        return first, None
    last = parts[1]
    if last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return first, last
