"""The XML of PubMed's E-utilities: articles and books, each record read by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ingest.errors import Refusal
from ingest.formats import pubmed
from ingest.formats.pubmed_elements import parse
from ingest.formats.record import Incoming
from ingest.formats.text import clean

_OPEN = re.compile(r"<(PubmedArticle|PubmedBookArticle)(?=[\s>])")
# What may stand around the records: declarations, comments, the element that holds them all.
_AROUND = re.compile(
    r"[\s\ufeff]+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|</?PubmedArticleSet[^<>]*>"
    r"|<DeleteCitation>.*?</DeleteCitation>",
    re.S,
)
_SET = re.compile(r"<PubmedArticleSet(?=[\s>])")
# MathML in titles is written with this prefix, which a record by itself does not declare.
_HOLDER = b'<holder xmlns:mml="http://www.w3.org/1998/Math/MathML">'
_REMEDY = "fetch the record again; it is left out"
# lxml publishes no types.
_Element = Any


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """The works of a PubmedArticleSet, or of records without one, in the order of the file.

    Each record is parsed by itself, so that a malformed one is refused and the rest come in; where
    the XML breaks off, what stands before comes in and a refusal names the line.  Entities are not
    expanded and nothing is fetched.  Nothing is raised.
    """
    for line, found in _elements(text, file):
        if isinstance(found, Refusal):
            yield found
            continue
        record = parse(found)
        label = f"PMID {record.pmid}" if record.pmid else f"record at line {line}"
        yield pubmed.incoming(record, file, line, label)


def _elements(text: str, file: str) -> Iterator[tuple[int, _Element | Refusal]]:
    """Each record as an element with the line that it begins on, or what is wrong there."""
    end, line, counted, records = 0, 1, 0, 0
    while opened := _OPEN.search(text, end):
        begins, closing = opened.start(), f"</{opened[1]}>"
        line, counted = line + text.count("\n", counted, begins), begins
        yield from _between(text, end, begins, file)
        following = _OPEN.search(text, opened.end())
        stop = following.start() if following else len(text)
        close = text.find(closing, begins, stop)
        end = stop if close < 0 else close + len(closing)
        records += 1
        if close < 0:
            reason = "the record that begins here does not end"
            yield line, Refusal(file, line, "", reason, _REMEDY)
        else:
            yield line, _element(text[begins:end], file, line)
        if close < 0 and not following:
            return
    if records:
        yield from _between(text, end, len(text), file)
    if _SET.search(text) and "</PubmedArticleSet>" not in text[end:]:
        last = text.count("\n") + 1
        reason = "the file breaks off before its end"
        yield last, Refusal(file, last, "", reason, "fetch it again for the works that follow")
    elif not records:
        reason, remedy = "there is no PubMed record in it", "fetch the works from PubMed as XML"
        yield 0, Refusal(file, 0, "", reason, remedy)


def _between(text: str, start: int, stop: int, file: str) -> Iterator[tuple[int, Refusal]]:
    """A refusal where something stands between records that belongs to none of them."""
    while around := _AROUND.match(text, start, stop):
        start = around.end()
    if start < stop:
        line = text.count("\n", 0, start) + 1
        reason = "there is something between the records that is none of them"
        yield line, Refusal(file, line, "", reason, "remove it or fetch the file again")


def _element(chunk: str, file: str, line: int) -> _Element | Refusal:
    """One record parsed, or the refusal that names the line in the file."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8"
    )
    try:
        whole = _HOLDER + chunk.encode("utf-8", "replace") + b"</holder>"
        return etree.fromstring(whole, parser)[0]
    except etree.XMLSyntaxError as error:
        place = line + max((error.lineno or 1) - 1, 0)
        reason = f"the record cannot be read as XML ({clean(error.msg or '')})"
        return Refusal(file, place, "", reason, _REMEDY)
