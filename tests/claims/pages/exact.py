"""What must hold of the offsets of text pages, and a measure of the work of reading them."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from types import FrameType

from claims.pages.located import NOTHING
from claims.pages.page import Page

_SILENT = re.compile(f"[{NOTHING}]")


def assert_exact(page: Page) -> None:
    """Each character that has a place is what stands there; a blank stands for blanks or marks."""
    for block in page.blocks:
        assert block.text and len(block.text) == len(block.starts) == len(block.ends)
        assert block.text == block.text.strip() and "  " not in block.text
        for char, start, end in zip(block.text, block.starts, block.ends, strict=True):
            assert 0 <= start <= end <= len(page.source)
            written = page.source[start:end]
            if page.format != "markdown" and end > start:
                assert written == char or (char == " " and not _SILENT.sub("", written).strip())
            elif end > start and char != " ":
                assert char in html.unescape(written), (char, written)


def told(page: Page) -> list[tuple[str, str]]:
    """Kind with level, and text, of each block."""
    return [(f"{block.kind}{block.level or ''}", block.text) for block in page.blocks]


def quoted(page: Page, words: str) -> str:
    """What the source says where a block has these words."""
    for block in page.blocks:
        at = block.text.find(words)
        if at >= 0:
            start, end = block.span(at, at + len(words))
            return page.source[start:end]
    raise AssertionError(f"no block says {words!r}")


def lines_run(action: Callable[[], object]) -> int:
    """How many lines of our own an action takes: a measure of time that no clock disturbs."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        nonlocal count
        count += event == "line"
        return trace if "claims" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count
