"""A host is never asked more often than it allows, and never held back without need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.services.limiter import Limiter, Pace, told_pace
from tests.ingest.services.local import Clock


@given(
    st.integers(1, 8),
    st.floats(0.1, 60),
    st.lists(st.floats(0, 30), min_size=1, max_size=40),
)
def test_no_stretch_of_time_holds_more_than_allowed(
    requests: int, seconds: float, gaps: list[float]
) -> None:
    clock = Clock()
    limiter = Limiter(clock, clock.sleep)
    asked = []
    for gap in gaps:
        clock.now += gap
        limiter.wait("host", Pace(requests, seconds))
        asked.append(clock.now)
    for first, later in zip(asked, asked[requests:], strict=False):
        assert later - first > seconds


@given(st.integers(1, 8), st.floats(0.1, 60))
def test_what_is_allowed_is_not_held_back(requests: int, seconds: float) -> None:
    clock = Clock()
    limiter = Limiter(clock, clock.sleep)
    for _ in range(3):
        for _ in range(requests):
            limiter.wait("host", Pace(requests, seconds))
        clock.now += 2 * seconds
    assert clock.waits == []


def test_hosts_do_not_hold_each_other_back() -> None:
    clock = Clock()
    limiter = Limiter(clock, clock.sleep)
    for host in "abc":
        limiter.wait(host, Pace(1, 1))
    assert clock.waits == []


def test_a_pace_that_is_told_counts_at_once() -> None:
    clock = Clock()
    limiter = Limiter(clock, clock.sleep)
    for _ in range(5):
        limiter.wait("host", Pace(5, 1))
    limiter.learn("host", {"x-rate-limit-limit": "2", "x-rate-limit-interval": "1m"})
    limiter.wait("host", Pace(5, 1))
    assert clock.waits == pytest.approx([66])


@pytest.mark.parametrize(
    ("limit", "interval", "pace"),
    [
        ("50", "1s", Pace(50, 1)),
        ("10", "2", Pace(10, 2)),
        ("5", "1m", Pace(5, 60)),
        ("0", "1s", None),
        ("10", "0s", None),
        ("10", "5m", None),
        ("-1", "1s", None),
        ("many", "1s", None),
        ("10", "", None),
    ],
)
def test_told_pace(limit: str, interval: str, pace: Pace | None) -> None:
    headers = {"x-rate-limit-limit": limit, "x-rate-limit-interval": interval}
    assert told_pace(headers) == pace
