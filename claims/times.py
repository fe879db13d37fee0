"""When a claim's time point and a finding's are the same.

A day is 18 to 30 hours, a week 5 to 9 days; four weeks, 28 days and a month are one; later points
agree within 15%.  Earlier than 18 hours they agree within a quarter, or 15 minutes.
"""

from __future__ import annotations

_DAY = (18.0, 30.0)
_WEEK = (5 * 24.0, 9 * 24.0)
_WINDOWS = (_DAY, _WEEK)
_SHARE_LATE = 0.15
_SHARE_EARLY = 0.25
_LEAST_H = 0.25

Span = tuple[float | None, float | None]


def compare_times(claimed: Span, found: Span) -> tuple[str, str]:
    """How two time spans in hours stand, and the rule: equal, compatible, conflict or unknown.

    A span that lies within the other is compatible; missing times are unknown.
    """
    low, high = claimed
    found_low, found_high = found
    if low is None or high is None or found_low is None or found_high is None:
        return "unknown", "TIME_UNKNOWN"
    if same_time(high, found_high) and (low == high or same_time(low, found_low)):
        return "equal", "TIME_WINDOW"
    if found_low < found_high and any(_within(t, found_low, found_high) for t in (low, high)):
        return "compatible", "TIME_WITHIN"
    if low < high and any(_within(t, low, high) for t in (found_low, found_high)):
        return "compatible", "TIME_WITHIN"
    if same_time(high, found_high) or same_time(low, found_low):
        return "compatible", "TIME_WINDOW"
    return "conflict", "TIME_WINDOW"


def is_cumulative(found: Span) -> bool:
    """Whether a span is "at any time up to": then a share counts whoever ever had the outcome."""
    low, high = found
    return low is not None and high is not None and low == 0 < high


def same_time(one: float, other: float) -> bool:
    """Whether two points in time, in hours, count as the same."""
    for low, high in _WINDOWS:
        if low <= one <= high or low <= other <= high:
            return low <= one <= high and low <= other <= high
    share = _SHARE_EARLY if max(one, other) < _DAY[0] else _SHARE_LATE
    return abs(one - other) <= max(_LEAST_H, share * max(one, other))


def _within(point: float, low: float, high: float) -> bool:
    return low <= point <= high or same_time(point, low) or same_time(point, high)
