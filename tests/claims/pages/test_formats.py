"""Which format a page is in, and one clear line for what is no page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.pages.formats import page_format, read_page
from ingest.errors import OnfileError
from tests.claims.pages.pdf_files import pdf_of

HTML = b"<!doctype html><html><body><p>It helps most people.</p></body></html>"


@pytest.mark.parametrize(
    ("name", "data", "media_type", "found"),
    [
        ("a.html", b"words", None, "html"),
        ("a.HTM", b"words", None, "html"),
        ("a", HTML, None, "html"),
        ("-", b"\n<!-- x --><p>y", None, "html"),
        ("-", b"\xef\xbb\xbf<?xml version='1.0'?><html>", None, "html"),
        ("-", b"5 < 6 <p>", None, "text"),
        ("a.txt", HTML, None, "html"),
        ("a.md", HTML, None, "markdown"),
        ("a.md", b"words", "text/html", "html"),
        ("http://x.org/a.md?raw=1", b"words", "text/plain", "markdown"),
        ("http://x.org/a.pdf", HTML, "text/html", "html"),
        ("http://x.org/page", b"words", "text/plain", "text"),
        ("http://x.org/page", b"# words", "text/markdown", "markdown"),
        ("a.html", pdf_of(["x"]), "text/html", "pdf"),
        ("a", "Zwei Wörter".encode("utf-16"), None, "text"),
        ("a", "two words".encode("utf-16-le"), None, "text"),
    ],
)
def test_format(name: str, data: bytes, media_type: str | None, found: str) -> None:
    assert page_format(name, data, media_type) == found


@pytest.mark.parametrize(
    ("name", "data", "media_type", "says"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n0", None, "this is a PNG image; give HTML, text, Markdown"),
        ("a.docx", b"PK\x03\x04rest", None, "this is a ZIP archive or an Office document"),
        ("a.html", b"PK\x03\x04rest", "text/html", "this is a ZIP archive"),
        ("a.bin", b"ab\x00\x01\x02\x00\x00\x00\x05\x00\x00", None, "this is a binary file"),
        ("a.txt", b"words and one\x00 zero", None, "this is a binary file"),
        ("a.pdf", b"words", None, "this is called a PDF but is none"),
        ("http://x.org/a", b"abc", "image/x-strange", "this is image/x-strange"),
        ("a.txt", b"", None, "there is no text on it"),
        ("a.html", b"<p> </p>", None, "there is no text on it"),
        ("a.md", b"---\nx: y\n---\n", None, "there is no text on it"),
    ],
)
def test_what_is_no_page(name: str, data: bytes, media_type: str | None, says: str) -> None:
    with pytest.raises(OnfileError) as error:
        read_page(name, data, media_type)
    assert str(error.value).startswith(f"{name}: {says}") and "\n" not in str(error.value)


def test_each_reader_reads_and_the_charset_is_passed_on() -> None:
    for name, data in (("a.html", HTML), ("a.txt", b"Caf\xe9s help most people.")):
        assert read_page(name, data).format == name.removeprefix("a.").replace("txt", "text")
    assert read_page("a.txt", b"Na\xf0 helps.", None, "iso-8859-9").blocks[0].text == "Nağ helps."
    assert read_page("a.md", b"Na\xf0 helps.", None, "iso-8859-9").blocks[0].text == "Nağ helps."
    assert (
        read_page("a.html", b"<p>Na\xf0 helps.", None, "iso-8859-9").blocks[0].text == "Nağ helps."
    )
    assert read_page("a.pdf", pdf_of(["It helps."])).format == "pdf"


@given(st.binary(), st.sampled_from(["a.html", "a.txt", "a.md", "a.pdf", "-"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_page_or_refused(data: bytes, name: str) -> None:
    try:
        assert read_page(name, data).blocks
    except OnfileError as error:
        assert "\n" not in str(error)
