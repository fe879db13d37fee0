"""The figures that a finding prints, and those that follow from them, by unit and side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.records import Finding

OWN, ARM, NET = "own", "arm", "net"
RATIO, SHARE = "ratio", "%"
_RATIOS = re.compile(
    r"\b(?:[hro]r|irr|a?[hor]r|(?:hazard|risk|odds|rate)[ -]?ratio|relative risk|ratio)\b", re.I
)
_PERCENT = re.compile(r"%|per ?cent(?!age point)", re.I)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure with its unit, and whose it is: the treatment's own, the comparator's or the net.

    ``unit`` is "%", "ratio", a unit of the unit table, or "" where none is given.  Changes are
    given without their sign, since the outcome tells the direction.  ``reduction`` marks a share
    that is worked out of a ratio ("20% fewer" of a hazard ratio of 0.80).
    """

    value: float
    high: float | None
    unit: str
    side: str
    reduction: bool = False


def printed(finding: Finding) -> Iterator[Printed]:
    """Every figure of a finding: shares, effects, amounts, and differences between the arms."""
    if finding.percent is not None:
        yield Printed(finding.percent, finding.percent_high, SHARE, OWN)
    if finding.comparator_percent is not None:
        yield Printed(finding.comparator_percent, None, SHARE, ARM)
    yield from _of_both(finding)
    if finding.effect is not None:
        yield from _effect(finding, finding.effect)
    if finding.value is not None:
        yield Printed(finding.value, finding.value_high, finding.unit or "", OWN)


def _of_both(finding: Finding) -> Iterator[Printed]:
    """What two shares make together: their difference in points, and their ratio."""
    one, other = finding.percent, finding.comparator_percent
    if one is None or other is None:
        return
    yield Printed(abs(one - other), None, "pp", NET)
    if other:
        yield Printed(one / other, None, RATIO, NET)


def _effect(finding: Finding, effect: float) -> Iterator[Printed]:
    kind = finding.effect_type or ""
    if _RATIOS.search(kind):
        yield Printed(effect, None, RATIO, OWN)
        yield Printed(abs(1 - effect) * 100, None, SHARE, OWN, reduction=True)
        return
    unit = SHARE if _PERCENT.search(kind) else "pp" if "percent" in kind else finding.unit or ""
    yield Printed(abs(effect), None, unit, OWN)
    if finding.comparator_effect is not None:
        yield Printed(abs(finding.comparator_effect), None, unit, ARM)
        yield Printed(abs(effect - finding.comparator_effect), None, unit, NET)
