"""Results of a registered trial as proposed findings: rows, and arms beside the control."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.evidence import Row
from ingest.formats.trial_arms import Arm, Arms, control_of
from ingest.schema import MACHINE
from ingest.statements import compose
from ingest.statistics import grim_consistent, percent_of

# What a row says of its arm, and the column that says it of the comparator.
_COMPARED = {
    "n": "comparator_n",
    "events": "comparator_events",
    "percent": "comparator_percent",
    "effect": "comparator_effect",
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What the rows of one trial's results have in common."""

    nct: str
    arms: Arms
    population: str | None
    randomised: bool

    def row(self, arm: Arm | None, columns: Row) -> Row:
        """A proposal with its statement; ``columns`` are those of its own, None where empty."""
        given = arm.given if arm else self.arms.studied()
        row: Row = {
            **given,
            "population": self.population,
            "arm": (arm.title or None) if arm else None,
            "source_url": f"https://clinicaltrials.gov/study/{self.nct}",
            "source_tier": "registry",
            "confidence": MACHINE,
            **columns,
        }
        time = str(row.get("timepoint") or "")
        spoken = {**row, "timepoint": time[:1].lower() + time[1:]}
        return {**row, "statement": compose(spoken, self.nct)}


def side_by_side(
    trial: Trial, groups: Mapping[str, Arm], results: Mapping[str, Row], shared: Row
) -> Iterator[Row]:
    """One row an arm, each of the others with the figures of the one control beside its own.

    ``results`` are figures by the id of their group; ``shared`` is what all of the rows say.
    """
    control = control_of(groups)
    for group, result in results.items():
        against = results.get(control or "") if group != control else None
        columns: Row = {**shared, **result}
        if control and against is not None and group != control:
            columns |= {"comparator": groups[control].title, "basis": "controlled"}
            columns |= {_COMPARED[name]: against.get(name) for name in _COMPARED}
            if against.get("confidence"):
                columns["confidence"] = against["confidence"]
                columns["note"] = columns.get("note") or f"Comparator: {against['note']}"
        elif len(groups) == 1 and len(trial.arms.labels) == 1:
            columns |= {"comparator": "none", "basis": "uncontrolled"}
        yield trial.row(groups.get(group), columns)


def counted(events: int, n: int | None) -> Row:
    """People with an outcome among ``n``, with the share that they make."""
    if not n or events > n:
        return {"events": events, "n": n}
    return {
        "events": events,
        "n": n,
        "percent": round(percent_of(events, n), 1),
        "derived": "percent",
    }


def shared_out(percent: float, places: int, n: int | None) -> Row:
    """A share that the record gives, of ``n`` people.

    One that no whole number of them makes comes from a model or is a misprint: it is kept as it
    stands, and said to be at odds with the denominator.
    """
    row: Row = {"percent": percent, "n": n}
    if n and not grim_consistent(percent, places, n):
        row["confidence"] = "conflicting"
        row["note"] = "No whole number of the people analysed makes this share."
    return row
