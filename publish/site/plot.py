"""Figures with their intervals on one axis: where everything stands, in percent of its width.

Nothing is drawn here.  A template draws each row as a strip of SVG whose coordinates are percents,
so that the words beside it stay readable at any width.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from claims.records import Finding
from ingest.statistics import wilson_interval
from publish.reports.wording import number

_TICKS = 5
_RATIOS = frozenset({"OR", "RR", "HR"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure to show: its value, the ends of its 95% interval where it has one.

    Of a range that the source gives (``is_range``) the ends are those, and the value its middle.
    """

    finding: Finding
    study: str
    role: str
    value: float
    low: float | None
    high: float | None
    wilson: bool
    is_range: bool = False

    @property
    def words(self) -> str:
        """The figure and its interval in numbers; of a range its ends alone."""
        if self.low is None or self.high is None:
            return number(self.value)
        if self.is_range:
            return f"{number(self.low)} to {number(self.high)}"
        if self.wilson:
            return f"{number(self.value)} ({self.low:.0f} to {self.high:.0f})"
        return f"{number(self.value)} ({number(self.low)} to {number(self.high)})"


@dataclass(frozen=True, slots=True)
class Strip:
    """A figure with the places of its value and interval on the axis, 0 to 100."""

    figure: Figure
    at: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Plot:
    """Strips under one axis; ``claimed`` holds the place of each end of what is claimed, and
    ``neutral`` that of no difference."""

    title: str
    unit: str
    ticks: tuple[tuple[float, str], ...]
    strips: tuple[Strip, ...]
    claimed: tuple[float, ...] = ()
    claimed_words: str = ""
    neutral: float | None = None


def share_of(finding: Finding, study: str, role: str = "") -> Figure | None:
    """A finding's share in percent; its interval is the source's, else Wilson's of the counts.

    Where the source gives a range of shares, its ends stand in their place.
    """
    if finding.percent is None:
        return None
    if finding.percent_high is not None:
        return _between(finding, study, role, finding.percent, finding.percent_high)
    low, high, wilson = finding.ci_low, finding.ci_high, False
    if finding.effect is not None or low is None or high is None:
        low, high, wilson = _counted(finding)
    return Figure(finding, study, role, finding.percent, low, high, wilson)


def effect_of(finding: Finding, study: str, role: str = "") -> Figure | None:
    """A finding's effect with the source's interval."""
    if finding.effect is None:
        return None
    return Figure(finding, study, role, finding.effect, finding.ci_low, finding.ci_high, False)


def amount_of(finding: Finding, study: str, role: str = "") -> Figure | None:
    """A finding's number that is no rate; a range is shown as one."""
    if finding.value is None:
        return None
    if finding.value_high is None:
        return Figure(finding, study, role, finding.value, None, None, False)
    return _between(finding, study, role, finding.value, finding.value_high)


def plot(
    title: str,
    unit: str,
    figures: Sequence[Figure],
    claimed: Sequence[float] = (),
    claimed_words: str = "",
) -> Plot | None:
    """Figures of one unit on one axis; None where there are none.

    Shares stand on 0 to 100; ratios on a logarithmic axis with 1 marked; whatever else between the
    least and the greatest, with 0 marked where it lies between them.
    """
    if not figures:
        return None
    ends = [x for f in figures for x in (f.value, f.low, f.high) if x is not None] + list(claimed)
    log = unit in _RATIOS and min(ends) > 0
    axis = _Axis.over(ends, log) if unit != "%" else _Axis(0.0, 100.0, False)
    neutral = 1.0 if log else 0.0
    return Plot(
        title=title,
        unit=unit,
        ticks=tuple((axis.place(tick), number(tick)) for tick in axis.ticks()),
        strips=tuple(_strip(figure, axis) for figure in figures),
        claimed=tuple(axis.place(value) for value in claimed),
        claimed_words=claimed_words,
        neutral=axis.place(neutral) if unit != "%" and axis.low < neutral < axis.high else None,
    )


def _between(finding: Finding, study: str, role: str, low: float, high: float) -> Figure:
    return Figure(finding, study, role, (low + high) / 2, low, high, False, is_range=True)


@dataclass(frozen=True, slots=True)
class _Axis:
    low: float
    high: float
    log: bool

    @classmethod
    def over(cls, values: Sequence[float], log: bool) -> _Axis:
        """An axis with room for the values, its ends on round numbers."""
        least, most = min(values), max(values)
        if log:
            return cls(min(least / 1.2, 0.8), max(most * 1.2, 1.25), True)
        step = _step(least, most)
        return cls(math.floor(least / step) * step, math.ceil(most / step) * step or step, False)

    def place(self, value: float) -> float:
        """Where a value stands, in percent of the axis; beyond its ends at the end."""
        low, high = self.low, self.high
        if self.log:
            value, low, high = math.log(max(value, low)), math.log(low), math.log(high)
        share = (value - low) / (high - low) if high > low else 0.5
        return round(100 * min(max(share, 0.0), 1.0), 2)

    def ticks(self) -> list[float]:
        """Round values along the axis."""
        if self.log:
            known = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
            return [tick for tick in known if self.low <= tick <= self.high]
        step = 25.0 if (self.low, self.high) == (0.0, 100.0) else _step(self.low, self.high)
        count = round((self.high - self.low) / step)
        return [round(self.low + i * step, 10) for i in range(count + 1)]


def _step(least: float, most: float) -> float:
    """A round step that divides the span into about five."""
    span = (most - least) or abs(most) or 1.0
    power = 10.0 ** math.floor(math.log10(span / _TICKS))
    return next(power * step for step in (1, 2, 5, 10) if span / (power * step) <= _TICKS)


def _strip(figure: Figure, axis: _Axis) -> Strip:
    low = None if figure.low is None else axis.place(figure.low)
    high = None if figure.high is None else axis.place(figure.high)
    return Strip(figure, axis.place(figure.value), low, high)


def _counted(finding: Finding) -> tuple[float | None, float | None, bool]:
    """Wilson's interval of the people counted, nothing where they are not."""
    events, n = finding.events, finding.n
    if events is None or n is None or not 0 <= events <= n or n < 1:
        return None, None, False
    return (*wilson_interval(events, n), True)
