"""Who and what a claim names: drugs, routes, populations and outcomes, conflicts resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from claims.outcome_words import Named
from claims.terms import Match
from claims.text import Token
from claims.vocabulary import Sense, Vocabulary

_IS_A = frozenset((verb, article) for verb in ("is", "are", "was") for article in ("a", "an"))
_LIST_MARKS = frozenset({",", "/", "and", "or", "&", "(", ")", "-", "'", '"', ";"})


@dataclass(frozen=True, slots=True)
class Mentions:
    """Matches of each kind, in order, none overlapping within a kind.

    ``thresholds`` are the first tokens of figures that belong to an outcome's name ("a loss of at
    least 5%") and are none that the text claims.
    """

    drugs: tuple[Match[Sense], ...]
    routes: tuple[Match[Sense], ...]
    populations: tuple[Match[Sense], ...]
    outcomes: tuple[Match[Sense], ...]
    thresholds: frozenset[int] = frozenset()


def find_mentions(tokens: Sequence[Token], vocabulary: Vocabulary) -> Mentions:
    """All names in a text. Where two kinds claim the same words the longer name wins.

    Populations stand beside outcomes that contain them ("symptoms of asthma"), but words that
    are both a condition and a harm ("anxiety") are a harm only where the text speaks of harms.
    """
    drugs = vocabulary.drug_terms.find(tokens)
    populations = vocabulary.population_terms.find(tokens)
    named = vocabulary.outcome_words.find(tokens)
    phrases, by_words = _fullest(vocabulary.outcome_terms.find(tokens), named, tokens)
    outcomes = _without_conditions(phrases, populations, by_words, vocabulary)
    rivals, said = _by_token([*outcomes, *populations]), _by_token(outcomes)
    drugs = [
        match
        for match in drugs
        if not any(_inside(match, other) for other in rivals.get(match.first, ()))
        and not _is_adjective(match, said.get(match.last + 1, ()), tokens, vocabulary)
    ]
    named_drugs = _by_token(drugs)
    outcomes = [
        match
        for match in outcomes
        if not any(
            _inside(match, other) or _same(match, other)
            for other in named_drugs.get(match.first, ())
        )
        or _is_predicate(match, named_drugs.get(match.first, ()), drugs, tokens)
    ]
    said = _by_token(outcomes)
    drugs = [
        match
        for match in drugs
        if not any(_same(match, other) for other in said.get(match.first, ()))
    ]
    populations = [
        match
        for match in populations
        if not any(
            _same(match, o) or _names_no_group(match, o, vocabulary)
            for o in said.get(match.first, ())
        )
    ]
    thresholds = (one.threshold for one in named if one.threshold is not None)
    return Mentions(
        tuple(drugs), tuple(vocabulary.route_terms.find(tokens)), tuple(populations),
        tuple(sorted([*outcomes, *by_words], key=lambda match: match.first)), frozenset(thresholds),
    )  # fmt: skip


def _by_token(matches: Sequence[Match[Sense]]) -> dict[int, list[Match[Sense]]]:
    """Matches by each token that they take up, so that only those in one place are compared."""
    places: dict[int, list[Match[Sense]]] = {}
    for match in matches:
        for i in range(match.first, match.last + 1):
            places.setdefault(i, []).append(match)
    return places


def coordinated(matches: Sequence[Match[Sense]], tokens: Sequence[Token]) -> list[Match[Sense]]:
    """The first match and those joined to it by commas, slashes, "and" or "or".

    One unknown member of such a list does not end it.
    """
    group = list(matches[:1])
    for match in matches[1:]:
        between = tokens[group[-1].last + 1 : match.first]
        strangers = sum(token.text not in _LIST_MARKS for token in between)
        if strangers > (1 if any(token.text == "," for token in between) else 0):
            break
        group.append(match)
    return group


def _fullest(
    phrases: Sequence[Match[Sense]], named: Sequence[Named], tokens: Sequence[Token]
) -> tuple[list[Match[Sense]], list[Match[Sense]]]:
    """Outcomes known by a phrase, and those by words, less those that a fuller one contains.

    Where both find the same outcome the phrase stands.
    """
    if not named:
        return list(phrases), []
    kept, dropped = [], set()
    for one in named:
        size = len(one.tokens) + (one.threshold is not None)
        rivals = [p for p in phrases if any(p.first <= i <= p.last for i in one.tokens)]
        if all(p.payload.id != one.outcome and p.last - p.first < size for p in rivals):
            dropped.update(rivals)
            kept.append(_match(one, tokens))
    return [phrase for phrase in phrases if phrase not in dropped], kept


def _match(named: Named, tokens: Sequence[Token]) -> Match[Sense]:
    first, last = named.tokens[0], named.tokens[-1]
    return Match(Sense(named.outcome), first, last, tokens[first].start, tokens[last].end)


def _without_conditions(
    outcomes: Sequence[Match[Sense]],
    populations: Sequence[Match[Sense]],
    by_words: Sequence[Match[Sense]],
    vocabulary: Vocabulary,
) -> list[Match[Sense]]:
    """Outcomes less those that are here the name of a condition ("nerve pain")."""
    kept = []
    people = _by_token(populations)
    kinds = Counter(vocabulary.outcomes[o.payload.id].kind for o in (*outcomes, *by_words))
    for match in outcomes:
        near = people.get(match.first, ())
        if any(_inside(match, other) for other in near):
            continue
        own = vocabulary.outcomes[match.payload.id].kind
        alone = kinds[own] == 1 and len(kinds) > 1
        if alone and any(_same(match, other) for other in near):
            continue
        kept.append(match)
    return kept


def _is_adjective(
    match: Match[Sense],
    outcomes: Sequence[Match[Sense]],
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
) -> bool:
    """Whether the name of a class only describes the outcome after it ("stimulant dose")."""
    is_class = vocabulary.drug_kind(match.payload.id) == "class"
    if not is_class or tokens[match.last].text.endswith("s"):
        return False
    return any(
        outcome.first == match.last + 1 and vocabulary.outcomes[outcome.payload.id].kind != "safety"
        for outcome in outcomes
    )


def _names_no_group(match: Match[Sense], outcome: Match[Sense], vocabulary: Vocabulary) -> bool:
    """Whether a condition is only part of an outcome's name ("suicidal ideation")."""
    known = vocabulary.outcomes[outcome.payload.id]
    grouped = known.kind == "regulatory" or (known.kind == "efficacy" and known.valence != "bad")
    return _inside(match, outcome) and not grouped


def _is_predicate(
    match: Match[Sense],
    near: Sequence[Match[Sense]],
    drugs: Sequence[Match[Sense]],
    tokens: Sequence[Token],
) -> bool:
    """Whether words that name a class are said of a drug ("X, or it, is a stimulant")."""
    if not any(_same(match, drug) for drug in near):
        return False
    said = tuple(token.text for token in tokens[max(0, match.first - 2) : match.first])
    return said in _IS_A or any(drug.last < match.first for drug in drugs)


def _inside(match: Match[Sense], other: Match[Sense]) -> bool:
    return (
        other.first <= match.first
        and match.last <= other.last
        and (match.last - match.first) < (other.last - other.first)
    )


def _same(match: Match[Sense], other: Match[Sense]) -> bool:
    return match.first == other.first and match.last == other.last
