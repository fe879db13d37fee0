"""A line of text being gathered from a source, every character with its place there."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterable
from html.entities import html5

from claims.pages.located import NOTHING
from claims.pages.page import Block

_BLANKS = " \t\n\r\f\v\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_REFERENCE = r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
_ODD = re.compile(rf"{_REFERENCE}|[{_BLANKS}]{{2,}}+|[{_BLANKS[1:]}]|[{NOTHING}]++")
_BLANK = re.compile(f"[{_BLANKS}]+")
_SILENT = re.compile(f"[{NOTHING}]")


class Line:
    """Text with the offsets of its characters; blanks are one space, none at the ends."""

    __slots__ = ("_blank", "_parts", "ends", "starts")

    def __init__(self) -> None:
        """Begin an empty line."""
        self._parts: list[str] = []
        self.starts = array("i")
        self.ends = array("i")
        self._blank: tuple[int, int] | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def text(self) -> str:
        """The text so far."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def add(self, source: str, start: int, end: int) -> None:
        """Append ``source[start:end]``, character references decoded, blanks run together."""
        if source[start:end].isspace():
            self.blank(start, end)
            return
        place = start
        for odd in _ODD.finditer(source, start, end):
            if odd.start() > place:
                self._plain(source, place, odd.start())
            place = odd.end()
            if source[odd.start()] == "&":
                place = self._reference(odd.group(), odd.start())
            elif not _SILENT.match(source, odd.start()):
                self.blank(odd.start(), odd.end())
        if place < end:
            self._plain(source, place, end)

    def blank(self, start: int, end: int) -> None:
        """A blank, printed when a word follows it."""
        if self._blank is None:
            self._blank = (start, end)

    def say(self, words: str, at: int) -> None:
        """Append words that are not in the source, as if they stood at an offset."""
        self._print(words, [at] * len(words), [at] * len(words))

    def extend(self, other: Line) -> None:
        """Append another line."""
        self._print(other.text, other.starts, other.ends)

    def tail(self, length: int) -> str:
        """The last characters so far, a blank that is still to be printed left out."""
        return "".join(self._parts[-length:])[-length:]

    def close_up(self) -> None:
        """Forget the blank before what comes next."""
        self._blank = None

    def block(self, kind: str, level: int = 0) -> Block:
        """The line as a block."""
        return Block(kind, self.text, self.starts, self.ends, level)

    def _plain(self, source: str, start: int, end: int) -> None:
        """Characters that stand for themselves, with no two blanks on end."""
        if source[start] == " ":
            self.blank(start, start + 1)
            start += 1
        words = end - 1 if end > start and source[end - 1] == " " else end
        if words > start:
            self._print(source[start:words], range(start, words), range(start + 1, words + 1))
        if words < end:
            self.blank(words, end)

    def _print(self, text: str, starts: Iterable[int], ends: Iterable[int]) -> None:
        if self._blank is not None and self.starts:
            self._parts.append(" ")
            self.starts.append(self._blank[0])
            self.ends.append(self._blank[1])
        self._blank = None
        self._parts.append(text)
        self.starts.extend(starts)
        self.ends.extend(ends)

    def _reference(self, written: str, at: int) -> int:
        """Append a character reference and say where it ends."""
        written, text = _decoded(written)
        end = at + len(written)
        for char in text:
            if _BLANK.match(char):
                self.blank(at, end)
            elif not _SILENT.match(char):
                self._print(char, [at], [end])
        return end


def _decoded(written: str) -> tuple[str, str]:
    """The part of what follows '&' that is a reference, and what it means."""
    if written[1] == "#":
        return written, html.unescape(written)
    # Old names need no semicolon, and letters may follow them.
    for end in range(len(written), 1, -1):
        if written[1:end] in html5:
            return written[:end], html5[written[1:end]]
    return "&", "&"
