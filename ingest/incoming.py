"""Works of other people's formats brought into a pack: numbered, compared, checked, appended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, count, filterfalse
from pathlib import Path

from ingest.additions import extended, read_file
from ingest.comparison import compared
from ingest.duplicates import Match, WorksOnFile
from ingest.errors import Refusal
from ingest.evidence import Evidence, Row
from ingest.formats.record import Incoming
from ingest.import_report import Added, Duplicate, Noticed, Report
from ingest.moves import finish, put_in_place
from ingest.notices import by_work, is_news, same_notice
from ingest.progress import progress
from ingest.proposals import is_on_file, known_marks
from ingest.schema import NOTICES, PROPOSALS, STUDIES, Table
from ingest.study_ids import StudyIds
from ingest.tidy import tidy_row
from ingest.vetting import ANY_WORK, Cells, Vetted, vet, vet_about

_TABLES = (STUDIES, PROPOSALS, NOTICES)


def bring_in(incoming: Iterable[Incoming | Refusal], folder: Path, on_file: Evidence) -> Report:
    """Add works, and notices about works that are on file, to the pack in ``folder``.

    ``on_file`` is what all packs hold; the folder is made where it is missing.  A work that is on
    file already, there or in the pack or earlier among the incoming, is reported and left out but
    for its notices; a row that does not fit is left out.  A notice is added where its work has not
    got it, and stands in this pack even where the work stands in another, with which it must then
    be read.  The pack's files change together or not at all.  Raises BadInput where a file of the
    pack cannot be read or changes meanwhile, OnfileError where the folder cannot be written.
    """
    records: list[Incoming] = []
    refusals: list[Refusal] = []
    for item in progress(incoming, "Reading works"):
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            records.append(item)
    vetted, unfit = vet([record for record in records if not record.is_notice])
    about, unfit_notices = vet_about(records)
    finish(folder)
    pack = _Pack(folder, on_file)
    for work in progress(vetted, "Comparing works"):
        pack.take(work)
    # A notice's own record may stand before that of the work that it is about.
    for meant, notice in about:
        pack.take_about(meant, notice)
    pack.write()
    no_works = tuple(record for record in records if record.is_notice)
    return pack.report(no_works, tuple(sorted([*refusals, *unfit, *unfit_notices])))


def file_proposals(
    proposed: Iterable[tuple[str, Incoming]], folder: Path, on_file: Evidence
) -> tuple[int, tuple[Refusal, ...]]:
    """Add what is proposed of works on file to the pack in ``folder``, which may be another's.

    Each work comes with its id; of its record only the proposals count.  Returns how many are new,
    and what was refused.  Raises as ``bring_in``.
    """
    studies, works = zip(*proposed, strict=True)
    vetted, unfit = vet([replace(work, study=ANY_WORK, notices=()) for work in works])
    finish(folder)
    pack = _Pack(folder, on_file)
    for study_id, work in zip(studies, vetted, strict=True):
        pack.propose(study_id, work)
    pack.write()
    return len(pack.rows["proposals"]), tuple(sorted(unfit))


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
            table.name: {*self.files[table.name].ids}
            | {str(row[table.key[0]]) for row in on_file.rows(table.name)}
            for table in _TABLES
        }
        there = (cells for _, cells in self.files["notices"].sheet.rows if cells.get("kind"))
        typed = (tidy_row(NOTICES, cells) for cells in there)
        self.notices = by_work(chain(on_file.rows("notices"), typed))
        self.findings: defaultdict[str, list[Row]] = defaultdict(list)
        for row in on_file.rows("findings"):
            self.findings[str(row["study_id"])].append(row)
        self.marks = known_marks(on_file.rows("proposals")) | known_marks(
            dict(cells) for _, cells in self.files["proposals"].sheet.rows
        )
        self.rows: dict[str, list[Cells]] = {table.name: [] for table in _TABLES}
        self.added: list[Added] = []
        self.duplicates: list[Duplicate] = []
        self.noticed: list[Noticed] = []
        self.abstracts: list[tuple[str, Incoming]] = []
        self.known = self.adrift = 0

    def take(self, work: Vetted) -> None:
        """Take one work in, or note of which work on file it is a duplicate."""
        match = self.works.find(work.study)
        if match:
            self._note(work, match)
            self._keep_abstract(match.study_id, work)
            return
        own = self.ids.give(work.study)
        self.studies[own] = work.study | {"study_id": own}
        self.works.add(self.studies[own])
        self._keep_abstract(own, work)
        self.added.append(Added(own, str(work.study["title"]), work.incoming.label))
        self.rows["studies"].append(work.cells | {"study_id": own})
        self.propose(own, work)
        for part in _distinct(work.notices):
            self._add(NOTICES, own, part)
            self.notices[own].append({**part})

    def propose(self, study_id: str, work: Vetted) -> None:
        """Take in what is proposed of a work and was never proposed before.

        What is among its findings already needs no proposal.
        """
        for part in work.proposals:
            mark, row = (study_id, part["mark"]), tidy_row(PROPOSALS, part)
            if mark not in self.marks and not is_on_file(row, self.findings[study_id]):
                self.marks.add(mark)
                self._add(PROPOSALS, study_id, part)

    def _keep_abstract(self, study_id: str, work: Vetted) -> None:
        if work.incoming.abstract is not None:
            self.abstracts.append((study_id, work.incoming))

    def take_about(self, meant: str, work: Vetted) -> None:
        """Take in notices about the work that has this DOI or PubMed id, where it is on file."""
        match = self.works.find({"doi" if "/" in meant else "pmid": meant})
        if match:
            self._take_notices(match.study_id, work)
        else:
            self.adrift += len(work.notices)

    def _note(self, work: Vetted, match: Match) -> None:
        new, differences = compared(self.studies[match.study_id], work.study)
        self.duplicates.append(
            Duplicate(match.study_id, work.incoming, match.reason, new, differences)
        )
        self.propose(match.study_id, work)
        self._take_notices(match.study_id, work)

    def _take_notices(self, study_id: str, work: Vetted) -> None:
        """Take in those notices about a work on file that it has not got."""
        known = self.notices[study_id]
        for notice in work.notices:
            row: Row = {**notice}
            if is_news(row, known):
                known.append(row)
                self._add(NOTICES, study_id, notice)
                self.noticed.append(Noticed(study_id, row, work.incoming.label))
            else:
                self.known += 1

    def _add(self, table: Table, study_id: str, part: Cells) -> None:
        """Add a proposal or a notice under the next id that is free."""
        names = (f"{study_id}-{table.name[0]}{number:02d}" for number in count(1))
        own = next(filterfalse(self.taken[table.name].__contains__, names))
        self.taken[table.name].add(own)
        self.rows[table.name].append(part | {"study_id": study_id, table.key[0]: own})

    def write(self) -> None:
        """Put the files with their new rows into place, first the studies that the others name.

        Without a studies.csv a folder is no pack, so that notices alone bring one without rows.
        """
        put = {
            file.path.name: (file.content, extended(file, self.rows[name]))
            for name, file in self.files.items()
            if self.rows[name] or (name == "studies" and file.content is None)
        }
        if any(self.rows.values()):
            put_in_place(self.folder, put)

    def report(self, no_works: tuple[Incoming, ...], refusals: tuple[Refusal, ...]) -> Report:
        """What became of the records."""
        return Report(
            tuple(self.added),
            tuple(self.duplicates),
            no_works,
            tuple(self.noticed),
            refusals,
            proposals=len(self.rows["proposals"]),
            notices=len(self.rows["notices"]) - len(self.noticed),
            known=self.known,
            adrift=self.adrift,
            abstracts=tuple(self.abstracts),
        )


def _distinct(notices: Iterable[Cells]) -> list[Cells]:
    """The notices, each once."""
    found: list[Cells] = []
    for notice in notices:
        if not any(same_notice(dict(notice), dict(one)) for one in found):
            found.append(notice)
    return found
