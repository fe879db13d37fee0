"""Rows of studies as JSON: a list of objects with the table's columns, empty cells left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats.admit import admit
from ingest.formats.json_items import read_items, write_items
from ingest.formats.record import Incoming
from ingest.schema import STUDIES

_TEXTS = {column.name for column in STUDIES.columns if column.type == "TEXT"}


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """Works in a list of rows, or in one row; a refusal for each that is none."""
    number = 0
    for found in read_items(text, file):
        if isinstance(found, Refusal):
            yield found
            continue
        number += 1
        line, row = found
        if isinstance(row, dict):
            study = {str(column): _cell(str(column), value) for column, value in row.items()}
            yield admit(study, file, line, f"row {number}")
        else:
            remedy = "write an object with the columns of studies"
            yield Refusal(file, line, "", f"row {number} is no object", remedy)


def _cell(column: str, value: Any) -> Any:
    """A cell: numbers are text in a column of text."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and column in _TEXTS else value


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Rows of studies as a list of objects, in the order of the table's columns."""
    names = STUDIES.names
    filled = ({name: row[name] for name in names if row.get(name) is not None} for row in rows)
    write_items(filled, out)
