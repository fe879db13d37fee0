"""Single references out of a text that runs several together."""

from __future__ import annotations

import re

from claims.citations.reference import parse

_NAME = r"[^\W\d_a-z][\w’'\-]+"
_HEAD = (
    r"(?:(?:aan|van|von|de|del|di|da|la|le|den|der|het)\s+){0,3}"
    rf"{_NAME}(?:\s{_NAME})?,?\s+(?:[A-Z]{{1,3}}\b|[A-Z]\.|et\s+al)"
)
_SHORT = rf"{_NAME}(?:\s+(?:et\s+al\.?|(?:and|&)\s+{_NAME}))?,?\s+\(?(?:19|20)\d\d[a-z]?\)?"
_BOUNDARIES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\n\s*",
        # A year in brackets or pages, run into the next author with or without a full stop.
        rf"(?:(?<=\d\d\d\))|(?<=\d\d\d[a-z]\)))(?={_HEAD})",
        rf"(?:(?<=\d\d\d\)\.)|(?<=\d\d\d[a-z]\)\.))\s*(?={_HEAD})",
        rf"(?:(?<=[-–]\d\d)|(?<=[-–]\d\d\d)|(?<=[-–]\d\d\d\d))(?={_HEAD})",
        rf"(?:(?<=[-–]\d\.)|(?<=[-–]\d\d\.)|(?<=[-–]\d\d\d\.)|(?<=[-–]\d\d\d\d\.))\s*(?={_HEAD})",
        # Semicolons between references, behind a year, pages or an identifier.
        rf"(?<=\d)(?:;\s+|;?\s+and\s+)(?={_HEAD})",
        # Run together without a blank, as when a list loses its line ends.
        r"(?<=\d\d\d\))(?=[A-Z][^\W\d_]+\s)",
        # The number of the next reference in a list.
        rf"(?<=[.\d)])\s+(?=(?:\d{{1,3}}\.|\[\d{{1,3}}\])\s+{_HEAD})",
        # Short forms in one pair of brackets.
        rf"(?:(?<=\d\d\d\d)|(?<=\d\d\d\d[a-z]))[;,]\s+(?={_SHORT}\s*(?:[;,)]|$))",
    )
)

# What publishers put behind a reference for its links.
_LINKS = re.compile(
    r"\s*(?:\[?(?:Article|CAS|Crossref|Full Text|Google Scholar|PMC free article"
    r"|PubMed(?: Central)?|Scopus|View Article|Web of Science)\]?[\s,·|.]*)+",
    re.IGNORECASE,
)


def split(text: str) -> list[tuple[int, int, str]]:
    """References in a text, as (start, end, reference) in the order in which they stand.

    They end where a line does, and where a year, pages or a number is followed by the head of
    another reference.  ``reference == text[start:end]``, never empty, never overlapping; only
    blanks, the ';' between references and what publishers link behind them are left out.
    """
    cuts = {hit.span() for style in _BOUNDARIES for hit in style.finditer(text)}
    found: list[tuple[int, int, str]] = []
    start = 0
    for cut_start, cut_end in [*sorted(cuts), (len(text), len(text))]:
        piece = text[start:cut_start]
        if cut_start < start or (_is_head(piece) and cut_end < len(text)):
            continue
        begin = start + len(piece) - len(piece.lstrip())
        if piece.strip() and not _LINKS.fullmatch(piece):
            found.append((begin, begin + len(piece.strip()), piece.strip()))
        start = cut_end
    return found


def _is_head(piece: str) -> bool:
    """Whether only authors and a year stand there, so that the title is still to come."""
    return piece.endswith(").") and parse(piece).title is None
