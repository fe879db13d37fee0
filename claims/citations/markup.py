"""Mark-up that is left over in a reference, blanked out with every offset kept."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
# The kind of a work as some styles mark it ("[J]", "[Internet]"), and the end of a Markdown link.
_KIND = re.compile(r"\[(?:[A-Z]{1,2}(?:/OL)?|Internet|Online)\]")
_LINK_END = re.compile(r"\]\(#[^()\s]*\)")
_MISREAD_AS = {"â€“": "–", "â€”": "—", "â€™": "’", "â€˜": "‘", "â€œ": "“", "â€\x9d": "”"}
_MISREAD = re.compile("|".join(_MISREAD_AS))
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,12});")


def without_markup(text: str) -> str:
    """The text with mark-up as blanks and character references as what they mean.

    Of equal length.  Cells of a table end like sentences, and so do parts divided by "//";
    quotation marks and dashes that were read in a wrong encoding are mended.
    """
    if "<" in text:
        text = _TAG.sub(_blanks, text)
    if "&" in text:
        text = _ENTITY.sub(_meant, text)
    if "[" in text:
        text = _LINK_END.sub(_blanks, _KIND.sub(_blanks, text))
    if "â€" in text:
        text = _MISREAD.sub(lambda hit: _MISREAD_AS[hit.group()].ljust(3), text)
    return text.replace(" | ", " . ").replace(" // ", ".   ")


def _blanks(hit: re.Match[str]) -> str:
    return " " * len(hit.group())


def _meant(entity: re.Match[str]) -> str:
    meant = html.unescape(entity.group())
    return meant.ljust(len(entity.group())) if meant != entity.group() else meant
