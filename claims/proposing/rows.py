"""Results read in an abstract as rows of the table proposals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.mentions import find_mentions
from claims.proposing.arms import Arm
from claims.proposing.results import Result
from claims.records import study_from_row
from claims.text import tokenise
from claims.vocabulary import Vocabulary
from ingest.durations import read_dose
from ingest.evidence import Row
from ingest.proposals import mark_of
from ingest.statements import compose
from ingest.statistics import percent_of


def rows_of(results: Sequence[Result], study: Row, vocabulary: Vocabulary) -> Iterator[Row]:
    """The rows of one abstract's results.

    ``study`` is the work's row.  The statement is composed of the fields, in our words; where it
    was read is told by the number of the sentence and by offsets, never by the text.
    """
    source = study_from_row(study).short
    populations = _populations(str(study["title"]), vocabulary)
    for result in results:
        row: Row = {
            "read_from": "abstract",
            "sentence": result.sentence,
            "start": result.start,
            "end": result.end,
            "mark": mark_of("abstract", result.start, result.end),
            "drug": _drug(result.arm, vocabulary),
            "dose": _dose(result.arm),
            "population": "; ".join(populations) or None,
            "arm": result.arm.name,
            "outcome": result.outcome.outcome,
            "n": result.n,
            "location": f"abstract, sentence {result.sentence}",
            "source_url": study["source_url"],
            "source_tier": "abstract",
            **_share(result.percent, result.events, result.n),
            **_compared(result),
        }
        if result.time is not None:
            row |= {
                "timepoint": result.time.words,
                "time_low_h": result.time.low_h,
                "time_high_h": result.time.high_h,
            }
        yield row | {"statement": compose(row, source)}


def _share(percent: float | None, events: int | None, n: int | None) -> Row:
    """The figures; a percentage that is not printed is worked out, and said to be."""
    if percent is None and events is not None and n:
        share = round(percent_of(events, n), 1)
        return {"percent": share, "events": events, "derived": "percent"}
    return {"percent": percent, "events": events}


def _compared(result: Result) -> Row:
    """What the arm was compared with, and the figures there."""
    if result.single:
        return {"comparator": "none", "basis": "uncontrolled"}
    against = result.against
    if against is None:
        return {}
    share = _share(against.percent, against.events, against.n)
    return {
        "comparator": against.arm.name,
        "basis": "controlled",
        "comparator_percent": share["percent"],
        "comparator_events": share["events"],
        "comparator_n": against.n,
    }


def _drug(arm: Arm, vocabulary: Vocabulary) -> str:
    """The drugs on file that an arm's name holds, else the name without its dose."""
    found = find_mentions(tokenise(arm.name), vocabulary).drugs
    names = dict.fromkeys(match.payload.id for match in found)
    return "; ".join(names) or arm.treatment


def _dose(arm: Arm) -> str | None:
    """The dose in an arm's name, where it gives one."""
    return arm.dose if arm.dose and read_dose(arm.dose) else None


def _populations(title: str, vocabulary: Vocabulary) -> list[str]:
    """Conditions on file that the title names."""
    found = find_mentions(tokenise(title), vocabulary).populations
    return list(dict.fromkeys(match.payload.id for match in found))
