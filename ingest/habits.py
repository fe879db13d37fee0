"""Headers, ids and numbers as spreadsheets hold them, made those of the schema."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace

from ingest.schema import ID, Table
from ingest.sheets import Sheet

_UNLIKE_ID = re.compile(r"[^a-z0-9]+")
_DECIMAL_COMMA = re.compile(r"([-+<>]?\d+),(\d{1,2})(?= ?%?$)")


def accustomed(sheet: Sheet, table: Table, known: Collection[str]) -> Sheet:
    """The sheet with its columns and cells written as the schema has them.

    "Study ID" is the column study_id, "Doe 2020" the id doe-2020, and "44,0" in a column of numbers
    is 44.0.  What would then stand twice in the header is left as it is.
    """
    names = {name: _column(name, known) for name in sheet.columns}
    taken = list(names.values())
    names = {name: new if taken.count(new) == 1 else name for name, new in names.items()}
    numbers = {column.name for column in table.columns if column.type != "TEXT"}

    def renamed(cells: Mapping[str, str]) -> dict[str, str]:
        return {names[name]: _cell(names[name], cell, numbers) for name, cell in cells.items()}

    return replace(
        sheet,
        columns=tuple(names.values()),
        rows=tuple((line, renamed(cells)) for line, cells in sheet.rows),
        broken=tuple(map(renamed, sheet.broken)),
    )


def as_id(text: str) -> str:
    """The text as an id: lower case, words joined by hyphens; as it is where nothing is left."""
    if re.fullmatch(ID, text):
        return text
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _UNLIKE_ID.sub("-", letters).strip("-") or text


def _column(written: str, known: Collection[str]) -> str:
    name = "_".join(re.findall(r"[^\W_]+", written.casefold()))
    return name if written not in known and name in known else written


def _cell(column: str, cell: str, numbers: Collection[str]) -> str:
    if column == "study_id":
        return as_id(cell)
    return _DECIMAL_COMMA.sub(r"\1.\2", cell) if column in numbers else cell
