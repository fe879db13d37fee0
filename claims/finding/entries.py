"""Blocks that are references: entries of a list, footnotes, and several run together."""

from __future__ import annotations

import re

from claims.citations import parse, split
from claims.finding.inline import NAME, YEAR
from claims.finding.passages import Passage
from claims.pages.headings import heads_references

_AUTHORS = rf"{NAME}(?:\s+[A-Z]{{1,3}}\b)?(?:,?\s+(?:et\s+al\.?|(?:and|&)\s+{NAME}))?"
# The mark of a note or the number of an entry.
_MARK = r"\W*(?:(?:\d{1,3}|[a-z])[.)\]]\s*|[a-z\d*†‡§]{1,2}\s+)?"
_BEGINS = re.compile(rf"{_MARK}[\"“‘']?[A-Z]")
_HEAD = re.compile(
    rf"{_MARK}(?:(?:van|von|de|del|da|la|le)\s+)*{NAME}(?:\s{NAME})?,?\s+"
    r"(?:[A-Z]{1,3}\b|[A-Z]\.|et\s+al)"
)
_TOLD = re.compile(rf"{_AUTHORS}\s*\({YEAR}\)\s+[a-z]")
_RIGHTS = re.compile(
    r"©|\(c\)\s*(?:19|20)\d\d|\bcopyright\b|\ball rights reserved\b|\bCC[ -]BY\b", re.IGNORECASE
)
# What leads to a reference: "Sources of the week:", or its short form ("Oak 2018a:").
_LABEL = re.compile(
    r"\s*(?:(?:References?|Refs?|Sources?|Citations?|Bibliography|Further reading|Literature)\b"
    rf"[^:.\d]{{0,30}}|{NAME}\s{YEAR})\s*:\s+",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(YEAR)
# Year, volume and pages in the order of the Vancouver style.
_LOCATED = re.compile(
    rf"{YEAR}(?:\s[A-Z][a-z]{{2}}(?:\s\d{{1,2}})?)?;\s?\d{{1,4}}(?:\([^()]*\))?:\s?\w"
)
_PLACE = re.compile(r"\b\d{1,4}(?:\(\w+\))?[,:]\s?[A-Za-z]?\d+[-–]\d+")
_PART_END = re.compile(r"[.?!]\s")
_LONGEST = 2_000
_LONGEST_TAIL = 120
_FEW = 60


def entries_in(passage: Passage) -> list[tuple[int, int, str]]:
    """The references that a block consists of: start and end in its text, and the text.

    Empty where the block is something else.
    """
    text = passage.block.text
    if passage.block.kind in ("heading", "row") or not _is_entry(passage, text[:_LONGEST]):
        return []
    label = _LABEL.match(text)
    after = label.end() if label else 0
    return [(after + start, after + end, piece) for start, end, piece in split(text[after:])]


def _is_entry(passage: Passage, text: str) -> bool:
    if not (_HAS_YEAR.search(text) or _PLACE.search(text)):
        return False
    headed = any(heads_references(heading) for heading in passage.headings[-1:])
    listed = headed or _LABEL.match(text) is not None
    head = _HEAD.match(_LABEL.sub("", text))
    told = _TOLD.match(text)
    if _RIGHTS.search(text[: _FEW if head else None]):
        return False
    if (listed or (not told and _ends_located(text))) and _LOCATED.search(text):
        return True
    if not listed and (head is None or told):
        return False
    reference = parse(_LABEL.sub("", text))
    if reference.authors:
        return bool(reference.title or reference.journal or reference.identifiers)
    return listed and bool(reference.identifiers or (reference.title and reference.journal))


def _ends_located(text: str) -> bool:
    """Whether a text is a title and what leads to it, then year, volume and pages, and no more."""
    located = _LOCATED.search(text)
    mark = _BEGINS.match(text)
    if located is None or mark is None:
        return False
    before, behind = text[: located.start()], text[located.end() :]
    apart = before.count("(") == before.count(")")
    return apart and len(_PART_END.findall(before)) > 1 and len(behind) <= _LONGEST_TAIL
