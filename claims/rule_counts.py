"""How often each rule, reason code and verdict occurs, with an example of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from claims.corpus import Judged
from claims.rules import rows
from claims.verdict import Verdict

Row = dict[str, Any]
# A part of the rule book with a name in it.
Named = tuple[str, str]
_BOOKS = {
    "rule": ("rules", "rule"),
    "reason": ("reason_codes", "code"),
    "verdict": ("verdict_labels", "verdict"),
}


def rule_counts(judged: Iterable[Judged]) -> list[Row]:
    """Rows of the table ``rule_counts``: one for everything in the rule book, used or not.

    Of the claims that something touches the one with the fewest reasons is the example: there it
    is easiest to see.
    """
    times: Counter[Named] = Counter()
    claims: Counter[Named] = Counter()
    examples: dict[Named, tuple[int, str]] = {}
    for claim in judged:
        used = Counter(_used(claim.verdict))
        times.update(used)
        claims.update(used.keys())
        example = (len(claim.verdict.reasons), claim.claim_id)
        for named in used:
            examples[named] = min(example, examples.get(named, example))
    return [
        {
            "part": named[0],
            "name": named[1],
            "times": times[named],
            "claims": claims[named],
            "claim_id": examples[named][1] if named in examples else None,
        }
        for named in _all()
    ]


def _all() -> Iterator[Named]:
    """Everything in the rule book, in its order."""
    for part, (book, key) in _BOOKS.items():
        for row in rows(book):
            yield part, row[key]


def _used(verdict: Verdict) -> Iterator[Named]:
    yield "verdict", verdict.verdict
    for reason in verdict.reasons:
        yield "reason", reason.code
        yield "rule", reason.rule
    for link in verdict.links:
        for comparison in link.candidate.comparisons:
            yield "rule", comparison.rule
