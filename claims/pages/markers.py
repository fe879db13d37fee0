"""What lists begin their items with: bullets, numbers, letters, and the marks of notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GLYPHS = "•‣◦∙●○◉▪▫■□◆◇❖▶►➤➢➔✓✔✅☑★✦›»→"
_BULLET = re.compile(rf"(?:[{_GLYPHS}]\s*|[*·–—-]\s+|[·–-](?=[A-Z][a-z])|o\s+(?=[A-Z\d]))(?=\S)")
_INNER = re.compile(rf"\s[{_GLYPHS[:-3]}]\s(?![{_GLYPHS}])")
_NUMBER = re.compile(r"(?:(\d{1,3})[.)]|\((\d{1,3})\))(?:\s+|(?=[A-Z][a-z]))(?=\S)")
_LETTER = re.compile(r"(?:\(?([A-Za-z])\)|([a-z])\.)\s+(?=\S)")
_ROMAN = re.compile(r"(?:\(?([ivx]{1,5})\)|([ivx]{1,5})\.|([IVX]{2,5})\.)\s+(?=\S)")
_BRACKETED = re.compile(r"\[(?:(\d{1,3})|\^(\d{1,3}))\]:?\s*(?=\S)")
_NOTE = re.compile(r"(?:[†‡§¶]+|[¹²³⁰⁴-⁹]+|\*{1,3}(?![*\s]))\s*(?=\S)")
_ANSWER = re.compile(r"(?:Q|A|Question|Answer)\s?\d{0,2}[:.]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the beginning of a line, ``length`` characters with the blanks after it.

    ``kind`` is bullet, number, letter, reference ("[1]"), note or turn ("Q:"); ``number`` is that
    of an item or a reference that is numbered.
    """

    kind: str
    length: int
    sign: str
    number: int = 0


def marker_of(text: str) -> Marker | None:
    """The marker that a line begins with, if any."""
    for kind, numbered in (("number", _NUMBER), ("reference", _BRACKETED)):
        if hit := numbered.match(text):
            return Marker(kind, hit.end(), text[0], int(hit.group(1) or hit.group(2)))
    for kind, shape in _SHAPES:
        hit = shape.match(text)
        if hit:
            return Marker(kind, hit.end(), text[0])
    return None


_SHAPES = (
    ("turn", _ANSWER),
    ("bullet", _BULLET),
    ("note", _NOTE),
    ("letter", _ROMAN),
    ("letter", _LETTER),
)


def inner_bullets(text: str) -> list[int]:
    """Where further items begin on a line of several, each at its bullet."""
    return [hit.start() + 1 for hit in _INNER.finditer(text)]
