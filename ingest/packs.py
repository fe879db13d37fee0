"""A pack: a folder of CSV files that people edit, read into typed rows.

``studies.csv`` must be there; ``findings.csv``, ``notices.csv``, ``conflicts.csv``,
``searches.csv``, ``proposals.csv``, ``pages.csv``, ``claims.csv``, ``citations.csv`` and the tables
in ``vocabulary/`` may be.  Every fault in every file is collected, so that one run shows all there
is to mend.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

from ingest.errors import Refusal
from ingest.evidence import Pack, Record, Row
from ingest.habits import accustomed
from ingest.rows import Fault, RowModel, Value
from ingest.schema import (
    FINDINGS,
    JOURNALS,
    KEPT,
    MACHINE,
    OUTCOMES,
    PROPOSALS,
    ROUTES,
    SCALES,
    STUDIES,
    VOCABULARY,
    Table,
)
from ingest.sheets import Sheet, read_sheet
from ingest.statements import compose
from ingest.terms import UNKNOWN_OUTCOME
from ingest.tidy import RAW_COLUMNS, tidy_row

# Columns a file cannot do without; those that are missing here are made from the others.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "studies": ("study_id", "authors", "title", "journal", "year"),
    "findings": ("study_id", "outcome"),
    "proposals": ("proposal_id", "study_id", "status", "outcome"),
    "notices": ("study_id", "kind"),
    **{table.name: table.key for table in VOCABULARY},
}
# What an empty cell of a small vocabulary stands for; '' is the row's own key.
_DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "drugs": {"label": "", "kind": "drug"},
    "routes": {"label": ""},
    "populations": {"label": "", "kind": "condition"},
    "outcomes": {
        "label": "",
        "family": "",
        "kind": UNKNOWN_OUTCOME[0],
        "valence": UNKNOWN_OUTCOME[1],
    },
    "scales": {"label": ""},
    "findings": {"confidence": "verified"},
}
# What these are called is the same on every topic.
_GENERAL = (ROUTES, OUTCOMES, SCALES, JOURNALS)
_MISSPELT = 0.8
# What stands in a pack without being part of it: labelled sets, and packs on other topics.
_ASIDE = ("gold", "packs")
# Tables whose rows may do without an id, and the letter before the running number in their study.
_NUMBERED: Mapping[str, str] = {"findings": "f", "notices": "n"}
_RESULTS = (FINDINGS, PROPOSALS)
# A finding says something in one of these at least.
_SAYS = (
    *(column.name for column in FINDINGS.columns if column.type != "TEXT"),
    *("direction", "definition", "timepoint", "note", "statement"),
)
_KEPT_AS_WRITTEN = ("percent", "comparator_percent", "percent_high", "effect", "ci_low", "ci_high")
_DRUG_NEEDED = "name the drug or treatment that the finding is about"


def read_pack(folder: Path) -> Pack:
    """The pack in ``folder``.

    Studies need study_id, authors, title, journal and year; findings need study_id, outcome, a
    drug (that of the study where the cell is empty) and a figure, a direction or a statement;
    notices need study_id and kind.  A finding without an id gets ``<study_id>-f<running number>``
    and a notice ``<study_id>-n<running number>``; a finding without a statement gets a composed
    one, one without a confidence counts as verified: its pack vouches for it.
    """
    files = list(_files(folder))
    pack = _read(folder, [(table, path) for table, path in files if path.exists()])
    refusals = [*pack.refusals, *_misnamed(folder)]
    missing = [path for table, path in files if table is STUDIES and not path.exists()]
    for path in missing:
        reason, remedy = "the file is not there", "a pack needs one: add it"
        refusals.append(Refusal(str(path), 0, "", reason, remedy))
    refused = pack.refused
    if not pack.tables.get("studies") and refusals:  # told once, not for every finding or notice
        about = (pack.tables.get(name, ()) for name in ("findings", "notices", "proposals"))
        ids = {record.text("study_id") for records in about for record in records}
        refused = {**refused, "studies": refused.get("studies", frozenset()) | ids}
    return replace(pack, refusals=tuple(sorted(refusals)), refused=refused)


def read_vocabulary(folder: Path) -> Pack:
    """The vocabulary in ``folder`` that is no topic's own: outcomes, scales, routes, journals."""
    return _read(folder, [(t, p) for t, p in _files(folder) if t in _GENERAL and p.exists()])


def _read(folder: Path, files: Iterable[tuple[Table, Path]]) -> Pack:
    tables: dict[str, tuple[Record, ...]] = {}
    refusals: list[Refusal] = []
    notes: list[Refusal] = []
    refused: dict[str, frozenset[str]] = {}
    for table, path in files:
        reader = _Reader(table, _sheet(table, path), tables.get("studies", ()))
        tables[table.name] = tuple(reader.records())
        refusals += [*reader.sheet.refusals, *reader.refusals]
        notes += reader.notes
        refused[table.name] = frozenset(reader.refused)
    return Pack(
        folder.resolve().name, folder, tables, tuple(sorted(refusals)), refused, tuple(notes)
    )


def _files(folder: Path) -> Iterator[tuple[Table, Path]]:
    """Each table with the file that may hold it; studies before findings."""
    for table in VOCABULARY:
        yield table, folder / "vocabulary" / f"{table.name}.csv"
    for table in KEPT:
        yield table, folder / f"{table.name}.csv"


def _misnamed(folder: Path) -> Iterator[Refusal]:
    """CSV files whose name is nearly that of a table: their rows would be missed in silence.

    A file that has none of the columns that the table needs is something else: notes.csv.
    """
    expected = {path.relative_to(folder).as_posix(): table for table, path in _files(folder)}
    for path in sorted(folder.rglob("*.csv")):
        inside = path.relative_to(folder)
        name = inside.as_posix()
        close = difflib.get_close_matches(name, sorted(expected), n=1, cutoff=0.8)
        if name in expected or not close or inside.parts[0] in _ASIDE:
            continue
        table = expected[close[0]]
        if not set(_needed(table)).isdisjoint(_sheet(table, path).columns):
            reason = "no file of a pack has that name"
            yield Refusal(str(path), 0, "", reason, f"rename it to {close[0]}")


def _sheet(table: Table, path: Path) -> Sheet:
    """The file at ``path`` with its header as the table has it."""
    return accustomed(read_sheet(path), table, _known(table))


def _needed(table: Table) -> tuple[str, ...]:
    """Columns that a file of the table must have."""
    required = tuple(column.name for column in table.columns if column.required)
    return _NEEDED.get(table.name, required)


def _known(table: Table) -> frozenset[str]:
    """Columns that a file of the table may have."""
    return frozenset({*table.names, *RAW_COLUMNS.get(table.name, ())})


class _Reader:
    """Reads the rows of one file and notes what it refuses."""

    def __init__(self, table: Table, sheet: Sheet, studies: tuple[Record, ...]) -> None:
        self.table = table
        self.model = RowModel(table)
        self.known = _known(table)
        self.sheet = sheet
        self.drugs = {record.text("study_id"): record.text("drug") for record in studies}
        self.works = {record.text("study_id"): _source(record) for record in studies}
        self.refusals: list[Refusal] = []
        self.notes: list[Refusal] = []
        self.refused = {self._key(cells) for cells in self.sheet.broken}
        self.lines: dict[str, int] = {}

    def records(self) -> Iterator[Record]:
        """The good rows in the order of their lines."""
        if not self.sheet.columns or not self._header_fits():
            return
        for line, cells in self._numbered():
            record = self._record(line, cells)
            if record:
                yield record

    def _header_fits(self) -> bool:
        """Whether the needed columns are there; refuses those that are missing or misspelt.

        A column of the pack's own is noted and left out.
        """
        header, table = self.sheet.columns, self.table
        for name in header:
            if name in self.known:
                continue
            reason = f"{table.name} has no such column"
            close = difflib.get_close_matches(name, sorted(self.known), n=1, cutoff=_MISSPELT)
            if close:
                self._refuse(1, name, reason, f"rename it to {close[0]}")
            else:
                self.notes.append(Refusal(self.sheet.file, 1, name, reason, "it is left out"))
        missing = [name for name in _needed(table) if name not in header]
        for name in missing:
            self._refuse(1, name, "the column is missing", "add it to the header")
        return not missing

    def _numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows with their lines; where ids may be left out, a running number makes one."""
        letter = _NUMBERED.get(self.table.name)
        if letter is None:
            yield from self.sheet.rows
            return
        key = self.table.key[0]
        taken = {cells.get(key) for _, cells in self.sheet.rows}
        numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))
        for line, cells in self.sheet.rows:
            if not cells.get(key):
                study = cells["study_id"]
                names = (f"{study}-{letter}{number:02d}" for number in numbers[study])
                cells = cells | {key: next(name for name in names if name not in taken)}
            yield line, cells

    def _record(self, line: int, cells: dict[str, str]) -> Record | None:
        """The row as a record; None where something in it is refused."""
        if self.table in _RESULTS and not cells.get("drug"):
            cells["drug"] = self.drugs.get(cells["study_id"], "")
        known = {name: text for name, text in cells.items() if name in self.known}
        values = tidy_row(self.table, known)
        self._complete(values)
        typed, faults = self.model.check(values)
        faults = [*faults, *self._lacks(known, values, typed)]
        for column, reason, remedy in faults:
            self._refuse(line, column, reason, remedy)
        key = self._key(values)
        if faults:
            self.refused.add(key)
            return None
        if key in self.lines:
            reason = f"'{key}' stands on line {self.lines[key]} already"
            self._refuse(line, self.table.key[0], reason, "give each row an id of its own")
            return None
        self.lines[key] = line
        written = {name: cells[name] for name in _KEPT_AS_WRITTEN if cells.get(name)}
        return Record(self.sheet.file, line, typed, written)

    def _complete(self, values: Row) -> None:
        """Fill what a pack may leave out."""
        key = values.get(self.table.key[0])
        for name, default in _DEFAULTS.get(self.table.name, {}).items():
            if values.get(name) is None and key is not None:
                values[name] = default or key
        if self.table in _RESULTS and not values.get("statement") and values.get("outcome"):
            study = str(values.get("study_id") or "")
            values["statement"] = compose(values, self.works.get(study, study))

    def _key(self, values: Mapping[str, Value]) -> str:
        return "/".join(str(values.get(name) or "") for name in self.table.key)

    def _lacks(self, cells: Mapping[str, str], values: Row, typed: Row) -> Iterator[Fault]:
        """What a finding must be and is not: read by somebody, and saying something."""
        if self.table not in _RESULTS or not typed:
            return
        if self.table is FINDINGS and typed["confidence"] == MACHINE:
            reason = "what nobody has read is no finding"
            yield "confidence", reason, "put it into proposals.csv, or read it in its source"
        own = {**values, "statement": cells.get("statement") or None}
        if all(own.get(name) is None for name in _SAYS):
            reason = "the finding has no figure, no direction and no statement"
            yield "percent", reason, "write what was found"

    def _refuse(self, line: int, column: str, reason: str, remedy: str) -> None:
        if column == "drug" and self.table in _RESULTS:
            remedy = _DRUG_NEEDED
        self.refusals.append(Refusal(self.sheet.file, line, column, reason, remedy))


def _source(study: Record) -> str:
    """A work as people name it: first author's surname and year, or a body's name and year."""
    first, _, _ = study.text("authors").partition(";")[0].partition(",")
    words = first.split()
    while len(words) > 1 and words[-1].replace(".", "").isupper():
        words.pop()
    return f"{' '.join(words)} {study.text('year')}".strip()
