"""How a claim is put and what is beside its main point: amounts, limits, prices, harms, rivals."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.claims.small import Row, finding, judge_small

DOSE = finding("oak-2020-f1", "dose", value=2.4, unit="mg", direction="present",
               statement="The usual dose is 2.4 mg.")  # fmt: skip
HALF_LIFE = finding("oak-2020-f2", "half-life", value=7.0, unit="d", direction="present",
                    statement="The half-life is 7 days.")  # fmt: skip
PRICE = finding("oak-2020-f3", "price", value=1300.0, unit="USD", direction="present",
                statement="A month costs 1,300 dollars.")  # fmt: skip
NAUSEA = finding("oak-2020-f4", "nausea", direction="absent",
                 statement="Nausea was not seen in 20 people.")  # fmt: skip
ANY_HARM = finding("elm-2021-f1", "adverse-events", percent=80.0, direction="present",
                   statement="Side effects of any kind were seen in 80%.")  # fmt: skip
BETTER = finding("oak-2020-f5", "relative-efficacy", direction="increase", comparator="orlistat",
                 statement="It was more effective than orlistat.")  # fmt: skip
WORSE = finding("elm-2021-f2", "relative-efficacy", direction="decrease", comparator="tirzepatide",
                statement="It was less effective than tirzepatide.")  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "findings", "verdict", "code"),
    [
        ("The half-life is long at a dose of 2.4 mg", [DOSE, HALF_LIFE], "supported", ""),
        ("The half-life is long at a dose of 24 mg", [DOSE, HALF_LIFE], "contradicted", "NUM_"),
        ("It costs 1,300 dollars", [PRICE], "supported", "NUM_EXACT"),
        ("It costs 90 dollars", [PRICE], "not-checkable", "PRICE"),
        ("It costs 1,300 euros", [PRICE], "not-checkable", "PRICE"),
        ("At our clinic it costs 1,300 dollars", [PRICE], "not-checkable", "PRICE"),
        ("60% of our patients reached the target weight", [], "not-checkable", "PRIVATE_FACT"),
        ("It is a miracle", [], "not-checkable", "SPEECH_OPINION"),
        ("Nausea was not seen", [NAUSEA], "supported", ""),
        ("There is no risk of nausea", [NAUSEA], "overstated", "ABSOLUTE"),
        ("24% had gallstones", [ANY_HARM], "unsupported", ""),
        ("It causes gallstones", [ANY_HARM], "unsupported", ""),
        ("It causes side effects", [ANY_HARM], "supported", ""),
        ("It is more effective than orlistat", [BETTER, WORSE], "supported", ""),
        ("It is more effective than tirzepatide", [BETTER, WORSE], "contradicted", ""),
        ("Broccoli is more effective than semaglutide", [BETTER], "unsupported", ""),
        ("Few drugs are as safe as semaglutide", [ANY_HARM], "overstated", "SUPERLATIVE"),
    ],
)
def test_how_it_is_put(statement: str, findings: Sequence[Row], verdict: str, code: str) -> None:
    found = judge_small(statement, findings)
    assert found.verdict == verdict, found.rationale
    assert not code or any(reason.code.startswith(code) for reason in found.reasons)


@pytest.mark.parametrize(
    ("unit", "statement", "verdict"),
    [
        ("doses/wk", "The dose is given once a week", "supported"),
        ("doses/wk", "The dose is given once a day", "contradicted"),
        ("doses/d", "The dose is given seven times a week", "supported"),
    ],
)
def test_rates_are_compared_over_one_time(unit: str, statement: str, verdict: str) -> None:
    rate = finding("oak-2020-f1", "dose", value=1.0, unit=unit, direction="present",
                   statement="How often it is given.")  # fmt: skip
    assert judge_small(statement, [rate]).verdict == verdict


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [("The dose is at most 2.4 mg", "supported"), ("The dose is at most 5 mg", "contradicted")],
)
def test_a_limit_that_is_set_is_the_very_limit(statement: str, verdict: str) -> None:
    assert judge_small(statement, [DOSE]).verdict == verdict


CAUSES = "Semaglutide slowly causes people to reach the target weight."


def test_words_around_an_outcome_carry_nothing() -> None:
    other = finding("oak-2020-f1", "target-weight", direction="benefit", statement=CAUSES)
    assert judge_small("Semaglutide slowly causes gallstones", [other]).verdict == "unsupported"


def test_trials_head_to_head_that_differ_contest() -> None:
    pro = {**WORSE, "finding_id": "ash-2022-f1", "study_id": "ash-2022", "direction": "increase"}
    con = [{**WORSE, "finding_id": f"fir-{year}-f1", "study_id": f"fir-{year}"}
           for year in range(2018, 2022)]  # fmt: skip
    found = judge_small("It is more effective than tirzepatide", [pro, *con])
    assert found.verdict == "partly-supported"


def test_one_finding_far_nearer_in_words_decides() -> None:
    told = "In smokers above ninety it does not work."
    near = finding("oak-2020-f1", "benefit", direction="no-difference", statement=told)
    far = [finding(f"elm-{year}-f1", "benefit", direction="benefit", statement="It is effective.")
           for year in (2018, 2019, 2020)]  # fmt: skip
    assert judge_small("In smokers above ninety it does not work", [near, *far]).verdict == (
        "supported"
    )


LOSS = finding("oak-2020-f6", "weight-loss", effect_type="mean change (percent)", effect=-14.9,
               direction="benefit", statement="People lost 14.9% of their weight.")  # fmt: skip
FEW = finding("elm-2021-f3", "weight-loss", percent=30.0, direction="benefit",
              statement="30% lost weight.")  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Weight loss was 14.9% on average", "supported"),
        ("Weight loss was 22% on average", "contradicted"),
        ("Weight loss was seen in 30%", "supported"),
    ],
)
def test_a_mean_change_is_looked_for_beside_shares(statement: str, verdict: str) -> None:
    assert judge_small(statement, [LOSS, FEW]).verdict == verdict


def test_what_one_of_two_sources_says_is_contested_and_not_contradicted() -> None:
    other = {**HALF_LIFE, "finding_id": "elm-2021-f4", "study_id": "elm-2021", "value": 3.0,
             "confidence": "conflicting", "statement": "The half-life is 3 days."}  # fmt: skip
    claim = "The half-life is 3 days"
    assert judge_small(claim, [HALF_LIFE]).verdict == "contradicted"
    found = judge_small(claim, [HALF_LIFE, other], aside=["elm-2021-f4"])
    assert found.verdict == "partly-supported"
    assert any(reason.code == "SOURCES_DISAGREE" for reason in found.reasons)
    assert not [link for link in found.links if link.role == "agrees"]
    assert (
        judge_small("The half-life is 30 days", [HALF_LIFE, other], aside=["elm-2021-f4"]).verdict
        == "contradicted"
    )


def test_what_was_found_in_the_people_named_comes_first() -> None:
    in_diabetes = finding("oak-2020-f7", "benefit", population="diabetes", basis="controlled",
                          direction="no-difference", statement="Not in diabetes.")  # fmt: skip
    in_anyone = [finding(f"elm-{year}-f5", "benefit", population="any", direction="benefit",
                         statement="It works.") for year in range(2017, 2022)]  # fmt: skip
    claim = "It is effective in type 2 diabetes"
    assert judge_small(claim, in_anyone).verdict == "supported"
    assert judge_small(claim, [in_diabetes, *in_anyone]).verdict == "contradicted"


@pytest.mark.parametrize(
    ("statement", "is_supported"),
    [
        ("It cuts the risk of gallstones by 20%", True),
        ("It lowered the risk of gallstones by 20%", True),
        ("It cuts the risk of gallstones by 45%", False),
    ],
)
def test_a_risk_that_is_cut_is_a_ratio(statement: str, is_supported: bool) -> None:
    ratio = finding("oak-2020-f8", "gallstones", effect_type="HR", effect=0.8, direction="benefit",
                    comparator="placebo", statement="The hazard ratio was 0.8.")  # fmt: skip
    assert (judge_small(statement, [ratio]).verdict == "supported") is is_supported
