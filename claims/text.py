"""Text as the readers see it: folded character for character, cut into tokens with offsets.

Folding never changes the length, so that every offset into the folded text is an offset into the
text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import snowballstemmer

from claims.lexicon import spellings

_FOLDS = str.maketrans(
    {
        **{chr(code): "-" for code in (*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D)},
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **{chr(code): " " for code in (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 9)},
    }
)
_TOKEN = re.compile(
    r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|[^\W\d_]+(?:'[^\W\d_]+)?|[½⅓⅔¼¾]|>=|<=|[^\s\w]"
)
_SENTENCE = 1000
_STEMMER = snowballstemmer.stemmer("english")
_STEMMING = Lock()  # a stemmer keeps the word at hand in itself


class Token(NamedTuple):
    """One token: its folded lower-case text, its stem and where it stands.

    ``is_word`` tells a word from a number or a mark; ``is_number`` that it begins with a digit (or
    a point before digits).
    """

    text: str
    stem: str
    start: int
    end: int
    is_word: bool
    is_number: bool


def fold(text: str) -> str:
    """The text with curly quotes, dashes, odd spaces and full-width forms made plain.

    The result has the same length: a character whose compatibility form is longer than one
    character stays as it is.
    """
    folded = text.translate(_FOLDS)
    if folded.isascii():
        return folded
    return "".join(_plain(char) for char in folded)


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if ord(char) < 128 or char in "½⅓⅔¼¾":
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Snowball (Porter 2) stem of a lower-case word, after British spelling is made American."""
    for british, american in spellings():
        if british in word:
            word = word.replace(british, american)
            break
    with _STEMMING:
        return str(_STEMMER.stemWord(word))


def stem_of(word: str) -> str:
    """The stem of a token's text: of a word its own, of a number or a mark the text itself."""
    return stem(word) if word[0].isalpha() else word


def tokenise(text: str) -> tuple[Token, ...]:
    """Tokens of a text in order; offsets are into the text as given. Time is linear in length.

    Those of a sentence are kept for a while, since several steps look at it.
    """
    return _kept_tokens(text) if len(text) <= _SENTENCE else _tokens(text)


def _tokens(text: str) -> tuple[Token, ...]:
    tokens = []
    for match in _TOKEN.finditer(fold(text)):
        word, base, is_word, is_number = _word(match.group())
        tokens.append(Token(word, base, *match.span(), is_word, is_number))
    return tuple(tokens)


@lru_cache(maxsize=65536)
def _word(written: str) -> tuple[str, str, bool, bool]:
    """All of a token but its place, by its text as written."""
    word = written.lower()
    is_number = word[0].isdecimal() or (word[0] == "." and len(word) > 1)
    return word, stem_of(word), word[0].isalpha(), is_number


_kept_tokens = lru_cache(maxsize=512)(_tokens)


def content_stems(tokens: Sequence[Token], stop: frozenset[str]) -> frozenset[str]:
    """Stems of the words that carry content, and the numbers: what two sentences can share."""
    return frozenset(
        token.stem
        for token in tokens
        if (token.is_word and token.stem not in stop and len(token.stem) > 1) or token.is_number
    )
