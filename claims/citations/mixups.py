"""References that mix two works: a sibling's year, or parts of several works."""

from __future__ import annotations

from claims.citations.choose import LEAST_TITLE_RUN, Choice, surroundings
from claims.citations.faults import Fault, years_of
from claims.citations.index import WorkIndex
from claims.citations.match import Candidate, same_author, same_year
from claims.citations.prepared import Prepared
from claims.citations.text import place_key, stems
from claims.citations.works import Entry, Work

_SHARED = 2  # words of two titles that make one topic


def find_mixups(
    prepared: Prepared, choice: Choice, index: WorkIndex
) -> tuple[list[Fault], tuple[str, ...]]:
    """Faults that involve another work, and the ids of those works."""
    taken = choice.taken
    if taken is None:
        return [], ()
    own = index.entries[taken.study_id].work
    parts = (
        _titles(prepared, choice, index) or surroundings(prepared, taken, index)
        if taken.title
        else ()
    )
    if parts:
        return [Fault("merged", "work", own.study_id, ", ".join(parts))], parts
    siblings = _siblings(prepared, taken, index)
    if not siblings:
        return [], ()
    found = [_sibling_fault(prepared, taken, own)]
    if taken.title and taken.title.kind == "shortened" and not taken.title.subtitle_only:
        # What is left of the title no longer settles which of the two is meant.
        found.append(Fault("ambiguous", "work", None, ", ".join((own.study_id, *siblings))))
    return found, siblings


def _sibling_fault(prepared: Prepared, taken: Candidate, own: Work) -> Fault:
    if taken.year is False:
        printed = ", ".join(year.text for year in prepared.reference.years)
        return Fault("sibling-mix-up", "year", printed, years_of(own))
    return Fault("sibling-mix-up", "volume", prepared.place, place_key(own.volume, own.pages))


def _siblings(prepared: Prepared, taken: Candidate, index: WorkIndex) -> tuple[str, ...]:
    """Works by the same first author whose year, or volume and page, is printed.

    A year counts only with the journal, that of either work, or where both works are of one topic.
    Such a year is never forgiven as a slip: it is right, for the other work.
    """
    work = index.entries[taken.study_id].work
    right = taken.year is not False and taken.volume is not False and taken.pages is not False
    if right or taken.author is not True:
        return ()
    journals = prepared.journals | {index.journals.canonical(work.journal)}
    topic = stems(work.title)
    return tuple(
        entry.work.study_id
        for entry in index.by_author_of(index.entries[taken.study_id])
        if same_author(prepared, entry)
        and _shows_through(
            prepared,
            taken,
            entry,
            index.journals.canonical(entry.work.journal) in journals
            or len(stems(entry.title.text) & topic) >= _SHARED,
        )
    )


def _shows_through(prepared: Prepared, taken: Candidate, sibling: Entry, near: bool) -> bool:
    """Whether what is wrong of the taken work is right of its sibling."""
    place = place_key(sibling.work.volume, sibling.work.pages)
    if taken.pages is False and place is not None and place == prepared.place:
        return True
    return taken.year is False and near and bool(same_year(prepared, sibling))


def _titles(prepared: Prepared, choice: Choice, index: WorkIndex) -> tuple[str, ...]:
    """Other candidates whose title stands in the reference beside the taken work's."""
    taken = choice.taken
    own = index.entries[taken.study_id].main.joined if taken else ""
    if not own or own not in prepared.joined:
        return ()
    runs = {one.study_id: index.entries[one.study_id].main.joined for one in choice.candidates}
    return tuple(
        study_id
        for study_id, run in runs.items()
        if len(run) >= LEAST_TITLE_RUN and run in prepared.joined.replace(own, " ")
    )
