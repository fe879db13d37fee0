"""When two time points are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.times import compare_times, same_time

DAY, WEEK = 24.0, 168.0
MONTH = 730.5
HOURS = st.floats(min_value=0, max_value=1e5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (DAY, DAY, True),
        (18, DAY, True),
        (30, DAY, True),
        (18, 30, True),
        (17.9, DAY, False),
        (30.1, DAY, False),
        (DAY, 72, False),
        (WEEK, 5 * DAY, True),
        (WEEK, 9 * DAY, True),
        (WEEK, 4.9 * DAY, False),
        (WEEK, 9.1 * DAY, False),
        (WEEK, DAY, False),
        (4 * WEEK, 28 * DAY, True),
        (4 * WEEK, MONTH, True),
        (28 * DAY, MONTH, True),
        (4 * WEEK, 2 * WEEK, False),
        (100 * DAY, 86 * DAY, True),
        (100 * DAY, 84 * DAY, False),
        (2, 110 / 60, True),
        (2, 1, False),
        (0.25, 0.5, True),
        (0.25, 0.51, False),
        (8, 6, True),
        (8, 5.9, False),
    ],
)
def test_same_time(one: float, other: float, same: bool) -> None:
    assert same_time(one, other) is same
    assert same_time(other, one) is same


@pytest.mark.parametrize(
    ("claimed", "found", "result", "rule"),
    [
        ((DAY, DAY), (DAY, DAY), "equal", "TIME_WINDOW"),
        ((DAY, DAY), (20, 20), "equal", "TIME_WINDOW"),
        ((DAY, DAY), (WEEK, WEEK), "conflict", "TIME_WINDOW"),
        ((4 * WEEK, 4 * WEEK), (MONTH, MONTH), "equal", "TIME_WINDOW"),
        ((10 * DAY, 10 * DAY), (14 * DAY, 31 * DAY), "conflict", "TIME_WINDOW"),
        ((20 * DAY, 20 * DAY), (14 * DAY, 31 * DAY), "compatible", "TIME_WITHIN"),
        ((2, 4), (3, 3), "compatible", "TIME_WITHIN"),
        ((2, 4), (2, 4), "equal", "TIME_WINDOW"),
        ((2, 4), (10, 10), "conflict", "TIME_WINDOW"),
        ((None, None), (DAY, DAY), "unknown", "TIME_UNKNOWN"),
        ((DAY, DAY), (None, None), "unknown", "TIME_UNKNOWN"),
        ((DAY, DAY), (None, DAY), "unknown", "TIME_UNKNOWN"),
    ],
)
def test_compare_times(
    claimed: tuple[float | None, float | None],
    found: tuple[float | None, float | None],
    result: str,
    rule: str,
) -> None:
    assert compare_times(claimed, found) == (result, rule)


@given(HOURS)
def test_a_time_is_the_same_as_itself(point: float) -> None:
    assert same_time(point, point)
    assert compare_times((point, point), (point, point))[0] == "equal"


@given(HOURS, HOURS)
def test_sameness_does_not_depend_on_the_order(one: float, other: float) -> None:
    assert same_time(one, other) == same_time(other, one)


@given(st.floats(min_value=1, max_value=1e5))
def test_twice_the_time_is_never_the_same(point: float) -> None:
    assert not same_time(point, 2 * point)
    assert compare_times((point, point), (2 * point, 2 * point))[0] == "conflict"
