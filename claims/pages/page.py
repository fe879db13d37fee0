"""A page as the checker sees it: blocks of text, every character of which knows its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

BLOCK_KINDS = (
    "heading",  # a title or section heading; ``level`` 1 to 6
    "paragraph",  # running text
    "item",  # one item of a list; ``level`` is its depth, 1 for the outermost
    "row",  # one row of a table, cells joined as "header: cell; header: cell"
    "caption",  # of a figure or table
    "alt",  # alternative text of an image
    "meta",  # the page's description of itself
    "question",  # of an FAQ; what follows answers it
    "note",  # a footnote or endnote
)


@dataclass(frozen=True, slots=True)
class Block:
    """One run of text.

    ``text`` is what a reader sees, entities decoded and runs of blanks as one. ``starts[i]`` and
    ``ends[i]`` are offsets into the page's source of the characters that ``text[i]`` stands for;
    both have the length of ``text``. Words that are not in the source (a repeated table header, a
    joining mark) have ``ends[i] == starts[i]``.
    """

    kind: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    level: int = 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the source of ``text[start:end]``, which must not be empty."""
        printed = [i for i in range(start, end) if self.ends[i] > self.starts[i]]
        if not printed:
            return self.starts[start], self.ends[end - 1]
        return self.starts[printed[0]], self.ends[printed[-1]]


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the place of its words in the page's source, and where it leads."""

    start: int
    end: int
    address: str


@dataclass(frozen=True)
class Page:
    """A page, read.

    ``name`` is what the user called it (path, URL or "-"), ``format`` one of html, text, markdown
    and pdf, ``source`` the decoded text that offsets count in (of a PDF: its text, pages parted by
    form feeds), ``sha256`` of the bytes as they came; ``links`` are those that lead to works.
    """

    name: str
    format: str
    source: str
    sha256: str
    blocks: tuple[Block, ...]
    title: str | None = None
    links: tuple[Link, ...] = ()

    def line_of(self, offset: int) -> int:
        """The line, from 1, that an offset into the source is on."""
        return bisect_right(self._line_starts, offset)

    def column_of(self, offset: int) -> int:
        """The column, from 1, of an offset into the source."""
        return offset - self._line_starts[self.line_of(offset) - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, char in enumerate(self.source) if char == "\n")]
