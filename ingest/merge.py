"""Several packs into one body of evidence.

The same work in two packs (DOI, PubMed id or our id) is one work: blanks are filled, a disagreement
is reported and the first pack stands.  A trial's registry id is no sign of the same work, since one
trial is reported in many.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.evidence import Disagreement, Evidence, Pack, Record
from ingest.names import Names, folded
from ingest.notices import same_notice, settled
from ingest.rows import Value
from ingest.schema import (
    CITATIONS,
    CLAIMS,
    CONFLICTS,
    FINDINGS,
    NO_NOTICE,
    NOTICES,
    PAGES,
    PROPOSALS,
    SEARCHES,
    STUDIES,
    TABLES,
    VOCABULARY,
    Table,
)

# Lists in which one pack's entries do not contradict another's, and how they are divided.
_UNITED = {
    "names": "|",
    "source_url": " | ",
    "aliases": "; ",
    "unverified_fields": "; ",
    "source": "; ",
}
# Remarks: the first pack's stands, and another wording is no disagreement.
_REMARKS = frozenset(
    column.name
    for table in TABLES
    for column in table.columns
    if column.name.endswith("note") or column.name in ("reason", "checked", "checked_in")
)
# That nothing is known says as little as an empty cell.
_BLANK = (None, NO_NOTICE)
_IDENTIFIERS = ("doi", "pmid", "study_id")


def merge(packs: Sequence[Pack]) -> Evidence:
    """All packs as one, with canonical names; what they disagree about is listed, not raised."""
    merger = _Merger()
    for pack in packs:
        for table in VOCABULARY:
            merger.unite(table, pack)
    names = Names({table.name: merger.tables[table.name].values() for table in VOCABULARY})
    # Before any journal is resolved, so that an abbreviation in one pack finds its name in another.
    for pack in packs:
        for study in pack.tables.get(STUDIES.name, ()):
            names.abbreviate(study)
    for pack in packs:
        merger.add(_canonical(pack, names))
    tables = {name: tuple(rows.values()) for name, rows in merger.tables.items()}
    tables["studies"], told = settled(tables["studies"], tables["notices"])
    refused = {
        table.name: frozenset().union(*(pack.refused.get(table.name, ()) for pack in packs))
        for table in TABLES
    }
    return Evidence(tables | names.tables(), (*merger.disagreements, *told), refused)


def _canonical(pack: Pack, names: Names) -> Pack:
    """The pack with canonical names in its cells, so that two spellings are no disagreement."""
    tables = {
        table: tuple(names.resolve(table, record) for record in records)
        for table, records in pack.tables.items()
    }
    return replace(pack, tables=tables)


class _Merger:
    """The tables so far, by key, and the works by each of their identifiers."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Record]] = {table.name: {} for table in TABLES}
        self.works: dict[tuple[str, str], str] = {}
        self.packs: dict[tuple[str, str], str] = {}
        self.notices: defaultdict[str, list[str]] = defaultdict(list)  # ids by work
        self.disagreements: list[Disagreement] = []

    def unite(self, table: Table, pack: Pack) -> None:
        """Merge the rows of one table, each by its key."""
        for record in pack.tables.get(table.name, ()):
            self._unite(table, "/".join(map(record.text, table.key)), record, pack.name)

    def add(self, pack: Pack) -> None:
        """Merge everything but the vocabulary of one more pack."""
        works = {
            record.text("study_id"): self._add_study(record, pack.name)
            for record in pack.tables.get(STUDIES.name, ())
        }
        for table in (PAGES, CITATIONS, CLAIMS):
            self.unite(table, pack)
        moved = {"studies.study_id": works}
        moved["findings.finding_id"] = {
            record.text("finding_id"): self._file(
                FINDINGS, _follow(FINDINGS, record, moved), pack.name
            )
            for record in pack.tables.get(FINDINGS.name, ())
        }
        for record in pack.tables.get(NOTICES.name, ()):
            self._add_notice(_follow(NOTICES, record, moved), pack.name)
        for table in (CONFLICTS, SEARCHES, PROPOSALS):
            for record in pack.tables.get(table.name, ()):
                self._file(table, _follow(table, record, moved), pack.name)

    def _add_study(self, record: Record, pack: str) -> str:
        """File a study under the work that it is; returns the id of that work."""
        own = record.text("study_id")
        marks = [(name, record.text(name).casefold()) for name in _IDENTIFIERS]
        marks = [mark for mark in marks if mark[1]]
        # Two works that one pack keeps apart stay apart: the gate names their common identifier.
        known = (self.works[mark] for mark in marks if mark in self.works)
        elsewhere = (key for key in known if self.packs["studies", key] != pack or key == own)
        study = next(elsewhere, own)
        self._unite(STUDIES, study, _under(STUDIES, study, record), pack)
        for mark in marks:
            self.works.setdefault(mark, study)
        return study

    def _add_notice(self, record: Record, pack: str) -> None:
        """File a notice, or unite it with the one that it repeats."""
        there = self.tables["notices"]
        keys = self.notices[record.text("study_id")]
        same = (key for key in keys if same_notice(there[key].values, record.values))
        key = next(same, None)
        if key is None:
            keys.append(self._file(NOTICES, record, pack))
        else:
            self._unite(NOTICES, key, _under(NOTICES, key, record), pack)

    def _file(self, table: Table, record: Record, pack: str) -> str:
        """File a row; returns its id, a new one where another row has its own.

        Another row of that id keeps its content, and the change of name is told.
        """
        key = record.text(table.key[0])
        there = self.tables[table.name].get(key)
        if there and there.values != record.values:
            renamed = self._free_name(table, key, pack)
            first = self.packs[table.name, key]
            self.disagreements.append(
                Disagreement(table.name, key, table.key[0], key, renamed, first, pack)
            )
            key, record = renamed, _under(table, renamed, record)
        self.tables[table.name].setdefault(key, record)
        self.packs.setdefault((table.name, key), pack)
        return key

    def _free_name(self, table: Table, key: str, pack: str) -> str:
        """The id with the pack's name behind it, numbered where that is taken too."""
        base = f"{key}-{re.sub('[^a-z0-9]+', '-', pack.casefold()).strip('-') or 'pack'}"
        name, number = base, 1
        while name in self.tables[table.name]:
            number += 1
            name = f"{base}-{number}"
        return name

    def _unite(self, table: Table, key: str, record: Record, pack: str) -> None:
        """File a row; fill the blanks of the row that is there already."""
        rows = self.tables[table.name]
        if key not in rows:
            rows[key] = record
            self.packs[table.name, key] = pack
            return
        there, first = rows[key], self.packs[table.name, key]
        filled = dict(there.values)
        for column, value in record.values.items():
            kept = filled[column]
            if kept is None or (kept in _BLANK and value is not None):
                filled[column] = value
            elif value in _BLANK or _alike(kept, value) or column in _REMARKS:
                continue
            elif column in _UNITED:
                filled[column] = _union(str(kept), str(value), _UNITED[column])
            else:
                self.disagreements.append(
                    Disagreement(table.name, key, column, str(kept), str(value), first, pack)
                )
        rows[key] = replace(there, values=filled, written={**record.written, **there.written})


def _follow(table: Table, record: Record, moved: Mapping[str, Mapping[str, str]]) -> Record:
    """The record with every id that it names as it is after the merge: a work in another pack,
    a finding renamed.  ``moved`` holds new ids by old ones for each column referred to."""
    for column in table.columns:
        new = moved.get(column.references or "", {})
        parts = record.many(column.name) if column.many else (record.text(column.name),)
        if any(new.get(part, part) != part for part in parts):
            record = _with(record, column.name, ";".join(new.get(part, part) for part in parts))
    return record


def _under(table: Table, key: str, record: Record) -> Record:
    """The record with another id."""
    return _with(record, table.key[0], key)


def _with(record: Record, column: str, value: Value) -> Record:
    return replace(record, values={**record.values, column: value})


def _alike(first: Value, second: Value) -> bool:
    """Whether two cells say the same, case and hyphens aside."""
    return first == second or folded(str(first)) == folded(str(second))


def _union(first: str, second: str, divider: str) -> str:
    """Both lists in one, the first in front, without repetition."""
    parts = (part.strip() for part in f"{first}{divider}{second}".split(divider.strip()))
    return divider.join(dict.fromkeys(filter(None, parts)))
