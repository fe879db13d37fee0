"""The words of a claim looked for in another text: as they were, or nearly."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from publish.recheck.report import Place

LEAST = 60.0
"""Least likeness (rapidfuzz's ratio, 0 to 100) of words that may be others of the same claim."""

# A restated claim and the words it was restated from share fewer words in another order. Measured
# on the pages on file: a claim's own words score above 60 in 95% of cases, another's in 3%.
_LEAST_RESTATED = 60.0
_LINES, _CHANGES = 3, 4
_WORD = re.compile(r"[(\w](?:\S*[\w%)])?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Found:
    """Words that were found, and where."""

    words: str
    place: Place


def exact(words: str, lines: Sequence[str], near: Place) -> Found | None:
    """The same words, of several occurrences the one nearest to where they stood before."""
    places = [place for n, line in enumerate(lines, 1) for place in _occurrences(words, line, n)]
    if not places:
        return None
    best = min(places, key=lambda one: (abs(one.line - near.line), abs(one.start - near.start)))
    return Found(words, best)


def alike(words: str, lines: Sequence[str]) -> Found | None:
    """The words of a line that are most like these; None where none are like them."""
    long = {n: line for n, line in enumerate(lines, 1) if 2 * len(line) >= len(words)}
    ranked = process.extract(words, long, scorer=fuzz.partial_ratio, limit=_LINES,
                             score_cutoff=LEAST)  # fmt: skip
    windows = [window for line, _, n in ranked for window in _windows(words, line, n)]
    best = max(windows, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= LEAST else None


def restated(statement: str, lines: Sequence[str], near: Place) -> Found | None:
    """The words from which a claim may have been restated: those at its old place where they are
    like it, else the line that is most like it; None where none is, or where it lacks a number
    that the claim gives."""
    old = _at(near, lines)
    for found in filter(None, (old, *_like_lines(statement, lines))):
        score = fuzz.token_set_ratio(statement.casefold(), found.words.casefold())
        if score >= _LEAST_RESTATED and _numbers(statement) <= _numbers(found.words):
            return found
    return None


def changed_words(before: str, after: str) -> str:
    """What of some words became what, in words; '' where nothing did."""
    was, now = before.split(), after.split()
    told = []
    for how, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        old, new = " ".join(was[a:b]), " ".join(now[c:d])
        if how == "replace":
            told.append(f"“{old}” is now “{new}”")
        elif how == "delete":
            told.append(f"“{old}” is gone")
        elif how == "insert":
            told.append(f"“{new}” is new")
    more = [f"and {len(told) - _CHANGES} more"] if len(told) > _CHANGES else []
    return "; ".join((*told[:_CHANGES], *more))


def _occurrences(words: str, line: str, number: int) -> Iterator[Place]:
    start = line.find(words) if words else -1
    while start >= 0:
        yield Place(number, start, start + len(words))
        start = line.find(words, start + 1)


def _windows(words: str, line: str, number: int) -> Iterator[tuple[float, Found]]:
    """Runs of whole words about where the line is most like the words, with their likeness."""
    about = fuzz.partial_ratio_alignment(words, line)
    if about is None:
        return
    reach = max(len(words) // 2, 10)
    tokens = [match.span() for match in _WORD.finditer(line)]
    starts = [start for start, _ in tokens if abs(start - about.dest_start) <= reach]
    ends = [end for _, end in tokens if abs(end - about.dest_end) <= reach]
    for start in starts:
        for end in ends:
            if end > start:
                part = line[start:end]
                yield fuzz.ratio(words, part), Found(part, Place(number, start, end))


def _at(place: Place, lines: Sequence[str]) -> Found | None:
    """The words at a place, None where the text has no such place."""
    if place.line > len(lines) or place.end > len(lines[place.line - 1]):
        return None
    return Found(lines[place.line - 1][place.start : place.end], place)


def _like_lines(statement: str, lines: Sequence[str]) -> Iterator[Found]:
    numbered = {n: line for n, line in enumerate(lines, 1) if line.strip()}
    ranked = process.extract(statement, numbered, scorer=fuzz.token_set_ratio,
                             processor=str.casefold, limit=_LINES)  # fmt: skip
    for line, _, number in ranked:
        yield Found(line, Place(number, 0, len(line)))


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))
