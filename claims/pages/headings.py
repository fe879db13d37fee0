"""Which lines of a plain text are headings or questions."""

from __future__ import annotations

import re
from functools import cache

from claims.lexicon import table

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_STOPS = (".", "!", ";", ",", "…")
_QUESTION = re.compile(r"\?[\"'”’)\]]*$")
_INNER_END = re.compile(r"[^\W\d_]{3,}[.!?][\"'”’)]?\s+[\"“‘]?[A-Z]")
_LABELLED = re.compile(r":\s+\S")
_FIGURE = re.compile(r"\d\s*%|[$£€]\s*\d|\d\s*m[gl]\b")
_LONGEST, _LONGEST_PHRASE, _LONGEST_QUESTION = 110, 70, 220
_LEAD_WORDS = 6


def is_question(text: str) -> bool:
    """Whether a line is one question and nothing else."""
    return (
        len(text) <= _LONGEST_QUESTION
        and _QUESTION.search(text[-4:]) is not None
        and len(_WORD.findall(text)) > 1
        and not _INNER_END.search(text)
    )


def is_capitals(text: str) -> bool:
    """Whether a line is a heading by its being all in capitals."""
    words = _WORD.findall(text[: _LONGEST + 1])
    return (
        len(text) <= _LONGEST
        and text == text.upper()
        and sum(len(word) for word in words) > 4
        and not text.endswith(_STOPS)
        and not _FIGURE.search(text)
    )


def is_title(text: str) -> bool:
    """Whether a line is a heading by its Title Case."""
    words = _WORD.findall(text) if len(text) <= _LONGEST else []
    long = [word for word in words if len(word) > 3]
    if not words or len(words) > 14 or not _is_open(text):
        return False
    if _LABELLED.search(text) and len(words) < 5:
        return False
    capitals = sum(word[0].isupper() for word in long)
    return bool(words[0][0].isupper()) and capitals * 4 > len(long) * 3


def is_phrase(text: str) -> bool:
    """Whether a line is short enough, and open enough at its end, to head what follows it."""
    words = _WORD.findall(text) if len(text) <= _LONGEST_PHRASE else []
    return bool(words) and len(words) <= 9 and _is_open(text) and not _LABELLED.search(text)


def is_label(text: str) -> bool:
    """Whether a line is a label in lower case, as of a list: "rare", "special cases"."""
    return text == text.lower() and bool(
        re.fullmatch(r"[^\W\d_]{3,}(?: [^\W\d_]{2,}){0,2}:?", text)
    )


def is_lead(text: str) -> bool:
    """Whether a line is a few words and a colon, as in "Side effects:"."""
    return text.endswith(":") and len(text.split()) <= _LEAD_WORDS and len(text) <= _LONGEST_PHRASE


def heads_references(text: str) -> bool:
    """Whether a heading is that of a list of references or notes."""
    return text.strip(" :").lower() in _reference_headings()


@cache
def _reference_headings() -> frozenset[str]:
    return frozenset(row["word"] for row in table("layout") if row["role"] == "references")


def _is_open(text: str) -> bool:
    return (
        (text[0].isalnum() or text[0] in "\"'“‘(")
        and not text[0].islower()
        and not text.endswith(_STOPS)
        and not _INNER_END.search(text)
        and not _FIGURE.search(text)
        and any(len(word) > 1 for word in _WORD.findall(text))
    )
