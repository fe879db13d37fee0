"""What differs of the works behind a verdict: how they stand, what is cited, what is on file."""

from __future__ import annotations

from collections.abc import Iterator

from publish.history.cause import Cause
from publish.history.sides import (
    JUDGED,
    Difference,
    Side,
    differing,
    in_words,
    linked,
    notice_of,
    told,
)
from publish.history.standing import NOTICE_RULE, fresh_notices

# How a work is documented tells which of several findings leads, and hardly what they say.
_DOCUMENTED = {
    "authors", "title", "journal", "journal_abbrev", "epub_year", "volume", "issue", "pages",
    "pmid", "pmcid", "doi", "nct", "aliases", "unverified_fields",
}  # fmt: skip
# How it stands is a cause of its own.
_DECIDING = {*JUDGED["studies"]} - _DOCUMENTED - {"notice"}


def citations(before: Side, after: Side) -> Iterator[Cause]:
    """What the page cites for the claim, and which works that means."""
    was_cited, now_cited = before.claim["cites"], after.claim["cites"]
    if was_cited != now_cited:
        differ = Difference("cites", was_cited, now_cited)
        words = f"The claim is on file with other references: {told(was_cited)}, "
        yield Cause("citation", f"{words}now {told(now_cited)}.", differs=(differ,))
        return
    for was, now in zip(before.checks, after.checks, strict=False):
        study_id = now["study_id"] or was["study_id"]
        if cells := differing(was, now):
            words = f"Reference {now['citation_id']} is resolved otherwise: {in_words(cells)}."
            yield Cause("citation", words, study_id, differs=cells)
        if study_id:
            yield from standing(before, after, study_id)


def standing(before: Side, after: Side, study_id: str) -> Iterator[Cause]:
    """A work that notices put in another light."""
    was = before.row("studies", "study_id", study_id)
    now = after.row("studies", "study_id", study_id)
    if was is None or now is None or notice_of(was) == notice_of(now):
        return
    listed = fresh_notices(before.conn, after.conn, study_id)
    words = f"How the work stands: {notice_of(was)}, now {notice_of(now)}{listed}."
    differ = differing(was, now, {"notice"})
    yield Cause("study-notice", words, study_id, rule=NOTICE_RULE, differs=differ)


def studies(before: Side, after: Side) -> Iterator[Cause]:
    """Works behind the claim of which something else is on file."""
    for study_id in _works(before, after):
        was = before.row("studies", "study_id", study_id)
        now = after.row("studies", "study_id", study_id)
        if was is None or now is None:
            words = "The work came on file." if was is None else "The work is no longer on file."
            yield Cause("study-changed", words, study_id)
        else:
            yield from _work(study_id, differing(was, now, _DECIDING))


def documented(before: Side, after: Side) -> Iterator[Cause]:
    """Works behind the claim that are documented otherwise."""
    for study_id in _works(before, after):
        was = before.row("studies", "study_id", study_id)
        now = after.row("studies", "study_id", study_id)
        if was and now:
            yield from _work(study_id, differing(was, now, _DOCUMENTED))


def _work(study_id: str, differ: tuple[Difference, ...]) -> Iterator[Cause]:
    if differ:
        words = f"Something else is on file of the work: {in_words(differ)}."
        yield Cause("study-changed", words, study_id, differs=differ)


def _works(before: Side, after: Side) -> Iterator[str]:
    """Works behind a claim: that which decided, and those of its findings."""
    found = [side.verdict.get("study_id") for side in (after, before)]
    for finding_id in linked(before, after):
        row = after.row("findings", "finding_id", finding_id)
        found.append(row["study_id"] if row else None)
    yield from dict.fromkeys(filter(None, found))
