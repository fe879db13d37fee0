"""Fields of a reading against a label, one case a rule."""

from __future__ import annotations

from typing import Any

import pytest

from claims.quality.fields import FIELDS, compare_fields
from claims.quality.labels import Label
from claims.reading import Assertion, Reading
from claims.schema import READINGS
from tests.claims.small import VOCABULARY

LABEL: Label = {
    "kind": "safety-rate", "hedged": False, "absolute_language": False,
    **dict.fromkeys(
        ("drug", "route", "dose", "population", "outcome", "value", "value_high",
         "value_as_written", "unit", "comparator_value", "timepoint_value", "timepoint_unit",
         "n_doses")
    ),
}  # fmt: skip
NAUSEA = (Assertion("nausea", "present", 0, 6),)
MET, WRONG, MISSED, SPURIOUS, NEITHER = (
    (True, True, True), (True, True, False), (True, False, False), (False, True, False),
    (False, False, False),
)  # fmt: skip
CASES: list[tuple[str, dict[str, Any], dict[str, Any], tuple[bool, ...] | None]] = [
    ("kind", {}, {}, MET),
    ("kind", {"kind": "cost"}, {}, WRONG),
    ("drug", {"drug": "Wegovy"}, {"drugs": ("semaglutide", "tea")}, MET),
    ("drug", {"drug": "Wegovy"}, {"drugs": ("tea",)}, WRONG),
    ("drug", {"drug": "moonshine"}, {"drugs": ("semaglutide",)}, None),
    ("drug", {}, {"drugs": ("semaglutide",)}, SPURIOUS),
    ("population", {"population": "obese people"}, {"populations": ("obesity",)}, MISSED),
    (
        "population",
        {"population": "obese people"},
        {"populations": ("obesity",), "population_stated": True},
        MET,
    ),
    ("outcome", {"outcome": "Nausea"}, {"assertions": NAUSEA}, MET),
    ("outcome", {"outcome": "gallstones"}, {"assertions": NAUSEA}, WRONG),
    ("outcome", {"outcome": "moonshine"}, {"assertions": NAUSEA}, None),
    ("dose", {"dose": "2.4 mg weekly"}, {"dose": "2.40mg"}, MET),
    ("dose", {"dose": "2.4 mg"}, {"dose": "1 mg"}, WRONG),
    ("value", {"value": 44, "unit": "%"}, {"value": 44.5}, MET),
    ("value", {"value": 44, "unit": "%"}, {"value": 44.6}, WRONG),
    ("value", {"value": 50, "unit": "%", "value_as_written": "half"}, {"value": 52.5}, MET),
    ("value", {"value": 50, "unit": "%", "value_as_written": "50%"}, {"value": 52.5}, WRONG),
    ("value", {"value": 200, "unit": "mg"}, {"value": 202}, MET),
    ("value", {"value": 200, "unit": "mg"}, {"value": 203}, WRONG),
    ("value", {"value": 10, "value_high": 20, "unit": "%"}, {"value": 20}, MET),
    ("value", {"value": 10, "value_high": 20, "unit": "%"}, {"value": 21}, WRONG),
    ("value", {"value": 0}, {}, MISSED),
    ("unit", {"unit": "weeks"}, {"unit": "wk"}, MET),
    ("unit", {"unit": "doses/week"}, {"unit": "doses/wk"}, MET),
    ("unit", {"unit": "n"}, {"unit": "people"}, MET),
    ("unit", {"unit": "%"}, {"unit": "pp"}, WRONG),
    ("comparator_value", {"comparator_value": 20}, {"comparator_value": 20.5}, MET),
    ("comparator_value", {"comparator_value": 0}, {"comparator_value": 20}, WRONG),
    (
        "timepoint",
        {"timepoint_value": 4, "timepoint_unit": "wk"},
        {"timepoint_value": 1, "timepoint_unit": "mo"},
        MET,
    ),
    (
        "timepoint",
        {"timepoint_value": 1, "timepoint_unit": "wk"},
        {"timepoint_value": 8, "timepoint_unit": "d"},
        WRONG,
    ),
    ("timepoint", {"timepoint_value": 1, "timepoint_unit": "wk"}, {}, MISSED),
    ("n_doses", {"n_doses": 6}, {"n_doses": 6}, MET),
    ("n_doses", {"n_doses": 6}, {"n_doses": 1}, WRONG),
    ("hedged", {"hedged": True}, {"hedged": True}, MET),
    ("hedged", {"hedged": True}, {}, MISSED),
    ("absolute", {}, {"absolute": True}, SPURIOUS),
]


@pytest.mark.parametrize(("name", "label", "reading", "expected"), CASES)
def test_field(
    name: str, label: dict[str, Any], reading: dict[str, Any], expected: tuple[bool, ...] | None
) -> None:
    read = Reading(**{"statement": "", "kind": "safety-rate", **reading})
    compared = compare_fields(LABEL | label, read, VOCABULARY).get(name)
    if expected is None or compared is None:
        assert compared == expected
    else:
        # Agreement tells nothing where one of the two says nothing.
        labelled, found, right = compared
        assert (labelled, found, labelled and found and right) == expected


def test_what_neither_says_is_neither_labelled_nor_found() -> None:
    compared = compare_fields(LABEL, Reading("", "safety-rate"), VOCABULARY)
    assert compared.keys() == set(FIELDS)
    assert {one[:2] for name, one in compared.items() if name != "kind"} == {(False, False)}


def test_fields_are_columns_of_readings() -> None:
    renamed = {"timepoint": "timepoint_value", "absolute": "absolute_language"}
    assert {renamed.get(name, name) for name in FIELDS} <= set(READINGS.names)
