"""The gate over what is on file: rows that are well formed and still cannot be right.

Each gate takes a row and yields a refusal for each thing that does not hold.
Gates about figures spare rows of confidence 'conflicting': that is how a misprint of the source is
kept on file, known for what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ingest.errors import Refusal
from ingest.evidence import Evidence, Record
from ingest.integrity import check_whole
from ingest.numbers import decimals
from ingest.statistics import grim_consistent, percent_of, rounds_to, truncates_to

Gate = Callable[[Record], Iterator[Refusal]]

# How far a count may lie from a share that its source gives in round words.
_ROUND_WORDS = 5.0
# Online and printed publication lie years apart only where one of the two is wrong.
_PRINT_DELAY = 5
_MISPRINT = "where the source prints it so, set confidence to conflicting"


def check(evidence: Evidence) -> tuple[Refusal, ...]:
    """Everything in the evidence that cannot be right, in the order of files and lines."""
    refusals: list[Refusal] = []
    for table, gates in _ROW_GATES.items():
        for record in evidence.tables.get(table, ()):
            for gate in gates:
                refusals += gate(record)
    refusals += check_whole(evidence)
    return tuple(sorted(refusals))


def _number(record: Record, column: str) -> float | None:
    value = record.values.get(column)
    return float(value) if isinstance(value, (int, float)) else None


def _in_order(low: str, high: str) -> Gate:
    """A gate: one column is at most the other."""

    def gate(record: Record) -> Iterator[Refusal]:
        first, second = _number(record, low), _number(record, high)
        if first is not None and second is not None and first > second:
            reason = f"{low} {first:g} is above {high} {second:g}"
            yield record.refuse(low, reason, "correct one of the two")

    return gate


def _share(prefix: str) -> Gate:
    """A gate: events fit into n, and the percentage is what they make or can make."""
    percent, events, n = f"{prefix}percent", f"{prefix}events", f"{prefix}n"

    def gate(record: Record) -> Iterator[Refusal]:
        share, count, people = (_number(record, name) for name in (percent, events, n))
        if share is None or not people or _waived(record):
            return
        if count is None:
            yield from _possible(record, percent, share, int(people))
        elif count <= people:
            yield from _share_of(record, percent, share, int(count), int(people))

    return gate


def _places(record: Record, column: str) -> int:
    """How many decimals a percentage is printed with."""
    return decimals(record.written.get(column) or f"{_number(record, column):g}")


def _possible(record: Record, column: str, share: float, n: int) -> Iterator[Refusal]:
    """GRIM: the share of an uncounted event can come from that many people."""
    loose = _pooled(record) or any(map(record.values.get, ("percent_approx", "percent_high")))
    places = _places(record, column)
    if not loose and not grim_consistent(share, places, n):
        reason = f"{share:.{places}f}% cannot come from {n} people"
        yield record.refuse(column, reason, f"correct one of the two; {_MISPRINT}")


def _share_of(record: Record, column: str, share: float, events: int, n: int) -> Iterator[Refusal]:
    """A share whose events are known is theirs, rounded or cut."""
    exact, places = percent_of(events, n), _places(record, column)
    if record.values.get("percent_approx") and abs(exact - share) <= _ROUND_WORDS:
        return
    if not rounds_to(exact, share, places) and not truncates_to(exact, share, places):
        reason = f"{share:.{places}f}% is not {events} of {n}, which is {exact:.{places + 1}f}%"
        yield record.refuse(column, reason, f"correct one of the three; {_MISPRINT}")


def _waived(record: Record) -> bool:
    """Whether the row is kept as a misprint of its source."""
    return record.values.get("confidence") == "conflicting"


def _pooled(record: Record) -> bool:
    """Whether the share comes from a model over studies and not from counting people."""
    return record.values.get("n_kind") == "pooled" or record.values.get("n_studies") is not None


def _interval(record: Record) -> Iterator[Refusal]:
    """The interval contains the effect, or the share where there is no effect."""
    name = "effect" if record.values.get("effect") is not None else "percent"
    middle, low, high = (_number(record, column) for column in (name, "ci_low", "ci_high"))
    if middle is None or _waived(record) or record.values.get(f"{name}_high") is not None:
        return
    if (low is not None and middle < low) or (high is not None and middle > high):
        reason = f"{name} {middle:g} lies outside its interval {low} to {high}"
        yield record.refuse(name, reason, f"correct one of them; {_MISPRINT}")


def _years(record: Record) -> Iterator[Refusal]:
    """A work goes online at about the time that it is printed."""
    year, online = _number(record, "year"), _number(record, "epub_year")
    if year is not None and online is not None and abs(year - online) > _PRINT_DELAY:
        reason = f"epub_year {online:g} and year {year:g} lie more than {_PRINT_DELAY} years apart"
        yield record.refuse("epub_year", reason, "correct one of the two")


def _day(column: str) -> Gate:
    """A gate: the day is one of the calendar."""

    def gate(record: Record) -> Iterator[Refusal]:
        day = record.text(column)
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError:
            yield record.refuse(column, f"{day} is no day of the calendar", "correct it")

    return gate


def _span(record: Record) -> Iterator[Refusal]:
    """A claim covers at least one character."""
    start, end = _number(record, "start"), _number(record, "end")
    if start is not None and end is not None and start >= end:
        reason = f"start {start:g} is not before end {end:g}"
        yield record.refuse("start", reason, "correct one of the two")


_ROW_GATES: dict[str, tuple[Gate, ...]] = {
    "findings": (
        _in_order("events", "n"),
        _in_order("comparator_events", "comparator_n"),
        _in_order("ci_low", "ci_high"),
        _in_order("time_low_h", "time_high_h"),
        _in_order("percent", "percent_high"),
        _in_order("effect", "effect_high"),
        _in_order("value", "value_high"),
        _share(""),
        _share("comparator_"),
        _interval,
        _day("checked"),
    ),
    "studies": (
        _in_order("dose_low", "dose_high"),
        _in_order("infusion_low_min", "infusion_high_min"),
        _years,
        _day("checked"),
    ),
    "notices": (_day("date"),),
    "conflicts": (_day("checked"),),
    "searches": (_day("searched"),),
    "pages": (_day("retrieved"),),
    "claims": (_span,),
}
