"""Long CSV files, a row at a time: what is wrong with one row costs no other."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from ingest.errors import Refusal


class Lines:
    """Lines that can be given back, so that one bad quotation mark does not swallow other rows."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._last = 0
        self._taken: list[str] = []
        self._waiting: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self._taken.append(line)
        self._last += 1
        return line

    def begin(self) -> int:
        """Begin a row; returns the number of its first line, from 1."""
        self._taken.clear()
        return self._last + 1

    def give_back(self) -> None:
        """Have all lines of the row but its first read anew, as rows of their own."""
        rest = self._taken[1:]
        self._taken.clear()
        self._waiting.extendleft(reversed(rest))
        self._last -= len(rest)


def rows(lines: Lines, file: str) -> Iterator[tuple[int, list[str]] | Refusal]:
    """Each row that is not empty: the line it begins on, and its cells with their ends trimmed.

    A row whose quotation marks do not close, or stand amid a cell that has them, is a refusal, and
    the lines behind its first are read anew.  Whoever finds the row they just got malformed in
    another way may ask for the same by ``lines.give_back()``.
    """
    reader = csv.reader(lines, strict=True)
    while True:
        line = lines.begin()
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            lines.give_back()
            reason = f"the row that begins here cannot be read as CSV ({error})"
            yield Refusal(file, line, "", reason, "mend its quotation marks")
            continue
        if any(cells):
            yield line, cells
