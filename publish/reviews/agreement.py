"""How far reviewers agree beyond chance, over the claims that two or more of them reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from publish.reviews.state import ClaimState

Rating = tuple[str, str, str]
"""Reviewer, claim, verdict."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reviewers: how many claims both reviewed, how many alike, and Cohen's kappa (None where
    they have fewer than two claims in common)."""

    reviewers: tuple[str, str]
    claims: int
    alike: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Krippendorff's alpha (nominal; None for fewer than two claims), on what it rests, and each
    pair of reviewers."""

    alpha: float | None
    claims: int
    reviewers: int
    pairs: tuple[Pair, ...]


def agreement(states: Iterable[ClaimState]) -> Agreement:
    """Agreement over the reviews that count (``publish.reviews.state``)."""
    return agreement_of(
        (review.reviewer, state.claim_id, review.verdict)
        for state in states
        for review in state.counting
    )


def agreement_of(ratings: Iterable[Rating]) -> Agreement:
    """Agreement of ratings, at most one a reviewer and claim.

    Alpha: Krippendorff K. Computing Krippendorff's Alpha-Reliability. University of Pennsylvania,
    2011.  Kappa: Cohen J. Educ Psychol Meas 1960;20(1):37-46.  Claims that one reviewer alone
    looked at tell nothing of agreement and are left out.
    """
    by_claim: dict[str, dict[str, str]] = {}
    for reviewer, claim, verdict in ratings:
        by_claim.setdefault(claim, {})[reviewer] = verdict
    shared = {claim: given for claim, given in by_claim.items() if len(given) > 1}
    reviewers = sorted({reviewer for given in shared.values() for reviewer in given})
    return Agreement(
        alpha=_alpha(_flat(shared)) if len(shared) > 1 else None,
        claims=len(shared),
        reviewers=len(reviewers),
        pairs=tuple(pair for two in combinations(reviewers, 2) if (pair := _pair(two, shared))),
    )


def _flat(by_claim: dict[str, dict[str, str]]) -> list[Rating]:
    return [(who, claim, said) for claim, given in by_claim.items() for who, said in given.items()]


def _pair(two: tuple[str, str], shared: dict[str, dict[str, str]]) -> Pair | None:
    """Two reviewers over the claims of both; None where there is no such claim."""
    both = {
        claim: {who: given[who] for who in two}
        for claim, given in shared.items()
        if given.keys() >= set(two)
    }
    if not both:
        return None
    alike = sum(len(set(given.values())) == 1 for given in both.values())
    return Pair(two, len(both), alike, _kappa(_flat(both)) if len(both) > 1 else None)


def _alpha(ratings: list[Rating]) -> float:
    return float(_task(ratings).alpha())


def _kappa(ratings: list[Rating]) -> float:
    return float(_task(ratings).kappa())


def _task(ratings: list[Rating]) -> Any:
    # Imported where it is asked for: nltk costs half a second that no other page should pay.
    from nltk.metrics.agreement import AnnotationTask  # type: ignore[import-untyped]

    return AnnotationTask(ratings)
