"""References that mix two works: a sibling's year, or parts of several works."""

from __future__ import annotations

from claims.citations.choose import LEAST_TITLE_RUN, Choice, surroundings
from claims.citations.faults import Fault, years_of
from claims.citations.index import WorkIndex
from claims.citations.match import Candidate, Prepared, same_author, same_year


def find_mixups(
    prepared: Prepared, choice: Choice, index: WorkIndex
) -> tuple[list[Fault], tuple[str, ...]]:
    """Faults that involve another work, and the ids of those works."""
    taken = choice.taken
    if taken is None or taken.title is None:
        return [], ()
    own = index.entries[taken.study_id].work
    parts = _titles(prepared, choice, index) or surroundings(prepared, taken, index)
    if parts:
        return [Fault("merged", "work", own.study_id, ", ".join(parts))], parts
    siblings = _siblings(prepared, taken, index)
    if not siblings:
        return [], ()
    printed = ", ".join(year.text for year in prepared.reference.years)
    found = [Fault("sibling-mix-up", "year", printed, years_of(own))]
    if taken.title.kind == "shortened" and not taken.title.subtitle_only:
        # What is left of the title no longer settles which of the two is meant.
        found.append(Fault("ambiguous", "work", None, ", ".join((own.study_id, *siblings))))
    return found, siblings


def _siblings(prepared: Prepared, taken: Candidate, index: WorkIndex) -> tuple[str, ...]:
    """Works by the same first author, in the same journal, of the year that is printed.

    Such a year is never forgiven as a slip: it is right, for the other work.
    """
    work = index.entries[taken.study_id].work
    journal = index.journals.canonical(work.journal)
    if taken.year is not False or taken.author is not True or journal is None:
        return ()
    return tuple(
        entry.work.study_id
        for entry in index.by_surname(prepared.reference.authors[0].surname)
        if entry.work.study_id != work.study_id
        and same_author(prepared, entry)
        and same_year(prepared, entry)
        and index.journals.canonical(entry.work.journal) == journal
    )


def _titles(prepared: Prepared, choice: Choice, index: WorkIndex) -> tuple[str, ...]:
    """Other candidates whose title stands in the reference beside the taken work's."""
    taken = choice.taken
    own = index.entries[taken.study_id].main.joined if taken else ""
    if own not in prepared.joined:
        return ()
    runs = {one.study_id: index.entries[one.study_id].main.joined for one in choice.candidates}
    return tuple(
        study_id
        for study_id, run in runs.items()
        if len(run) >= LEAST_TITLE_RUN and run in prepared.joined.replace(own, " ", 1)
    )
