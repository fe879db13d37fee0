"""Small computations that the gate over the data and the judging of claims share."""

from __future__ import annotations

import math

# Rounding of a tie is not settled between authors; a hair's breadth covers binary fractions too.
_TIE = 1e-9
# The 97.5th percentile of the standard normal distribution.
_Z95 = 1.959963984540054
# The level to which an interval of 95% belongs.
_LEVEL = 0.05


def percent_of(events: int, n: int) -> float:
    """Percentage that ``events`` of ``n`` people make; ``n`` must be above 0.

    Raises ValueError for an ``n`` below 1.
    """
    if n < 1:
        raise ValueError("n must be at least 1")
    return 100 * events / n


def rounds_to(exact: float, printed: float, decimals: int) -> bool:
    """Whether ``exact`` rounded to that many decimals is ``printed``; a tie may go either way."""
    return abs(exact - printed) <= 0.5 * 10.0**-decimals + _TIE


def truncates_to(exact: float, printed: float, decimals: int) -> bool:
    """Whether cutting ``exact`` after that many decimals, without rounding, gives ``printed``."""
    rest = abs(exact) - abs(printed)
    return exact * printed >= 0 and -_TIE <= rest < 10.0**-decimals - _TIE


def grim_consistent(percent: float, decimals: int, n: int) -> bool:
    """Whether a percentage printed with ``decimals`` decimals can come from ``n`` whole people.

    The GRIM test (granularity-related inconsistency of means): a share of ``n`` people can only be
    a multiple of ``1/n``; the test asks whether the multiple nearest to the printed figure rounds
    to it.  Ties may be rounded up or down, as Brown and Heathers allow.  It tells nothing once
    ``n`` exceeds ``100 * 10**decimals``, where every figure is possible.

    Source: Brown NJL, Heathers JAJ. The GRIM test. Soc Psychol Personal Sci 2017;8(4):363-369,
    doi 10.1177/1948550616673876.  Raises ValueError for an ``n`` below 1.
    """
    nearest = percent * n / 100
    candidates = (math.floor(nearest), math.ceil(nearest))
    return any(rounds_to(percent_of(events, n), percent, decimals) for events in candidates)


def risk_difference(percent: float, comparator: float) -> float:
    """Percentage points by which a share exceeds the comparator's."""
    return percent - comparator


def risk_ratio(percent: float, comparator: float) -> float:
    """A share over the comparator's; infinite where that is 0."""
    return percent / comparator if comparator else math.inf


def odds_ratio(percent: float, comparator: float) -> float:
    """The odds of a share over those of the comparator's; infinite where these are 0.

    Source: Bland JM, Altman DG. The odds ratio. BMJ 2000;320(7247):1468.
    """
    return risk_ratio(percent * (100 - comparator), comparator * (100 - percent))


def beyond_chance(operator: str, p: float) -> bool | None:
    """Whether a printed P value (``=``, ``<``, ``<=`` or ``>`` and a number) is below 0.05.

    None where that cannot be told: P = 0.05, P < 0.1.  A P value is below 0.05 where the 95%
    interval from the same test leaves out no effect, and only there.  Source: Altman DG, Bland JM.
    How to obtain the P value from a confidence interval. BMJ 2011;343:d2304.
    """
    if operator == ">":
        return False if p >= _LEVEL else None
    if operator == "=":
        return None if p == _LEVEL else p < _LEVEL
    return True if p < _LEVEL or (operator == "<" and p == _LEVEL) else None


def wilson_interval(events: int, n: int) -> tuple[float, float]:
    """95% score interval of a proportion: ``(low, high)`` in percent, within 0 to 100.

    Source: Wilson EB. J Am Stat Assoc 1927;22(158):209-212.  Raises ValueError where ``events`` is
    not between 0 and ``n`` or ``n`` is below 1.
    """
    if not 0 <= events <= n or n < 1:
        raise ValueError("events must lie between 0 and n, and n must be at least 1")
    share, z2 = events / n, _Z95**2
    centre = share + z2 / (2 * n)
    half = _Z95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = (centre - half) / (1 + z2 / n), (centre + half) / (1 + z2 / n)
    # At the ends the exact bound is 0 or 100; binary fractions miss it by a hair.
    return (0.0 if events == 0 else 100 * low, 100.0 if events == n else 100 * high)
