"""One CSV file as a table of text, with the physical line on which each row begins.

A spreadsheet's rows are not a file's lines: a quoted cell may hold line breaks.  Whoever has to
mend a row looks for it by line, so the lines are counted here and stay with the rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import Refusal


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's rows: each with its physical line, cells by column, text with its ends trimmed.

    ``broken`` are the rows left out, their cells by column as far as they go.
    """

    file: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[int, dict[str, str]], ...] = ()
    refusals: tuple[Refusal, ...] = ()
    broken: tuple[dict[str, str], ...] = ()


def read_sheet(path: Path) -> Sheet:
    """The CSV file at ``path``: UTF-8 with or without a byte order mark, any line ends.

    Cells are divided by commas, or by semicolons or tabs where the header has those and no comma.

    A file that is not UTF-8 or has no usable header comes back empty with the refusal; a line with
    too many or too few cells is left out with one.
    """
    file = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        reason = f"byte {error.start + 1} is not UTF-8"
        return _refused(file, Refusal(file, line, "", reason, "save the file as CSV UTF-8"))
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        return _refused(file, Refusal(file, 0, "", reason, "check its name and permissions"))
    records, fault = _records(file, text)
    if not records:
        missing = Refusal(file, 1, "", "there is no header", "write the column names there")
        return _refused(file, fault or missing)
    return _sheet(file, records, fault)


def _refused(file: str, refusal: Refusal) -> Sheet:
    """A sheet without rows that says why."""
    return Sheet(file, refusals=(refusal,))


def _records(file: str, text: str) -> tuple[list[tuple[int, list[str]]], Refusal | None]:
    """Every record with the line it begins on, up to the first fault in the quoting."""
    records: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_divider(text), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((begins, [cell.strip() for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        reason = f"the row that begins here cannot be read as CSV ({error})"
        remedy = "close its quotation marks and double those inside a cell"
        return records, Refusal(file, begins, "", reason, remedy)
    return records, None


def _divider(text: str) -> str:
    """What divides the cells, by the first line: a comma unless there is none."""
    header = next(filter(str.strip, text.splitlines()), "")
    found = (mark for mark in (",", ";", "\t") if mark in header)
    return next(found, ",")


def _sheet(file: str, records: list[tuple[int, list[str]]], fault: Refusal | None) -> Sheet:
    """The sheet of a file whose first record is its header."""
    (header_line, header), rows = records[0], records[1:]
    refusals = [*_header_faults(file, header_line, header), *filter(None, [fault])]
    if refusals and refusals[0] is not fault:
        return Sheet(file, refusals=tuple(refusals))
    whole, broken = [], []
    for line, cells in rows:
        if len(cells) == len(header):
            whole.append((line, dict(zip(header, cells, strict=True))))
            continue
        broken.append(dict(zip(header, cells, strict=False)))
        reason = f"the row has {len(cells)} cells where the header has {len(header)}"
        remedy = "add or remove commas, or quote a cell that holds one"
        refusals.append(Refusal(file, line, "", reason, remedy))
    return Sheet(file, tuple(header), tuple(whole), tuple(refusals), tuple(broken))


def _header_faults(file: str, line: int, header: list[str]) -> Iterator[Refusal]:
    """Names that are missing from the header or stand in it twice."""
    for position, name in enumerate(header, start=1):
        if not name:
            reason = f"column {position} has no name"
            yield Refusal(file, line, "", reason, "name it or remove it")
        elif name in header[: position - 1]:
            reason = f"the header names it twice (again as column {position})"
            yield Refusal(file, line, name, reason, "keep one of the two")
