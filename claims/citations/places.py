"""Where a work stands in its journal, as references print it: volume, issue and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAGES = (
    r"(?P<pages>[A-Za-z]{0,3}\d+[A-Za-z]?\s*[-‐-―−]\s*[A-Za-z]?\d+(?:\.e\d+)?"
    r"|(?!(?:19|20)\d\d\b)\w*\d\w*)"
)
_NUMBERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bvol\.?\s*(?P<volume>\d{{1,4}}),\s?(?P<issue>\d{{1,3}})\s*\([^()]*\)\s*:\s*{_PAGES}",
        rf"(?<![\d(])(?P<volume>\d{{1,4}})\s*\(?(?:Suppl|Supplement|Pt)\.?\s*(?P<issue>\w{{0,3}})\)?\s*:\s*{_PAGES}",
        rf"(?P<volume>\d{{1,4}}):(?P<issue>\d{{1,2}}),\s*(?=\w+[-–]){_PAGES}",
        rf"(?P<volume>\d{{1,4}}),?\s+no\.?\s*(?P<issue>[\w-]+)\s*\((?:[^()]*)\)\s*:\s*{_PAGES}",
        rf"(?P<volume>\d{{1,4}})\.(?P<issue>\d{{1,5}})\s*\((?:19|20)\d\d\)\s*:\s*{_PAGES}",
        rf"[;,.\s](?P<volume>\d{{1,4}})\s*\((?P<issue>[^()]{{1,18}})\)\s*[:,;]\s*(?:pp?(?:\.\s*|\s+|(?=\d)))?{_PAGES}",
        rf"\bvol(?:ume|\.)?\s*(?P<volume>\d{{1,4}})(?:\s*,?\s*(?:no|issue|number)\.?\s*"
        rf"(?P<issue>[\w-]+))?(?:[^a-z]{{0,18}}\bpp?\.?\s*{_PAGES})?",
        rf"(?<![\d(–-])(?P<volume>\d{{1,4}})\s*(?:\((?:19|20)\d\d\))?\s*:\s*(?:pp?(?:\.\s*|\s+|(?=\d)))?{_PAGES}",
        rf"(?<=[^\W\d_.,])(?:,|[.,]?\s)\s*(?P<volume>(?!(?:19|20)\d\d)\d{{1,4}}),"
        rf"\s*(?:pp?(?:\.\s*|\s+|(?=\d)))?{_PAGES}",
        r"\s(?P<volume>\d{1,3})\s*\((?P<issue>\d{1,3}(?:[-–]\d+)?)\)",
    )
)


@dataclass(frozen=True, slots=True)
class Field:
    """A printed value and its place in the reference."""

    text: str
    start: int
    end: int


def trimmed(text: str, start: int, end: int) -> Field | None:
    """What stands between two places without the punctuation around it; None for nothing."""
    while start < end and text[start] in " \t\n,.;:'\"“”‘’«»":
        start += 1
    while end > start and text[end - 1] in " \t\n,.;:'\"“”‘’«»":
        end -= 1
    return Field(text[start:end], start, end) if end > start else None


_NONE: dict[str, Field | None] = dict.fromkeys(("volume", "issue", "pages"))


def _numbers(text: str, start: int, ranged: bool = False) -> dict[str, Field | None] | None:
    """Volume, issue and pages behind an offset; only with a range of pages where that is asked."""
    for style in _NUMBERS:
        found = style.search(text, start)
        groups = found.groupdict() if found else {}
        if found and not (ranged and "-" not in (groups.get("pages") or "").replace("–", "-")):
            return {
                name: Field(groups[name], *found.span(name)) if groups.get(name) else None
                for name in _NONE
            }
    return None


def read_place(text: str, title_end: int, start: int) -> dict[str, Field | None]:
    """The fields volume, issue and pages, None where they are not printed.

    They stand behind the title; where nothing does, a range of pages may stand before it, behind
    the authors (``start``).
    """
    return _numbers(text, title_end) or _numbers(text, start, ranged=True) or _NONE
