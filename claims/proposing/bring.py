"""What abstracts that have come in propose, put on file beside their works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from claims.proposing.results import AbstractReader
from claims.proposing.rows import rows_of
from claims.vocabulary import Vocabulary
from ingest.errors import BadInput
from ingest.evidence import Evidence, Row
from ingest.formats.record import Incoming
from ingest.import_report import counted
from ingest.incoming import file_proposals
from ingest.progress import progress
from ingest.receive import packs_on_file


def propose(
    works: Sequence[tuple[str, Incoming]], into: Path, packs: Sequence[Path], words: Path
) -> str:
    """Read the works' abstracts and put what they propose into the pack ``into``.

    In: records with abstracts, by the ids of their works; the pack, and those on file beside it;
    and a pack whose general vocabulary, of outcomes above all, is known besides.  Out: one line
    that counts.  Raises BadInput where a pack cannot be read, or where what was read does not fit
    the table, and OnfileError where the pack cannot be written.
    """
    on_file = packs_on_file(packs, into)
    vocabulary = packs_on_file(packs, into, words)
    proposed = list(_proposed(works, vocabulary))
    if not proposed:
        return f"{counted('abstracts', len(works))} read: nothing proposed"
    new, refusals = file_proposals(proposed, into, on_file)
    if refusals:
        raise BadInput(refusals)
    read = sum(len(work.proposals) for _, work in proposed)
    return (
        f"{counted('abstracts', len(works))} read: {counted('findings', new)} proposed, "
        f"{read - new} on file or proposed before"
    )


def _proposed(
    works: Sequence[tuple[str, Incoming]], on_file: Evidence
) -> Iterator[tuple[str, Incoming]]:
    """The works that propose anything, with their proposals."""
    reader = AbstractReader(Vocabulary.from_rows({t: on_file.rows(t) for t in on_file.tables}))
    studies: dict[str, Row] = {str(row["study_id"]): row for row in on_file.rows("studies")}
    for study_id, work in progress(works, "Reading abstracts"):
        study = studies[study_id]
        if work.abstract is None or study["notice"] == "retraction":
            continue
        found = reader.read(str(work.study["title"]), work.abstract)
        rows = tuple(rows_of(found, study, reader.vocabulary))
        if rows:
            yield study_id, replace(work, proposals=rows)
