"""What a page says, as its readers see it."""

from __future__ import annotations

import lxml.html


def words(page: str) -> str:
    """The text of a page, on one line."""
    text: str = lxml.html.fromstring(page).text_content()
    return " ".join(text.split())
