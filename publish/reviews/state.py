"""How a claim stands with its reviewers: which reviews count, which are stale, what is disputed.

A review is *current* while the claim is on file and the digest of what the verdict rests on is the
one that the reviewer saw; else it is *stale*.  Of each reviewer the newest review counts, if it is
current.  The newest of those that count *stands*.  A claim is *disputed* while those that count
give different verdicts, until a third settles it: somebody whose first current review came when
others already differed.  Whoever is party to a dispute cannot settle it by saying it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from publish.reviews.review import Review
from publish.reviews.today import Today

GONE = "the claim is no longer on file"
REWORDED = "the claim reads otherwise now"
RESTS = "what the verdict rests on has changed"


@dataclass(frozen=True, slots=True)
class Marked:
    """A review, why it is stale (None where it is current), and whether it counts."""

    review: Review
    stale: str | None
    counts: bool


@dataclass(frozen=True, slots=True)
class ClaimState:
    """A claim with its reviews, newest first; ``today`` is None where the claim is gone."""

    claim_id: str
    today: Today | None
    history: tuple[Marked, ...]
    standing: Review | None
    disputed: bool

    @property
    def counting(self) -> list[Review]:
        """The reviews that count, newest first: at most one a reviewer."""
        return [one.review for one in self.history if one.counts]

    @property
    def stale(self) -> bool:
        """Whether it was reviewed and no review counts any longer: it waits to be looked at."""
        return self.standing is None and bool(self.history)


def claim_state(claim_id: str, reviews: Iterable[Review], now: Today | None) -> ClaimState:
    """The state of one claim; ``reviews`` are all of that claim, in any order."""
    ordered = sorted(reviews, key=lambda review: review.moment)
    newest = {review.reviewer: review for review in ordered}
    why = {review.review_id: stale_because(review, now) for review in ordered}
    counting = [
        review
        for review in ordered
        if why[review.review_id] is None and newest[review.reviewer] is review
    ]
    current = [review for review in ordered if why[review.review_id] is None]
    marked = [Marked(review, why[review.review_id], review in counting) for review in ordered]
    return ClaimState(
        claim_id=claim_id,
        today=now,
        history=tuple(reversed(marked)),
        standing=counting[-1] if counting else None,
        disputed=_differ(counting) and not _settled(counting, current),
    )


def claim_states(reviews: Iterable[Review], now: Mapping[str, Today]) -> list[ClaimState]:
    """The states of all claims that were reviewed, those reviewed last first."""
    ordered = sorted(reviews, key=lambda review: review.claim_id)
    grouped = groupby(ordered, key=lambda review: review.claim_id)
    states = [claim_state(name, group, now.get(name)) for name, group in grouped]
    return sorted(states, key=lambda state: state.history[0].review.moment, reverse=True)


def stale_because(review: Review, now: Today | None) -> str | None:
    """Why a review is stale, in words; None where it is current."""
    if now is None:
        return GONE
    if review.inputs == now.inputs:
        return None
    if review.statement != now.statement:
        return REWORDED
    if review.machine_verdict != now.verdict:
        return f"the rules said {review.machine_verdict} then and say {now.verdict} now"
    return RESTS


def _differ(reviews: Iterable[Review]) -> bool:
    return len({review.verdict for review in reviews}) > 1


def _settled(counting: Sequence[Review], current: Sequence[Review]) -> bool:
    """Whether the newest that counts is by a third; both in order of time."""
    third = counting[-1].reviewer
    first = next(review for review in current if review.reviewer == third)
    before = {review.reviewer: review for review in current if review.moment < first.moment}
    return _differ(before.values())
