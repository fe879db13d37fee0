"""Which work on file the words of a reference bear out, if any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from claims.citations.faults import Fault
from claims.citations.index import WorkIndex
from claims.citations.match import Candidate, compare, same_author, same_year
from claims.citations.prepared import Prepared
from claims.citations.told import told_of
from claims.citations.works import Entry

LEAST_TITLE_RUN = 25  # letters: a shorter title may stand in a reference by chance
_WORD_FOR_WORD = 100.0
_OF_ONE_TOPIC = 50.0
_ENOUGH = 4
_ENOUGH_WITHOUT_TITLE = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """The work taken, or the ids of ``rivals`` that fit alike, and every candidate, best first.

    ``identified`` tells that an identifier led to the work; ``faults`` are those of identifiers.
    """

    taken: Candidate | None
    candidates: tuple[Candidate, ...]
    rivals: tuple[str, ...] = ()
    identified: bool = False
    faults: tuple[Fault, ...] = ()


def bears_out(candidate: Candidate) -> bool:
    """Whether what is printed bears the candidate out.

    A work's own title needs nothing that contradicts it; a shortened one an author who is not
    another; a changed one author and year.  Without a title, author and year must agree.  Whatever
    the title, volume and pages (or a number of the article alone) with the author or the journal
    mean one work, unless the other of these two is another; and so does the very issue, with
    author, year and journal, where the title is at least of one topic.
    """
    if _is_own(candidate):
        return True
    title = candidate.title
    cited = candidate.author is True and candidate.year is True
    placed = candidate.pages is True and (candidate.volume is True or candidate.numbered)
    located = placed and not candidate.stranger
    if located and candidate.journal is not False and (candidate.author or candidate.journal):
        return True
    if cited and candidate.journal and candidate.volume and candidate.issue and title is not None:
        return candidate.pages is not False and title.score >= _OF_ONE_TOPIC
    if title is None:
        return candidate.points >= _ENOUGH_WITHOUT_TITLE and cited
    if candidate.points < _ENOUGH:
        return False
    if title.kind == "changed":
        return cited and candidate.pages is not False
    return title.subtitle_only or title.kind == "same" or not candidate.stranger


def _is_own(candidate: Candidate) -> bool:
    """Whether title and author are the work's own: then the rest are faults, however many."""
    title = candidate.title
    return title is not None and title.score == _WORD_FOR_WORD and candidate.author is True


def _rank(candidate: Candidate) -> tuple[bool, int, float, float]:
    title = candidate.title
    own = _is_own(candidate)
    if title is None:
        return (own, candidate.points, 0.0, 0.0)
    return (own, candidate.points, title.score, title.coverage)


def compare_all(
    prepared: Prepared, entries: Iterable[Entry], index: WorkIndex
) -> tuple[Candidate, ...]:
    """Each entry compared once, best first."""
    unique = {entry.work.study_id: entry for entry in entries}
    compared = [compare(prepared, entry, index) for entry in unique.values()]
    return tuple(sorted(compared, key=_rank, reverse=True))


def untitled(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates without what was taken for a title."""
    return tuple(replace(candidate, title=None) for candidate in candidates)


def _lists_authors(prepared: Prepared, entry: Entry) -> bool:
    """Whether every printed author is the work's, as far as its authors are known."""
    partial = any(name.startswith("(") for name in entry.work.authors)
    if partial or "authors" in entry.work.unverified:
        return True
    surnames = entry.surnames
    return all(not surnames.isdisjoint(author.keys) for author in prepared.reference.authors)


def _ids(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    return tuple(sorted(candidate.study_id for candidate in candidates))


def _best(candidates: tuple[Candidate, ...]) -> Choice:
    """The best that is borne out, or all that are borne out equally well."""
    good = [candidate for candidate in candidates if bears_out(candidate)]
    level = [candidate for candidate in good if _rank(candidate) == _rank(good[0])]
    if len(level) == 1:
        return Choice(level[0], candidates)
    return Choice(None, candidates, _ids(level))


def choose_by_text(prepared: Prepared, index: WorkIndex) -> Choice:
    """The work that the reference's words mean, identifiers apart."""
    reference = prepared.reference
    entries = index.search(prepared.tokens, prepared.place, prepared.title.opening)
    if reference.authors and reference.title is None:
        entries += index.by_first_author(reference.authors[0])
        entries = [entry for entry in entries if _lists_authors(prepared, entry)]
    choice = _best(compare_all(prepared, entries, index))
    if not choice.taken and not choice.rivals:
        choice = replace(choice, taken=_transplanted(prepared, choice.candidates, index))
    if choice.taken or choice.rivals or reference.quoted:
        return choice
    mentioned = _by_mention(prepared, index)
    if not mentioned:
        return choice
    return choose_among(prepared, mentioned, index)


def _transplanted(
    prepared: Prepared, candidates: tuple[Candidate, ...], index: WorkIndex
) -> Candidate | None:
    """A work whose own long title stands amid another work's author, year and journal."""
    for candidate in candidates:
        run = index.entries[candidate.study_id].title.joined
        own = candidate.title is not None and candidate.title.kind == "same"
        if own and len(run) >= LEAST_TITLE_RUN and surroundings(prepared, candidate, index):
            return candidate
    return None


def surroundings(prepared: Prepared, taken: Candidate, index: WorkIndex) -> tuple[str, ...]:
    """Works whose author, year and journal stand around another work's title."""
    agrees = taken.year is not False and taken.journal is not False
    if taken.author is not False or agrees:
        return ()
    around = index.by_first_author(prepared.reference.authors[0])
    compared = [compare(prepared, entry, index) for entry in around]
    return tuple(one.study_id for one in compared if one.author and one.year and one.journal)


def _by_mention(prepared: Prepared, index: WorkIndex) -> list[Entry]:
    """Works that running text means by a registry number, a trial name, or journal and year."""
    trials = [
        entry
        for identifier in prepared.reference.identifiers
        if identifier.kind == "nct"
        for entry in index.by_identifier(identifier.kind, identifier.value)
    ]
    named = [
        entry
        for entry in trials or index.by_alias(prepared.tokens)
        if same_author(prepared, entry) is not False and same_year(prepared, entry) is not False
    ]
    return named or list(told_of(prepared.reference.text, index))


def choose_among(prepared: Prepared, entries: Iterable[Entry], index: WorkIndex) -> Choice:
    """The one work that a mention means, or all of them as rivals."""
    # A mention has no title, whatever the parse took for one.
    compared = untitled(compare_all(prepared, entries, index))
    if len(compared) == 1:
        return Choice(compared[0], compared)
    return Choice(None, compared, _ids(compared))
