"""Where a sentence of several claims may be cut into single ones.

Only places are proposed here. Whether both sides are claims of their own is decided on their
readings (``claims.finding.atoms``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from claims.predicates import finite_words, is_finite
from claims.quantities import read_quantities
from claims.quantity import SHARES
from claims.text import Token

Style = Literal["semicolon", "contrast", "clause", "verb", "share"]
_REACH = 7
_STEP = frozenset({"then", "also", "first", "later", "often", "usually", "almost", "only", "even"})
_ASIDE = frozenset({"mostly", "mainly", "largely", "usually", "which"})
_COMPARED = frozenset({"versus", "vs", "v", "against", "than", "compared"})
_RANGES = frozenset({"to", "from", "with", "or"})
_ADJACENT = 2
_LINKS = frozenset({"and", ",", ";", "including", "while", "with"})


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to cut before token ``before``; tokens from ``resume`` on make the right side."""

    style: Style
    before: int
    resume: int


def proposed_cuts(tokens: Sequence[Token]) -> list[Cut]:
    """Every place where a sentence may be cut, in order, one a place."""
    depths = _depths(tokens)
    finite = [is_finite(tokens, i) for i in range(len(tokens))]
    cuts: dict[int, Cut] = {}
    for cut in (*_word_cuts(tokens, finite), *_opener_cuts(tokens, finite), *_share_cuts(tokens)):
        if depths[cut.before] == 0 and 0 < cut.before < len(tokens) - 1:
            cuts.setdefault(cut.before, cut)
    return [cuts[place] for place in sorted(cuts)]


def _word_cuts(tokens: Sequence[Token], finite: Sequence[bool]) -> Iterator[Cut]:
    contrast = finite_words("contrast")
    first, last = _ends(finite)
    for i, token in enumerate(tokens):
        if token.text == ";":
            yield Cut("semicolon", i, i + 1)
        elif token.text in _ASIDE and first < i and tokens[i - 1].text == ",":
            yield Cut("contrast", i - 1, i)
        elif token.text in contrast and 0 < i < last:
            before = i - 1 if tokens[i - 1].text == "," else i
            if before < i or (token.text == "but" and first < i):
                yield Cut("contrast", before, i + 1)
        elif token.text in {"and", "so"} and first < i:
            before = i - 1 if i and tokens[i - 1].text == "," else i
            if _subject_and_verb(tokens, finite, i + 1):
                yield Cut("clause", before, i + 1)
            elif _verb_at(tokens, finite, i + 1):
                yield Cut("verb", before, i + 1)


def _opener_cuts(tokens: Sequence[Token], finite: Sequence[bool]) -> Iterator[Cut]:
    """After "While X," where X and what follows are clauses."""
    opener = next((token.text for token in tokens if token.is_word), None)
    if opener not in finite_words("opener"):
        return
    first, last = _ends(finite)
    for i, token in enumerate(tokens):
        if token.text == "," and first < i and any(finite[i + 1 : i + 1 + _REACH]):
            yield Cut("contrast", i, i + 1)
            return
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), 0)
    if 0 < comma <= last:
        yield Cut("contrast", comma, comma + 1)


def _ends(finite: Sequence[bool]) -> tuple[int, int]:
    """The first and the last finite verb; beyond either end where there is none."""
    places = [i for i, is_verb in enumerate(finite) if is_verb]
    return (places[0], places[-1]) if places else (len(finite), -1)


def _share_cuts(tokens: Sequence[Token]) -> Iterator[Cut]:
    """Between two shares of people that no word of comparison or range joins."""
    shares = [q for q in read_quantities(tokens) if q.dimension in SHARES]
    for left, right in pairwise(shares):
        between = range(left.last + 1, right.first)
        words = {tokens[i].text for i in between}
        links = [i for i in between if tokens[i].text in _LINKS]
        joined = len(between) <= _ADJACENT and words & _RANGES
        if not links or words & _COMPARED or joined:
            continue
        link = links[-1]
        before = link - 1 if tokens[link - 1].text == "," else link
        skip = link if tokens[link].text in {"including", "with"} else link + 1
        yield Cut("share", before, skip)


def _subject_and_verb(tokens: Sequence[Token], finite: Sequence[bool], start: int) -> bool:
    """Whether a subject begins at ``start`` and its verb follows before the next mark."""
    if start >= len(tokens) or finite[start] or not tokens[start].text[0].isalnum():
        return False
    begins = tokens[start].text in finite_words("subject") or tokens[start].is_number
    for i in range(start + 1, min(len(tokens), start + 1 + _REACH)):
        if tokens[i].text in {",", ";", "and", "or", "which", "who", "that"}:
            return False
        if finite[i]:
            return begins or tokens[i].text in finite_words("auxiliary")
    return False


def _verb_at(tokens: Sequence[Token], finite: Sequence[bool], start: int) -> bool:
    i = start
    while i < len(tokens) and tokens[i].text in _STEP:
        i += 1
    return i < len(tokens) and finite[i]


def _depths(tokens: Sequence[Token]) -> list[int]:
    """How many brackets are open at each token."""
    depths, depth = [], 0
    for token in tokens:
        depth = max(0, depth + (token.text in {"(", "["}) - (token.text in {")", "]"}))
        depths.append(depth)
    return depths
