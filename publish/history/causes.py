"""Why a claim has another verdict than before: what differs, the most direct first.

What a verdict rests on is looked through from the claim outwards: its words, how they are read, the
findings that it is linked to and their works, what the page cites, how it was compared, and last
the rules.  The first that differs is the cause.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from publish.history.about import names_differing
from publish.history.cause import Account, Cause
from publish.history.reasons import Reason, reasons_differing
from publish.history.sides import (
    JUDGED,
    Difference,
    Side,
    differing,
    in_words,
    linked,
    side_of,
    told,
)
from publish.history.worded import changed_words
from publish.history.works import citations, documented, standing, studies
from publish.site.rows import Row, rows

_SENTENCE = 300


def account_of(claim_id: str, old: sqlite3.Connection, new: sqlite3.Connection) -> Account:
    """Why the verdict is another, on a claim that both databases have."""
    before, after = side_of(old, claim_id), side_of(new, claim_id)
    went, came = reasons_differing(old, new, claim_id)
    ways = (_wording, _reading, _findings, citations, studies, _comparisons)
    found = [cause for way in ways for cause in way(before, after)]
    found += [_rule(reason, "now gives") for reason in came]
    found += [_rule(reason, "no longer gives") for reason in went]
    found += documented(before, after)
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
    for finding_id in linked(before, after):
        was = before.row("findings", "finding_id", finding_id)
        now = after.row("findings", "finding_id", finding_id)
        study_id = str((now or was or {}).get("study_id", ""))
        yield from standing(before, after, study_id)
        yield from _conflict(finding_id, before, after)
        yield from _finding(finding_id, was, now)


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


def _conflict(finding_id: str, before: Side, after: Side) -> Iterator[Cause]:
    """A finding that a conflict of sources sets aside, or no longer does."""
    was, now = before.set_aside(finding_id), after.set_aside(finding_id)
    if bool(was) != bool(now):
        conflict = now or was or {}
        turn = "Sources disagree and a finding is not followed" if now else "A finding counts again"
        words = f"{turn}: {told(conflict['differs'], _SENTENCE)}"
        ids = (each["conflict_id"] if each else None for each in (was, now))
        differs = (Difference("set_aside", *ids),)
        yield Cause("finding-changed", words, None, finding_id, differs=differs)


def _comparisons(before: Side, after: Side) -> Iterator[Cause]:
    """Facets that were compared with the same finding otherwise."""
    sql = "SELECT * FROM comparisons WHERE claim_id = ? AND finding_id = ? ORDER BY facet"
    for finding_id in linked(before, after):
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
