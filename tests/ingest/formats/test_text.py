"""Bytes of files become text, in whatever encoding they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.text import decode

TEXT = "Café für «Öl»\nBäume\r\n東\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf_16_of_either_order() -> None:
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le")) == TEXT
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_windows_alphabet() -> None:
    assert decode("“Öl” – 5 €".encode("cp1252")) == "“Öl” – 5 €"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_line_in_another_encoding_does_not_spoil_the_others(mark: bytes) -> None:
    assert decode(mark + "Öl\r\n".encode() + "Bäume\n".encode("cp1252")) == "Öl\r\nBäume\n"


def test_xml_says_how_it_is_written() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-2"?>\n<a>Szegő</a>'
    assert decode(text.encode("iso-8859-2")) == text


@pytest.mark.parametrize("encoding", ["no-such", "undefined", "zlib", "idna", "utf-16", "utf-8"])
def test_xml_that_says_what_is_not_so(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<a>Bäume</a>'
    assert decode(text.encode("cp1252")) == text


@given(st.binary())
def test_any_bytes_are_text(data: bytes) -> None:
    decode(data)


@given(st.text())
def test_utf_8_comes_back(text: str) -> None:
    assert (
        decode(b"\xef\xbb\xbf" + text.encode("utf-8", "replace"))
        == text.encode("utf-8", "replace").decode()
    )
