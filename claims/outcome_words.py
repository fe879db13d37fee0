"""Outcomes known by the words of their names, in any order and form, where nobody gave synonyms.

"Lost at least 5% of their weight" and "weight loss of at least 5%" have the same words and the same
threshold.  Words count by their rarity among the names; the outcome with the most of them wins.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.families import family, heads, modifiers
from claims.lexicon import stop_stems
from claims.quantities import read_quantities
from claims.quantity import SHARES, Quantity
from claims.text import Token, tokenise

_ENOUGH = 0.6
_SLIGHT = 0.3
_THRESHOLD = 1.0
_LONGEST = 16
_NEGATION = "free"
_BREAKS = frozenset({";", ":", ".", "but", "although", "whereas", "while", "versus", "vs"})
_BOUNDS = frozenset({"at-least", "over"})


@dataclass(frozen=True, slots=True)
class Named:
    """An outcome found in a text: its id, the tokens of its words, and that of its threshold.

    ``weight`` is that of the words found, by their rarity; ``timed`` tells of a name with a time.
    """

    outcome: str
    tokens: tuple[int, ...]
    threshold: int | None
    weight: float
    timed: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """The words of one name or definition with their weights, and its threshold in percent."""

    outcome: str
    weights: Mapping[str, float]
    whole: float
    threshold: float | None
    after: str | None
    needed: frozenset[str]
    timed: bool


class OutcomeWords:
    """Names of outcomes as sets of words, found in texts."""

    def __init__(
        self, names: Sequence[tuple[str, str]], told: Sequence[tuple[str, str]] = ()
    ) -> None:
        """``names`` pairs the id of an outcome with a name of it, ``told`` with a definition."""
        texts = [*names, *told]
        drafts = [(outcome, *_parts(text)) for outcome, text in texts]
        counts = Counter(word for _, words, _, _ in drafts for word in words)
        self._names: list[_Name] = []
        self._outcomes: dict[str, _Name] = {}
        self._postings: dict[str, list[int]] = defaultdict(list)
        for place, (outcome, words, threshold, after) in enumerate(drafts):
            timed = any(q.dimension == "time" for q in read_quantities(tokenise(texts[place][1])))
            weights = {word: _weight(word, counts[word], len(drafts)) for word in sorted(words)}
            if not weights or all(word in modifiers() for word in weights):
                continue
            for word in weights:
                self._postings[word].append(len(self._names))
            whole = sum(weights.values())
            single = sum(word not in modifiers() for word in weights) == 1
            needed = heads() & weights.keys() if single else frozenset()
            self._names.append(_Name(outcome, weights, whole, threshold, after, needed, timed))
            if place < len(names):
                self._outcomes[outcome] = self._names[-1]

    def find(self, tokens: Sequence[Token]) -> list[Named]:
        """Outcomes whose names have enough of their words in one clause, best first.

        None shares a word with another.  A name with a threshold needs it in the text.
        """
        hits: dict[int, list[int]] = defaultdict(list)
        for i, token in enumerate(tokens) if self._postings else ():
            for number in self._postings.get(family(token), ()):
                hits[number].append(i)
        close = [number for number, places in hits.items() if self._may(number, tokens, places)]
        if not close:
            return []
        bounded = any(self._names[number].threshold is not None for number in close)
        shares = [q for q in read_quantities(tokens) if q.dimension in SHARES] if bounded else []
        found = [
            named
            for number in close
            for named in _in_clauses(self._names[number], hits[number], tokens, shares)
        ]
        return _apart(found)

    def __contains__(self, outcome: str) -> bool:
        return outcome in self._outcomes

    def alike(self, one: str, other: str) -> bool:
        """Whether names of the two share most words of the shorter, and have one threshold."""
        a, b = self._outcomes.get(one), self._outcomes.get(other)
        if a is None or b is None or a.threshold != b.threshold:
            return False
        return _shared(a, b) >= _ENOUGH * min(a.whole, b.whole)

    def _may(self, number: int, tokens: Sequence[Token], places: Sequence[int]) -> bool:
        name = self._names[number]
        return _covered(name, tokens, places) + _bonus(name) >= _ENOUGH * (
            name.whole + _bonus(name)
        )


def _parts(text: str) -> tuple[frozenset[str], float | None, str | None]:
    """Content words of a name, its threshold in percent, and the word after the threshold."""
    tokens = tokenise(text)
    quantities = read_quantities(tokens)
    inside = {i for q in quantities for i in range(q.first, q.last + 1)}
    words = {family(token) for i, token in enumerate(tokens) if i not in inside and _says(token)}
    bounds = [q for q in quantities if q.dimension in SHARES]
    if len(bounds) != 1:
        return frozenset(words), None, None
    return frozenset(words), bounds[0].value, _after(bounds[0], tokens)


def _says(token: Token) -> bool:
    if family(token) == _NEGATION:
        return True
    return token.is_word and token.stem not in stop_stems() and len(token.stem) > 1


def _after(quantity: Quantity, tokens: Sequence[Token]) -> str | None:
    """The family of the word that follows a quantity at once ("50% reduction")."""
    i = quantity.last + 1
    return family(tokens[i]) if i < len(tokens) and tokens[i].is_word else None


def _weight(word: str, count: int, names: int) -> float:
    """Rarity of a word among names, as in BM25; a modifier has little whatever its rarity."""
    rarity = math.log(1 + (names - count + 0.5) / (count + 0.5)) + _SLIGHT
    return min(rarity, _SLIGHT) if word in modifiers() else rarity


def _bonus(name: _Name) -> float:
    return 0.0 if name.threshold is None else _THRESHOLD


def _shared(one: _Name, other: _Name) -> float:
    return sum(one.weights[word] for word in one.weights.keys() & other.weights.keys())


def _covered(name: _Name, tokens: Sequence[Token], places: Iterable[int]) -> float:
    return sum(name.weights[word] for word in {family(tokens[i]) for i in places})


def _in_clauses(
    name: _Name, places: Sequence[int], tokens: Sequence[Token], shares: Sequence[Quantity]
) -> Iterator[Named]:
    """The name in each clause that has enough of its words."""
    for group in _clauses(places, tokens):
        own = [i for i in group if family(tokens[i]) != _NEGATION or _governs(i, group)]
        threshold = _threshold(name, own, tokens, shares)
        if not own or (name.threshold is not None and threshold is None):
            continue
        if name.needed - {family(tokens[i]) for i in own}:
            continue
        weight = _covered(name, tokens, own) + _bonus(name)
        if weight >= _ENOUGH * (name.whole + _bonus(name)):
            yield Named(name.outcome, tuple(own), threshold, weight, name.timed)


def _clauses(places: Sequence[int], tokens: Sequence[Token]) -> list[list[int]]:
    """Places parted where a clause ends between them, or where they lie too far apart."""
    groups: list[list[int]] = [[places[0]]]
    for i in places[1:]:
        last = groups[-1][-1]
        broken = any(tokens[k].text in _BREAKS for k in range(last + 1, i))
        if broken or i - last > _LONGEST:
            groups.append([])
        groups[-1].append(i)
    return groups


def _governs(i: int, group: Sequence[int]) -> bool:
    """Whether a word of absence stands right before another word of the name."""
    return any(0 < j - i <= 3 for j in group)


def _threshold(
    name: _Name, own: Sequence[int], tokens: Sequence[Token], shares: Sequence[Quantity]
) -> int | None:
    """The first token of the share that is the name's own threshold and not a figure claimed.

    A bound ("at least 5%", "a tenth or more") is one; so is the number before the same word as in
    the name ("50% reduction"), which goes first.
    """
    same = [q for q in shares if q.value == name.threshold]
    phrased = [q for q in same if name.after is not None and _after(q, tokens) == name.after]
    bounds = [
        q
        for q in phrased or same
        if (phrased or q.modifier in _BOUNDS) and any(abs(q.first - i) <= _LONGEST for i in own)
    ]
    return bounds[-1].first if bounds else None


def _apart(found: Iterable[Named]) -> list[Named]:
    """The best that share no word with a better one."""
    kept: list[Named] = []
    taken: set[int] = set()
    for named in sorted(found, key=lambda n: (-n.weight, n.timed, n.outcome, n.tokens)):
        if taken.isdisjoint(named.tokens):
            taken.update(named.tokens)
            kept.append(named)
    return kept
