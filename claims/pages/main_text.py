"""The main text of a page, and whether a block is in it."""

from __future__ import annotations

import logging
import re

# Beyond this, finding the main text takes seconds, and the landmarks must do.
_MOST_CHARACTERS = 1_000_000
_MOST_TAGS = 8_000
_WORD = re.compile(r"[^\W_]+")
_PHRASE = 4


class Phrases:
    """Texts, by whose phrases of four words another text is known to be among them."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._phrases: set[tuple[str, ...]] = set()

    def add(self, text: str) -> None:
        """Take in a text."""
        self._phrases.update(_phrases(text))

    def __contains__(self, text: object) -> bool:
        found = _phrases(str(text))
        return bool(found) and all(phrase in self._phrases for phrase in found)

    def has_most(self, text: str) -> bool:
        """Whether most phrases of a text are among them."""
        found = _phrases(text)
        return sum(phrase in self._phrases for phrase in found) * 2 > len(found)


def main_text(source: str) -> Phrases:
    """The main text of an HTML page; nothing where none is found or the page is enormous."""
    phrases = Phrases()
    if len(source) <= _MOST_CHARACTERS and source.count("<") <= _MOST_TAGS:
        for line in _extracted(source).splitlines():
            phrases.add(line)
    return phrases


def _extracted(source: str) -> str:
    # A quarter of a second, which pages without boilerplate need not spend.
    import trafilatura

    # What it makes of a page is no news to the user.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        text = trafilatura.extract(
            source, favor_recall=True, fast=True, include_comments=False, deduplicate=False
        )
    except Exception:  # whatever a page does to it, its own rules can still be followed
        return ""
    return text or ""


def _phrases(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    if len(words) <= _PHRASE:
        return [tuple(words)] if words else []
    return list(zip(*(words[first:] for first in range(_PHRASE)), strict=False))
