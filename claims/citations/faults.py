"""What is wrong with a reference to a work: each fault with the printed and the real value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claims.citations.bylines import misplaced
from claims.citations.match import Candidate
from claims.citations.places import Field
from claims.citations.prepared import Prepared
from claims.citations.title_match import SIMILAR
from claims.citations.works import Entry, Work

FaultName = Literal[
    "wrong-year",
    "wrong-journal",
    "wrong-title",
    "wrong-author",
    "truncated-title",
    "wrong-volume-or-pages",
    "id-points-elsewhere",
    "sibling-mix-up",
    "ambiguous",
    "merged",
    "nonexistent",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ``printed`` or ``real`` is None where there is no such value."""

    name: FaultName
    field: str
    printed: str | None
    real: str | None


def _printed(field: Field | None) -> str | None:
    return field.text if field else None


def years_of(work: Work) -> str:
    """Print and online year in words."""
    return " or ".join(str(year) for year in dict.fromkeys(work.years))


def _title_fault(prepared: Prepared, candidate: Candidate, work: Work) -> Fault | None:
    title = candidate.title
    if title is None or title.kind == "same" or title.subtitle_only or "title" in work.unverified:
        return None
    if title.score < SIMILAR and not prepared.is_title_sure:
        return None
    printed = _printed(prepared.reference.title)
    name: FaultName = "truncated-title" if title.kind == "shortened" else "wrong-title"
    return Fault(name, "title", printed, work.title)


def _author_fault(prepared: Prepared, candidate: Candidate, entry: Entry) -> Fault | None:
    """Another first author, or one further on who is none of the work's or out of order."""
    wrong = prepared.reference.authors[0] if candidate.author is False else None
    if candidate.author:
        wrong = misplaced(prepared, entry)
    if wrong is None:
        return None
    printed = f"{wrong.surname} {wrong.initials}".strip()
    real = entry.work.authors
    return Fault(
        "wrong-author", "authors", printed, "; ".join(real if candidate.author else real[:1])
    )


def _place_fault(prepared: Prepared, candidate: Candidate, work: Work) -> Fault | None:
    reference = prepared.reference
    if candidate.volume is False:
        volume = _printed(reference.volume)
        return Fault("wrong-volume-or-pages", "volume", volume, work.volume)
    if candidate.pages is False:
        return Fault("wrong-volume-or-pages", "pages", _printed(reference.pages), work.pages)
    return None


def _journal_printed(prepared: Prepared) -> str | None:
    return _printed(prepared.reference.journal) or next(iter(sorted(prepared.journals)), None)


def judge(prepared: Prepared, candidate: Candidate, entry: Entry) -> tuple[Fault, ...]:
    """Faults of the printed fields against the work that is meant.

    A field that is not printed, not on file or not verified has no fault.
    """
    work = entry.work
    found: list[Fault | None] = []
    found.append(_author_fault(prepared, candidate, entry))
    if candidate.year is False:
        years = ", ".join(field.text for field in prepared.reference.years)
        found.append(Fault("wrong-year", "year", years, years_of(work)))
    if candidate.journal is False:
        found.append(Fault("wrong-journal", "journal", _journal_printed(prepared), work.journal))
    found.append(_title_fault(prepared, candidate, work))
    found.append(_place_fault(prepared, candidate, work))
    return tuple(fault for fault in found if fault)
