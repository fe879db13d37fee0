"""Finds the words of a vocabulary in a text, by stems, in time linear in the text's length.

A pattern is a run of words.  Words are compared by stem; ``word*`` matches whatever begins so,
``word=`` that form alone ("treats", not "patients treated"); ``...`` between two words lets up to
five other words stand between them; a hyphen or an apostrophe in the text never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from claims.memo import Memo
from claims.text import Token, stem_of, tokenise

T = TypeVar("T")
_GAP = 5
_MOST_WORDS = 8192
_ANY = "..."
_JOINERS = frozenset("-'/")
_IGNORED = _JOINERS | frozenset('().;,"')


class Match(NamedTuple, Generic[T]):
    """What was found (``payload``) and where: token numbers and character offsets."""

    payload: T
    first: int
    last: int
    start: int
    end: int

    def overlaps(self, other: Match[Any]) -> bool:
        """Whether the two share a token."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class _Element:
    stem: str
    prefix: bool
    gap_before: bool
    form: str | None = None

    def accepts(self, text: str, stem: str) -> bool:
        if self.prefix:
            return text.startswith(self.stem)
        return stem == self.stem and self.form in (None, text)


_Elements = tuple[_Element, ...]


class Terms(Generic[T]):
    """A set of patterns with what each means."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, list[tuple[_Elements, T]]] = defaultdict(list)
        self._prefixes: dict[str, list[tuple[_Elements, T]]] = defaultdict(list)
        for pattern, payload in entries:
            elements = compile_pattern(pattern)
            if not elements:
                continue
            home = self._prefixes if elements[0].prefix else self._exact
            home[elements[0].stem].append((elements, payload))
        self._widths = sorted({len(prefix) for prefix in self._prefixes})
        self._beginning = Memo(self._begun_by, _MOST_WORDS)
        self._going_on = Memo(self._begun_by_both, _MOST_WORDS)

    def find_all(self, tokens: Sequence[Token]) -> list[Match[T]]:
        """Every match, overlapping ones too, by where it begins and then longest first."""
        found: list[Match[T]] = []
        for i, token in enumerate(tokens):
            if not self._beginning[token.text]:
                continue
            for elements, payload in self._going_on[token.text, _word_after(tokens, i)]:
                last = _match_from(elements, tokens, i)
                if last is not None:
                    found.append(Match(payload, i, last, token.start, tokens[last].end))
        if len(found) > 1:
            found.sort(key=lambda m: (m.first, m.first - m.last))
        return found

    def find(self, tokens: Sequence[Token]) -> list[Match[T]]:
        """Matches that do not overlap: the longest wins, then the leftmost."""
        found = self.find_all(tokens)
        return longest(found) if len(found) > 1 else found

    def _begun_by(self, text: str) -> tuple[tuple[_Elements, T], ...]:
        """Patterns that begin with a word."""
        prefixed = (
            self._prefixes.get(text[:width], ()) for width in self._widths if width <= len(text)
        )
        exact = self._exact.get(stem_of(text), ())
        whole = (
            (elements, payload) for elements, payload in exact if elements[0].form in (None, text)
        )
        return (*whole, *chain.from_iterable(prefixed))

    def _begun_by_both(self, words: tuple[str, str]) -> tuple[tuple[_Elements, T], ...]:
        """Patterns that begin with the first of two words and that the second does not rule out."""
        text, after = words
        stem = stem_of(after) if after else ""
        return tuple(
            (elements, payload)
            for elements, payload in self._beginning[text]
            if len(elements) == 1
            or elements[1].gap_before
            or (after and elements[1].accepts(after, stem))
        )


def longest(matches: Iterable[Match[T]]) -> list[Match[T]]:
    """Of matches that overlap, those with the most words; the rest in order of place.

    Words that mean two things at once ("thoughts and acts") keep both.
    """
    kept: list[Match[T]] = []
    taken: set[int] = set()
    spans: set[tuple[int, int]] = set()
    for match in sorted(matches, key=lambda m: (m.first - m.last, m.first)):
        span = range(match.first, match.last + 1)
        if taken.isdisjoint(span) or (match.first, match.last) in spans:
            taken.update(span)
            spans.add((match.first, match.last))
            kept.append(match)
    kept.sort(key=lambda m: m.first)
    return kept


@lru_cache(maxsize=16384)
def compile_pattern(pattern: str) -> _Elements:
    """A pattern's elements; empty where it has no word."""
    elements: list[_Element] = []
    gap = False
    for part in pattern.split():
        if part == _ANY:
            gap = True
            continue
        prefix = part.endswith("*")
        exact = part.endswith("=") and part[0].isalpha()
        for token in tokenise(part.rstrip("*=") if part[0].isalpha() else part):
            if token.text in _IGNORED:
                continue
            elements.append(
                _Element(
                    token.text if prefix else token.stem, prefix, gap, token.text if exact else None
                )
            )
            gap = False
    return tuple(elements)


def _word_after(tokens: Sequence[Token], i: int) -> str:
    """The text of the token after one, joining marks left out; empty where there is none."""
    for j in range(i + 1, len(tokens)):
        if tokens[j].text not in _JOINERS:
            return tokens[j].text
    return ""


def _match_from(elements: _Elements, tokens: Sequence[Token], start: int) -> int | None:
    last = start
    for element in elements[1:]:
        found = _next(element, tokens, last + 1)
        if found is None:
            return None
        last = found
    return last


def _next(element: _Element, tokens: Sequence[Token], begin: int) -> int | None:
    skipped = 0
    for i in range(begin, len(tokens)):
        token = tokens[i]
        if element.accepts(token.text, token.stem):
            return i
        if token.text in _JOINERS:
            continue
        if not element.gap_before or not (token.is_word or token.is_number) or skipped == _GAP:
            return None
        skipped += 1
    return None
