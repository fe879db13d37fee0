"""Which drugs a claim is about, and which it only compares them with or mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.lexicon import words_of
from claims.mentions import Mentions, coordinated
from claims.predicates import has_predicate
from claims.terms import Match
from claims.text import Token
from claims.vocabulary import Sense, Vocabulary

_LIKENESS = frozenset({"as", "like"})
_CONTROL = "control"
_CLASS = "class"
_NEAR_START = 2
_CONTROLS = words_of("housekeeping", "comparator")
_CONTROL_REACH = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """The drugs of a claim: whether it states them itself, and what it compares them with."""

    drugs: tuple[str, ...]
    stated: bool
    comparators: tuple[str, ...]


def subject_drugs(
    mentions: Mentions,
    cues: dict[str, list[Match[str]]],
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
    context: tuple[str, ...],
) -> Subject:
    """The drugs that a claim is about; ``context`` are those of its surroundings.

    A control is what others are compared with. A class is the subject only where no verb stands
    before it, and not where it only says what kind of drug the one spoken of is.
    """
    before, after = _around_comparison(mentions, cues, tokens)
    set_against = [match for match in before if _as_control(match, tokens)]
    before, after = [m for m in before if m not in set_against], [*after, *set_against]
    if context:
        controls = [match for match in before if vocabulary.drug_kind(match.payload.id) == _CONTROL]
        after = [*after, *controls]
        before = [
            match
            for match in before
            if match not in controls and not _in_passing(match, tokens, vocabulary, context)
        ]
    stated = _ids(coordinated(before, tokens))
    return Subject(stated or context, bool(stated), _ids(after))


def _around_comparison(
    mentions: Mentions, cues: dict[str, list[Match[str]]], tokens: Sequence[Token]
) -> tuple[list[Match[Sense]], list[Match[Sense]]]:
    """Drugs before and after the words that compare; a comparison may open the sentence."""
    compared = [m for cue in ("comparison", "similarity") for m in cues.get(cue, ())]
    opens = any(match.first == 0 for match in compared)
    turns = [match.last for match in compared]
    turns += [i for i, token in enumerate(tokens) if token.text in _LIKENESS]
    turn = min(turns, default=len(tokens))
    after = [match for match in mentions.drugs if match.first > turn]
    before = [match for match in mentions.drugs if match.first <= turn]
    if (opens or turn == 0) and len(after) > 1:
        return after[1:], after[:1]
    return before, after


def _as_control(match: Match[Sense], tokens: Sequence[Token]) -> bool:
    """Whether a drug is named as what others were set against: "X as an active control"."""
    following = [token.text for token in tokens[match.last + 1 : match.last + 1 + _CONTROL_REACH]]
    return "as" in following and any(word in _CONTROLS for word in following)


def _in_passing(
    match: Match[Sense], tokens: Sequence[Token], vocabulary: Vocabulary, context: tuple[str, ...]
) -> bool:
    """Whether the name of a class is only mentioned on the way."""
    if vocabulary.drug_kind(match.payload.id) != _CLASS:
        return False
    is_kind = any(vocabulary.drugs.is_a(drug, match.payload.id) for drug in context)
    if is_kind and match.first > _NEAR_START:
        return True
    return has_predicate(tokens[: match.first])


def _ids(matches: Sequence[Match[Sense]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.payload.id for match in matches))
