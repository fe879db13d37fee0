"""Text cut out of a source, each of its characters with its place there."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.pages.page import Block

# Characters that print nothing: controls, soft hyphen, zero-width spaces, direction marks.
NOTHING = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_ODD = re.compile(rf"[\s{NOTHING}]{{2,}}+|[^\S ]|[{NOTHING}]")
_SILENT = re.compile(rf"[{NOTHING}]++")


@dataclass(frozen=True, slots=True)
class Located:
    """Text whose character ``i`` stands for ``source[starts[i]:ends[i]]``.

    Characters that are not in the source have ``ends[i] == starts[i]``.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> Located:
        """The part ``[start:end]`` without blanks around it."""
        part = self.text[start:end]
        first = start + len(part) - len(part.lstrip())
        last = first + len(part.strip())
        return Located(self.text[first:last], self.starts[first:last], self.ends[first:last])

    def part(self, start: int, end: int) -> Located:
        """The part ``[start:end]``, blanks and all."""
        return Located(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def block(self, kind: str, level: int = 0) -> Block:
        """The text as a block of a page."""
        return Block(kind, self.text, self.starts, self.ends, level)


def printed(source: str, start: int, end: int) -> Located:
    """What a reader sees of ``source[start:end]``: runs of blanks as one, none around it."""
    raw = source[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip())
    if start >= end:
        return Located("", (), ())
    if _ODD.search(source, start, end) is None:
        return Located(source[start:end], range(start, end), range(start + 1, end + 1))
    return _folded(source, start, end).cut(0)


def _folded(source: str, start: int, end: int) -> Located:
    text: list[str] = []
    starts, ends = array("q"), array("q")
    place = start
    for odd in _ODD.finditer(source, start, end):
        _copy(source, place, odd.start(), text, starts, ends)
        place = odd.end()
        if not _SILENT.fullmatch(odd.group()):
            text.append(" ")
            starts.append(odd.start())
            ends.append(odd.end())
    _copy(source, place, end, text, starts, ends)
    return Located("".join(text), starts, ends)


def _copy(
    source: str, start: int, end: int, text: list[str], starts: array[int], ends: array[int]
) -> None:
    text.append(source[start:end])
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def said(words: str, at: int) -> Located:
    """Words that are not in the source, as if they stood at an offset."""
    return Located(words, [at] * len(words), [at] * len(words))


def chained(parts: Iterable[Located]) -> Located:
    """Parts put together with nothing between them."""
    text: list[str] = []
    starts, ends = array("q"), array("q")
    for part in parts:
        text.append(part.text)
        starts.extend(part.starts)
        ends.extend(part.ends)
    return Located("".join(text), starts, ends)


def run_on(parts: Sequence[Located], closed_up: Collection[int] = ()) -> Located:
    """Lines as one text; the blanks between them stand for the ends of the lines.

    There is none behind the lines whose numbers are in ``closed_up``.
    """
    if len(parts) == 1:
        return parts[0]
    woven = [parts[0]]
    for number, (before, after) in enumerate(pairwise(parts)):
        if number not in closed_up:
            end = before.ends[-1]
            woven.append(Located(" ", [end], [min(end + 1, after.starts[0])]))
        woven.append(after)
    return chained(woven)


def squeezed(text: Located) -> Located:
    """The text with runs of blanks as one and none around it."""
    if "  " not in text.text and text.text == text.text.strip():
        return text
    parts: list[Located] = []
    end = 0  # of the word before
    for word in re.finditer(r"\S+", text.text):
        if parts:
            # What is no text between two words (markup) may stand between two blanks.
            parts.append(Located(" ", text.starts[end : end + 1], text.ends[end : end + 1]))
        parts.append(text.part(*word.span()))
        end = word.end()
    return chained(parts)
