"""More rows for a file of a pack: what stands in the file keeps its bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import BadInput, Refusal
from ingest.habits import accustomed
from ingest.rows import Value
from ingest.schema import Table
from ingest.sheets import Sheet, read_sheet
from ingest.tidy import RAW_COLUMNS

Cells = Mapping[str, str]

# A null byte cannot stand in CSV, half of a character not in UTF-8.
_UNFIT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PackFile:
    """A table's file in a pack as it was read: its bytes, None where there is no file, and rows."""

    path: Path
    table: Table
    content: bytes | None
    sheet: Sheet

    @property
    def ids(self) -> frozenset[str]:
        """The keys of its rows."""
        key = self.table.key[0]
        return frozenset(cells[key] for _, cells in self.sheet.rows if cells.get(key))


def read_file(folder: Path, table: Table) -> PackFile:
    """The table's file in a pack; one without content where there is none.

    Raises BadInput where it cannot be read as a whole.
    """
    path = folder / f"{table.name}.csv"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return PackFile(path, table, None, Sheet(str(path), table.names))
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        remedy = "check its name and permissions"
        raise BadInput([Refusal(str(path), 0, "", reason, remedy)]) from error
    known = {*table.names, *RAW_COLUMNS.get(table.name, ())}
    sheet = accustomed(read_sheet(path), table, known)
    if sheet.refusals:
        raise BadInput(sheet.refusals)
    if "study_id" not in sheet.columns:
        reason, remedy = "the column is missing", "add it to the header"
        raise BadInput([Refusal(str(path), 1, "study_id", reason, remedy)])
    return PackFile(path, table, content, sheet)


def cell(value: Value) -> str:
    """A value as a cell: one line of text, a whole number without decimals, '' for None."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    printed = "" if value is None else str(value)
    return " ".join(_UNFIT.sub("\ufffd", printed).split())


def extended(file: PackFile, rows: Sequence[Cells]) -> bytes:
    """The file's bytes with the rows behind them, in the file's own columns and manner.

    The rows map columns of the table to text.  Where the file lacks a column that one of them
    fills, the header gets it and the rows that are there an empty cell; an id that its reader
    composes is no reason to.  Without a file: a new one with all columns of the table.
    """
    if file.content is None:
        header = _printed([file.table.names], ",", "\n")
        return (header + _printed(_in_order(rows, file.table.names), ",", "\n")).encode()
    text = file.content.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = list(io.StringIO(text.removeprefix(mark), newline=""))
    header = next(filter(str.strip, lines))
    divider = _divider(header, len(file.sheet.columns))
    end = _ending(header) or "\n"
    missing = _missing(file, rows)
    if missing:
        lines = list(_widened(lines, divider, missing))
    if lines and not _ending(lines[-1]):
        lines.append(end)
    columns = (*file.sheet.columns, *missing)
    return "".join((mark, *lines, _printed(_in_order(rows, columns), divider, end))).encode()


def _missing(file: PackFile, rows: Iterable[Cells]) -> tuple[str, ...]:
    """Columns of the table that the rows fill and the file lacks."""
    filled = {name for row in rows for name, text in row.items() if text}
    composed = set() if "study_id" in file.table.key else set(file.table.key)
    lacking = filled - set(file.sheet.columns) - composed
    return tuple(name for name in file.table.names if name in lacking)


def _in_order(rows: Iterable[Cells], columns: Sequence[str]) -> Iterator[list[str]]:
    for row in rows:
        yield [row.get(name, "") for name in columns]


def _printed(rows: Iterable[Sequence[str]], divider: str, end: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=divider, lineterminator=end).writerows(rows)
    return text.getvalue()


def _divider(header: str, columns: int) -> str:
    """What divides the cells of a header that has that many."""
    fits = (mark for mark in ",;\t" if len(next(csv.reader([header], delimiter=mark))) == columns)
    return next(fits, ",")


def _ending(line: str) -> str:
    """The line break at the end of a line, '' where there is none."""
    return line[len(line.rstrip("\r\n")) :]


def _widened(lines: list[str], divider: str, names: Sequence[str]) -> Iterator[str]:
    """The lines with the names behind the header and an empty cell for each behind every row."""
    reader = csv.reader(lines, delimiter=divider, strict=True)
    begins, more = 0, divider + divider.join(names)
    for cells in reader:
        *before, last = lines[begins : reader.line_num]
        begins = reader.line_num
        yield from before
        if any(map(str.strip, cells)):
            body = last.removesuffix(_ending(last))
            yield body + more + _ending(last)
            more = divider * len(names)
        else:
            yield last


def changed(file: PackFile, changes: Mapping[str, Cells]) -> bytes:
    """The file's bytes with some rows printed anew, by their keys; every other line as it is.

    ``changes`` maps keys to the cells that are new.  A column that the file lacks is added as by
    ``extended``.
    """
    wide = extended(file, [])
    text = wide.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = list(io.StringIO(text.removeprefix(mark), newline=""))
    header = next(filter(str.strip, lines))
    divider, end = _divider(header, len(file.sheet.columns)), _ending(header) or "\n"
    missing = _missing(file, changes.values())
    if missing:
        lines = list(_widened(lines, divider, missing))
    columns = (*file.sheet.columns, *missing)
    place = columns.index(file.table.key[0])
    reader = csv.reader(lines, delimiter=divider, strict=True)
    begins, out = 0, [mark]
    for cells in reader:
        own = lines[begins : reader.line_num]
        begins = reader.line_num
        change = changes.get(cells[place].strip()) if len(cells) > place else None
        if change is None:
            out += own
        else:
            row = dict(zip(columns, cells, strict=False)) | dict(change)
            out.append(_printed(_in_order([row], columns), divider, end))
    return "".join(out).encode()
