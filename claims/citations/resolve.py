"""Which work a reference means: identifiers first, else the whole string against works on file.

Search, then validate: full text gives a few candidates, each is compared field by field
(``claims.citations.match``), and one is taken only where the fields that are printed bear it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claims.citations.choose import Choice, choose_among
from claims.citations.faults import Fault, judge
from claims.citations.identify import choose
from claims.citations.index import WorkIndex
from claims.citations.match import Candidate
from claims.citations.mixups import find_mixups
from claims.citations.prepared import Prepared, prepare
from claims.citations.reference import Reference, parse
from claims.citations.works import Entry, Work

Status = Literal[
    "ok",
    "incomplete",
    "field-error",
    "sibling-mix-up",
    "ambiguous",
    "merged",
    "id-points-elsewhere",
    "not-found",
]
_LONGEST = 4_000
# The gravest first: a reference has one status, and all its faults.
_STATUS_OF_FAULT: tuple[Status, ...] = (
    "id-points-elsewhere",
    "merged",
    "sibling-mix-up",
    "ambiguous",
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a reference means.

    ``study_id`` and ``work`` are None where no work, or more than one, fits.  ``score`` is 0 to
    100.  ``others`` are the works that it is mixed up with or that fit as well.  ``candidates`` are
    all that were compared, best first.
    """

    study_id: str | None
    score: int
    status: Status
    faults: tuple[Fault, ...]
    others: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    rationale: str
    work: Work | None
    reference: Reference


def _score(taken: Candidate, identified: bool) -> int:
    weights = (
        (taken.author, 2.0),
        (taken.year, 1.0),
        (taken.journal, 1.0),
        (taken.volume, 1.0),
        (taken.pages, 2.0),
        (True if identified else None, 6.0),
    )
    total = sum(weight for value, weight in weights if value is not None)
    agreed = sum(weight for value, weight in weights if value)
    if taken.title:
        total, agreed = total + 6.0, agreed + 6.0 * taken.title.score / 100.0
    # Author and year alone never make a certain link.
    ceiling = 100.0 if taken.title or identified else 80.0
    return round(min(ceiling, 100.0 * agreed / total)) if total else round(ceiling)


def _status(prepared: Prepared, choice: Choice, faults: tuple[Fault, ...]) -> Status:
    names = {fault.name for fault in faults}
    for status in _STATUS_OF_FAULT:
        if status in names:
            return status
    if any(name.startswith("wrong-") for name in names):
        return "field-error"
    reference, taken = prepared.reference, choice.taken
    titled = taken is not None and taken.title is not None and bool(reference.years)
    complete = titled and bool(reference.authors or reference.journal)
    return "ok" if (complete or choice.identified) and not names else "incomplete"


def _told(fault: Fault) -> str:
    printed = f"prints {fault.printed!r}" if fault.printed else ""
    real = f"on file {fault.real!r}" if fault.real else ""
    return f"{fault.name} ({', '.join(filter(None, (printed, real)))})"


def _rationale(study_id: str, status: Status, faults: tuple[Fault, ...], identified: bool) -> str:
    means = f"{'Its identifier' if identified else 'What it prints'} means {study_id}"
    if faults:
        return f"{means}, with {'; '.join(map(_told, faults))}."
    return f"{means}." if status == "ok" else f"{means}, but it prints too little to be complete."


def _unresolved(prepared: Prepared, choice: Choice) -> Resolution:
    listed, count = ", ".join(choice.rivals), len(choice.rivals)
    status: Status
    if choice.faults:
        missing = Fault("nonexistent", "work", prepared.reference.text, None)
        status, faults = "id-points-elsewhere", (*choice.faults, missing)
        rationale = f"Its identifier belongs to {listed}, which its words do not describe."
    elif choice.rivals:
        status, faults = "ambiguous", (Fault("ambiguous", "work", None, listed),)
        rationale = f"It fits {count} works on file equally well: {listed}."
    else:
        status = "not-found"
        faults = (Fault("nonexistent", "work", prepared.reference.text, None),)
        rationale = "No work on file agrees with enough of what it prints."
    return Resolution(
        study_id=None,
        score=0,
        status=status,
        faults=faults,
        others=choice.rivals,
        candidates=choice.candidates,
        rationale=rationale,
        work=None,
        reference=prepared.reference,
    )


def resolve(reference: str, index: WorkIndex) -> Resolution:
    """What work a reference means and what is wrong with it.

    In: one reference as printed (``claims.citations.splitting`` separates several) and the works
    on file.  Out: a Resolution.  A pure function of the two; it never raises on any text.  Of a
    text too long for a reference only the first 4,000 characters count.
    """
    prepared = prepare(parse(reference[:_LONGEST]), index.journals)
    return _resolution(prepared, choose(prepared, index), index)


def resolve_mention(text: str, entries: Sequence[Entry], index: WorkIndex) -> Resolution:
    """The same for running text that means works (``claims.citations.mentions``) and cites none."""
    years = parse(text).years
    prepared = prepare(Reference(text=text, years=years), index.journals)
    return _resolution(prepared, choose_among(prepared, entries, index), index)


def _resolution(prepared: Prepared, choice: Choice, index: WorkIndex) -> Resolution:
    if choice.taken is None:
        return _unresolved(prepared, choice)
    entry = index.entries[choice.taken.study_id]
    mixed, involved = find_mixups(prepared, choice, index)
    faults = (*choice.faults, *mixed, *judge(prepared, choice.taken, entry))
    if any(fault.name == "merged" for fault in mixed):
        # Two titles in one are no wording of either.
        faults = tuple(fault for fault in faults if fault.field != "title")
    status = _status(prepared, choice, faults)
    return Resolution(
        study_id=entry.work.study_id,
        score=_score(choice.taken, choice.identified),
        status=status,
        faults=faults,
        others=tuple(
            dict.fromkeys(one for one in (*choice.rivals, *involved) if one != entry.work.study_id)
        ),
        candidates=choice.candidates,
        rationale=_rationale(entry.work.study_id, status, faults, choice.identified),
        work=entry.work,
        reference=prepared.reference,
    )
