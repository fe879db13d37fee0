"""Works of other people's formats brought into a pack: numbered, compared, checked, appended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, filterfalse
from pathlib import Path

from ingest.additions import extended, read_file
from ingest.comparison import Difference, compared
from ingest.duplicates import Match, WorksOnFile
from ingest.errors import Refusal
from ingest.evidence import Evidence
from ingest.formats.record import Incoming
from ingest.moves import finish, put_in_place
from ingest.notices import same_notice
from ingest.progress import progress
from ingest.schema import FINDINGS, NOTICES, STUDIES
from ingest.study_ids import StudyIds
from ingest.tidy import tidy_row
from ingest.vetting import Cells, Vetted, vet

_TABLES = (STUDIES, FINDINGS, NOTICES)


@dataclass(frozen=True, slots=True)
class Added:
    """A work that is on file now; ``label`` is what its record calls itself."""

    study_id: str
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record of a work that was on file already, and is left as it was.

    ``new`` names what the record has and the file lacks: columns, findings and notices.
    """

    study_id: str
    incoming: Incoming
    reason: str
    new: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the records: works added with their findings and notices, and the others."""

    added: tuple[Added, ...]
    duplicates: tuple[Duplicate, ...]
    refusals: tuple[Refusal, ...]
    findings: int
    notices: int


def bring_in(incoming: Iterable[Incoming | Refusal], folder: Path, on_file: Evidence) -> Report:
    """Add the works to the pack in ``folder``, which is made where it is missing.

    ``on_file`` is what all packs hold.  A work that is on file already, there or in the pack or
    earlier among the incoming, is reported and left out, and so is a row that does not fit; the
    pack's files change together or not at all.  Raises BadInput where a file of the pack cannot be
    read or changes meanwhile, OnfileError where the folder cannot be written.
    """
    works: list[Incoming] = []
    refusals: list[Refusal] = []
    for item in progress(incoming, "Reading works"):
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            works.append(item)
    vetted, unfit = vet(works)
    finish(folder)
    pack = _Pack(folder, on_file)
    for work in progress(vetted, "Comparing works"):
        pack.take(work)
    pack.write()
    return Report(
        tuple(pack.added),
        tuple(pack.duplicates),
        tuple(sorted([*refusals, *unfit])),
        len(pack.rows["findings"]),
        len(pack.rows["notices"]),
    )


def lines(report: Report) -> Iterator[str]:
    """The report as a command prints it: a line for each record, and one that counts them."""
    for work in report.added:
        yield f"added {work.study_id}: {work.title} ({work.label})"
    for duplicate in report.duplicates:
        yield _told(duplicate)
    for refusal in report.refusals:
        yield f"refused {refusal}"
    added = _counted("works", len(report.added))
    if report.findings or report.notices:
        findings = _counted("findings", report.findings)
        added += f" with {findings} and {_counted('notices', report.notices)}"
    on_file, refused = len(report.duplicates), len(report.refusals)
    yield f"{added} added, {on_file} on file already, {refused} refused"


def _told(duplicate: Duplicate) -> str:
    """A duplicate in one line."""
    record = duplicate.incoming
    place = f"{record.file}:{record.line}" if record.line else record.file
    told = f"on file {place}: {record.label} is {duplicate.study_id}, {duplicate.reason}"
    if duplicate.new:
        told += f"; new here: {', '.join(duplicate.new)}"
    if duplicate.differences:
        told += f"; differs: {', '.join(map(str, duplicate.differences))}"
    return told


def _counted(things: str, number: int) -> str:
    return f"{number} {things if number != 1 else things[:-1]}"


class _Pack:
    """The pack that works are brought into: what it holds, and what comes in."""

    def __init__(self, folder: Path, on_file: Evidence) -> None:
        self.folder = folder
        self.files = {table.name: read_file(folder, table) for table in _TABLES}
        self.studies = {str(row["study_id"]): row for row in on_file.rows("studies")}
        for _, cells in self.files["studies"].sheet.rows:
            # Rows of a pack that is not on file, and of works that another pack has by another id.
            if cells["study_id"] not in self.studies:
                self.studies[cells["study_id"]] = tidy_row(STUDIES, cells)
        self.works = WorksOnFile(self.studies.values())
        self.ids = StudyIds(self.studies)
        self.taken = {
            table.name: self.files[table.name].ids
            | {str(row[table.key[0]]) for row in on_file.rows(table.name)}
            for table in _TABLES
        }
        self.rows: dict[str, list[Cells]] = {table.name: [] for table in _TABLES}
        self.added: list[Added] = []
        self.duplicates: list[Duplicate] = []

    def take(self, work: Vetted) -> None:
        """Take one work in, or note of which work on file it is a duplicate."""
        match = self.works.find(work.study)
        if match:
            self._note(work, match)
            return
        own = self.ids.give(work.study)
        self.studies[own] = work.study | {"study_id": own}
        self.works.add(self.studies[own])
        self.added.append(Added(own, str(work.study["title"]), work.incoming.label))
        self.rows["studies"].append(work.cells | {"study_id": own})
        for table, parts in ((FINDINGS, work.findings), (NOTICES, _distinct(work.notices))):
            names = (f"{own}-{table.name[0]}{number:02d}" for number in count(1))
            free = filterfalse(self.taken[table.name].__contains__, names)
            ids = {"study_id": own}
            self.rows[table.name] += [part | ids | {table.key[0]: next(free)} for part in parts]

    def _note(self, work: Vetted, match: Match) -> None:
        new, differences = compared(self.studies[match.study_id], work.study)
        parts = {"findings": len(work.findings), "notices": len(work.notices)}
        new += tuple(_counted(name, number) for name, number in parts.items() if number)
        self.duplicates.append(
            Duplicate(match.study_id, work.incoming, match.reason, new, differences)
        )

    def write(self) -> None:
        """Put the files with their new rows into place, first the studies that the others name."""
        put = {
            file.path.name: (file.content, extended(file, self.rows[name]))
            for name, file in self.files.items()
            if self.rows[name]
        }
        if put:
            put_in_place(self.folder, put)


def _distinct(notices: Iterable[Cells]) -> list[Cells]:
    """The notices, each once."""
    found: list[Cells] = []
    for notice in notices:
        if not any(same_notice(dict(notice), dict(one)) for one in found):
            found.append(notice)
    return found
