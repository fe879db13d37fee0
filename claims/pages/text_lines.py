"""The lines of a plain text, and which of them were one line before somebody wrapped them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.pages.located import Located, printed

# Columns between which people and programs wrap text; a line beyond them was not wrapped.
_NARROW, _WIDE = 55, 120
_TAB = 4
_LABEL = re.compile(r"[^\W\d][\w /-]{1,40}:(?:\s|$)")
_BREAK = re.compile(r"([^\W\d_]{2,60})[-‐]$")
_REST = re.compile(r"[a-zß-öø-ÿ]{2,60}(?:-[^\W\d_]{1,60})*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!\w|[-‐]$)")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line that prints something: where it stands and what is printed.

    ``indent`` counts columns before the first letter; ``gap`` tells that a line without print (or
    the beginning of the text) stands before it; ``broken`` that its last word goes on in the next
    line, the hyphen of the break being left out of ``text``.
    """

    start: int
    end: int
    text: Located
    indent: int
    gap: bool
    broken: bool = False


def text_lines(source: str) -> list[TextLine]:
    """The lines of a text that print something, in order."""
    lines: list[TextLine] = []
    place, gap = 0, True
    for raw in source.splitlines(keepends=True):
        start, place = place, place + len(raw)
        if raw.isspace():
            gap = True
            continue
        text = printed(source, start, place)
        if text.text:
            lines.append(TextLine(start, place, text, _indent(raw), gap))
        gap = not text.text
    return lines


def _indent(raw: str) -> int:
    blanks = raw[: len(raw) - len(raw.lstrip())]
    return len(blanks) + blanks.count("\t") * (_TAB - 1)


def mended(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with those marked as broken that end within a word.

    The hyphen of a compound stays: one that is written with it elsewhere in the text, or both of
    whose words are, while the two as one word are not.
    """
    ends = [_BREAK.search(line.text.text[-64:]) for line in lines]
    if not any(ends):
        return list(lines)
    words = {word.lower() for line in lines for word in _WORD.findall(line.text.text)}
    found = []
    for line, end, after in zip(lines, ends, [*lines[1:], None], strict=True):
        rest = after and not after.gap and _REST.match(after.text.text)
        if end is None or not rest:
            found.append(line)
            continue
        first, last = end.group(1).lower(), rest.group()
        whole = f"{first}{last}" in words
        compound = f"{first}-{last}" in words or {first, last} <= words
        keep = compound and not whole
        found.append(replace(line, text=line.text if keep else line.text.cut(0, -1), broken=True))
    return found


def chunks(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """The lines in runs that no gap parts."""
    chunk: list[TextLine] = []
    for line in lines:
        if line.gap and chunk:
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def wrap_width(chunk: Sequence[TextLine]) -> int:
    """The columns that a run of lines is wrapped at, 0 where it is not wrapped."""
    widths = [line.indent + len(line.text) for line in chunk]
    within = [width for width in widths if width <= _WIDE]
    if len(within) * 4 < len(widths) * 3 or not within or max(within) < _NARROW:
        return 0
    return max(within)


def goes_on(line: TextLine, after: TextLine, width: int, slack: float = 1.0) -> bool:
    """Whether a line goes on in the next one, which no gap and no list marker parts from it.

    It does if the next word had no more room (``slack`` below 1 makes room for letters of unequal
    width), or if it breaks off within a sentence.
    """
    if line.broken:
        return True
    if not width or line.text.text.endswith((":", "?")):
        return False
    following = after.text.text
    word = following[: _WIDE + 1].split(" ", 1)[0]
    if line.indent + len(line.text) + 1 + len(word) > width * slack:
        return True
    breaks_off = not _SENTENCE_END.search(line.text.text[-8:]) and following[0].islower()
    return breaks_off and len(line.text) * 2 > width and not _LABEL.match(following)
