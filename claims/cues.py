"""Words that tell how a claim is put: hedged, absolute, negated, advised, compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from claims.lexicon import names, stop_stems, table
from claims.terms import Match, Terms, longest
from claims.text import Token, content_stems, tokenise

_CLAUSE_MARKS = frozenset({";", ":", ".", "but", "although", "whereas"})
_RIGHT_AFTER = 3
_OCCURS = frozenset({"occur", "occurs", "occurred", "seen", "observed", "reported", "happen",
                     "happens", "happened", "found", "detected", "recorded", "appear",
                     "appeared", "develop", "developed"})  # fmt: skip
_PRONOUNS = frozenset({"it", "they", "this", "these", "we", "you"})


@dataclass(frozen=True, slots=True)
class Change:
    """A word of change: the direction it gives, and whether to its object, its subject or both."""

    direction: str
    side: str


@cache
def _cue_terms(*cues: str) -> Terms[str]:
    """Finds the cues named; all where none is named."""
    return Terms(
        [
            (name, row["cue"])
            for row in table("cues")
            if not cues or row["cue"] in cues
            for name in names(row["names"])
        ]
    )


@cache
def _direction_terms() -> Terms[Change]:
    return Terms(
        [
            (name, Change(row["direction"], row["side"]))
            for row in table("directions")
            for name in names(row["names"])
        ]
    )


def find_cues(tokens: Sequence[Token]) -> dict[str, list[Match[str]]]:
    """Cues found, by name of the cue; a cue that is not there is left out."""
    found: dict[str, list[Match[str]]] = {}
    for match in _cue_terms().find_all(tokens):
        found.setdefault(match.payload, []).append(match)
    return {cue: longest(matches) for cue, matches in found.items()}


def find_changes(tokens: Sequence[Token]) -> list[Match[Change]]:
    """Words of change (raises, falls, blocks) with the direction each gives."""
    return _direction_terms().find(tokens)


@lru_cache(maxsize=1024)
def cause_stems(statement: str) -> frozenset[str]:
    """Content stems of the cause that a claim gives after its effect; empty where it gives none."""
    tokens = tokenise(statement)
    causes = [match for match in _cue_terms("cause").find(tokens) if match.first > 2]
    if not causes:
        return frozenset()
    _, last = clause_bounds(tokens, causes[0].last)
    return content_stems(tokens[causes[0].last + 1 : last + 1], stop_stems())


def is_negated(match: Match[Any], negations: Sequence[Match[str]], tokens: Sequence[Token]) -> bool:
    """Whether a negation stands at most four words before a match, within its clause.

    One right after it denies that it occurs ("headaches were not seen").
    """
    for negation in negations:
        if negation.last < match.first and match.first - negation.last <= 5:
            between = tokens[negation.last + 1 : match.first]
            if not any(token.text in {",", ";", ".", ":", "but", "and"} for token in between):
                return True
        elif 0 < negation.first - match.last <= _RIGHT_AFTER:
            following = tokens[negation.last + 1 : negation.last + 1 + _RIGHT_AFTER]
            if any(token.text in _OCCURS for token in following):
                return True
    return False


def joins_figures(cue: Match[Any], tokens: Sequence[Token]) -> bool:
    """Whether words that compare stand between two numbers, which share what follows them:
    "54% v 31% were in remission"."""
    before = [token for token in tokens[: cue.first] if token.is_word or token.is_number][-1:]
    after = tokens[cue.last + 1 : cue.last + 2]
    return bool(before and after) and before[0].is_number and after[0].is_number


def clause_bounds(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """First and last token of the clause that token ``i`` is in.

    Clauses part at ; : . at "but" and the like, and at a comma that a pronoun follows.
    """
    first = i
    while first > 0 and not _parts_clauses(tokens, first - 1):
        first -= 1
    last = i
    while last + 1 < len(tokens) and not _parts_clauses(tokens, last + 1):
        last += 1
    return first, last


def _parts_clauses(tokens: Sequence[Token], i: int) -> bool:
    text = tokens[i].text
    if text == "," and i + 1 < len(tokens):
        return tokens[i + 1].text in _PRONOUNS
    return text in _CLAUSE_MARKS
