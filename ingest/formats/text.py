"""Text as other programs leave it: bytes decoded, and cells cleaned of what is not writing."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes of Windows' Latin alphabet that were taken for something else: as Latin-1 they are control
# characters, and where decoding let bytes through they are surrogates.
_STRAY = re.compile(r"[\x80-\x9f\udc80-\udcff]")
# Format characters are left: some scripts need them.
_NO_WRITING = ("Cc", "Cs", "Cn")


def decode(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows' Latin alphabet."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


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
