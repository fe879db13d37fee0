"""Reviewed claims as text: what ``onfile review list`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from publish.reviews.state import ClaimState, claim_states
from publish.reviews.store import read
from publish.reviews.today import today_in

Which = Literal["all", "stale", "disputed"]


def list_reviews(path: Path, db: Path, which: Which = "all") -> Iterator[str]:
    """Lines on the reviewed claims, those reviewed last first, against the evidence in ``db``.

    Raises OnfileError where either file cannot be read.
    """
    reviews = read(path)
    now = today_in(db, (review.claim_id for review in reviews))
    states = [state for state in claim_states(reviews, now) if _wanted(state, which)]
    yield from _told(states)
    yield f"{len(states)} claims" if len(states) != 1 else "1 claim"


def _wanted(state: ClaimState, which: Which) -> bool:
    return which == "all" or (state.stale if which == "stale" else state.disputed)


def _told(states: Iterable[ClaimState]) -> Iterator[str]:
    for state in states:
        standing = state.standing.verdict if state.standing else "none stands"
        rules = state.today.verdict if state.today else "gone"
        marks = ", disputed" if state.disputed else ""
        yield f"{state.claim_id}  reviewers: {standing}{marks}; rules: {rules}"
        yield f"  {state.history[0].review.statement}"
        for one in state.history:
            review = one.review
            words = [review.made_at[:10], review.reviewer, review.action, review.verdict]
            words += [review.code or "", f"[stale: {one.stale}]" if one.stale else ""]
            yield "  " + "  ".join(filter(None, words))
            yield from (f"    {line}" for line in (review.note or "").splitlines())
        yield ""
