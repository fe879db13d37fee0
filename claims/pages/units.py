"""The lines of a plain text as units: a paragraph, an item or a row each, not yet named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.pages.columns import table_at
from claims.pages.glued import is_sentences, pieces
from claims.pages.headings import is_question, is_title
from claims.pages.located import Located, run_on
from claims.pages.markers import Marker, inner_bullets, marker_of
from claims.pages.text_lines import TextLine, chunks, goes_on, mended, wrap_width

# Lines that each begin anew: "Half-life: 2 h" under "Class: ...", one reference under another.
_ANEW = (
    re.compile(r"[A-Z][\w/()’' -]{1,40}: \S"),
    re.compile(r"[A-Z][\w’'-]+,? (?:[A-Z]{1,3}\b|[A-Z]\.|et al)[^:]{0,300}\b(?:19|20)\d\d\b"),
)
_RULE = re.compile(r"([=\-_*~#+])(?:\s?\1){2,}")


@dataclass(frozen=True, slots=True)
class Unit:
    """Text that belongs together, with what its lines tell of its kind.

    ``lines`` is how many lines it took up, ``gap`` whether it stands apart from what is before it,
    ``listed`` whether it is an item although no marker stands before it.
    """

    text: Located
    marker: Marker | None = None
    indent: int = 0
    gap: bool = False
    lines: int = 1
    underlined: bool = False
    is_row: bool = False
    listed: bool = False


def units(source: str, lines: Sequence[TextLine], slack: float = 1.0) -> list[Unit]:
    """The units of a text in order; ``slack`` as in ``goes_on``."""
    found: list[Unit] = []
    number = 0  # of the numbered item before
    for chunk in chunks(mended(lines)):
        fresh = _units(source, chunk, slack, number)
        numbers = [unit.marker.number for unit in fresh if unit.marker and unit.marker.number]
        number = numbers[-1] if numbers else number
        found += fresh
    return [piece for unit in found for piece in _parted(unit)]


def _units(source: str, chunk: list[TextLine], slack: float, number: int) -> list[Unit]:
    found: list[Unit] = []
    width, i, apart = wrap_width(chunk), 0, True
    while i < len(chunk):
        rows, length = table_at(source, chunk, i)
        if length:
            found += [Unit(row, is_row=True, gap=n == 0) for n, row in enumerate(rows)]
            i += length
            continue
        if _RULE.fullmatch(chunk[i].text.text):
            apart = not _underline(found, chunk[i])
            i += 1
            continue
        marker = _marker(chunk[i], number, apart)
        number = marker.number or number if marker else number
        length = _length(chunk, i, marker, number, width, slack)
        found.append(_unit(chunk[i : i + length], marker, apart))
        i, apart = i + length, False
    return found


def _underline(found: list[Unit], rule: TextLine) -> bool:
    """Take a line of signs as what underlines the line before it, if it can be that."""
    is_line = rule.text.text[0] in "=-~"
    if not (is_line and found and found[-1].lines == 1 and len(found[-1].text) <= 100):
        return False
    found[-1] = replace(found[-1], underlined=True)
    return True


def _marker(line: TextLine, number: int, apart: bool) -> Marker | None:
    """The marker of a line, unless it is a number that a wrapped sentence happens to begin with."""
    marker = marker_of(line.text.text)
    if marker is None or marker.kind != "number" or apart:
        return marker
    return marker if marker.number in (1, number + 1) else None


def _length(
    chunk: list[TextLine], first: int, marker: Marker | None, number: int, width: int, slack: float
) -> int:
    """How many lines the unit takes up that begins with line ``first``."""
    last = first
    while last + 1 < len(chunk):
        line, after = chunk[last], chunk[last + 1]
        if _RULE.fullmatch(after.text.text) or _marker(after, number, apart=False):
            break
        hangs = marker is not None and after.indent > chunk[first].indent
        parted = _heads(line, after, last == first) or _headed(after, line, width)
        if any(shape.match(chunk[first].text.text) and shape.match(after.text.text)
               for shape in _ANEW):  # fmt: skip
            break
        if not (hangs or (goes_on(line, after, width, slack) and not parted)):
            break
        last += 1
    return last - first + 1


def _heads(line: TextLine, after: TextLine, is_first: bool) -> bool:
    """Whether a line is a heading, so that nothing is joined to it."""
    return is_first and is_title(line.text.text) and after.text.text[0].isupper()


def _headed(line: TextLine, before: TextLine, width: int) -> bool:
    """Whether a line, short and after the end of a sentence, is a heading and joined to nothing."""
    ended = before.text.text.endswith((".", "!"))
    return ended and len(line.text) * 2 < width and is_title(line.text.text)


def _unit(lines: list[TextLine], marker: Marker | None, apart: bool) -> Unit:
    broken = {number for number, line in enumerate(lines) if line.broken}
    text = run_on([line.text for line in lines], broken)
    if marker:
        text = text.cut(marker.length)
    return Unit(text, marker, lines[0].indent, apart, len(lines))


def _parted(unit: Unit) -> Iterator[Unit]:
    """A unit as the items that were run together in it."""
    if unit.is_row or unit.underlined:
        yield unit
        return
    for part in _at_bullets(unit):
        text = part.text.text
        cuts = pieces(text)
        if len(cuts) == 1:
            yield part
            continue
        listed = not is_sentences(text, cuts)
        for n, (start, end) in enumerate(cuts):
            piece = replace(part, text=part.text.cut(start, end), gap=part.gap and n == 0)
            asks = is_question(piece.text.text)
            yield replace(piece, listed=listed and not asks, marker=None if n else part.marker)


def _at_bullets(unit: Unit) -> Iterator[Unit]:
    cuts = inner_bullets(unit.text.text)
    if not cuts or (unit.marker is None and len(cuts) < 2):
        yield unit
        return
    yield replace(unit, text=unit.text.cut(0, cuts[0]))
    for start, end in zip(cuts, [*cuts[1:], len(unit.text)], strict=True):
        text = unit.text.cut(start, end)
        marker = marker_of(text.text)
        if marker and len(text) > marker.length:
            yield replace(unit, text=text.cut(marker.length), marker=marker, gap=False)
