"""Numbers of people that tell how many were studied, or of whom a share is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.cardinals import text_at
from claims.quantity import SHARES, Quantity
from claims.text import Token

_WITHIN = frozenset({"in", "of", "among", "with"})
_ABOUT = frozenset({"about", "around", "over", "at", "least", "nearly", "some", "only", "just"})
_REACH = 3
_TRIALS = frozenset({"trial", "studi", "seri", "cohort", "sampl", "survey"})


def is_size(quantity: Quantity, tokens: Sequence[Token]) -> bool:
    """Whether a number of people only tells how many were studied: "a trial of 90 men", "In 24
    people ..."."""
    j = quantity.first - 1
    while text_at(tokens, j) in _ABOUT:
        j -= 1
    if quantity.dimension != "people" or text_at(tokens, j) not in _WITHIN:
        return False
    return j == 0 or bool(_TRIALS & set(_lead(tokens, j)))


def counts_of(
    main: Quantity | None, quantities: Sequence[Quantity], tokens: Sequence[Token]
) -> Quantity | None:
    """What gives a percentage its counts: "(12 of 17)", "of 17 patients", "patients (n = 17)".

    None where the claimed figure ``main`` is no percentage, or nothing beside it does.
    """
    if main is None or main.dimension != "percent":
        return None
    counts = [q for q in quantities if q.dimension == "ratio" and q.n and q is not main]
    if counts:
        return counts[0]
    if sum(q.dimension in SHARES for q in quantities) > 1:
        return None  # people may be divided among the shares
    groups = [q for q in quantities if _is_group(q, main, tokens)]
    return replace(groups[0], n=int(groups[0].value)) if len(groups) == 1 else None


def _is_group(quantity: Quantity, main: Quantity, tokens: Sequence[Token]) -> bool:
    """Whether a number of people is all those of whom a share is given.

    The size of a trial is not: its arms and its drop-outs stand between.
    """
    if quantity.high is not None or quantity.modifier != "exact":
        return False
    before = text_at(tokens, quantity.first - 1)
    if quantity.dimension == "sample":
        return quantity.last < main.first
    if quantity.dimension != "people" or before not in {"in", "of", "among", "the", "all"}:
        return False
    if _TRIALS & set(_lead(tokens, quantity.first)):
        return False
    opens = quantity.first <= 2
    follows = main.last < quantity.first <= main.last + 3
    return opens or follows


def _lead(tokens: Sequence[Token], i: int) -> list[str]:
    """The stems of the few words before a token."""
    return [token.stem for token in tokens[max(0, i - _REACH) : i]]
