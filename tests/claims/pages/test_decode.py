"""Bytes as text: what a page says of its encoding, and what it is."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pages.decode import decode

TEXT = "Café – 70 € “a dose”"
META = '<meta charset="{}">'
CHARSETS = ("utf-8", "windows-1252", "utf-16-le", "utf-16-be", "iso-8859-15", "macroman")


@pytest.mark.parametrize("charset", CHARSETS)
def test_the_declared_charset(charset: str) -> None:
    text = TEXT if charset != "iso-8859-15" else "Café 70 €"
    assert decode(text.encode(charset), charset) == text


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed_first_and_left_out(mark: bytes, charset: str) -> None:
    assert decode(mark + TEXT.encode(charset), "windows-1252") == TEXT


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (TEXT.encode(), None, TEXT),
        (TEXT.encode("cp1252"), None, TEXT),
        (TEXT.encode("cp1252"), "utf-8", TEXT),
        (TEXT.encode("cp1252"), "iso-8859-1", TEXT),
        (TEXT.encode(), "no-such-charset", TEXT),
        (TEXT.encode(), "zlib", TEXT),
        (TEXT.encode(), "utf-8\x00", TEXT),
        ("<p>Rest</p>".encode("utf-16-le"), None, "<p>Rest</p>"),
        (TEXT.encode() + b"\xff", None, TEXT + "\ufffd"),
        (b"\x81", None, "\x81"),
        (b"a\r\nb", None, "a\r\nb"),
        (b"", None, ""),
    ],
)
def test_without_a_mark(data: bytes, declared: str | None, text: str) -> None:
    assert decode(data, declared) == text


def test_the_charset_of_a_meta_element() -> None:
    page = META.format("iso-8859-15") + "70 €"
    assert decode(page.encode("iso-8859-15")) == page
    old = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">Сон'
    assert decode(old.encode("koi8-r")) == old
    # It can only be read if it is not that.
    wrong = META.format("utf-16") + TEXT
    assert decode(wrong.encode()) == wrong


@given(st.binary(), st.one_of(st.none(), st.text(), st.sampled_from(CHARSETS)))
def test_nothing_is_raised(data: bytes, declared: str | None) -> None:
    decode(data, declared)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode("utf-8"), "utf-8") == text
