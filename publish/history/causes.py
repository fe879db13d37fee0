"""Why a claim has another verdict than before: the most direct thing that differs.

What a verdict rests on is looked through from the claim outwards: its words, how they are read, the
findings that it is linked to and their works, what the page cites, how it was compared, and last
the rules.  The first that differs is the cause.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from claims.verdict import NEAR_MISS
from publish.history.sides import Side, differences, notice_of, side_of, told
from publish.site.rows import Row, rows

_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed, in words; ``kind`` is one of ``schema.CAUSES``."""

    kind: str
    words: str
    study_id: str | None = None
    finding_id: str | None = None
    rule: str | None = None


def cause_of(claim_id: str, old: sqlite3.Connection, new: sqlite3.Connection) -> Cause:
    """The most direct cause of another verdict on a claim that both databases have."""
    before, after = side_of(old, claim_id), side_of(new, claim_id)
    for way in (_wording, _reading, _findings, _citations, _studies, _comparisons, _rules):
        if cause := way(before, after):
            return cause
    words = "Nothing on file about it changed: the program itself judges otherwise."
    return Cause("program", words)


def _wording(before: Side, after: Side) -> Cause | None:
    was = before.claim["statement"]
    if was == after.claim["statement"]:
        return None
    return Cause("claim-text", f"The claim is worded anew; before: {told(was, _SENTENCE)}")


def _reading(before: Side, after: Side) -> Cause | None:
    differ = differences(before.reading, after.reading)
    return Cause("reading", f"The same words are read otherwise: {differ}.") if differ else None


def _findings(before: Side, after: Side) -> Cause | None:
    """The first linked finding that came, went or changed, or whose work a notice is about."""
    for finding_id in _linked(before, after):
        was = before.row("findings", "finding_id", finding_id)
        now = after.row("findings", "finding_id", finding_id)
        study_id = str((now or was or {}).get("study_id", ""))
        if cause := _standing(before, after, study_id) or _finding(finding_id, was, now):
            return cause
    return None


def _linked(before: Side, after: Side) -> list[str]:
    """Ids of linked findings: what decided now and before, then what bears on it by rank, now and
    before, then near misses."""
    links = [*after.links, *before.links]
    deciding = [side.verdict.get("finding_id") for side in (after, before)]
    bearing = [link["finding_id"] for link in links if link["role"] != NEAR_MISS]
    near = [link["finding_id"] for link in links if link["role"] == NEAR_MISS]
    return list(dict.fromkeys(filter(None, (*deciding, *bearing, *near))))


def _finding(finding_id: str, was: Row | None, now: Row | None) -> Cause | None:
    """A finding that came, went or changed."""
    study_id = (now or was or {}).get("study_id")
    if now is None:
        if was is None:
            return None
        words = f"A finding is no longer on file: {told(was['statement'], _SENTENCE)}"
        return Cause("finding-removed", words, study_id, finding_id)
    if was is None:
        words = f"A finding came on file: {told(now['statement'], _SENTENCE)}"
        return Cause("finding-added", words, study_id, finding_id)
    if differ := differences(was, now):
        words = f"A finding says something else: {differ}."
        return Cause("finding-changed", words, study_id, finding_id)
    return None


def _standing(before: Side, after: Side, study_id: str) -> Cause | None:
    """A work that notices put in another light."""
    was = before.row("studies", "study_id", study_id)
    now = after.row("studies", "study_id", study_id)
    if was is None or now is None or notice_of(was) == notice_of(now):
        return None
    words = f"How the work stands: {notice_of(was)}, now {notice_of(now)}."
    return Cause("study-notice", words, study_id)


def _citations(before: Side, after: Side) -> Cause | None:
    """What the page cites for the claim, and which works that means."""
    if before.claim["cites"] != after.claim["cites"]:
        differ = f"{told(before.claim['cites'])}, now {told(after.claim['cites'])}"
        return Cause("citation", f"The claim is on file with other references: {differ}.")
    for was, now in zip(before.checks, after.checks, strict=False):
        study_id = now["study_id"] or was["study_id"]
        if differ := differences(was, now):
            words = f"Reference {now['citation_id']} is resolved otherwise: {differ}."
            return Cause("citation", words, study_id)
        if study_id and (cause := _standing(before, after, study_id)):
            return cause
    return None


def _studies(before: Side, after: Side) -> Cause | None:
    """The first work behind the claim of which something else is on file."""
    for study_id in _works(before, after):
        was = before.row("studies", "study_id", study_id)
        now = after.row("studies", "study_id", study_id)
        if was is None or now is None:
            words = "The work came on file." if was is None else "The work is no longer on file."
            return Cause("study-changed", words, study_id)
        if differ := differences(was, now):
            return Cause("study-changed", f"Something else is on file of the work: {differ}.",
                         study_id)  # fmt: skip
    return None


def _works(before: Side, after: Side) -> Iterator[str]:
    """Works behind a claim: that which decided, and those of its findings."""
    found = [side.verdict.get("study_id") for side in (after, before)]
    for finding_id in _linked(before, after):
        row = after.row("findings", "finding_id", finding_id)
        found.append(row["study_id"] if row else None)
    yield from dict.fromkeys(filter(None, found))


def _comparisons(before: Side, after: Side) -> Cause | None:
    """The first facet that was compared with the same finding otherwise."""
    sql = "SELECT * FROM comparisons WHERE claim_id = ? AND finding_id = ? ORDER BY facet"
    for finding_id in _linked(before, after):
        claim_id = after.claim["claim_id"]
        was = {row["facet"]: row for row in rows(before.conn, sql, claim_id, finding_id)}
        for now in rows(after.conn, sql, claim_id, finding_id):
            then = was.get(now["facet"])
            if then is not None and then["result"] != now["result"]:
                words = f"{now['facet'].capitalize()} compared: {then['result']}, " \
                        f"now {now['result']}."  # fmt: skip
                return Cause("comparison", words, None, finding_id, now["rule"])
    return None


def _rules(before: Side, after: Side) -> Cause | None:
    """The first reason that is given now and was not, else one that was given and is not."""
    was, now = _reasons(before), _reasons(after)
    for found, others, verb in ((now, was, "now gives"), (was, now, "no longer gives")):
        for reason in found:
            if reason not in others:
                code, rule, label = reason
                return Cause("rule", f"The rule {verb}: {label} ({code}).", rule=rule)
    return None


def _reasons(side: Side) -> list[tuple[str, str, str]]:
    """Code, rule and label of each reason, those that decide first."""
    return [
        (row["code"], row["rule"], row["label"])
        for row in rows(side.conn, _REASONS, side.claim["claim_id"])
    ]


_REASONS = """
SELECT code, rule, label FROM verdict_reasons JOIN reason_codes USING (code)
WHERE claim_id = ?
ORDER BY CASE effect WHEN 'decides' THEN 1 WHEN 'caps' THEN 2 ELSE 3 END, code
"""
