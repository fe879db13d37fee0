"""Links that lead to a work: by DOI, PubMed or PubMed Central id, or trial number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claims.pages.page import Link
from claims.pages.tree import Element

# What an address of a work holds; whatever else links lead to is no reference.
_WORK = re.compile(
    r"10\.\d{4,9}(?:/|%2F)|ncbi\.nlm\.nih\.gov/(?:pubmed/\d|pmc/articles/PMC\d)"
    r"|(?:pubmed|pmc)\.ncbi\.nlm\.nih\.gov/(?:articles/PMC)?\d|\bNCT\d{8}\b",
    re.IGNORECASE,
)
_ADDRESS = r"[^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*"
_MARKDOWN = re.compile(rf"(?<!!)\[(?P<words>[^\[\]]{{1,300}})\]\(\s*<?(?P<address>{_ADDRESS})")


def links_among(elements: Iterable[Element]) -> tuple[Link, ...]:
    """The links of a page of HTML that lead to works."""
    found = []
    for element in elements:
        address = element.get("href") if element.name == "a" else ""
        words = list(element.runs()) if _WORK.search(address) else []
        if words:
            found.append(Link(words[0].start, words[-1].end, address))
    return tuple(found)


def links_in(source: str) -> Iterator[Link]:
    """The inline links of a Markdown text that lead to works; the span is that of their words."""
    for hit in _MARKDOWN.finditer(source):
        if _WORK.search(hit["address"]):
            yield Link(*hit.span("words"), hit["address"])
