"""CSV: rows of studies as they are on file, and the sheets that databases and managers export."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TextIO

from ingest import sheets
from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats import columns, labelled, names
from ingest.formats.admit import admit
from ingest.formats.headers import columns_of
from ingest.formats.name_lists import read_list
from ingest.formats.record import Incoming
from ingest.formats.text import clean
from ingest.rows import Value
from ingest.schema import STUDIES
from ingest.tidy import RAW_COLUMNS, tidy_row

_Cells = Mapping[str, str]

# PubMed's 'J Trees. 2001 Feb 15;47(4):351-4. doi: ...'.
_CITATION = re.compile(
    r";(?P<volume>[^():;.]*)(?:\((?P<issue>[^()]*)\))?(?::(?P<pages>[^\s.;:]+))?\."
)
# PubMed ends its titles so.
_FULL_STOP = re.compile(r"(?<!\.)\.$")
# Columns that are read apart from the others: a dose is spread over its numbers when packs are
# built, and not before.
_APART = ("dose",)


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """Works in a sheet, one a row; a refusal for each row, or column of ours, that is none."""
    found = _parsed(file, text.removeprefix("\ufeff"))
    filled = columns_of(found.columns)
    ours = "study_id" in filled
    unknown = [name for name in found.columns if ours and name not in _ours()]
    for name in unknown:
        reason = f"{STUDIES.name} has no such column"
        yield Refusal(file, 1, clean(name), reason, "remove it or correct its name")
    for refusal in found.refusals:
        yield replace(refusal, column=clean(refusal.column))
    if found.columns and not {"title", "authors"} <= filled.keys():
        reason = "the header names no titles or no authors"
        yield Refusal(file, 1, "", reason, "name the columns title and authors")
        return
    tags = {column: headers[0] for column, headers in filled.items()}
    for number, (line, cells) in enumerate(found.rows, start=1):
        study = _own(cells) if ours else _foreign(cells, filled)
        yield admit(study, file, line, f"row {number}", tags)


def _parsed(file: str, text: str) -> sheets.Sheet:
    """The rows of CSV text, divided and counted as those of packs are."""
    records, fault = sheets._records(file, text)
    if records:
        return sheets._sheet(file, records, fault)
    missing = Refusal(file, 1, "", "there is no header", "write the column names there")
    return sheets.Sheet(file, refusals=(fault or missing,))


def _ours() -> set[str]:
    """The headers that a sheet of our own may have."""
    return {*STUDIES.names, *RAW_COLUMNS[STUDIES.name]}


def _own(cells: _Cells) -> Row:
    """A row of studies as it is on file."""
    known = {name: cell for name, cell in cells.items() if name in _ours() and name not in _APART}
    return tidy_row(STUDIES, known) | {name: cells.get(name) for name in _APART}


def _foreign(cells: _Cells, filled: Mapping[str, list[str]]) -> Row:
    """A row of studies from the row of another program's sheet."""
    texts = {
        column: next(filter(None, (cells[header] for header in headers)), "")
        for column, headers in filled.items()
    }
    further = {name: text for name, text in texts.items() if name not in columns.BIBLIOGRAPHIC}
    study: Row = tidy_row(
        STUDIES, {name: further[name] for name in further if name in STUDIES.names}
    )
    study |= {name: _value(name, texts[name]) for name in columns.BIBLIOGRAPHIC if texts.get(name)}
    study["title"] = _FULL_STOP.sub("", str(study.get("title") or ""))
    pages = columns.span(texts.get("start", ""), texts.get("end", ""))
    study |= {"pages": pages} if pages else {}
    others, note = labelled.take([texts.get("labelled", "")])
    cited = _CITATION.search(texts.get("citation", ""))
    parts = {column: part or None for column, part in cited.groupdict().items()} if cited else {}
    given: Row = {column: value for column, value in study.items() if value}
    return {"note": note or None} | parts | others | given


def _value(column: str, text: str) -> Value:
    """The value of a bibliographic column."""
    return names.join(read_list(text)) if column == "authors" else columns.read(column, text)


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Rows of studies as CSV with every column of the table, UTF-8, lines ended by a line feed."""
    writer = csv.DictWriter(out, STUDIES.names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
