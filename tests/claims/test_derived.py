"""Shares that nobody prints but that follow from what one study prints."""

from __future__ import annotations

import pytest

from claims.verdict import Verdict
from tests.claims.small import finding, judge_small, read_small

Row = dict[str, object]
FOUR_WEEKS: Row = {"timepoint": "4 weeks", "time_low_h": 672.0, "time_high_h": 672.0}
TARGET = finding("oak-2020-f1", "target-weight", percent=67.0, arm="weekly", **FOUR_WEEKS)
NORMAL = finding("oak-2020-f2", "normal-weight", percent=52.0, arm="weekly", **FOUR_WEEKS)
BEFORE = "52% were at a normal weight after four weeks"
FURTHER = "A further 15% reached the target weight"


def further(findings: list[Row], statement: str = FURTHER, before: str = BEFORE) -> Verdict:
    """The verdict on a claim that adds to the one before it."""
    return judge_small(statement, findings, previous=read_small(before))


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons}


def test_a_difference_within_one_study_and_time_is_derived() -> None:
    verdict = further([TARGET, NORMAL])
    assert (verdict.verdict, verdict.study_id) == ("supported", "oak-2020")
    details = {reason.code: reason.detail for reason in verdict.reasons}
    assert details["NUM_DERIVED"] == "67 - 52 = 15"


@pytest.mark.parametrize(
    "changed",
    [
        {"finding_id": "elm-2021-f2", "study_id": "elm-2021"},
        {"time_low_h": 24.0, "time_high_h": 24.0},
        {"arm": "daily"},
        {"subgroup": "women"},
        {"confidence": "recalled"},
        {"drug": "orlistat"},
    ],
    ids=lambda changed: "; ".join(changed),
)
def test_nothing_is_derived_across(changed: Row) -> None:
    assert "NUM_DERIVED" not in codes(further([TARGET, {**NORMAL, **changed}]))


def test_another_difference_is_not_derived() -> None:
    assert "NUM_DERIVED" not in codes(
        further([TARGET, NORMAL], "A further 30% reached the target weight")
    )


def test_the_figure_before_must_be_the_one_subtracted() -> None:
    before = "40% were at a normal weight after four weeks"
    assert "NUM_DERIVED" not in codes(further([TARGET, NORMAL], before=before))


def test_a_plain_share_is_not_a_difference() -> None:
    plain = "15% reached the target weight after four weeks"
    assert "NUM_DERIVED" not in codes(further([TARGET, NORMAL], plain))


def test_what_goes_on_takes_up_time_and_drug() -> None:
    reading = read_small(FURTHER, read_small("52% on Zepbound were at a normal weight at day 28"))
    assert (reading.drugs, reading.time_high_h) == (("tirzepatide",), 672.0)
