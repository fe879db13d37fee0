"""Where the title stands in a reference: in quotation marks, or between authors and journal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.citations.places import Field, trimmed

_QUOTED = tuple(
    re.compile(pattern)
    for pattern in (
        r"“([^”]{8,500}?)[”\"]",
        r"«\s*([^»]{8,500}?)\s*»",
        r"\"([^\"]{8,500}?)\"",
        r"(?<![\w’])‘(.{8,500}?)’(?=\s*(?:[,.;:)(]|$|in\b)|\s+[A-Z])",
        r"(?<![\w'])'(.{8,500}?)'(?=\s*(?:[,.;:)(]|$|in\b)|\s+[A-Z])",
    )
)
_SENTENCE_END = re.compile(
    r"(?<!\bvs)(?<!\b[A-Z])(?<!\bSt)(?:[.?!]+|…)[\"”’']?(?=\s+[\[(A-Z\d]|\s*$)"
    r"(?!\s+(?:[IVX]{1,4}[.:]|(?:Part|Section)\s+[\dIVX]))"
)
_TAIL = r"(?:[A-Z&][\w.&’'\-]*[\s:]+(?:(?:of|and|the|in|for|on|et|de)\s+)*){0,9}[A-Z][\w.&’'\-]*\.?"
# A journal after a comma, or with the year in brackets: the end of a title that no full stop ends.
_LATE_JOURNAL = re.compile(
    rf",\s+(?={_TAIL},?\s*(?:\(?\d|vol\b|$))|\s\((?=[^()]*(?:19|20)\d\d[a-z]?\)\W*$)"
)
# A journal with its year or volume; a number that a word follows is one of a title.
_NO_TITLE = re.compile(
    rf"{_TAIL},?\s*(?<![\w-])\(?\d+(?!\d|\s+(?!no\b|vol\b|pp?\b|suppl|e?\d)[a-z])"
)
_LEAST_WORDS = 3
_MOST_ABBREVIATED = 4  # words of a journal before a full stop within its name


def quoted_title(text: str, start: int) -> tuple[Field | None, int]:
    """The first text in quotation marks from a place on, and where the marks end.

    None and the place itself where nothing is quoted.
    """
    hits = [found for style in _QUOTED if (found := style.search(text, start))]
    if not hits:
        return None, start
    first = min(hits, key=lambda found: found.start())
    return trimmed(text, *first.span(1)), first.end()


def placed_title(text: str, start: int) -> tuple[Field | None, int]:
    """The title by its place, and where it ends: from the end of the authors to the end of its
    sentence.  None and the place itself where no title stands there.
    """
    if _is_bare(text, start):
        return None, start
    end = next((e for e in _sentence_ends(text, start) if _is_title(text, start, e)), len(text))
    if not text[end:].strip():
        late = _LATE_JOURNAL.search(text, min(start + 12, len(text)))
        end = late.start() if late else end
    title = trimmed(text, start, end)
    if title is None or not _is_title(text, title.start, end):
        return None, start
    return title, end


def _is_bare(text: str, start: int) -> bool:
    """Whether a journal with its numbers stands where the title would."""
    journal = _NO_TITLE.match(text, start)
    if journal is None:
        return False
    ends = [end for end in _sentence_ends(text, start) if end < journal.end()]
    if len(ends) != 1:
        return not ends
    before = text[start : ends[0]].split()
    return len(before) <= _MOST_ABBREVIATED or text[ends[0] :].lstrip()[:1].isdigit()


def _sentence_ends(text: str, start: int) -> Iterator[int]:
    return (found.end() for found in _SENTENCE_END.finditer(text, start))


def _is_title(text: str, start: int, end: int) -> bool:
    """Three words make a title; fewer only where a journal with a number follows them."""
    if len(text[start:end].split()) >= _LEAST_WORDS:
        return True
    return bool(_NO_TITLE.match(text, end + 1))
