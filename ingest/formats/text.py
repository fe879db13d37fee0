"""Text as other programs leave it: bytes decoded, and cells cleaned of what is not writing."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_XML = "<?xml"
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})")
# Bytes of Windows' Latin alphabet that were taken for something else: as Latin-1 they are control
# characters, and where decoding let bytes through they are surrogates.
_STRAY = re.compile(r"[\x80-\x9f\udc80-\udcff]")
# Format characters are left: some scripts need them.
_NO_WRITING = ("Cc", "Cs", "Cn")


def decode(data: bytes) -> str:
    """The text of a file: UTF-16 by its mark, else UTF-8, else what its XML declares.

    Failing all of them, each line is UTF-8 or else in Windows' Latin alphabet: records of several
    programs are pasted into one file.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _declared(data) or "".join(map(_line, data.splitlines(keepends=True)))


def _declared(data: bytes) -> str:
    """XML in the encoding that it declares; '' where there is none, or it is not in it."""
    encoding = _XML_ENCODING.match(data)
    try:
        text = data.decode(encoding[1].decode()) if encoding else ""
    except (LookupError, UnicodeError):
        return ""
    return text if text.startswith(_XML) else ""


def _line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def clean(text: str) -> str:
    """One line: runs of white space are one space, stray bytes letters, control characters gone."""
    text = " ".join(_STRAY.sub(_letter, text).split())
    text = unicodedata.normalize("NFC", text.replace("\ufeff", ""))
    if text.isascii() and text.isprintable():
        return text
    kept = (sign for sign in text if unicodedata.category(sign) not in _NO_WRITING)
    return " ".join("".join(kept).split())


def _letter(stray: re.Match[str]) -> str:
    """The letter that a stray byte was meant to be; a space where it is none."""
    return bytes([ord(stray.group()) & 0xFF]).decode("cp1252", "replace").replace("\ufffd", " ")
