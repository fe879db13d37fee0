"""Mark-up that is left over in a reference, blanked out with every offset kept."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,12});")


def without_markup(text: str) -> str:
    """The text with tags as blanks and character references as what they mean; of equal length."""
    if "<" in text:
        text = _TAG.sub(lambda tag: " " * len(tag.group()), text)
    return _ENTITY.sub(_meant, text) if "&" in text else text


def _meant(entity: re.Match[str]) -> str:
    meant = html.unescape(entity.group())
    return meant.ljust(len(entity.group())) if meant != entity.group() else meant
