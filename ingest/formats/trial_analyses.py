"""Statistical analyses of a registered trial: a finding for each comparison."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.cells import read_p
from ingest.evidence import Row
from ingest.formats import tree
from ingest.formats.tree import Node
from ingest.formats.trial_arms import control_of
from ingest.formats.trial_findings import Trial
from ingest.formats.trial_measures import Measure, defined, figure, people_in
from ingest.terms import Terms, term

_EFFECTS: Terms = (
    (r"\blog\b", ""),
    (r"hazard", "HR"),
    (r"odds", "OR"),
    (r"risk ratio|relative risk", "RR"),
    (r"risk difference|difference (?:in|of) (?:percent|proportion|rate|incidence|response)"
     r"|(?:percent\w*|proportion|rate) difference", "RD"),
    (r"number needed", "NNT"),
    (r"cohen", "Cohen d"),
    (r"standardi[sz]ed mean|hedges", "SMD"),
    (r"median.*differen|differen.*median", "median difference"),
    (r"mean.*differen|differen.*mean", "MD"),
)  # fmt: skip


def analysed(trial: Trial, measure: Measure, analysis: Node) -> Iterator[Row]:
    """The row of one statistical analysis; none where it gives neither effect nor P value."""
    effect = figure(tree.text_at(analysis, "paramValue"))
    p = read_p(tree.text_at(analysis, "pValue"))
    if effect is None and not p:
        return
    ids = [name for name in tree.texts_at(analysis, "groupIds") if name in measure.groups]
    if len(ids) < 2 and len(measure.groups) == 2 and _compares(analysis):
        ids = list(measure.groups)  # many records name one of the two alone
    compared = {name: measure.groups[name] for name in ids}
    control = control_of(compared)
    treated = [name for name in compared if name != control]
    arm = compared[treated[0]] if len(treated) == 1 else None
    people = people_in(tree.items_at(measure.node, "denoms"))
    columns: Row = {
        **measure.shared,
        **defined(measure, "", ""),
        "n": people.get(treated[0]) if arm else None,
        "n_kind": "analysed" if arm else None,
        "comparator": compared[control].title if control else None,
        "comparator_n": people.get(control) if control else None,
        "basis": "controlled" if control else None,
        **_estimate(analysis, effect),
        **p,
        "location": f"{measure.shared['location']} (statistical analysis)",
    }
    if arm is None and compared:
        columns["arm"] = " vs ".join(group.title for group in compared.values())
    yield trial.row(arm, columns)


def _compares(analysis: Node) -> bool:
    """Whether the effect is one between two groups."""
    return bool(term(tree.text_at(analysis, "paramType"), _EFFECTS))


def _estimate(analysis: Node, effect: float | None) -> Row:
    """The effect with its type, spread and interval."""
    if effect is None:
        return {}
    name = tree.text_at(analysis, "paramType")
    low, high = (figure(tree.text_at(analysis, f"ci{end}Limit")) for end in ("Lower", "Upper"))
    level = tree.text_at(analysis, "ciPctValue")
    row: Row = {"effect_type": term(name, _EFFECTS) or name or "effect", "effect": effect}
    if low is not None and high is not None and figure(level) == 95:
        row |= {"ci_low": low, "ci_high": high}
    elif low is not None or high is not None:
        ends = f"{'' if low is None else f'{low:g}'} to {'' if high is None else f'{high:g}'}"
        row["note"] = f"{level or 'Unstated'}% interval: {ends.strip()}."
    spread = figure(tree.text_at(analysis, "dispersionValue"))
    kind = tree.text_at(analysis, "dispersionType")
    if spread is not None and spread >= 0 and kind.startswith("STANDARD"):
        row["se" if "ERROR" in kind else "sd"] = spread
    return row
