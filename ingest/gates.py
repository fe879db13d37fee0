"""The gate over what is on file: rows that are well formed and still cannot be right.

Each gate takes a row and yields a refusal for each thing that does not hold.
Gates about figures spare rows of confidence 'conflicting': that is how a misprint of the source is
kept on file, known for what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ingest.consistency import CHANCE, EFFECT, FAILS, TESTS, checks, number
from ingest.errors import Refusal
from ingest.evidence import Evidence, Record
from ingest.integrity import check_whole

Gate = Callable[[Record], Iterator[Refusal]]

# Online and printed publication lie years apart only where one of the two is wrong.
_PRINT_DELAY = 5
# What a build holds every row to; a source may adjust an effect and test it in a way of its own.
_GATED = frozenset(TESTS) - {EFFECT, CHANCE}
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


def _in_order(low: str, high: str) -> Gate:
    """A gate: one column is at most the other."""

    def gate(record: Record) -> Iterator[Refusal]:
        first, second = number(record, low), number(record, high)
        if first is not None and second is not None and first > second:
            reason = f"{low} {first:g} is above {high} {second:g}"
            yield record.refuse(low, reason, "correct one of the two")

    return gate


def _consistent(record: Record) -> Iterator[Refusal]:
    """Shares are what people make of them, and intervals hold what they are of."""
    if not _waived(record):
        for check in checks(record):
            if check.test in _GATED and check.result == FAILS:
                yield record.refuse(check.column, check.detail, f"correct one of them; {_MISPRINT}")


def _waived(record: Record) -> bool:
    """Whether the row is kept as a misprint of its source."""
    return record.values.get("confidence") == "conflicting"


def _years(record: Record) -> Iterator[Refusal]:
    """A work goes online at about the time that it is printed."""
    year, online = number(record, "year"), number(record, "epub_year")
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
    start, end = number(record, "start"), number(record, "end")
    if start is not None and end is not None and start >= end:
        reason = f"start {start:g} is not before end {end:g}"
        yield record.refuse("start", reason, "correct one of the two")


_OF_RESULTS: tuple[Gate, ...] = (
    _in_order("events", "n"),
    _in_order("comparator_events", "comparator_n"),
    _in_order("ci_low", "ci_high"),
    _in_order("time_low_h", "time_high_h"),
    _in_order("percent", "percent_high"),
    _in_order("effect", "effect_high"),
    _in_order("value", "value_high"),
    _consistent,
)
_ROW_GATES: dict[str, tuple[Gate, ...]] = {
    "findings": (*_OF_RESULTS, _day("checked")),
    "proposals": (*_OF_RESULTS, _day("reviewed")),
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
