"""Whether two titles are one: case, accents, punctuation, spelling and small words aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import OSA, Levenshtein

Words = tuple[str, ...]

SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with")
)
_WORD = re.compile(r"[^\W_]+")
# A work keeps its title under these; "Retraction of" heads a notice, which is another work.
_STAMP = re.compile(r"\W*(?:retracted|withdrawn)(?:\s+(?:article|paper))?\s*[:.\]]\s*", re.I)
_LETTER = re.compile(r"(?:LATIN|GREEK) SMALL (?:LETTER|LIGATURE) (?:DOTLESS )?([A-Z]+)\b")
# A lone v stands for versus more often than for five, a lone x for itself.
_NUMBERS = (
    ("one", "i"),
    ("two", "ii"),
    ("three", "iii"),
    ("four", "iv"),
    ("five",),
    ("six", "vi"),
    ("seven", "vii"),
    ("eight", "viii"),
    ("nine", "ix"),
    ("ten",),
    ("eleven", "xi"),
    ("twelve", "xii"),
)
_ALIKE = {
    **{word: str(number) for number, words in enumerate(_NUMBERS, start=1) for word in words},
    "v": "versus",
    "vs": "versus",
}
_SPELT = (("ae", "e"), ("oe", "e"), ("ph", "f"))
_LEAST_MISSPELT = 5
_MOST_ENDING = 2


def latin(text: str) -> str:
    """The text in lower case, Latin and Greek letters without accents or strokes, by name in ASCII.

    "Włodarczyk" is "wlodarczyk", "β" is "beta"; letters of other scripts stay.
    """
    lower = text.casefold()
    if lower.isascii():
        return lower
    plain = unicodedata.normalize("NFKD", lower)
    return "".join(map(_plain, (letter for letter in plain if not unicodedata.combining(letter))))


def _plain(letter: str) -> str:
    named = None if letter.isascii() else _LETTER.match(unicodedata.name(letter, ""))
    return named[1].lower() if named else letter


def title_words(title: str) -> Words:
    """The words of a title as they are compared; numerals are digits, whatever they are written in.

    What marks a retracted work ("RETRACTED:") is no part of its title.
    """
    words = _WORD.findall(latin(_STAMP.sub("", title, count=1) if _STAMP.match(title) else title))
    return tuple(_ALIKE.get(word, word) for word in words)


def telling(words: Words) -> Words:
    """The words without small ones."""
    return tuple(word for word in words if word not in SMALL)


def same_title(first: Words, second: Words) -> bool:
    """Whether two titles differ in nothing but spelling, joined words and small words.

    A word more, another word, another number or letter ("part II", "hepatitis C") or another order
    makes another title.
    """
    return all(_same_words(one, two) for one, two in _differences(first, second))


def begins(first: Words, second: Words) -> bool:
    """Whether one title is the beginning of the other, as where a subtitle is left out."""
    shorter, longer = sorted((first, second), key=len)
    return bool(shorter) and longer[: len(shorter)] == shorter


def numbers(words: Words) -> tuple[str, ...]:
    """The words that hold a digit."""
    return tuple(word for word in words if any(map(str.isdigit, word)))


def _differences(first: Words, second: Words) -> Iterator[tuple[Words, Words]]:
    """The stretches in which the two differ, neighbouring ones as one."""
    one: Words = ()
    two: Words = ()
    for step in Levenshtein.opcodes(first, second):
        if step.tag != "equal":
            one += first[step.src_start : step.src_end]
            two += second[step.dest_start : step.dest_end]
            continue
        if one or two:
            yield one, two
        one, two = (), ()
    yield one, two


def _same_words(first: Words, second: Words) -> bool:
    """Whether two stretches of words say the same."""
    one, two = telling(first), telling(second)
    if len(one) == len(two):
        return all(map(_spelt_alike, one, two))
    return bool(one and two) and _spelt_alike("".join(one), "".join(two))


def _spelt_alike(first: str, second: str) -> bool:
    """Whether two words are one word, spelt in two ways or with one slip.

    The first letter must be the same: "symptomatic" and "asymptomatic" are two.
    """
    one, two = sorted(map(_respelt, (first, second)), key=len)
    if one == two:
        return True
    if len(one) < _LEAST_MISSPELT or one[0] != two[0] or not (one + two).isalpha():
        return False
    ending = two.startswith(one) and len(two) - len(one) <= _MOST_ENDING
    return ending or OSA.distance(one, two, score_cutoff=1) <= 1


def _respelt(word: str) -> str:
    """The word with British and American spellings as one."""
    for british, american in _SPELT:
        word = word.replace(british, american)
    return word
