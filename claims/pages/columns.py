"""Tables in plain text: lines cut into cells by bars, tabs or wide gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from claims.pages.located import Located, chained, printed, said
from claims.pages.text_lines import TextLine

_BAR, _GAP = re.compile(r"\|"), re.compile(r"[ \xa0]{2,}")
_TAB, _TABS = re.compile(r"\t"), re.compile(r"\t+")
_RULE = re.compile(r"[\s|:+=_-]*-{2,}[\s|:+=_-]*")
# Two blanks also follow full stops; only several lines cut alike make a table.
_SHAPES = ((_BAR, 2), (_TAB, 2), (_TABS, 2), (_GAP, 3))
_FIGURE, _SHARE = re.compile(r"\d"), re.compile(r"\d\s*%")
_MOST_CELLS = 60


def table_at(source: str, lines: Sequence[TextLine], first: int) -> tuple[list[Located], int]:
    """The rows of the table that begins with line ``first``, and the number of its lines.

    Each row is "header: cell; header: cell"; without a table both are empty.
    """
    line = lines[first]
    for shape, least in _SHAPES:
        if first + 1 == len(lines) or not shape.search(source, line.start, line.end):
            continue
        rows, length = _rows(source, lines, first, shape)
        if len(rows) >= least:
            return _told(rows), length
    return [], 0


def _rows(
    source: str, lines: Sequence[TextLine], first: int, shape: re.Pattern[str]
) -> tuple[list[list[Located]], int]:
    rows: list[list[Located]] = []
    last = first
    for last in range(first, len(lines)):
        line = lines[last]
        if last > first and line.gap:
            return rows, last - first
        if rows and _RULE.fullmatch(line.text.text):
            continue
        cells = _cells(source, line, shape)
        if rows and shape is not _GAP:  # empty cells at the end may be left out
            cells += [Located("", (), ())] * (len(rows[0]) - len(cells))
        if sum(1 for cell in cells if cell.text) < 2 or (rows and len(cells) != len(rows[0])):
            return rows, last - first
        if shape is _GAP and any(cell.text.endswith((".", "!", "?")) for cell in cells[:-1]):
            return [], 0
        rows.append(cells)
    return rows, last - first + 1


def _cells(source: str, line: TextLine, shape: re.Pattern[str]) -> list[Located]:
    start, end = line.text.starts[0], line.text.ends[-1]
    if shape is _TAB:
        start = line.start  # the first cell may be empty
    if shape is _BAR:
        start += source[start] == "|"
        end -= end > start and source[end - 1] == "|"
    cells: list[Located] = []
    place = start
    for hit in islice(shape.finditer(source, start, end), _MOST_CELLS):
        cells.append(printed(source, place, hit.start()))
        place = hit.end()
    return [*cells, printed(source, place, end)]


def _told(rows: list[list[Located]]) -> list[Located]:
    first, *rest = rows
    if not _is_header(first, rest):
        return [told_row(row, [""] * len(row)) for row in rows]
    return [told_row(row, [cell.text for cell in first]) for row in rest]


def _is_header(first: list[Located], rest: list[list[Located]]) -> bool:
    """Whether a row heads others; one that gives shares is a row itself."""
    if any(_SHARE.search(cell.text) for cell in first):
        return False
    if len(first) > 2:
        return True
    return not _FIGURE.search(first[-1].text) and any(_FIGURE.search(r[-1].text) for r in rest)


def told_row(cells: Sequence[Located], header: Sequence[str]) -> Located:
    """A row as "header: cell; header: cell"; empty cells and headers are left out."""
    parts: list[Located] = []
    for cell, name in zip(cells, header, strict=True):
        if not cell.text:
            continue
        at = cell.starts[0]
        if parts:
            parts.append(said("; " if any(header) or len(cells) > 2 else ": ", at))
        if name:
            parts.append(said(f"{name}: ", at))
        parts.append(cell)
    return chained(parts)
