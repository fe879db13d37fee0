"""Outcome measures of a registered trial: a finding for each measure, category and arm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.evidence import Row
from ingest.formats import tree, trial_words
from ingest.formats.tree import Node
from ingest.formats.trial_analyses import analysed
from ingest.formats.trial_findings import Trial, counted, shared_out, side_by_side
from ingest.formats.trial_measures import Measure, defined, figure, people_in, read_measure
from ingest.numbers import decimals, plain_number
from ingest.terms import Terms, term

_AVERAGES: Terms = (
    (r"geometric", "geometric mean"),
    (r"mean", "mean"),
    (r"median", "median"),
    (r"count", "count"),
    (r"number", "number"),
)
_INTERVAL_95 = re.compile(r"\b95\b.*confidence|confidence.*\b95\b", re.I)


def findings(trial: Trial, results: Node) -> Iterator[Row]:
    """The rows of every posted outcome measure in a resultsSection, and of its analyses."""
    measures = tree.items_at(results, "outcomeMeasuresModule", "outcomeMeasures")
    for number, node in enumerate(measures, start=1):
        measure = read_measure(trial, node, number)
        if measure.title:
            for part in tree.items_at(node, "classes"):
                yield from _part(trial, measure, part)
            for analysis in tree.items_at(node, "analyses"):
                yield from analysed(trial, measure, analysis)


def primary_analysed(results: Node) -> int | None:
    """People in the first primary outcome measure, over all of its groups."""
    measures = tree.items_at(results, "outcomeMeasuresModule", "outcomeMeasures")
    primary = next((node for node in measures if tree.text_at(node, "type") == "PRIMARY"), None)
    return tree.whole(sum(people_in(tree.items_at(primary, "denoms")).values())) or None


def _part(trial: Trial, measure: Measure, part: Node) -> Iterator[Row]:
    """The rows of one class of a measure: a time, a subscale or the whole."""
    title = tree.text_at(part, "title")
    people = {
        **people_in(tree.items_at(measure.node, "denoms")),
        **people_in(tree.items_at(part, "denoms")),
    }
    for category in tree.items_at(part, "categories"):
        name = tree.text_at(category, "title")
        shared = {**measure.shared, **defined(measure, title, name), "n_kind": "analysed"}
        results: dict[str, Row] = {}
        for measurement in tree.items_at(category, "measurements"):
            group = tree.text_at(measurement, "groupId")
            result = _result(measure, measurement, people.get(group))
            if group in measure.groups and result:
                results[group] = result
        yield from side_by_side(trial, measure.groups, results, shared)


def _result(measure: Measure, measurement: Node, n: int | None) -> Row:
    """The figures of one arm; empty where the record gives none."""
    written = tree.text_at(measurement, "value")
    value = plain_number(written)
    if value is None:
        return {}
    unit, of_people = measure.unit, measure.of_people
    whole = int(value) if value == int(value) and value >= 0 else None
    number = measure.kind in ("count of participants", "number", "")
    if of_people and number and trial_words.is_share(unit, measure.title) and 0 <= value <= 100:
        figures = _share(unit, written, float(value), n)
    elif of_people and whole is not None and (
        measure.kind == "count of participants" or (number and trial_words.is_count(unit))
    ):  # fmt: skip
        return counted(whole, n)
    else:
        figures = _average(measure, float(value), n)
    spread, remark = _spread(measure, measurement)
    notes = (figures.get("note"), remark)
    return {**figures, **spread, "note": " ".join(str(note) for note in notes if note) or None}


def _share(unit: str, written: str, value: float, n: int | None) -> Row:
    """A share as the record gives it; a proportion of at most 1 as the percentage that it is."""
    if not unit.lower().startswith("proportion") or value > 1:
        return shared_out(value, decimals(written), n)
    places = max(decimals(written) - 2, 0)
    return {**shared_out(round(100 * value, places), places, n), "derived": "percent"}


def _average(measure: Measure, value: float, n: int | None) -> Row:
    """A mean, a median or another figure that is no share."""
    kind = term(measure.kind, _AVERAGES) or "number"
    changed = trial_words.is_change(measure.title)
    percent = changed and re.search(r"percent|%", measure.unit, re.I)
    name = f"{kind} change" if changed and kind in ("mean", "median") else kind
    least = "Least squares mean. " if "least squares" in measure.kind else ""
    unit = f"Unit: {measure.unit}." if measure.unit else ""
    return {
        "effect_type": f"{name} (percent)" if percent else name,
        "effect": value,
        "n": n,
        "note": f"{least}{unit}".strip() or None,
    }


def _spread(measure: Measure, measurement: Node) -> tuple[Row, str]:
    """SD, SE or 95% interval, and in words what has no column."""
    spread = figure(tree.text_at(measurement, "spread"))
    low, high = (figure(tree.text_at(measurement, name)) for name in ("lowerLimit", "upperLimit"))
    name = measure.dispersion
    if (
        spread is not None
        and spread >= 0
        and re.search(r"standard (?:deviation|error)", name, re.I)
    ):
        return {"se" if "error" in name.lower() else "sd": spread}, ""
    if low is None or high is None:
        return {}, f"{name}: {spread:g}." if spread is not None and name else ""
    if _INTERVAL_95.search(name):
        return {"ci_low": low, "ci_high": high}, ""
    return {}, f"{name or 'Range'}: {low:g} to {high:g}."
