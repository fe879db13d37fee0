"""Statements made from fields, as they read."""

from __future__ import annotations

import pytest

from ingest.rows import Value
from ingest.statements import compose

CASES: list[tuple[dict[str, Value], str]] = [
    (
        {"drug": "tea", "route": "oral", "dose": "2 cups", "outcome": "response", "scale": "CALM-7",
         "definition": "half as tense", "percent": 71.0, "events": 12, "n": 17,
         "comparator": "water", "comparator_percent": 6.0, "timepoint": "24 hours",
         "time_anchor": "after the cup"},
        "Tea, oral, 2 cups: response (CALM-7, half as tense) 71% (12 of 17), against 6% on water, "
        "at 24 hours after the cup (Oak 2001).",
    ),
    (
        {"arm": "rum arm", "outcome": "score-change", "effect_type": "MD", "effect": -4.0,
         "se": 1.5, "ci_low": -7.0, "ci_high": -1.0, "p_operator": "<", "p": 0.01,
         "direction": "benefit", "comparator": "none"},
        "Rum arm: score change MD -4, SE 1.5, 95% CI -7 to -1, P < 0.01, in favour of the "
        "treatment, without a control (Oak 2001).",
    ),
    (
        {"drug": "tea", "outcome": "onset", "value": 20.0, "value_high": 40.0, "unit": "min"},
        "Tea: onset 20 to 40 min (Oak 2001).",
    ),
    (
        {"drug": "tea", "outcome": "adverse-event:Hiccups", "percent": 20.0, "percent_high": 30.0,
         "percent_approx": 1, "comparator_effect": 2.5},
        "Tea: adverse event: Hiccups about 20 to 30%, against 2.5 on the comparator (Oak 2001).",
    ),
    ({"drug": "tea", "outcome": "calm", "n": 9}, "Tea: calm 9 people (Oak 2001)."),
    ({"drug": "tea", "outcome": "calm", "events": 0, "n": 9}, "Tea: calm 0 of 9 (Oak 2001)."),
    (
        {"drug": "tea", "outcome": "calm", "comparator": "rum", "direction": "no-difference"},
        "Tea: calm no difference, against rum (Oak 2001).",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "sentence"), CASES)
def test_composed_statements(finding: dict[str, Value], sentence: str) -> None:
    assert compose(finding, "Oak 2001") == sentence
