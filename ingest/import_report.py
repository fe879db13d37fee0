"""What became of the records that were to come in, and how a command tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.comparison import Difference
from ingest.errors import Refusal
from ingest.formats.record import Incoming
from ingest.rows import Value


@dataclass(frozen=True, slots=True)
class Added:
    """A work that is on file now; ``label`` is what its record calls itself."""

    study_id: str
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record of a work that was on file already, and is left as it was but for notices.

    ``new`` names the columns that the record has and the file lacks.
    """

    study_id: str
    incoming: Incoming
    reason: str
    new: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Noticed:
    """A notice about a work on file that is on file now; ``label`` names the record it is from."""

    study_id: str
    notice: Mapping[str, Value]
    label: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the records.

    ``proposals`` count results that were proposed as findings, ``notices`` those that came with the
    works added.  Of the notices about
    works on file, ``noticed`` are those added, ``known`` counts those that were there already, and
    ``adrift`` those about works that are not on file.  ``abstracts`` are the records that came with
    an abstract, by the ids of their works: it is read after they are on file.
    """

    added: tuple[Added, ...]
    duplicates: tuple[Duplicate, ...]
    no_works: tuple[Incoming, ...]
    noticed: tuple[Noticed, ...]
    refusals: tuple[Refusal, ...]
    proposals: int
    notices: int
    known: int
    adrift: int
    abstracts: tuple[tuple[str, Incoming], ...] = ()


def lines(report: Report) -> Iterator[str]:
    """The report as a command prints it: a line for each record or notice, and one that counts."""
    for work in report.added:
        yield f"added {work.study_id}: {work.title} ({work.label})"
    for duplicate in report.duplicates:
        yield _of_duplicate(duplicate)
    for record in report.no_works:
        yield f"not added {_place(record)}: {record.label} is itself a notice and no work"
    for noticed in report.noticed:
        yield of_notice(noticed)
    for refusal in report.refusals:
        yield f"refused {refusal}"
    yield _counts(report)


def of_notice(noticed: Noticed) -> str:
    """A notice that was added, in one line."""
    named = (("doi", "doi"), ("pmid", "PubMed id"))
    marks = (f"{words} {noticed.notice[name]}" for name, words in named if noticed.notice.get(name))
    told = (str(noticed.notice["kind"]), str(noticed.notice.get("date") or "no date"), *marks)
    return f"notice {noticed.study_id}: {', '.join(told)} ({noticed.label})"


def counted(things: str, number: int) -> str:
    """A number with the word for what it counts, given in the plural."""
    return f"{number} {things if number != 1 else things[:-1]}"


def _counts(report: Report) -> str:
    told = f"{counted('works', len(report.added))}"
    if report.notices:
        told += f" with {counted('notices', report.notices)}"
    told += f" added, {len(report.duplicates)} on file already, {len(report.refusals)} refused"
    if report.proposals:
        told += f"; {counted('findings', report.proposals)} proposed"
    if report.noticed or report.known or report.adrift:
        told += f"; {counted('notices', len(report.noticed))} added about works on file"
        told += f", {report.known} there already, {report.adrift} about works not on file"
    return told


def _of_duplicate(duplicate: Duplicate) -> str:
    record = duplicate.incoming
    told = f"on file {_place(record)}: {record.label} is {duplicate.study_id}, {duplicate.reason}"
    if duplicate.new:
        told += f"; new here: {', '.join(duplicate.new)}"
    if duplicate.differences:
        told += f"; differs: {', '.join(map(str, duplicate.differences))}"
    return told


def _place(record: Incoming) -> str:
    return f"{record.file}:{record.line}" if record.line else record.file
