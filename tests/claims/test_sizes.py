"""Numbers of people that are the size of a study, and those that are a result."""

from __future__ import annotations

import pytest

from claims.quantities import read_quantities
from claims.sizes import is_size
from claims.text import tokenise
from tests.claims.small import finding, judge_small, read_small

FOUND = finding("oak-2018-f01", "weight-loss", direction="benefit", n=40, statement="It helped.")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("In a study of nine patients Wegovy helped", True),
        ("A trial with 400 obese adults found it better", True),
        ("A series of over 30 patients", True),
        ("In 24 people it helped", True),
        ("Of 24 people some lost weight", True),
        ("Gallstones were seen in nine patients", False),
        ("The study drew nine patients", False),
        ("A study in which nine patients woke", False),
        ("A study of mice lasted until nine patients asked", False),
        ("Nine patients lost weight", False),
        ("In 24 weeks it helped", False),
    ],
)
def test_sizes(text: str, size: bool) -> None:
    tokens = tokenise(text)
    assert is_size(read_quantities(tokens)[0], tokens) is size


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("In 24 people weight loss was seen", None),
        ("In a study of nine patients weight loss was seen", None),
        ("Weight loss was seen in nine patients", 9),
    ],
)
def test_a_size_is_no_figure_of_a_claim(statement: str, value: float | None) -> None:
    assert read_small(statement).value == value


@pytest.mark.parametrize(
    ("statement", "missed"),
    [
        ("In a study of nine patients Wegovy led to weight loss", False),
        ("Wegovy led to weight loss in nine patients", True),
    ],
)
def test_a_size_is_not_missed(statement: str, missed: bool) -> None:
    codes = [reason.code for reason in judge_small(statement, [FOUND]).reasons]
    assert ("PART_UNSUPPORTED" in codes) is missed
