"""Why a claim of a page is judged otherwise than an earlier report has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claims.evidence import Evidence
from claims.rules import reason_labels
from ingest.schema import DOUBTS
from publish.history.cause import Account, Cause
from publish.history.reasons import Reason
from publish.history.sides import Difference, differing, in_words
from publish.history.standing import NOTICE_RULE
from publish.history.worded import changed_words
from publish.reports.jsonl import KEYS

Row = dict[str, Any]

_READ = KEYS[KEYS.index("kind") : KEYS.index("cites")]
"""Keys that tell how a claim was read."""


def account_of(was: Row, now: Row, evidence: Evidence, rules: Mapping[str, str]) -> Account:
    """What differs between two rows of one claim, the most direct first.

    Its words, its reading, what it cites, the work and the finding that decide and whether they
    are on file, and its reasons; ``rules`` are those that give the reasons that it has now.
    """
    went = tuple(_reason(code, {}) for code in was["reasons"] if code not in now["reasons"])
    came = tuple(_reason(code, rules) for code in now["reasons"] if code not in was["reasons"])
    ways = (_wording(was, now), _reading(was, now), _deciding(was, now, evidence, came))
    causes = [cause for way in ways for cause in way]
    causes += [_rule(reason, "now gives") for reason in came]
    causes += [_rule(reason, "no longer gives") for reason in went]
    if not causes:
        causes = [
            Cause("program", "Nothing that the report tells changed: it is judged otherwise.")
        ]
    return Account(tuple(causes), went, came)


def _wording(was: Row, now: Row) -> Iterator[Cause]:
    changed = changed_words(was["quote"], now["quote"])
    if changed:
        differ = Difference("quote", was["quote"], now["quote"])
        yield Cause("claim-text", f"The page says otherwise: {changed}.", differs=(differ,))
    elif was["statement"].split() != now["statement"].split():
        # The words are the same, and what stands above them is not.
        changed = changed_words(was["statement"], now["statement"])
        differ = Difference("statement", was["statement"], now["statement"])
        yield Cause("claim-text", f"What its headings add is other: {changed}.", differs=(differ,))


def _reading(was: Row, now: Row) -> Iterator[Cause]:
    if cells := differing(was, now, _READ):
        yield Cause("reading", f"It is read otherwise: {in_words(cells)}.", differs=cells)
    if cells := differing(was, now, ("cites",)):
        yield Cause("citation", f"It is given other references: {in_words(cells)}.", differs=cells)


def _deciding(was: Row, now: Row, evidence: Evidence, came: Iterable[Reason]) -> Iterator[Cause]:
    """What became of the finding or the work that decided, and what decides in its place."""
    study_id, finding_id = was["study_id"], was["finding_id"]
    study = evidence.studies.get(study_id or "")
    noticed = any(reason.rule == NOTICE_RULE for reason in came)
    if finding_id and finding_id not in evidence.findings:
        words = "The finding that decided is no longer on file."
        yield Cause("finding-removed", words, study_id, finding_id)
    elif study_id and study is None:
        yield Cause("study-changed", "The work that decided is no longer on file.", study_id)
    elif study and study.notice in DOUBTS and (study_id != now["study_id"] or noticed):
        notice = str(study.notice).replace("-", " ")
        words = f"How the work stands that decided: {notice}."
        yield Cause("study-notice", words, study_id, rule=NOTICE_RULE)
    for name in ("finding_id", "study_id"):
        if was[name] != now[name] and now[name]:
            words = f"Another {name.removesuffix('_id')} decides; before: {was[name] or 'none'}."
            yield Cause("comparison", words, now["study_id"], now["finding_id"])
            return


def _reason(code: str, rules: Mapping[str, str]) -> Reason:
    return Reason(code, reason_labels().get(code, code), None, rules.get(code))


def _rule(reason: Reason, verb: str) -> Cause:
    return Cause("rule", f"The rule {verb}: {reason.label} ({reason.code}).", rule=reason.rule)
