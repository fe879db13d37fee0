"""Works that come in, as the pack's own reader and gates find them: fit to be on file, or not."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePath

from ingest.additions import PackFile, cell, extended
from ingest.errors import Refusal
from ingest.evidence import Evidence, Pack, Record, Row
from ingest.formats.record import Incoming
from ingest.gates import check
from ingest.packs import read_pack
from ingest.proposals import mark_of
from ingest.rows import Fault
from ingest.schema import MACHINE, NOTICES, PROPOSALS, STUDIES, Table
from ingest.sheets import Sheet
from ingest.study_ids import registered

Cells = dict[str, str]
# Where a row belongs: its table, the work by its number, and its place in the work, from 1.
_Place = tuple[str, int, int]

_TABLES = (STUDIES, PROPOSALS, NOTICES)
# Stands for a work of which only an identifier is known.
ANY_WORK: Row = {"authors": "(others)", "title": "any", "journal": "any", "year": 2000}


@dataclass(frozen=True, slots=True)
class Vetted:
    """A work that fits: its typed row, and its rows as cells, without our ids."""

    incoming: Incoming
    study: Row
    cells: Cells
    proposals: tuple[Cells, ...]
    notices: tuple[Cells, ...]


def vet(works: Sequence[Incoming]) -> tuple[list[Vetted], list[Refusal]]:
    """The works that fit, in their order, and what is refused of the others.

    The works are read as a pack of their own, so what the reader of packs and the gates take here
    they take on file.  With its row of studies a work is refused whole; a proposal or a notice is
    refused alone.
    """
    laid = {table.name: [*_laid_out(works, table)] for table in _TABLES}
    pack = _read(laid)
    faults: defaultdict[_Place, list[Fault]] = defaultdict(list)
    for refusal in chain(pack.refusals, _gated(pack)):
        place, _ = laid[PurePath(refusal.file).stem][refusal.line - 2]
        faults[place].append((refusal.column, refusal.reason, refusal.remedy))
    typed = {record.text("study_id"): record.values for record in pack.tables["studies"]}
    rows: defaultdict[tuple[str, int], list[Cells]] = defaultdict(list)
    for place, cells in chain.from_iterable(laid.values()):
        if place not in faults:
            rows[place[:2]].append(cells)
    vetted = [
        Vetted(
            work,
            typed[f"w{number}"] | {"study_id": work.study.get("study_id")},
            rows["studies", number][0],
            tuple(rows["proposals", number]),
            tuple(rows["notices", number]),
        )
        for number, work in enumerate(works)
        if ("studies", number, 1) not in faults
    ]
    return vetted, list(_refusals(works, faults))


def vet_about(records: Iterable[Incoming]) -> tuple[list[tuple[str, Vetted]], list[Refusal]]:
    """The records' notices about other works: each as the one notice of a work, and whom it means.

    A notice that does not fit is a refusal, and its work has none.
    """
    named = [
        (meant, Incoming(ANY_WORK, record.file, record.line, record.label, notices=(notice,)))
        for record in records
        for meant, notice in record.about
    ]
    vetted, refusals = vet([work for _, work in named])
    return [(meant, work) for (meant, _), work in zip(named, vetted, strict=True)], refusals


def _read(laid: dict[str, list[tuple[_Place, Cells]]]) -> Pack:
    """The rows as a pack; the row of place i stands on line i + 2."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for table in _TABLES:
            path = folder / f"{table.name}.csv"
            sheet = PackFile(path, table, None, Sheet(path.name))
            path.write_bytes(extended(sheet, [cells for _, cells in laid[table.name]]))
        return read_pack(folder)


def _gated(pack: Pack) -> Iterator[Refusal]:
    """What the gates refuse of each work by itself: works that are one are told elsewhere."""
    parts: defaultdict[str, dict[str, tuple[Record, ...]]] = defaultdict(dict)
    for table in _TABLES:
        for record in pack.tables[table.name]:
            own = parts[record.text("study_id")]
            own[table.name] = (*own.get(table.name, ()), record)
    for tables in parts.values():
        yield from check(Evidence(tables, refused=pack.refused))


def _refusals(works: Sequence[Incoming], faults: dict[_Place, list[Fault]]) -> Iterator[Refusal]:
    """The faults where the works stand in their files."""
    for (table, number, place), found in faults.items():
        if table != "studies" and ("studies", number, 1) in faults:
            continue
        work = works[number]
        which = work.label if table == "studies" else f"{work.label}, {table[:-1]} {place}"
        for column, reason, remedy in found:
            yield Refusal(work.file, work.line, column, f"{which}: {reason}", remedy)


def _laid_out(works: Sequence[Incoming], table: Table) -> Iterator[tuple[_Place, Cells]]:
    """The works' rows of a table as cells, each with its place, under ids for the time being."""
    for number, work in enumerate(works):
        study = _study(work)
        rows = {"studies": (study,), "proposals": work.proposals, "notices": work.notices}
        for place, row in enumerate(rows[table.name], start=1):
            if table is PROPOSALS:
                row = _proposal(study, row)
            cells = {name: cell(value) for name, value in row.items() if table.column(name)}
            ids = {"study_id": f"w{number}"}
            if table is not STUDIES:
                ids[table.key[0]] = f"w{number}-{place}"
            yield (table.name, number, place), cells | ids


def _study(work: Incoming) -> Row:
    """The row of studies, with where it came from: an address, or a file's name."""
    source = work.file if "://" in work.file else PurePath(work.file).name
    return {**work.study, "source_url": work.study.get("source_url") or source}


def _proposal(study: Row, row: Row) -> Row:
    """The row of proposals, with what stands for it whoever proposes: unread, and known again."""
    told = {name: value for name, value in row.items() if value is not None}
    registry = registered(study)
    filled: Row = {
        "status": MACHINE,
        "confidence": MACHINE,
        "read_from": "registry" if registry else "abstract",
        "source_tier": "registry" if registry else None,
        "source_url": study["source_url"],
        "mark": mark_of(*(str(part) for pair in sorted(told.items()) for part in pair)),
    }
    return filled | told
