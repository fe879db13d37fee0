"""PDF pages as blocks: their text as it was extracted, then read as plain text is."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from dataclasses import replace

from pypdf import PdfReader
from pypdf.errors import DependencyError

from claims.pages.page import Page
from claims.pages.plain import blocks_of
from claims.pages.refused import refused
from claims.pages.running_lines import without_running
from claims.pages.text_lines import TextLine, text_lines
from ingest.errors import OnfileError

_MOST_PAGES = 300
_MOST_TEXT = 5_000_000
# Letters of a PDF are of unequal width: a line is full with fewer of them than the widest has.
_SLACK = 0.85

# What is odd in a file that can be read all the same is no matter for its reader.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(name: str, data: bytes) -> Page:
    """A PDF, read; its source is the text of its pages, parted by form feeds.

    Raises ``OnfileError`` with one line if it is broken, encrypted, without text (scanned) or
    longer than 300 pages.
    """
    try:
        source = "\f".join(_texts(name, data))
    except OnfileError:
        raise
    except DependencyError as error:
        raise _encrypted(name) from error
    except Exception as error:  # a broken file makes the parser fail in any way
        raise refused(name, "the PDF is broken and cannot be read", "save it again") from error
    if not source.strip():
        raise refused(
            name, "the PDF holds no text, only images", "run text recognition (OCR) on it first"
        )
    lines = list(_overleaf(source, without_running(_pages(source))))
    blocks = blocks_of(source, lines, _SLACK)
    title = blocks[0].text if blocks and blocks[0].kind in ("heading", "question") else None
    return Page(name, "pdf", source, hashlib.sha256(data).hexdigest(), tuple(blocks), title)


def _texts(name: str, data: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(data))
    # Many are locked against changes only and open with an empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted(name)
    pages = len(reader.pages)
    if pages > _MOST_PAGES:
        reason = f"the PDF has {pages} pages, more than the {_MOST_PAGES} that are read at most"
        raise refused(name, reason, "give the part that matters")
    length = 0
    for page in reader.pages:
        text = page.extract_text().replace("\f", "\n")
        length += len(text)
        if length > _MOST_TEXT:
            raise refused(name, "the PDF holds too much text", "give the part that matters")
        yield text


def _encrypted(name: str) -> OnfileError:
    return refused(name, "the PDF is encrypted", "save it without a password")


def _pages(source: str) -> list[list[TextLine]]:
    """The lines of each page."""
    pages: list[list[TextLine]] = [[]]
    seen = 0
    for line in text_lines(source):
        pages += [[] for _ in range(source.count("\f", seen, line.start))]
        seen = line.start
        pages[-1].append(line)
    return pages


def _overleaf(source: str, lines: list[TextLine]) -> Iterator[TextLine]:
    """The lines, a page's first one standing apart only if a sentence ended on the page before."""
    for before, line in zip([None, *lines], lines, strict=False):
        if before and "\f" in source[before.start : line.start]:
            yield replace(line, gap=before.text.text.endswith((".", "!", "?", ":")))
        else:
            yield line
