"""What format a page is in, and the reader for it."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from claims.pages.page import Page
from claims.pages.refused import refused

SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
}
MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
}
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or film"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_PDF_WITHIN = 1024
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?(?:<\?xml[^>]{0,200}>\s*)?"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h[1-6]|ul|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_WANTED = "give HTML, text, Markdown or PDF"


def read_page(
    name: str, data: bytes, media_type: str | None = None, charset: str | None = None
) -> Page:
    """A page of any format that is read: HTML, plain text, Markdown or PDF.

    The format is told by ``media_type``, then by the suffix of ``name`` (a path or a URL), then by
    what the bytes begin with. Raises ``OnfileError`` with one line if they are no such page, are
    damaged or hold no text.
    """
    page = _read(page_format(name, data, media_type), name, data, charset)
    if not page.blocks:
        raise refused(name, "there is no text on it", "check that it is the page you mean")
    return page


def page_format(name: str, data: bytes, media_type: str | None = None) -> str:
    """One of html, text, markdown and pdf; ``OnfileError`` if the bytes are something else."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    foreign = _foreign(data) or _named(media_type)
    if foreign:
        raise refused(name, f"this is {foreign}", _WANTED)
    told = MEDIA_TYPES.get((media_type or "").lower()) or SUFFIXES.get(_suffix(name))
    if told == "pdf":
        raise refused(name, "this is called a PDF but is none", _WANTED)
    if told in ("html", "markdown"):
        return told
    return "html" if _HTML.match(data[:4096]) else "text"


def _read(found: str, name: str, data: bytes, charset: str | None) -> Page:
    """Read by a reader that is loaded only when a page needs it."""
    if found == "html":
        from claims.pages.html import read_html

        return read_html(name, data, charset)
    if found == "pdf":
        from claims.pages.pdf import read_pdf

        return read_pdf(name, data)
    if found == "markdown":
        from claims.pages.markdown import read_markdown

        return read_markdown(name, data, charset)
    from claims.pages.plain import read_text

    return read_text(name, data, charset)


def _foreign(data: bytes) -> str | None:
    """What the bytes are if no page, None if they may be one."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    if data.startswith(_WIDE_MARKS):
        return None
    head = data[:4096]
    # Text in two bytes a letter has zeros in every other place, and nowhere else.
    zeros = head.count(0)
    wide = max(head[::2].count(0), head[1::2].count(0))
    return "a binary file" if zeros > wide or (zeros and zeros * 4 < len(head)) else None


def _named(media_type: str | None) -> str | None:
    """The media type if it is one that no page has."""
    is_media = re.match(r"(?:image|audio|video|font)/", media_type or "", re.IGNORECASE)
    return media_type if is_media else None


def _suffix(name: str) -> str:
    path = urlsplit(name).path if re.match(r"https?://", name, re.IGNORECASE) else name
    return PurePath(path).suffix.lower()
