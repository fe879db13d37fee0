"""Which way a claim points on each outcome that it names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from claims.cues import Change, clause_bounds, is_negated
from claims.reading import Assertion
from claims.terms import Match
from claims.text import Token
from claims.vocabulary import Outcome, Sense, Vocabulary

_REACH = 4
_NEGATION_REACH = 6
_LONGEST = 12
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


@dataclass(frozen=True)
class Sentence:
    """A claim's tokens with the words of change, negations and populations found in it.

    Matches are in the order of the text; what lies near a token is found without a search of all.
    """

    tokens: Sequence[Token]
    changes: Sequence[Match[Change]]
    negations: Sequence[Match[str]]
    populations: Sequence[Match[Sense]]

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """First and last token of its clause, by token."""
        spans: list[tuple[int, int]] = []
        while len(spans) < len(self.tokens):
            i = len(spans)
            first, last = clause_bounds(self.tokens, i)
            begins = first == i < last and clause_bounds(self.tokens, i + 1)[0] == i
            spans += [(first, last)] * (last - i + 1 if begins else 1)
        return spans

    @cached_property
    def transitive(self) -> frozenset[int]:
        """First tokens of the words of change that can have an object."""
        return frozenset(c.first for c in self.changes if c.payload.side == "object")

    @cached_property
    def people(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """Populations named in each clause."""
        found: dict[tuple[int, int], list[str]] = {}
        for match in self.populations:
            found.setdefault(self.clauses[match.first], []).append(match.payload.id)
        return {clause: tuple(dict.fromkeys(names)) for clause, names in found.items()}

    def changes_near(self, match: Match[Any]) -> Sequence[Match[Change]]:
        """Words of change close enough to a match to govern it."""
        return _between(self.changes, match.first - _REACH - _LONGEST, match.last + _REACH)

    def negations_near(self, match: Match[Any]) -> Sequence[Match[str]]:
        """Negations close enough to a match to deny it."""
        return _between(
            self.negations,
            match.first - _NEGATION_REACH - _LONGEST,
            match.last + _NEGATION_REACH,
        )


def _between(matches: Sequence[Match[Any]], first: int, last: int) -> Sequence[Match[Any]]:
    """Matches that begin at tokens ``first`` to ``last``."""
    begin = bisect_left(matches, first, key=lambda m: m.first)
    return matches[begin : bisect_right(matches, last, key=lambda m: m.first)]


def assertions(
    outcomes: Sequence[Match[Sense]], sentence: Sentence, vocabulary: Vocabulary
) -> tuple[Assertion, ...]:
    """One assertion an outcome and direction, in the order of the text.

    The direction comes from the outcome's own words, else from the nearest word of change that can
    have it as object or subject, turned into benefit or harm for efficacy outcomes by the outcome's
    valence; a negation before it turns it round. A mention without direction adds nothing to one
    that has a direction.
    """
    begun = frozenset(match.first for match in outcomes)
    made: dict[tuple[str, str | None], Assertion] = {}
    for match in outcomes:
        outcome = vocabulary.outcomes[match.payload.id]
        direction = match.payload.direction or _from_changes(match, outcome, begun, sentence)
        if is_negated(match, sentence.negations_near(match), sentence.tokens):
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
    match: Match[Sense], outcome: Outcome, begun: frozenset[int], sentence: Sentence
) -> str | None:
    first, last = sentence.clauses[match.first]
    near = [
        (_distance(change, match), change.payload.direction)
        for change in sentence.changes_near(match)
        if first <= change.first
        and change.last <= last
        and not change.overlaps(match)
        and _governs(change, match, begun, sentence.transitive)
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
    begun: frozenset[int],
    transitive: frozenset[int],
) -> bool:
    """Whether a verb can have the outcome as its object (before it) or its subject (after it).

    A verb that can take an object, and has another outcome as its object, says nothing of the
    outcome before it.
    """
    if change.last < match.first:
        return change.payload.side in {"object", "both"}
    if change.payload.side not in {"subject", "both"}:
        return False
    has_object = any(change.last + step in begun for step in (1, 2, 3))
    return not (change.first in transitive and has_object)


def _people(match: Match[Sense], sentence: Sentence) -> tuple[str, ...]:
    """Populations named in the clause of an outcome, where others are named in other clauses."""
    clause = sentence.clauses[match.first]
    if len(sentence.people) == 1 and clause in sentence.people:
        return ()
    return sentence.people.get(clause, ())


def _distance(change: Match[Change], match: Match[Sense]) -> int:
    if change.last < match.first:
        return match.first - change.last
    return change.first - match.last + 1
