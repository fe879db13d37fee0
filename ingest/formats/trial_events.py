"""Adverse events and participant flow of a registered trial, with their denominators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.durations import read_timepoint
from ingest.evidence import Row
from ingest.formats import tree
from ingest.formats.tree import Node
from ingest.formats.trial_findings import Trial, counted, side_by_side
from ingest.formats.trial_measures import groups_of
from ingest.terms import Terms, term

# Totals of a group: the first half of the fields' names, the outcome, its definition.
_TOTALS = (
    ("deaths", "adverse-event:Death from any cause", None),
    ("serious", "serious adverse events", "at least one serious adverse event"),
    ("other", "adverse events", "at least one adverse event that was not serious"),
)
_N_KINDS: Terms = ((r"randomi[sz]", "randomised"), (r"treated|dosed|received", "treated"))
_LEAD_IN = re.compile(r"screen|lead.?in|run.?in|open.label|induction|pre.?treatment", re.I)


def adverse_events(trial: Trial, results: Node) -> Iterator[Row]:
    """The rows of an adverseEventsModule: totals of each arm, and each event in each arm."""
    module = tree.at(results, "adverseEventsModule")
    groups = groups_of(trial, tree.items_at(module, "eventGroups"))
    frame = tree.text_at(module, "timeFrame")
    shared: Row = {"timepoint": frame or None, **read_timepoint(frame), "n_kind": "treated"}
    at_risk: dict[str, dict[str, int | None]] = {}
    for name, outcome, definition in _TOTALS:
        totals = {
            tree.text_at(group, "id"): (
                tree.whole(tree.at(group, f"{name}NumAffected")),
                tree.whole(tree.at(group, f"{name}NumAtRisk")),
            )
            for group in tree.items_at(module, "eventGroups")
        }
        at_risk[name] = {group: n for group, (_, n) in totals.items()}
        figures = {g: counted(events, n) for g, (events, n) in totals.items() if events is not None}
        columns: Row = {
            **shared,
            "outcome": outcome,
            "definition": definition,
            "location": "registry, adverse events",
        }
        yield from side_by_side(trial, groups, figures, columns)
    for kind in ("serious", "other"):
        for event in tree.items_at(module, f"{kind}Events"):
            figures = _affected(event, at_risk[kind])
            columns = {
                **shared,
                "outcome": f"adverse-event:{tree.text_at(event, 'term')}",
                "definition": "serious" if kind == "serious" else None,
                "location": f"registry, {kind} adverse events",
            }
            if tree.text_at(event, "term"):
                yield from side_by_side(trial, groups, figures, columns)


def _affected(event: Node, at_risk: dict[str, int | None]) -> dict[str, Row]:
    """People with one event, by group; those at risk as the event says, or the group."""
    found = {}
    for stat in tree.items_at(event, "stats"):
        group = tree.text_at(stat, "groupId")
        events = tree.whole(tree.at(stat, "numAffected"))
        n = tree.whole(tree.at(stat, "numAtRisk"))
        if events is not None and group in at_risk:
            found[group] = counted(events, at_risk[group] if n is None else n)
    return found


def flow(trial: Trial, results: Node) -> Iterator[Row]:
    """The rows of a participantFlowModule: who started, got on and left, by period and arm."""
    module = tree.at(results, "participantFlowModule")
    groups = groups_of(trial, tree.items_at(module, "groups"))
    for number, period in enumerate(tree.items_at(module, "periods")):
        started: dict[str, int] = {}
        for milestone in tree.items_at(period, "milestones"):
            kind = tree.text_at(milestone, "type")
            people = _subjects(milestone, "achievements")
            started = started or people
            if kind != "NOT COMPLETED":  # the rest of those who completed
                columns = _stage(period, kind.lower().replace("_", " "))
                columns["n_kind"] = _n_kind(trial, period, number, kind)
                figures: dict[str, Row] = {group: {"n": n} for group, n in people.items()}
                if kind == "COMPLETED":
                    figures = {g: counted(n, started.get(g)) for g, n in people.items()}
                yield from side_by_side(trial, groups, figures, columns)
        for loss in tree.items_at(period, "dropWithdraws"):
            reason = f"withdrawn, {tree.text_at(loss, 'type').lower() or 'no reason given'}"
            left = _subjects(loss, "reasons")
            figures = {group: counted(n, started.get(group)) for group, n in left.items()}
            yield from side_by_side(trial, groups, figures, _stage(period, reason))


def people_at(results: Node, stage: str) -> int | None:
    """People over all groups at a stage of the first period that is no lead-in; None if unknown.

    ``stage`` is a milestone, 'STARTED' or 'COMPLETED', or words for one of the record's own.
    """
    periods = tree.items_at(results, "participantFlowModule", "periods")
    main = (period for period in periods if not _LEAD_IN.search(tree.text_at(period, "title")))
    for milestone in tree.items_at(next(main, None), "milestones"):
        if re.fullmatch(stage, tree.text_at(milestone, "type"), re.I):
            return tree.whole(sum(_subjects(milestone, "achievements").values())) or None
    return None


def _stage(period: Node, stage: str) -> Row:
    title = tree.text_at(period, "title")
    return {
        "outcome": f"participant-flow:{stage}",
        "definition": title or None,
        "location": "registry, participant flow",
    }


def _n_kind(trial: Trial, period: Node, number: int, milestone: str) -> str | None:
    """What a milestone counts, by its own name or because it begins the trial."""
    named = term(milestone, _N_KINDS)
    if named or number or milestone not in ("STARTED", "COMPLETED"):
        return named
    lead_in = _LEAD_IN.search(tree.text_at(period, "title"))
    return "randomised" if trial.randomised and not lead_in else "enrolled"


def _subjects(node: Node, name: str) -> dict[str, int]:
    """People by group."""
    found = {
        tree.text_at(item, "groupId"): tree.whole(tree.at(item, "numSubjects"))
        for item in tree.items_at(node, name)
    }
    return {group: n for group, n in found.items() if n is not None}
