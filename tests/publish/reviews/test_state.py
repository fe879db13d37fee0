"""Which reviews count, which are stale, and when a claim is disputed."""

from __future__ import annotations

import pytest

from publish.reviews.review import Review
from publish.reviews.state import GONE, RESTS, REWORDED, claim_state, claim_states
from publish.reviews.today import Today
from tests.publish.reviews.made import CLAIM, made, stands


@pytest.mark.parametrize(
    ("review", "now", "why"),
    [
        (made(), stands(), None),
        (made(inputs="then"), stands(), RESTS),
        (made(inputs="then", statement="Said otherwise."), stands(), REWORDED),
        (
            made(inputs="then"),
            stands(verdict="contradicted"),
            "the rules said supported then and say contradicted now",
        ),
        (made(), None, GONE),
    ],
)
def test_stale_says_why(review: Review, now: Today | None, why: str | None) -> None:
    state = claim_state(CLAIM, [review], now)
    assert [one.stale for one in state.history] == [why]
    assert state.standing == (None if why else review)
    assert state.stale is bool(why)


def test_the_newest_of_a_reviewer_counts() -> None:
    first, second = made(at=1), made(verdict="supported", at=2)
    state = claim_state(CLAIM, [second, first], stands())
    assert state.standing == second
    assert [(one.review, one.counts) for one in state.history] == [(second, True), (first, False)]
    assert not state.disputed


def test_a_newest_review_that_is_stale_does_not_bring_an_older_one_back() -> None:
    older, newest = made(at=1), made(at=2, inputs="then")
    state = claim_state(CLAIM, [older, newest], stands())
    assert (state.standing, state.stale) == (None, True)


def test_the_newest_that_counts_stands() -> None:
    ann, bob = made("ann", at=2), made("bob", at=1)
    assert claim_state(CLAIM, [ann, bob], stands()).standing == ann


# Reviewer and verdict in order of time; who says what after whom decides.
S, O, C = "supported", "overstated", "contradicted"  # noqa: E741
DISPUTES = {
    "one alone": ([("ann", O)], False),
    "two agree": ([("ann", O), ("bob", O)], False),
    "two differ": ([("ann", O), ("bob", S)], True),
    "one gives way": ([("ann", O), ("bob", S), ("ann", S)], False),
    "one insists": ([("ann", O), ("bob", S), ("ann", O)], True),
    "a third settles": ([("ann", O), ("bob", S), ("cat", S)], False),
    "a third settles otherwise": ([("ann", O), ("bob", S), ("cat", C)], False),
    "a third has the last word": ([("ann", O), ("bob", S), ("cat", C), ("cat", S)], False),
    "a party reopens it": ([("ann", O), ("bob", S), ("cat", S), ("ann", O)], True),
    "a fourth settles that": ([("ann", O), ("bob", S), ("cat", S), ("ann", O), ("dan", O)], False),
    "a third differs from two alike": ([("ann", O), ("bob", O), ("cat", S)], True),
    "who agreed first is no third": ([("ann", O), ("bob", O), ("cat", S), ("bob", O)], True),
}  # fmt: skip


@pytest.mark.parametrize("case", DISPUTES)
def test_disputed(case: str) -> None:
    said, disputed = DISPUTES[case]
    reviews = [made(who, verdict, at=at) for at, (who, verdict) in enumerate(said)]
    state = claim_state(CLAIM, reviews, stands())
    assert state.disputed is disputed
    assert state.standing == reviews[-1]


def test_stale_reviews_neither_dispute_nor_settle() -> None:
    then = [made("ann", O, at=0, inputs="then"), made("bob", S, at=1, inputs="then")]
    assert not claim_state(CLAIM, [*then, made("cat", C, at=2)], stands()).disputed
    again = [made("cat", S, at=3), made("ann", O, at=4)]
    assert claim_state(CLAIM, [*then, *again], stands()).disputed


def test_states_come_by_claim_the_last_reviewed_first() -> None:
    reviews = [made(at=1), made(at=3, claim_id="b"), made("bob", at=2), made(at=0, claim_id="c")]
    states = claim_states(reviews, {CLAIM: stands()})
    assert [state.claim_id for state in states] == ["b", CLAIM, "c"]
    assert [len(state.history) for state in states] == [1, 2, 1]
    assert [state.stale for state in states] == [True, False, True]
