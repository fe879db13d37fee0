"""Tables of figures: each row as a line that can be understood alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.pages.line import Line
from claims.pages.tree import Element

_WIDEST = 60
_LONGEST_TITLE = 60
_NO_VALUE = re.compile(r"[\W_]*")
_DIGIT = re.compile(r"\d")
_FLOW = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "form", "article", "section"})


def grid_of(table: Element) -> list[list[Element]] | None:
    """The cells of each row, or None where a table only lays out what it holds."""
    if table.get("role") in ("presentation", "none"):
        return None
    grid = [list(_parts(row, ("td", "th"))) for row in _rows(table)]
    grid = [row for row in grid if row]
    if len(grid) < 2 or max(len(row) for row in grid) < 2:
        return None
    for element in table.elements():
        if element.name in _FLOW:
            return None
    return grid


def rows_of(
    grid: list[list[Element]], cells: list[list[Line]], caption: Line
) -> Iterator[tuple[int, Line]]:
    """Each body row as its number in the grid and its line.

    ``cells`` has the text of the cells of ``grid``. A line is the caption, the title of the group
    of rows and "header: cell" joined by "; "; headers, caption and group are repeated words.
    """
    headers: list[str] = []
    group = ""
    spans: dict[int, tuple[int, Line]] = {}
    has_figures = all(_has_figure(texts) for texts in cells[1:])
    for number, (row, texts) in enumerate(zip(grid, cells, strict=True)):
        placed = _placed(row, texts, spans)
        if _is_group(row, texts):
            group = texts[0].text
        elif _is_header(row) or (
            number == 0 and len(row) > 2 and has_figures and not _has_figure(texts)
        ):
            headers = _stacked(headers, placed)
        elif any(len(text) for text in texts):
            titles = [title for title in (caption.text, group) if title]
            yield number, _row(placed, headers, titles)


def _rows(table: Element) -> Iterator[Element]:
    for part in table.children:
        if isinstance(part, Element):
            if part.name == "tr":
                yield part
            elif part.name in ("thead", "tbody", "tfoot"):
                yield from _parts(part, ("tr",))


def _parts(element: Element, names: tuple[str, ...]) -> Iterator[Element]:
    for node in element.children:
        if isinstance(node, Element) and node.name in names:
            yield node


def _placed(
    row: list[Element], texts: list[Line], spans: dict[int, tuple[int, Line]]
) -> list[tuple[Line, bool]]:
    """The row by columns, cells that span several repeated; whether each cell is new there.

    ``spans`` has, by column, the cells that reach down from rows above, and for how many rows.
    """
    placed: list[tuple[Line, bool]] = []
    waiting = list(zip(row, texts, strict=True))
    while (waiting or len(placed) in spans) and len(placed) < _WIDEST:
        column = len(placed)
        if column in spans:
            left, line = spans.pop(column)
            if left > 1:
                spans[column] = (left - 1, line)
            placed.append((line, False))
            continue
        cell, line = waiting.pop(0)
        for ahead in range(min(_count(cell, "colspan"), _WIDEST)):
            placed.append((line, ahead == 0))
            if (down := _count(cell, "rowspan")) > 1:
                spans[column + ahead] = (down - 1, line)
    return placed


def _count(cell: Element, name: str) -> int:
    value = cell.get(name).strip()
    return int(value) if value.isdecimal() and 0 < len(value) < 5 else 1


def _is_group(row: list[Element], texts: list[Line]) -> bool:
    """Whether a row is one cell that names the rows under it."""
    return len(row) == 1 and _count(row[0], "colspan") > 1 and len(texts[0]) <= _LONGEST_TITLE


def _is_header(row: list[Element]) -> bool:
    """Whether a row's markup says that it names the columns."""
    parent = row[0].parent
    group = parent.parent if parent is not None else None
    return all(cell.name == "th" for cell in row) or (group is not None and group.name == "thead")


def _has_figure(texts: list[Line]) -> bool:
    return any(_DIGIT.search(text.text) for text in texts)


def _stacked(headers: list[str], placed: list[tuple[Line, bool]]) -> list[str]:
    """Headers of two rows, the upper before the lower."""
    lower = [line.text for line, _ in placed]
    if len(headers) != len(lower):
        return lower
    return [
        f"{above} {below}".strip() if above != below else below
        for above, below in zip(headers, lower, strict=True)
    ]


def _row(placed: list[tuple[Line, bool]], headers: list[str], titles: list[str]) -> Line:
    """One row; words that stand elsewhere are put where the next cell of the row begins."""
    line = Line()
    at = next(cell.starts[0] for cell, is_new in placed if is_new and len(cell))
    for title in titles:
        line.say(title.rstrip(".:") + ": ", at)
    mark = ""
    for column, (cell, is_new) in enumerate(placed):
        if _NO_VALUE.fullmatch(cell.text):
            continue
        header = headers[column] if column < len(headers) else ""
        line.say(mark, at)
        if header and header != cell.text:
            line.say(header.rstrip(":") + ": ", at)
        if is_new:
            line.extend(cell)
            at = line.ends[-1]
        else:
            line.say(cell.text, at)
        mark = "; " if any(headers) or mark else ": "
    return line
