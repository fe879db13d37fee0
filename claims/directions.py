"""Which way a claim points on each outcome that it names."""

from __future__ import annotations

from collections.abc import Sequence

from claims.cues import clause_bounds, is_negated
from claims.reading import Assertion
from claims.terms import Match
from claims.text import Token
from claims.vocabulary import Outcome, Sense, Vocabulary

_REACH = 4
_NEGATED = {
    "benefit": "no-difference",
    "present": "absent",
    "absent": "present",
    "increase": "no-difference",
    "decrease": "no-difference",
    "sustained": "lost",
    "worse": "no-difference",
}
_FOR_THE_PATIENT = {
    ("good", "increase"): "benefit",
    ("good", "decrease"): "worse",
    ("bad", "increase"): "worse",
    ("bad", "decrease"): "benefit",
}


def assertions(
    outcomes: Sequence[Match[Sense]],
    changes: Sequence[Match[str]],
    negations: Sequence[Match[str]],
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
) -> tuple[Assertion, ...]:
    """One assertion an outcome, in the order of the text; a second mention adds nothing.

    The direction comes from the outcome's own words, else from the nearest word of change in its
    clause, turned into benefit or harm for efficacy outcomes by the outcome's valence; a negation
    before it turns it round.
    """
    made: dict[str, Assertion] = {}
    for match in outcomes:
        outcome = vocabulary.outcomes[match.payload.id]
        direction = match.payload.direction or _from_changes(match, changes, tokens, outcome)
        if direction and is_negated(match, negations, tokens):
            direction = _NEGATED.get(direction, direction)
        known = made.get(outcome.id)
        if known is None or (known.direction is None and direction is not None):
            made[outcome.id] = Assertion(outcome.id, direction, match.start, match.end)
    return tuple(made.values())


def _from_changes(
    match: Match[Sense], changes: Sequence[Match[str]], tokens: Sequence[Token], outcome: Outcome
) -> str | None:
    first, last = clause_bounds(tokens, match.first)
    near = [
        (_distance(change, match), change)
        for change in changes
        if first <= change.first and change.last <= last and not change.overlaps(match)
    ]
    near = [pair for pair in near if pair[0] <= _REACH]
    if not near:
        return None
    change = min(near, key=lambda pair: pair[0])[1].payload
    if outcome.kind in {"efficacy", "durability"}:
        return _FOR_THE_PATIENT.get((outcome.valence, change), change)
    if outcome.kind == "safety" and outcome.valence == "bad":
        return "present" if change == "increase" else change
    return change


def _distance(change: Match[str], match: Match[Sense]) -> int:
    if change.last < match.first:
        return match.first - change.last
    return change.first - match.last + 1
