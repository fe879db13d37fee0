"""Whether the figures of one finding can stand together: what its own numbers say of each other.

Shares and intervals are what a build holds every row to (``ingest.gates``).  The effect that two
shares make and the P value are looked at besides: a source may adjust the one and test the other
in a way of its own, so that a row is not wrong because they part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from ingest.evidence import Record
from ingest.numbers import decimals
from ingest.statistics import (
    beyond_chance,
    grim_consistent,
    odds_ratio,
    percent_of,
    risk_difference,
    risk_ratio,
    rounds_to,
    truncates_to,
)

HOLDS, FAILS, OPEN = RESULTS = ("holds", "fails", "open")
GRIM, COUNT, INTERVAL, EFFECT, CHANCE = "grim", "count", "interval", "comparator", "p-value"
# The same two of the comparator's share.
OF_COMPARATOR = {GRIM: f"{GRIM}, comparator", COUNT: f"{COUNT}, comparator"}
TESTS = (GRIM, OF_COMPARATOR[GRIM], COUNT, OF_COMPARATOR[COUNT], INTERVAL, EFFECT, CHANCE)

# How far a count may lie from a share that its source gives in round words.
_ROUND_WORDS = 5.0
_MADE_OF_SHARES: dict[str, Callable[[float, float], float]] = {
    "RD": risk_difference,
    "RR": risk_ratio,
    "OR": odds_ratio,
}
# The effect that means no effect.
_NONE = {"MD": 0.0, "SMD": 0.0, "RD": 0.0, "Cohen d": 0.0, "OR": 1.0, "RR": 1.0, "HR": 1.0}


@dataclass(frozen=True, slots=True)
class Check:
    """One test of a finding: what came of it, in words, and the column to look at first."""

    test: str
    column: str
    result: str
    detail: str


def checks(record: Record) -> Iterator[Check]:
    """Every test for which a row of findings has the figures, in the order of ``TESTS``."""
    yield from _share(record, "")
    yield from _share(record, "comparator_")
    yield from _interval(record)
    yield from _effect(record)
    yield from _chance(record)


def number(record: Record, column: str) -> float | None:
    """The number in a cell, None where there is none."""
    value = record.values.get(column)
    return float(value) if isinstance(value, (int, float)) else None


def _places(record: Record, column: str) -> int:
    """How many decimals a number is printed with."""
    return decimals(record.written.get(column) or f"{number(record, column):g}")


def _share(record: Record, prefix: str) -> Iterator[Check]:
    """Events are what the percentage says, or, uncounted, some whole number of people can be."""
    column = f"{prefix}percent"
    share, events, n = (number(record, f"{prefix}{name}") for name in ("percent", "events", "n"))
    if share is None or not n:
        return
    if events is None:
        yield _possible(record, column, share, int(n))
    elif events <= n:
        yield _counted(record, column, share, int(events), int(n))


def _test(name: str, column: str) -> str:
    return name if column == "percent" else OF_COMPARATOR[name]


def _possible(record: Record, column: str, share: float, n: int) -> Check:
    """GRIM; a share that is no count of people is left open, and so is one of very many."""
    places, test = _places(record, column), _test(GRIM, column)
    told = f"{share:.{places}f}%"
    if _pooled(record):
        return Check(test, column, OPEN, f"{told} is of a model over studies, not of a count")
    if any(map(record.values.get, ("percent_approx", "percent_high"))):
        return Check(test, column, OPEN, f"{told} is given in round words or as a range")
    if not grim_consistent(share, places, n):
        return Check(test, column, FAILS, f"{told} cannot come from {n} people")
    if n > 100 * 10**places:
        return Check(test, column, OPEN, f"of {n} people every share so printed is possible")
    return Check(test, column, HOLDS, f"{told} can come from {n} people")


def _counted(record: Record, column: str, share: float, events: int, n: int) -> Check:
    """A share whose events are known is theirs, rounded or cut; in round words it is near."""
    exact, places, test = percent_of(events, n), _places(record, column), _test(COUNT, column)
    made = f"{events} of {n}, which is {exact:.{places + 1}f}%"
    near = bool(record.values.get("percent_approx")) and abs(exact - share) <= _ROUND_WORDS
    if near or rounds_to(exact, share, places) or truncates_to(exact, share, places):
        return Check(test, column, HOLDS, f"{share:.{places}f}% is {made}")
    return Check(test, column, FAILS, f"{share:.{places}f}% is not {made}")


def _pooled(record: Record) -> bool:
    """Whether a share comes from a model over studies and not from counting people."""
    return record.values.get("n_kind") == "pooled" or record.values.get("n_studies") is not None


def _interval(record: Record) -> Iterator[Check]:
    """The interval contains the effect, or the share where there is no effect."""
    name = "effect" if record.values.get("effect") is not None else "percent"
    middle, low, high = (number(record, column) for column in (name, "ci_low", "ci_high"))
    if middle is None or (low, high) == (None, None):
        return
    if record.values.get(f"{name}_high") is not None:
        return
    outside = (low is not None and middle < low) or (high is not None and middle > high)
    where = "outside" if outside else "inside"
    detail = f"{name} {middle:g} lies {where} its interval {low} to {high}"
    yield Check(INTERVAL, name, FAILS if outside else HOLDS, detail)


def _effect(record: Record) -> Iterator[Check]:
    """The effect is what the shares of the two arms make, within the rounding of all three."""
    kind, effect = record.text("effect_type"), number(record, "effect")
    shares = [number(record, column) for column in ("percent", "comparator_percent")]
    if kind not in _MADE_OF_SHARES or effect is None or None in shares:
        return
    low, high = _made(record, kind)
    places = _places(record, "effect")
    told = f"{kind} {effect:.{places}f}, and the two shares make {low:.{places}f} to "
    told += f"{high:.{places}f}"
    slack = 0.5 * 10.0**-places
    if low - slack <= effect <= high + slack:
        yield Check(EFFECT, "effect", HOLDS, told)
    elif _pooled(record):
        yield Check(EFFECT, "effect", OPEN, f"{told}; pooled over studies it may be another")
    else:
        yield Check(EFFECT, "effect", FAILS, f"{told}; an adjusted effect may be another")


def _made(record: Record, kind: str) -> tuple[float, float]:
    """The least and the greatest effect that shares which round to the two printed ones make.

    Each kind of effect rises or falls with either share, so the corners bound it.
    """
    ends = []
    for column in ("percent", "comparator_percent"):
        share, half = number(record, column) or 0.0, 0.5 * 10.0 ** -_places(record, column)
        ends.append((max(0.0, share - half), min(100.0, share + half)))
    made = [_MADE_OF_SHARES[kind](one, other) for one, other in product(*ends)]
    return min(made), max(made)


def _chance(record: Record) -> Iterator[Check]:
    """The 95% interval leaves no effect out where, and only where, P is below 0.05."""
    none = _NONE.get(record.text("effect_type"))
    low, high, p = (number(record, column) for column in ("ci_low", "ci_high", "p"))
    if none is None or low is None or high is None or p is None:
        return
    operator = record.text("p_operator") or "="
    left_out, below = not low <= none <= high, beyond_chance(operator, p)
    told = f"the interval {low:g} to {high:g} {'leaves out' if left_out else 'holds'} no effect"
    told += f" ({none:g}), and P {operator} {p:g}"
    if below is None or none in (low, high):
        yield Check(CHANCE, "p", OPEN, f"{told}, too near to the bound to tell")
    else:
        yield Check(CHANCE, "p", HOLDS if left_out == below else FAILS, told)
