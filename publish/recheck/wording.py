"""The words of a claim looked for in another text: as they were, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from publish.recheck.report import Place

LEAST = 68.0
"""Least likeness (rapidfuzz's ratio, 0 to 100) of words that may be others of the same claim.

On the pages on file a claim of which a quarter of the words are others scores 72 or more in 95% of
cases, what is likest to it elsewhere on its page 66 or less in 85%.
"""

# A restated claim has words of its own, in another order. On the pages on file a claim scores this
# or more (token_set_ratio) with its own words in 93% of cases, with another's in 4%.
_LEAST_RESTATED = 55.0
_LINES = 3
# Words with the marks about them, and without.
_TOKENS = (re.compile(r"\S+"), re.compile(r"[(\w](?:\S*[\w%)])?"))
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
    """The words from which a claim may have been restated; None where none are like it.

    Those at its old place where they are like it, else the line that is most like it; but any that
    has all the numbers of the claim comes before one that lacks some.
    """
    like = [
        found
        for found in filter(None, (_at(near, lines), *_like_lines(statement, lines)))
        if fuzz.token_set_ratio(statement.casefold(), found.words.casefold()) >= _LEAST_RESTATED
    ]
    return min(like, key=lambda found: len(lacking(statement, found.words)), default=None)


def lacking(statement: str, words: str) -> list[str]:
    """Numbers that a claim gives and the words do not, in the claim's order."""
    there = _NUMBER.findall(words)
    return [number for number in _NUMBER.findall(statement) if number not in there]


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
    bounds = [match.span() for form in _TOKENS for match in form.finditer(line)]
    starts = sorted({start for start, _ in bounds if abs(start - about.dest_start) <= reach})
    ends = sorted({end for _, end in bounds if abs(end - about.dest_end) <= reach})
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
    """The lines likest to a claim, but for titles and the like, which it holds as a whole."""
    least = len(statement.split()) / 2
    numbered = {n: line for n, line in enumerate(lines, 1) if len(line.split()) >= least}
    ranked = process.extract(statement, numbered, scorer=fuzz.token_set_ratio,
                             processor=str.casefold, limit=_LINES)  # fmt: skip
    for line, _, number in ranked:
        yield Found(line, Place(number, 0, len(line)))
