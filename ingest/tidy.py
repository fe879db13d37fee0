"""One row of a sheet, from text to typed values.

A cell that holds a plain value goes to its column.  A cell that holds more is read by the grammar
of its column and spread over the typed columns that the sheet itself leaves empty; whatever the
typed columns do not say is kept, word for word, in the note column.  Nothing written is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest import schema, terms
from ingest.cells import says_no_more
from ingest.durations import read_timepoint
from ingest.numbers import looks_mistyped, normalise, plain_number
from ingest.readers import READERS, SPREAD, Reader
from ingest.rows import Value
from ingest.schema import Column, Table

Cells = Mapping[str, str]

# Columns that only raw sheets have, and where what they say goes.
RAW_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "studies": {"retraction_or_correction": "notice"},
    "findings": {"timepoint_unit": "timepoint", "timepoint_anchor": "time_anchor"},
}
_RESOLVER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi: ?)", re.I)
_UNCONTROLLED = re.compile(r"\buncontrolled\b", re.I)


@dataclass(frozen=True, slots=True)
class _Term:
    """A column of fixed terms, its table of free words, and the column that keeps the words."""

    words: terms.Terms
    note: str


_TERMS: Mapping[str, Mapping[str, _Term]] = {
    "studies": {
        "design": _Term(terms.DESIGN, "design_note"),
        "blinding": _Term(terms.BLINDING, "blinding_note"),
        "notice": _Term(terms.NOTICE, "notice_note"),
    },
    "findings": {"direction": _Term(terms.DIRECTION, "note")},
}


class _Tidy:
    """A row in the making."""

    def __init__(self, table: Table, cells: Cells) -> None:
        self.table = table
        self.cells = {name: cell for name, cell in cells.items() if cell}
        self.values: dict[str, Value] = {}
        self.notes: list[tuple[str, str]] = []

    def spread(self, fields: Mapping[str, Value], own: str = "") -> None:
        """Fill the column ``own`` and every column that the sheet itself leaves empty."""
        for name, value in fields.items():
            if name == own or name not in self.cells:
                self.values.setdefault(name, value)

    def keep(self, note: str, column: str, words: str) -> None:
        """Keep the words of a column's cell in the note column."""
        self.notes.append((note, f"{column} as written: {words}"))


def tidy_row(table: Table, cells: Cells) -> dict[str, Value]:
    """Typed values of a row of text; what cannot be a value of its column is left as text.

    ``cells`` maps column names, raw-sheet names among them, to trimmed text, '' for empty.
    ``ingest.rows.check_row`` then refuses what is left as text in a number's column.
    """
    row = _Tidy(table, _rename(table, cells))
    for column in table.columns:
        if column.name in row.cells:
            _tidy_cell(row, column, row.cells[column.name])
    for note, words in row.notes:
        before = row.values.get(note)
        row.values[note] = f"{before} | {words}" if before else words
    return row.values


def _rename(table: Table, cells: Cells) -> dict[str, str]:
    """The cells under the schema's names; a unit of time goes behind its number."""
    renamed = dict(cells)
    for raw, name in RAW_COLUMNS.get(table.name, {}).items():
        words = renamed.pop(raw, "")
        if raw == "timepoint_unit":
            if _lacks_unit(renamed.get(name, ""), words):
                renamed[name] = f"{renamed[name]} {words}"
        elif words and not renamed.get(name):
            renamed[name] = words
    return renamed


def _lacks_unit(timepoint: str, unit: str) -> bool:
    """Whether a time point reads only with its unit: '1-7' does, '4 hours to 7 days' does not."""
    return bool(read_timepoint(timepoint, unit)) and not read_timepoint(timepoint)


def _tidy_cell(row: _Tidy, column: Column, cell: str) -> None:
    """Put one filled cell where it belongs."""
    table, name = row.table.name, column.name
    if name in _TERMS.get(table, {}):
        _tidy_term(row, column, cell, _TERMS[table][name])
    elif name in READERS.get(table, {}):
        _tidy_reading(row, column, cell, *READERS[table][name])
    elif column.type != "TEXT":
        number = plain_number(cell)
        row.values[name] = cell if number is None else number
    else:
        row.values[name] = _tidy_text(column, cell)
        if name in SPREAD.get(table, {}):
            row.spread(SPREAD[table][name](cell))


def _tidy_text(column: Column, cell: str) -> str:
    """Text with its lists divided one way and its DOI without a resolver."""
    if column.many:
        return "; ".join(filter(None, (part.strip() for part in cell.split(";"))))
    if column.pattern == schema.DOI:
        return _RESOLVER.sub("", cell, count=1)
    return cell


def _tidy_reading(row: _Tidy, column: Column, cell: str, reader: Reader, note: str) -> None:
    """A cell with a grammar: plain, or read, or a remark, or a slip that is left to be refused."""
    number = plain_number(cell)
    if number is not None and column.type != "TEXT":
        row.values[column.name] = number
        return
    fields = reader(cell)
    other_id = column.pattern == schema.NCT and terms.OTHER_REGISTRY.fullmatch(cell)
    if not fields and not other_id and (looks_mistyped(cell) or column.name == "year"):
        row.values[column.name] = cell
        return
    row.spread(fields, column.name)
    if not (fields and (says_no_more(cell, fields) or cell in fields.values())):
        row.keep(note, column.name, cell)


def _tidy_term(row: _Tidy, column: Column, cell: str, known: _Term) -> None:
    """A cell of fixed terms, or of words that stand for one."""
    if cell in column.choices:
        row.values[column.name] = cell
        return
    found = terms.term(cell, known.words)
    if column.name == "direction":
        found = _favours(row.cells, cell) or found
        if _UNCONTROLLED.search(cell):
            row.spread({"basis": "uncontrolled"})
    words_only = column.name in ("notice", "direction")
    if found or not words_only:
        row.values[column.name] = found or cell
    if found or words_only:
        row.keep(known.note, column.name, cell)


def _favours(cells: Cells, direction: str) -> str | None:
    """'favours X' seen from what the finding is about: its drug, or the first arm it names."""
    match = terms.FAVOURS.search(direction)
    if not match:
        return None
    name = re.compile(rf"\b{re.escape(normalise(match['name']))}\b", re.I)
    head, _, tail = cells.get("arm", "").partition(" vs ")
    if name.search(head) or (not tail and name.search(cells.get("drug", ""))):
        return "benefit"
    if name.search(f"{tail} {cells.get('comparator', '')}"):
        return "worse"
    return "benefit" if name.search(cells.get("drug", "")) else None
