"""Outcome measures of a registered trial: what all of the figures of one have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.evidence import Row
from ingest.formats import tree, trial_words
from ingest.formats.tree import Node
from ingest.formats.trial_arms import Arm
from ingest.formats.trial_findings import Trial
from ingest.numbers import plain_number

_PARTICIPANTS = re.compile(r"participants?|patients?|subjects?|people|persons?|", re.I)


@dataclass(frozen=True, slots=True)
class Measure:
    """One outcome measure: what is said of all of its figures, and how they are to be read."""

    node: Node
    title: str
    criterion: str
    unit: str
    kind: str
    dispersion: str
    groups: Mapping[str, Arm]
    of_people: bool
    shared: Row


def read_measure(trial: Trial, node: Node, number: int) -> Measure:
    """One of the measures of a record, by its place among them from 1."""
    title = tree.text_at(node, "title")
    kind = tree.text_at(node, "type").lower()
    outcome, criterion = trial_words.outcome_of(title)
    selected = tree.text_at(node, "denomUnitsSelected")
    return Measure(
        node=node,
        title=title,
        criterion=criterion,
        unit=tree.text_at(node, "unitOfMeasure"),
        kind=tree.text_at(node, "paramType").replace("_", " ").lower(),
        dispersion=tree.text_at(node, "dispersionType").replace("_", " "),
        groups=groups_of(trial, tree.items_at(node, "groups")),
        of_people=bool(_PARTICIPANTS.fullmatch(selected)),
        shared={
            "outcome": outcome or None,
            "scale": trial_words.scale_of(title),
            "location": f"registry, {kind or 'an'} outcome measure {number}: {title}",
        },
    )


def groups_of(trial: Trial, groups: list[Node]) -> dict[str, Arm]:
    """The groups of results by their ids."""
    return {
        name: trial.arms.find(tree.text_at(group, "title"))
        for group in groups
        if (name := tree.text_at(group, "id"))
    }


def people_in(denoms: list[Node]) -> dict[str, int]:
    """Denominators in people, by the id of their group."""
    of_people = (d for d in denoms if _PARTICIPANTS.fullmatch(tree.text_at(d, "units")))
    counts = tree.items_at(next(of_people, None), "counts")
    found = {
        tree.text_at(count, "groupId"): tree.whole(tree.at(count, "value")) for count in counts
    }
    return {group: n for group, n in found.items() if n is not None}


def defined(measure: Measure, part: str, category: str) -> Row:
    """The columns of time and the definition: criterion, class and category as registered."""
    frame = tree.text_at(measure.node, "timeFrame")
    times, own = trial_words.when(part, frame, trial_words.is_change(measure.title))
    words = filter(None, dict.fromkeys((measure.criterion, "" if own else part, category)))
    return {**times, "definition": "; ".join(words) or None}


def figure(text: str) -> float | None:
    """The number that the text is; None for anything else, such as 'NA'."""
    number = plain_number(text)
    return None if number is None else float(number)
