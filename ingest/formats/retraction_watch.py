"""The Retraction Watch list as Crossref publishes it: one notice a row, some 70,000 rows."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from ingest import schema
from ingest.errors import BadInput, Refusal
from ingest.evidence import Row
from ingest.formats import indexed
from ingest.formats.streamed_csv import Lines, rows

_SOURCE = "retraction-watch"
_NATURES = "Retraction, Expression of concern, Correction and Reinstatement"
_NONE = ("", "0", "unavailable")
_COLUMNS = (
    "Title",
    "URLS",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
)
_DOI = re.compile(rf"(?:https?://(?:dx\.)?doi\.org/|doi: ?)?({schema.DOI})", re.I)
_PMID = re.compile(r"0*([1-9]\d{0,7})")
# A time of day, always midnight, stands behind the day.
_MIDNIGHT = r"(?:[ T]\d{1,2}:\d{2}.*)?"
_MONTH_FIRST = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}){_MIDNIGHT}")
_YEAR_FIRST = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}){_MIDNIGHT}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A work on the list and its notice.

    ``doi``, ``pmid`` and ``title`` are those of the work, None where the list has none; ``notice``
    holds columns of the table notices without ``notice_id`` and ``study_id``.
    """

    doi: str | None
    pmid: str | None
    title: str
    notice: Row


@contextlib.contextmanager
def open_listing(path: Path) -> Iterator[Iterator[str]]:
    """The lines of the file, with their ends: UTF-8, a byte order mark aside.

    A line that is not UTF-8 is read as Windows-1252, in which older rows were typed.  Raises
    BadInput where the file cannot be opened.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        refusal = Refusal(str(path), 0, "", reason, "check its name and permissions")
        raise BadInput([refusal]) from error
    with file:
        yield _decoded(file)


def _decoded(file: BinaryIO) -> Iterator[str]:
    for number, line in enumerate(file):
        try:
            yield line.decode("utf-8" if number else "utf-8-sig")
        except UnicodeDecodeError:
            yield line.decode("windows-1252", errors="replace")


def read(lines: Iterable[str], file: str) -> Iterator[Listed | Refusal]:
    """The works on the list with their notices, in its order; reads a line at a time.

    ``lines`` is the text of the file, line by line with the line ends; ``file`` is what refusals
    call it.  A row that cannot be read, whose nature is none of the four or whose date is no date
    is a refusal; the rest come in.  What is no DOI or PubMed id ('Unavailable', '0') is left out.
    """
    source = Lines(lines)
    names: dict[str, int] = {}
    width = 0
    for row in rows(source, file):
        if isinstance(row, Refusal):
            yield row
            continue
        line, cells = row
        if not names:
            names = {name: place for place, name in enumerate(cells) if name}
            width = max(names.values()) + 1  # a comma may end every line
            missing = [name for name in _COLUMNS if name not in names]
            if missing:
                yield from (_lacks(file, line, name) for name in missing)
                return
        elif len(cells) < width or any(cells[width:]):
            source.give_back()
            reason = f"the row has {len(cells)} cells where the header has {width}"
            yield Refusal(file, line, "", reason, "mend its commas and quotation marks")
        else:
            yield _listed({name: cells[names[name]] for name in _COLUMNS}, file, line)


def _lacks(file: str, line: int, name: str) -> Refusal:
    remedy = "take the file as Crossref publishes it"
    return Refusal(file, line, name, "the column is missing", remedy)


def notices_for(studies: Iterable[Row], listed: Iterable[Listed]) -> list[tuple[str, Row]]:
    """Notices about works on file: pairs of a study_id and a row of notices without its ids.

    A work is recognised by its DOI, whatever its case, or else by its PubMed id, never by title.
    """
    works = {}
    for study in studies:
        for name in ("doi", "pmid"):
            if study.get(name):
                works[name, str(study[name]).casefold()] = str(study["study_id"])
    found = []
    for one in listed:
        marks = (("doi", (one.doi or "").casefold()), ("pmid", one.pmid or ""))
        study_id = next((works[mark] for mark in marks if mark in works), None)
        if study_id is not None:
            found.append((study_id, one.notice))
    return found


def _listed(cells: Mapping[str, str], file: str, line: int) -> Listed | Refusal:
    """One row of the list by its columns."""
    nature, written = cells["RetractionNature"], cells["RetractionDate"]
    kind = nature.casefold().replace(" ", "-")
    if kind not in schema.NOTICE_KINDS:
        reason, remedy = f"'{nature}' is none of the natures known", f"use one of {_NATURES}"
        return Refusal(file, line, "RetractionNature", reason, remedy)
    try:
        day = _day(written)
    except ValueError:
        remedy = "write month/day/year, or leave it empty"
        return Refusal(file, line, "RetractionDate", f"'{written}' is no date", remedy)
    notice = indexed.notice(
        kind,
        _SOURCE,
        " | ".join(_parts(cells["URLS"])) or None,
        day=day,
        doi=_one(_DOI, cells["RetractionDOI"]),
        pmid=_one(_PMID, cells["RetractionPubMedID"]),
        reason="; ".join(part.lstrip("+ ") for part in _parts(cells["Reason"])) or None,
    )
    doi, pmid = _one(_DOI, cells["OriginalPaperDOI"]), _one(_PMID, cells["OriginalPaperPubMedID"])
    return Listed(doi, pmid, cells["Title"], notice)


def _day(cell: str) -> str | None:
    """The date as year-month-day, None where there is none; ValueError where it is no date."""
    month_first, year_first = _MONTH_FIRST.fullmatch(cell), _YEAR_FIRST.fullmatch(cell)
    if month_first:
        month, day, year = map(int, month_first.groups())
        return date(year, month, day).isoformat()
    if year_first:
        return date.fromisoformat(year_first[1]).isoformat()
    if cell.casefold() not in _NONE:
        raise ValueError(cell)
    return None


def _one(form: re.Pattern[str], cell: str) -> str | None:
    """The identifier that a cell holds."""
    match = form.fullmatch(cell)
    return match[1] if match else None


def _parts(cell: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [" ".join(part.split()) for part in cell.split(";") if part.strip()]
