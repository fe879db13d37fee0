"""Lists of Retraction Watch: the notices in them about works on file, added to a pack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import BadInput, Refusal
from ingest.evidence import Evidence
from ingest.formats.retraction_watch import Listed, notices_for, open_listing, read
from ingest.import_report import Noticed, of_notice
from ingest.notices import add_notices, by_work, is_news
from ingest.progress import progress

_HEADER = re.compile(rb"[^\n]*\bRetractionNature\b")
_LONGEST_HEADER = 4_096


def is_listing(path: Path) -> bool:
    """Whether a file is a Retraction Watch list, told by its first line."""
    try:
        if not path.is_file():  # what is a pipe can be read only once
            return False
        with path.open("rb") as file:
            return _HEADER.match(file.read(_LONGEST_HEADER)) is not None
    except OSError:
        return False


def add_listed(paths: Sequence[Path], folder: Path, on_file: Evidence) -> tuple[list[str], bool]:
    """Add the lists' notices about works on file to the pack in ``folder``, those that are new.

    Out: a line for each notice added and each row refused, and the counts; whether a row was
    refused.  Raises BadInput where a file of the pack cannot be read, OnfileError where it cannot
    be written; then nothing has changed.
    """
    known = by_work(on_file.rows("notices"))
    studies = on_file.rows("studies")
    added: list[Noticed] = []
    refusals: list[Refusal] = []
    number = about = 0
    for path in paths:
        listed, faults = _read(path)
        number, refusals = number + len(listed), refusals + faults
        for study_id, notice in notices_for(studies, listed):
            about += 1
            if is_news(notice, known[study_id]):
                known[study_id].append(notice)
                added.append(Noticed(study_id, notice, path.name))
    add_notices(folder, [{**one.notice, "study_id": one.study_id} for one in added])
    told = [*map(of_notice, added), *(f"refused {refusal}" for refusal in refusals)]
    told.append(
        f"{number} notices listed, {len(added)} added about works on file, "
        f"{about - len(added)} there already, {len(refusals)} rows refused"
    )
    return told, bool(refusals)


def _read(path: Path) -> tuple[list[Listed], list[Refusal]]:
    """What a list holds, and what is refused of it."""
    listed: list[Listed] = []
    refusals: list[Refusal] = []
    try:
        with open_listing(path) as rows:
            for item in progress(read(rows, str(path)), "Reading notices"):
                if isinstance(item, Refusal):
                    refusals.append(item)
                else:
                    listed.append(item)
    except BadInput as error:
        refusals += error.refusals
    return listed, refusals
