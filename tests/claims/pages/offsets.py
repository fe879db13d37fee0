"""What must hold of the offsets of every block of every HTML page."""

from __future__ import annotations

import html
import json
import re
from contextlib import suppress

from claims.pages.page import Page


def assert_true_offsets(page: Page) -> None:
    """Each printed character is what its place stands for, and places never go back."""
    for block in page.blocks:
        assert block.text and len(block.text) == len(block.starts) == len(block.ends)
        assert block.text == block.text.strip() and "  " not in block.text
        assert list(block.starts) == sorted(block.starts)
        for char, start, end in zip(block.text, block.starts, block.ends, strict=True):
            assert 0 <= start <= end <= len(page.source)
            if end > start:
                assert _stands_for(page.source[start:end], char), (char, page.source[start:end])


def _stands_for(written: str, char: str) -> bool:
    """Whether characters of the source mean a character: by JSON escapes and HTML references."""
    if re.match(r'\\["\\/bfnrtu]', written):
        with suppress(ValueError):
            written = json.loads(f'"{written}"', strict=False)
    meant = html.unescape(written)
    return not meant.strip() if char == " " else char in meant
