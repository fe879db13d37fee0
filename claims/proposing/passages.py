"""An abstract as numbered sentences, each with the part of the paper that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.lexicon import names, table, words_of
from claims.pages.sentences import sentences
from claims.text import Token, fold, tokenise
from ingest.formats.record import Abstract

RESULTS, METHODS, CONCLUSION, BACKGROUND, ANY = (
    "results",
    "methods",
    "conclusion",
    "background",
    "any",
)
_PARTS = (CONCLUSION, BACKGROUND, RESULTS, METHODS)
_RAISED_POINT = re.compile(r"(?<=\d)[·∙](?=\d)")
_WORD = re.compile(r"[a-z]+")
_COUNT_BEGINS = re.compile(
    r"(?<=[a-z)\]]{3})\. (?=\d[\d,]* (?:\(\d|of \d|patients|participants|people))"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its number from 1, offsets into the abstract's text, part and tokens.

    ``part`` is one of results, methods, conclusion, background, or any where nothing tells.
    """

    number: int
    start: int
    end: int
    text: str
    part: str
    tokens: tuple[Token, ...]


def read_sentences(abstract: Abstract) -> list[Sentence]:
    """The sentences of an abstract, numbered over all of its sections; labels are not counted.

    Decimal points set high are read as points, which moves nothing.
    """
    found: list[Sentence] = []
    offset = 0
    for label, text in abstract.sections:
        plain = _RAISED_POINT.sub(".", fold(text))
        part = _part_of(label)
        for start, end in _parted(plain):
            piece = plain[start:end]
            own = CONCLUSION if part == ANY and _concludes(piece) else part
            place = (len(found) + 1, offset + start, offset + end)
            found.append(Sentence(*place, piece, own, tokenise(piece)))
        offset += len(text) + 1
    return found


def _parted(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a section, cut too where one begins with a count ("... 12 (9%) had ...")."""
    for start, end in sentences(text):
        for found in _COUNT_BEGINS.finditer(text, start, end):
            yield start, found.start() + 1
            start = found.end()
        yield start, end


def _part_of(label: str) -> str:
    """The part of a paper that a section's label names; any where it names none or two."""
    words = _WORD.findall(label.lower())
    found = {
        part for part in _PARTS for word in words if word in words_of("abstracts", f"part-{part}")
    }
    if {RESULTS, METHODS} <= found:
        return ANY
    return next((part for part in _PARTS if part in found), ANY)


def _concludes(text: str) -> bool:
    opening = text[:60].lower()
    return any(opening.startswith(words) for words in _openings())


def _openings() -> Iterator[str]:
    for row in table("abstracts"):
        if row["role"] == "conclusion-start":
            yield from names(row["names"])
