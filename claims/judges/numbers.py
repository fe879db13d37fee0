"""When a number claimed and a number found agree.

A confidence interval is never a tolerance: the interval of 12 of 17 is 47 to 87% and would
swallow everything.
"""

from __future__ import annotations

import math

from claims.reading import Reading

_NEAR = 1.0
_WORDS = 2.5
_REACH = 10.0

BROAD = 2.0
AGREEING = frozenset({"NUM_EXACT", "NUM_TRUNCATED", "NUM_ROUNDED", "NUM_IN_RANGE", "NUM_NEAR"})


def match_share(reading: Reading, low: float, high: float | None = None) -> str:
    """How a claimed share stands to a share found (percent; ``high`` where a range was found).

    Gives NUM_EXACT (equal at the printed precision), NUM_TRUNCATED (cut off, not rounded),
    NUM_ROUNDED (within half of the last significant digit for "about", 2.5 points for words),
    NUM_IN_RANGE, NUM_NEAR (within a point), NUM_HIGH or NUM_LOW.
    """
    value = reading.value
    if value is None:
        raise ValueError("the reading has no value")
    if reading.value_high is not None:
        return _range(value, reading.value_high, low, high)
    if high is not None and high > low:
        return _in_found_range(value, low, high)
    return _bounded(reading, value, low) or _plain(reading, value, low)


def _plain(reading: Reading, value: float, found: float) -> str:
    decimals = reading.decimals
    if math.isclose(round(found, decimals), value, abs_tol=10 ** -(decimals + 3)):
        return "NUM_EXACT"
    if math.floor(found * 10**decimals) / 10**decimals == value:
        return "NUM_TRUNCATED"
    if reading.in_words and abs(found - value) <= _WORDS:
        return "NUM_ROUNDED"
    if reading.modifier == "about" and abs(found - value) <= half_digit(value):
        return "NUM_ROUNDED"
    if abs(found - value) <= _NEAR:
        return "NUM_NEAR"
    return "NUM_HIGH" if value > found else "NUM_LOW"


def _bounded(reading: Reading, value: float, found: float) -> str | None:
    """ "over X" wants X to X+10, "nearly X" X-5 to X, "under X" X-10 to X."""
    spans = {
        "over": (value, value + _REACH),
        "at-least": (value, value + _REACH),
        "up-to": (value - _NEAR, value + _NEAR),
        "at-most": (value - _REACH, value),
        "under": (value - _REACH, value),
        "nearly": (value - _REACH / 2, value),
    }
    span = spans.get(reading.modifier or "")
    if span is None:
        return None
    if span[0] <= found <= span[1]:
        return "NUM_IN_RANGE"
    return "NUM_HIGH" if found < span[0] else "NUM_LOW"


def _range(low: float, high: float, found_low: float, found_high: float | None) -> str:
    top = found_high if found_high is not None else found_low
    if low - _NEAR <= found_low and top <= high + _NEAR:
        return "NUM_IN_RANGE"
    return "NUM_HIGH" if low > found_low else "NUM_LOW"


def _in_found_range(value: float, low: float, high: float) -> str:
    if low - _NEAR / 2 <= value <= high + _NEAR / 2:
        return "NUM_IN_RANGE"
    return "NUM_HIGH" if value > high else "NUM_LOW"


def half_digit(value: float) -> float:
    """Half of the last significant digit of a number as written: 70 gives 5, 71 gives 0.5."""
    if value == 0:
        return 0.5
    step = 1.0
    while value % (step * 10) == 0 and step < abs(value):
        step *= 10
    return step / 2


def match_amount(
    claimed: tuple[float, float], found: tuple[float, float], modifier: str | None, words: bool
) -> str:
    """How a claimed amount or range stands to one found, both in one unit.

    ``agrees``: equal, or the claim lies within what was found, unless that is so broad (its upper
    end over twice its lower) that it fits nearly anything: then ``broad``. ``near``: within 15%,
    or a third for words and for "about" one amount. ``overlaps``: they share a part. Else ``high``
    or ``low``. Bounds ("within", "up to", "at least") agree where the finding keeps them.
    """
    low, high = claimed
    found_low, found_high = found
    slack = 0.34 if words or (modifier == "about" and low == high) else 0.15
    if found_low * 0.95 <= low and high <= found_high * 1.05:
        return "agrees" if found_high <= BROAD * max(found_low, 1e-9) else "broad"
    if modifier in {"up-to", "at-most", "under"} and found_high <= high * 1.05:
        return "agrees"
    if modifier in {"over", "at-least"} and found_low >= low * 0.95:
        return "agrees"
    if _close(low, found_low, slack) and _close(high, found_high, slack):
        return "near"
    if low <= found_high and found_low <= high:
        return "overlaps"
    return "high" if low > found_high else "low"


def _close(one: float, other: float, slack: float) -> bool:
    return abs(one - other) <= slack * max(abs(one), abs(other))


def lie(low: float, high: float) -> str:
    """Where figures lie that go from one to the other, in words."""
    return f"lie at {low:g}" if low == high else f"lie between {low:g} and {high:g}"
