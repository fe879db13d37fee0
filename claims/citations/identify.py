"""What the identifiers of a reference say, checked against its words."""

from __future__ import annotations

from dataclasses import replace

from claims.citations.choose import Choice, choose_by_text, compare_all, untitled
from claims.citations.faults import Fault
from claims.citations.identifiers import Identifier
from claims.citations.index import WorkIndex
from claims.citations.match import Candidate
from claims.citations.prepared import Prepared
from claims.citations.works import Entry


def choose(prepared: Prepared, index: WorkIndex) -> Choice:
    """The work meant: by DOI, PMID or PMCID where one is printed, else by the words.

    A registry number names a trial, which several works may report: it counts among the words.
    """
    text = choose_by_text(prepared, index)
    strong = [one for one in prepared.reference.identifiers if one.kind != "nct"]
    hits = [(one, entry) for one in strong for entry in index.by_identifier(one.kind, one.value)]
    if not hits:
        return _unknown(strong, text, index)
    named = compare_all(prepared, [entry for _, entry in hits], index)
    reference = prepared.reference
    if not (reference.authors or reference.years or reference.quoted):
        # Words around an address, such as "see ... for details", are no title.
        named = untitled(named)
    best = next((candidate for candidate in named if _agrees(candidate)), None)
    if best is None or (text.taken and text.taken.points > best.points):
        return _elsewhere(hits, text, index)
    return _taken(hits, best, named, text, index)


def _agrees(candidate: Candidate) -> bool:
    """Whether the rest of the reference can be about the work that the identifier names."""
    fields = (candidate.year, candidate.journal, candidate.volume, candidate.pages)
    if candidate.title is None:
        return candidate.author is not False or candidate.points >= 0
    if candidate.author is None and False not in fields and fields.count(True) > 1:
        return True  # what was taken for a title is none
    return candidate.points >= 2 or (candidate.author is True and candidate.year is True)


def _fault(identifier: Identifier, meant: Entry | None) -> Fault:
    real = getattr(meant.work, identifier.kind) if meant else None
    return Fault("id-points-elsewhere", identifier.kind, identifier.value, real)


def _taken(
    hits: list[tuple[Identifier, Entry]],
    best: Candidate,
    named: tuple[Candidate, ...],
    text: Choice,
    index: WorkIndex,
) -> Choice:
    """The identified work; another identifier that names another work is a fault."""
    astray = [(one, entry) for one, entry in hits if entry.work.study_id != best.study_id]
    # Two records of one work share its identifier: that is no fault of the reference.
    right = {one for one, entry in hits if entry.work.study_id == best.study_id}
    meant = index.entries[best.study_id]
    return Choice(
        best,
        named + tuple(one for one in text.candidates if one.study_id != best.study_id),
        tuple(dict.fromkeys(entry.work.study_id for _, entry in astray)),
        identified=True,
        faults=tuple(_fault(one, meant) for one, _ in astray if one not in right),
    )


def _elsewhere(hits: list[tuple[Identifier, Entry]], text: Choice, index: WorkIndex) -> Choice:
    """The words mean another work than the identifiers, or none on file."""
    meant = index.entries[text.taken.study_id] if text.taken else None
    return replace(
        text,
        rivals=tuple(dict.fromkeys(entry.work.study_id for _, entry in hits)),
        faults=tuple(_fault(one, meant) for one in dict.fromkeys(one for one, _ in hits)),
    )


def _unknown(strong: list[Identifier], text: Choice, index: WorkIndex) -> Choice:
    """Identifiers that no work on file has: wrong only where the work's own is verified."""
    if text.taken is None:
        return text
    meant = index.entries[text.taken.study_id]
    wrong = [
        one
        for one in strong
        if getattr(meant.work, one.kind) is not None and one.kind not in meant.work.unverified
    ]
    return replace(text, faults=tuple(_fault(one, meant) for one in wrong))
