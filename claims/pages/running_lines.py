"""Headers, footers and numbers that are printed on page after page of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from claims.pages.text_lines import TextLine

# How many lines at the top and at the bottom of a page may be running ones.
_DEEP = 3
_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def without_running(pages: Sequence[Sequence[TextLine]]) -> list[TextLine]:
    """The lines of all pages, page numbers left out and each running line kept once.

    A running line is one at the top or the bottom that comes, figures apart, on two pages in five
    and at least on two. The first of the headers stays and the last of the footers, so that what
    they say is read and no sentence that goes on overleaf is cut.
    """
    if len(pages) < 2:
        return [line for page in pages for line in page]
    tops = [_edge(page, range(min(_DEEP, (len(page) + 1) // 2))) for page in pages]
    bottoms = [
        _edge(page, range(len(page) - min(_DEEP, len(page) // 2), len(page))) for page in pages
    ]
    dropped = _repeated(tops) | _repeated(bottoms[::-1], len(pages) - 1)
    return [
        line
        for number, page in enumerate(pages)
        for place, line in enumerate(page)
        if (number, place) not in dropped
        and not (
            (place in tops[number] or place in bottoms[number])
            and _NUMBER.fullmatch(line.text.text)
        )
    ]


def _edge(page: Sequence[TextLine], places: range) -> dict[int, str]:
    """Lines at an edge of a page by their place, figures made alike."""
    return {place: _DIGITS.sub("#", page[place].text.text.lower()) for place in places}


def _repeated(edges: Sequence[dict[int, str]], last: int | None = None) -> set[tuple[int, int]]:
    """(page, place) of what repeats an earlier edge; pages count down from ``last``, if given."""
    counts = Counter(text for edge in edges for text in set(edge.values()))
    least = max(2, (len(edges) * 2 + 4) // 5)
    seen: set[str] = set()
    repeated: set[tuple[int, int]] = set()
    for number, edge in enumerate(edges):
        for place, text in edge.items():
            if counts[text] >= least and text in seen:
                repeated.add((number if last is None else last - number, place))
        seen.update(edge.values())
    return repeated
