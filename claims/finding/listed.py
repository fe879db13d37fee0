"""Plain texts that are lists of references: every line is one, or several run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.citations import Reference, parse, split
from claims.pages.page import Page

_LINE = re.compile(r"[^\n\r]*\S[^\n\r]*")
_CONTINUED = re.compile(r"(?:\t| {2,})\S")
_FEW_LINES = 3
_LONGEST = 2_000  # letters: a longer line is running text, or tells its kind by its beginning


def is_list(page: Page) -> bool:
    """Whether at least half of the lines of a plain text look like references."""
    if page.format != "text":
        return False
    lines = [line for _, line in _lines(page.source)]
    return bool(lines) and 2 * sum(map(_looks_like_one, lines)) >= len(lines)


def is_short(page: Page) -> bool:
    """Whether a plain text is a few lines: what somebody asks about, if it is no page."""
    lines = [line for _, line in _lines(page.source)]
    return page.format == "text" and len(lines) <= _FEW_LINES


def listed(page: Page) -> Iterator[tuple[int, int, str]]:
    """The references of a list as (start, end, reference), offsets into the page's source.

    A line that is indented goes on from the one before it that is not.
    """
    for start, line in _lines(page.source):
        for first, last, reference in split(line.replace("\n", " ")):
            yield start + first, start + last, " ".join(reference.split())


def _lines(source: str) -> Iterator[tuple[int, str]]:
    """Lines that are not blank, each with what is indented below it, and where it starts."""
    start = end = 0
    for found in _LINE.finditer(source):
        hangs = _CONTINUED.match(found.group()) and not _CONTINUED.match(source[start:end])
        if end and hangs and source.count("\n", end, found.start()) == 1:
            end = found.end()
            continue
        if end:
            yield start, source[start:end]
        start, end = found.span()
    if end:
        yield start, source[start:end]


def _looks_like_one(line: str) -> bool:
    reference: Reference = parse(line[:_LONGEST])
    if reference.identifiers:
        return True
    if reference.volume and reference.pages and (reference.journal or reference.authors):
        return True
    dated = bool(reference.years)
    return dated and bool(reference.authors or (reference.quoted and reference.journal))
