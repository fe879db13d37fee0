"""Bytes of a page as text, whatever their encoding is and whatever they say it is."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_WITHIN = 4_096
# Python also knows codecs that are no character sets, and some that take a page's square in time.
_CHARSET = re.compile(
    r"(?:utf|iso|latin|windows|cp|koi|gb|hz|big|euc|shift|sjis|ms|mac|us-?ascii|ascii|tis|ks)[\w:-]*",
    re.IGNORECASE,
)
_AS_WINDOWS = frozenset({"iso8859-1", "ascii", "cp1252"})
_WINDOWS = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of a page's bytes, without a byte order mark; nothing is raised.

    A byte order mark decides; then ``declared`` (the charset of the HTTP header), then the charset
    of a ``<meta>`` in the first 4 kB, then UTF-8, each if the bytes can be that; else Windows-1252,
    unless the bytes are UTF-8 with a few faults. Characters that cannot be read are U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for charset in (declared, _meta(data), _wide(data), "utf-8"):
        text = _as(data, charset)
        if text is not None:
            return text
    text = data.decode("utf-8", "replace")
    strange = sum(char > "\x7f" for char in text)
    return text if text.count("\ufffd") * 5 < strange else _windows(data)


def _meta(data: bytes) -> str | None:
    hit = _META.search(data, 0, _META_WITHIN)
    if hit is None:
        return None
    charset = hit.group(1).decode("ascii", "replace")
    # Had it been UTF-16, the declaration could not have been read.
    return "utf-8" if charset.lower().startswith("utf-16") else charset


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, told by the zero bytes of its markup."""
    head = data[:200]
    if len(head) < 4:
        return None
    if head[1::2].count(0) * 4 > len(head):
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) * 4 > len(head) else None


def _as(data: bytes, charset: str | None) -> str | None:
    """The text, or None if that is no charset or the bytes are not in it."""
    if charset is None or not _CHARSET.fullmatch(charset.strip()):
        return None
    try:
        name = codecs.lookup(charset.strip()).name
        return _windows(data) if name in _AS_WINDOWS else data.decode(name)
    except (LookupError, ValueError):
        return None


def _windows(data: bytes) -> str:
    """Windows-1252 as browsers read it: its five gaps are control characters."""
    return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]


_WINDOWS_1252 = "".join(_WINDOWS.get(byte) or bytes([byte]).decode("cp1252") for byte in range(256))
