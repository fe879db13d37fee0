"""Why a claim has another verdict than before: what differs, the most direct first.

What a verdict rests on is looked through from the claim outwards: its words, how they are read, the
findings that it is linked to and their works, what the page cites, how it was compared, and last
the rules.  The first that differs is the cause.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from claims.verdict import NEAR_MISS
from publish.history.about import names_differing
from publish.history.reasons import Reason, reasons_differing
from publish.history.sides import (
    JUDGED,
    Difference,
    Side,
    differing,
    in_words,
    notice_of,
    side_of,
    told,
)
from publish.history.standing import NOTICE_RULE, fresh_notices
from publish.history.worded import changed_words
from publish.site.rows import Row, rows

_SENTENCE = 300
# How a work stands is a cause of its own.
_OF_WORKS = {*JUDGED["studies"]} - {"notice"}


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed, in words; ``kind`` is one of ``schema.CAUSES``, ``differs`` the cells."""

    kind: str
    words: str
    study_id: str | None = None
    finding_id: str | None = None
    rule: str | None = None
    differs: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """All that differs behind a verdict, the most direct first, and the reasons that are given no
    longer and those that are new; ``causes`` is never empty."""

    causes: tuple[Cause, ...]
    went: tuple[Reason, ...]
    came: tuple[Reason, ...]


def account_of(claim_id: str, old: sqlite3.Connection, new: sqlite3.Connection) -> Account:
    """Why the verdict is another, on a claim that both databases have."""
    before, after = side_of(old, claim_id), side_of(new, claim_id)
    went, came = reasons_differing(old, new, claim_id)
    ways = (_wording, _reading, _findings, _citations, _studies, _comparisons)
    found = [cause for way in ways for cause in way(before, after)]
    found += [_rule(reason, "now gives") for reason in came]
    found += [_rule(reason, "no longer gives") for reason in went]
    if not found:
        words = "Nothing on file about it changed: the program itself judges otherwise."
        found = [Cause("program", words)]
    return Account(tuple(dict.fromkeys(found)), went, came)


def _wording(before: Side, after: Side) -> Iterator[Cause]:
    was, now = before.claim["statement"], after.claim["statement"]
    if was != now:
        words = f"The claim is worded anew: {changed_words(was, now)}."
        yield Cause("claim-text", words, differs=(Difference("statement", was, now),))


def _reading(before: Side, after: Side) -> Iterator[Cause]:
    """Another reading, and what on file makes the difference: the page's subject, vocabulary."""
    differ = differing(before.reading, after.reading)
    if differ and before.claim["statement"] == after.claim["statement"]:
        about = in_words(names_differing(before, after))
        why = f" On file: {about}." if about else ""
        words = f"The same words are read otherwise: {in_words(differ)}.{why}"
        yield Cause("reading", words, differs=differ)


def _findings(before: Side, after: Side) -> Iterator[Cause]:
    """Linked findings that came, went or changed, or whose work a notice is about."""
    for finding_id in _linked(before, after):
        was = before.row("findings", "finding_id", finding_id)
        now = after.row("findings", "finding_id", finding_id)
        study_id = str((now or was or {}).get("study_id", ""))
        yield from _standing(before, after, study_id)
        yield from _finding(finding_id, was, now)


def _linked(before: Side, after: Side) -> list[str]:
    """Ids of linked findings: what decided now and before, then what bears on it by rank, now and
    before, then near misses."""
    links = [*after.links, *before.links]
    deciding = [side.verdict.get("finding_id") for side in (after, before)]
    bearing = [link["finding_id"] for link in links if link["role"] != NEAR_MISS]
    near = [link["finding_id"] for link in links if link["role"] == NEAR_MISS]
    return list(dict.fromkeys(filter(None, (*deciding, *bearing, *near))))


def _finding(finding_id: str, was: Row | None, now: Row | None) -> Iterator[Cause]:
    """A finding that came, went or changed in what it is judged on."""
    study_id = (now or was or {}).get("study_id")
    if was is not None and now is None:
        words = f"A finding is no longer on file: {told(was['statement'], _SENTENCE)}"
        yield Cause("finding-removed", words, study_id, finding_id)
    elif was is None and now is not None:
        words = f"A finding came on file: {told(now['statement'], _SENTENCE)}"
        yield Cause("finding-added", words, study_id, finding_id)
    elif was and now and (differ := differing(was, now, JUDGED["findings"])):
        words = f"A finding says something else: {in_words(differ)}."
        yield Cause("finding-changed", words, study_id, finding_id, differs=differ)


def _standing(before: Side, after: Side, study_id: str) -> Iterator[Cause]:
    """A work that notices put in another light."""
    was = before.row("studies", "study_id", study_id)
    now = after.row("studies", "study_id", study_id)
    if was is None or now is None or notice_of(was) == notice_of(now):
        return
    listed = fresh_notices(before.conn, after.conn, study_id)
    words = f"How the work stands: {notice_of(was)}, now {notice_of(now)}{listed}."
    differ = differing(was, now, {"notice"})
    yield Cause("study-notice", words, study_id, rule=NOTICE_RULE, differs=differ)


def _citations(before: Side, after: Side) -> Iterator[Cause]:
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
            yield from _standing(before, after, study_id)


def _studies(before: Side, after: Side) -> Iterator[Cause]:
    """Works behind the claim of which something else is on file."""
    for study_id in _works(before, after):
        was = before.row("studies", "study_id", study_id)
        now = after.row("studies", "study_id", study_id)
        if was is None or now is None:
            words = "The work came on file." if was is None else "The work is no longer on file."
            yield Cause("study-changed", words, study_id)
        elif differ := differing(was, now, _OF_WORKS):
            words = f"Something else is on file of the work: {in_words(differ)}."
            yield Cause("study-changed", words, study_id, differs=differ)


def _works(before: Side, after: Side) -> Iterator[str]:
    """Works behind a claim: that which decided, and those of its findings."""
    found = [side.verdict.get("study_id") for side in (after, before)]
    for finding_id in _linked(before, after):
        row = after.row("findings", "finding_id", finding_id)
        found.append(row["study_id"] if row else None)
    yield from dict.fromkeys(filter(None, found))


def _comparisons(before: Side, after: Side) -> Iterator[Cause]:
    """Facets that were compared with the same finding otherwise."""
    sql = "SELECT * FROM comparisons WHERE claim_id = ? AND finding_id = ? ORDER BY facet"
    for finding_id in _linked(before, after):
        claim_id = after.claim["claim_id"]
        was = {row["facet"]: row for row in rows(before.conn, sql, claim_id, finding_id)}
        for now in rows(after.conn, sql, claim_id, finding_id):
            then = was.get(now["facet"])
            if then is not None and then["result"] != now["result"]:
                words = f"{now['facet'].capitalize()} compared: {then['result']}, " \
                        f"now {now['result']}."  # fmt: skip
                yield Cause("comparison", words, None, finding_id, now["rule"])


def _rule(reason: Reason, verb: str) -> Cause:
    return Cause("rule", f"The rule {verb}: {reason.label} ({reason.code}).", rule=reason.rule)
