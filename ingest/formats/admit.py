"""The last step of every reader: a record's columns become a work, or say what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats.record import Incoming
from ingest.formats.text import clean
from ingest.rows import RowModel
from ingest.schema import STUDIES

_MODEL = RowModel(STUDIES)
# An id is given when the work is filed; until then any will do.
_ANY_ID: Row = {"study_id": "none"}
# What tells a printed article from a page, a label or a report.
_OF_ARTICLES = ("volume", "issue", "journal_abbrev", "pmid")


def admit(
    study: Row, file: str, line: int, label: str, tags: Mapping[str, str] | None = None
) -> Incoming | Refusal:
    """A work, or the first thing that the table studies refuses in it.

    ``tags`` names the format's own field for a column, for the refusal; without it columns are
    called by their names.
    """
    filled: Row = {column: value for column, value in study.items() if value not in (None, "")}
    _, faults = _MODEL.check(_ANY_ID | filled)
    if not faults:
        return Incoming(filled, file, line, label)
    column, reason, remedy = faults[0]
    field = (tags or {}).get(column, column)
    if column in STUDIES.names and column not in filled:
        reason, remedy = (
            f"{label} has no {column}",
            f"fill in {field} or leave the record out",
        )
    else:
        reason = f"{label}: {reason}"
    return Refusal(file, line, clean(field), clean(reason), remedy)


def is_article(row: Row) -> bool:
    """Whether a work on file is an article in a journal, by the columns that only these have."""
    return any(row.get(column) for column in _OF_ARTICLES)
