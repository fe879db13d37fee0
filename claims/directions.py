"""Which way a claim points on each outcome that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.cues import Change, clause_bounds, is_negated
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


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim's tokens with the words of change, negations and populations found in it."""

    tokens: Sequence[Token]
    changes: Sequence[Match[Change]]
    negations: Sequence[Match[str]]
    populations: Sequence[Match[Sense]]


def assertions(
    outcomes: Sequence[Match[Sense]], sentence: Sentence, vocabulary: Vocabulary
) -> tuple[Assertion, ...]:
    """One assertion an outcome and direction, in the order of the text.

    The direction comes from the outcome's own words, else from the nearest word of change that can
    have it as object or subject, turned into benefit or harm for efficacy outcomes by the outcome's
    valence; a negation before it turns it round. A mention without direction adds nothing to one
    that has a direction.
    """
    made: dict[tuple[str, str | None], Assertion] = {}
    for match in outcomes:
        outcome = vocabulary.outcomes[match.payload.id]
        direction = match.payload.direction or _from_changes(match, outcome, outcomes, sentence)
        if is_negated(match, sentence.negations, sentence.tokens):
            direction = _denied(direction, outcome)
        made.setdefault(
            (outcome.id, direction),
            Assertion(outcome.id, direction, match.start, match.end, _people(match, sentence)),
        )
    pointed = {outcome for outcome, direction in made if direction is not None}
    return tuple(
        assertion
        for (outcome, direction), assertion in made.items()
        if direction is not None or outcome not in pointed
    )


def _denied(direction: str | None, outcome: Outcome) -> str:
    """The direction of what a negation stands before."""
    if direction is None:
        return "no-difference" if outcome.kind == "efficacy" else "absent"
    return _NEGATED.get(direction, direction)


def _from_changes(
    match: Match[Sense], outcome: Outcome, outcomes: Sequence[Match[Sense]], sentence: Sentence
) -> str | None:
    first, last = clause_bounds(sentence.tokens, match.first)
    near = [
        (_distance(change, match), change.payload.direction)
        for change in sentence.changes
        if first <= change.first
        and change.last <= last
        and not change.overlaps(match)
        and _governs(change, match, outcomes, sentence.changes)
    ]
    near = [pair for pair in near if pair[0] <= _REACH]
    if not near:
        return None
    change = min(near, key=lambda pair: pair[0])[1]
    if outcome.kind not in {"efficacy", "durability"} and change == "benefit":
        change = "increase"
    if outcome.kind in {"efficacy", "durability"}:
        return _FOR_THE_PATIENT.get((outcome.valence, change), change)
    if outcome.kind == "safety" and outcome.valence == "bad":
        return "present" if change == "increase" else change
    return change


def _governs(
    change: Match[Change],
    match: Match[Sense],
    outcomes: Sequence[Match[Sense]],
    changes: Sequence[Match[Change]],
) -> bool:
    """Whether a verb can have the outcome as its object (before it) or its subject (after it).

    A verb that can take an object, and has another outcome as its object, says nothing of the
    outcome before it.
    """
    if change.last < match.first:
        return change.payload.side in {"object", "both"}
    if change.payload.side not in {"subject", "both"}:
        return False
    takes_object = any(c.first == change.first and c.payload.side == "object" for c in changes)
    return not (takes_object and any(0 < o.first - change.last <= 3 for o in outcomes))


def _people(match: Match[Sense], sentence: Sentence) -> tuple[str, ...]:
    """Populations named in the clause of an outcome, where others are named in other clauses."""
    first, last = clause_bounds(sentence.tokens, match.first)
    inside = [p for p in sentence.populations if first <= p.first and p.last <= last]
    if len(inside) == len(sentence.populations):
        return ()
    return tuple(dict.fromkeys(p.payload.id for p in inside))


def _distance(change: Match[Change], match: Match[Sense]) -> int:
    if change.last < match.first:
        return match.first - change.last
    return change.first - match.last + 1
