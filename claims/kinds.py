"""What kind of claim it is, and which of its outcomes is the main one."""

from __future__ import annotations

from collections.abc import Sequence

from claims.quantity import SHARES, Quantity
from claims.reading import Assertion, Context
from claims.vocabulary import Vocabulary

_KIND_OF = {
    "efficacy": "efficacy-qualitative",
    "onset": "onset",
    "durability": "durability",
    "safety": "safety-qualitative",
    "dosing": "dosing",
    "pharmacology": "pharmacology",
    "regulatory": "regulatory",
    "cost": "cost",
    "mechanism": "mechanism",
    "history": "history",
    "evidence": "efficacy-qualitative",
}
# What a claim that names no known outcome is about, going by its figures.
_BY_FIGURE = {
    "dose": "dosing",
    "dose-mass": "dosing",
    "volume": "dosing",
    "doses": "dosing",
    "year": "history",
}
_UNKNOWN = "efficacy-qualitative"
_DOSE = "dose"
_TOLD = {"dose": _DOSE, "dose-mass": _DOSE, "money": "price-per-session"}
_FITS = {
    "time": (0.5, frozenset({"onset", "durability", "dosing", "pharmacology"})),
    "dose": (1.5, frozenset({"dosing"})),
    "doses": (0.5, frozenset({"dosing", "onset"})),
    "money": (1.5, frozenset({"cost"})),
    "year": (0.5, frozenset({"history", "regulatory"})),
}


def claim_kind(
    found: Sequence[Assertion],
    quantities: Sequence[Quantity],
    vocabulary: Vocabulary,
    context: Context,
) -> str:
    """One of ``claims.schema.KINDS``. A claim that names nothing known is efficacy-qualitative."""
    if context.is_citation:
        return "citation"
    dimensions = {quantity.dimension for quantity in quantities}
    kinds = [vocabulary.outcomes[assertion.outcome].kind for assertion in found]
    if dimensions & SHARES:
        if "safety" in kinds and not {"efficacy", "durability"} & set(kinds):
            return "safety-rate"
        if {"efficacy", "durability"} & set(kinds) and "history" not in kinds:
            return "efficacy-rate"
        if not kinds:
            return "efficacy-rate"
    if "money" in dimensions:
        return "cost"
    best = _weightiest(found, quantities, vocabulary)
    if best and vocabulary.outcomes[best.outcome].kind == "efficacy" and "time" in dimensions:
        return "onset"  # that benefit is there by a time tells when it sets in
    if best is None:
        return next((kind for dim, kind in _BY_FIGURE.items() if dim in dimensions), _UNKNOWN)
    return _KIND_OF[vocabulary.outcomes[best.outcome].kind]


def spoken_for(
    found: Sequence[Assertion], quantities: Sequence[Quantity], vocabulary: Vocabulary
) -> tuple[Assertion, ...]:
    """What is asserted, without a dose that only says in which arm a share was found."""
    outcomes = vocabulary.outcomes
    shares = any(quantity.dimension in SHARES for quantity in quantities)
    if not shares or any(outcomes[a.outcome].kind != "dosing" for a in found):
        return tuple(found)
    return tuple(a for a in found if not vocabulary.outcome_tree.is_a(a.outcome, _DOSE))


def told_by_figure(quantities: Sequence[Quantity], vocabulary: Vocabulary) -> tuple[Assertion, ...]:
    """What a claim without a known outcome asserts by its figure alone: a dose, or a price.

    Beside a share of people a dose only says in which arm.
    """
    if any(quantity.dimension in SHARES for quantity in quantities):
        return ()
    return tuple(
        Assertion(outcome, None, quantity.start, quantity.end)
        for quantity in quantities
        if (outcome := _TOLD.get(quantity.dimension, "")) in vocabulary.outcomes
    )[:1]


def order_assertions(
    found: Sequence[Assertion],
    kind: str,
    quantities: Sequence[Quantity],
    vocabulary: Vocabulary,
) -> tuple[Assertion, ...]:
    """The assertions with the main one first; the others in the order of the text."""
    pool = [a for a in found if _of_kind(a, kind, vocabulary)] or list(found)
    main = _weightiest(pool, quantities, vocabulary)
    if main is None:
        return ()
    return (main, *(assertion for assertion in found if assertion is not main))


def _of_kind(assertion: Assertion, kind: str, vocabulary: Vocabulary) -> bool:
    own = vocabulary.outcomes[assertion.outcome].kind
    if kind == "efficacy-rate":
        return own in {"efficacy", "durability"}
    return _KIND_OF[own] == kind or (kind == "safety-rate" and own == "safety")


def _weightiest(
    found: Sequence[Assertion], quantities: Sequence[Quantity], vocabulary: Vocabulary
) -> Assertion | None:
    dimensions = {quantity.dimension for quantity in quantities}

    def weight(assertion: Assertion) -> float:
        outcome = vocabulary.outcomes[assertion.outcome]
        bonuses = [
            bonus
            for dimension, (bonus, kinds) in _FITS.items()
            if dimension in dimensions and outcome.kind in kinds
        ]
        return outcome.weight + max(bonuses, default=0.0)

    return max(found, key=weight, default=None)
