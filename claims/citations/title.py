"""Titles of works in the forms that are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.citations.text import content, run, words

_OPENING = 20  # letters
_ARTICLES = (("a",), ("an",), ("the",))
_LABEL = re.compile(r"^\W*(?:RETRACTED(?:\s+ARTICLE)?|WITHDRAWN)\b[\s:.\])–-]*", re.IGNORECASE)
_EDITION = re.compile(
    r"[\s,:;(]+(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|revised)\s+ed(?:ition|n)?\b\.?\)?",
    re.IGNORECASE,
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
_SUBTITLE = re.compile(r":\s|\s[-‐-―]\s|\?\s|\.\s")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the forms that are compared: its words, parted by blanks, and as one run.

    ``numbers`` are its numbers, Roman ones that stand behind a word among them.
    """

    text: str
    joined: str
    numbers: frozenset[str]

    @property
    def opening(self) -> str | None:
        """How it begins, as a word that no text has; None where it is too short to tell much."""
        return f"^{self.joined[:_OPENING]}" if len(self.joined) >= _OPENING else None

    @property
    def content(self) -> tuple[str, ...]:
        """Its words without function words."""
        return content(tuple(self.text.split()))


def title_of(text: str) -> Title:
    """A title made comparable: an article, "RETRACTED:" and an edition do not count."""
    found = words(_EDITION.sub("", _LABEL.sub("", text)))
    numbers = {_ROMAN.get(word, word) for word in found[1:] if word in _ROMAN or word.isdigit()}
    numbers.update(filter(str.isdigit, found[:1]))
    joined = run(found[1:] if found[:1] in _ARTICLES else found)
    return Title(" ".join(found), joined, frozenset(numbers))


def main_title(title: str) -> str:
    """The title up to its subtitle; the whole where it has none."""
    found = _SUBTITLE.search(title)
    return title[: found.start() + 1].rstrip(" :-‐‑‒–—―.") if found else title
