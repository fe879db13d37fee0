"""GRIM and the score interval, against counting and against published figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.statistics import grim_consistent, percent_of, rounds_to, truncates_to, wilson_interval


@pytest.mark.parametrize(
    ("percent", "decimals", "n", "possible"),
    [
        (71, 0, 17, True),
        (71, 0, 18, False),
        (70.6, 1, 17, True),
        (70.5, 1, 17, False),
        (66, 0, 33, False),
        (12.5, 1, 8, True),
        (12, 0, 8, True),
        (13, 0, 8, True),
        (63.0, 1, 73, True),
        (31.6, 1, 73, False),
        (0, 0, 1, True),
        (100, 0, 1, True),
    ],
)
def test_grim(percent: float, decimals: int, n: int, possible: bool) -> None:
    assert grim_consistent(percent, decimals, n) is possible


@given(n=st.integers(1, 400), decimals=st.integers(0, 2), data=st.data())
def test_grim_agrees_with_trying_every_count(n: int, decimals: int, data: st.DataObject) -> None:
    steps = data.draw(st.integers(0, 100 * 10**decimals))
    percent = steps / 10**decimals
    # In whole numbers, so that the check shares no arithmetic with what it checks.
    tries = (abs(2 * (100 * 10**decimals * k - steps * n)) <= n for k in range(n + 1))
    assert grim_consistent(percent, decimals, n) is any(tries)


# Score intervals without continuity correction, in percent: 81/263 is the example of Newcombe RG,
# Stat Med 1998;17:857-872, table I; 0/20 and 1/29 are in the same table.
@pytest.mark.parametrize(
    ("events", "n", "low", "high"),
    [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0.0, 16.11), (1, 29, 0.61, 17.18)],
)
def test_wilson_as_published(events: int, n: int, low: float, high: float) -> None:
    assert wilson_interval(events, n) == pytest.approx((low, high), abs=0.005)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_within_bounds(counts: tuple[int, int]) -> None:
    events, n = counts
    low, high = wilson_interval(events, n)
    assert 0 <= low <= percent_of(events, n) <= high <= 100
    mirrored = wilson_interval(n - events, n)
    assert mirrored == pytest.approx((100 - high, 100 - low), abs=1e-9)


@pytest.mark.parametrize(("events", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_share(events: int, n: int) -> None:
    with pytest.raises(ValueError, match="events"):
        wilson_interval(events, n)


def test_nobody_makes_no_percentage() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        percent_of(0, 0)
    with pytest.raises(ValueError, match="at least 1"):
        grim_consistent(50, 0, 0)


@pytest.mark.parametrize(
    ("exact", "printed", "rounded", "cut"),
    [
        (66.67, 67, True, False),
        (66.67, 66, False, True),
        (66.5, 66, True, True),
        (66.5, 67, True, False),
        (66.0, 66, True, True),
        (65.4, 66, False, False),
        (-3.7, -3, False, True),
    ],
)
def test_rounding_and_cutting(exact: float, printed: float, rounded: bool, cut: bool) -> None:
    assert (rounds_to(exact, printed, 0), truncates_to(exact, printed, 0)) == (rounded, cut)
