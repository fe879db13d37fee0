"""Verdicts move when a claim's meaning does and hold when only its words do; and small judgements.

The rates over a gold set are held too where one lies beside the checkout.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.perturbation import (
    DATA,  # fmt: skip
    Trial,
    claims_on_file,
    findings_as_claims,
    gold_claims,
    rate,
    trials,
)
from benchmarks.variants import MOVING, STILL, in_words, variants
from claims.evidence import Evidence
from ingest.corpus import read_evidence
from tests.claims.small import VOCABULARY, Row, finding, judge_small, read_small

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "pages_gold.jsonl"
MOVED, HELD = 95.0, 97.0
HELD_KINDS = [*STILL, "paraphrase"]


@pytest.fixture(scope="module")
def made(evidence: Evidence) -> list[Trial]:
    on_file = claims_on_file(read_evidence([DATA]), evidence)
    return trials([*on_file, *findings_as_claims(evidence, 25)], evidence)


def test_verdicts_move_with_the_meaning(made: list[Trial]) -> None:
    assert sum(trial.variant.moves for trial in made) > 100
    assert rate(made, MOVING) >= MOVED


def test_verdicts_hold_over_other_words(made: list[Trial]) -> None:
    assert sum(not trial.variant.moves for trial in made) > 200
    assert rate(made, HELD_KINDS) >= HELD


def test_rates_over_a_gold_set(evidence: Evidence) -> None:
    if not GOLD.exists():
        pytest.skip("no gold set beside the checkout")
    bases = list(claims_on_file(read_evidence([DATA]), evidence))
    quotes = trials(gold_claims(GOLD, bases), evidence)
    assert rate(quotes, MOVING) >= 90.0
    assert rate(quotes, HELD_KINDS) >= HELD


def test_a_rate_counts_what_passed(made: list[Trial]) -> None:
    share = [trial for trial in made if trial.variant.kind == "share"]
    assert share
    assert rate(share, ["share"]) == 100 * sum(t.passed for t in share) / len(share)
    assert rate([], ["share"]) == 100


@pytest.mark.parametrize(
    ("kind", "statement", "expected"),
    [
        ("share", "71% lost weight", ["88% lost weight", "54% lost weight"]),
        ("dose", "It is given at 2.4 mg a week", ["It is given at 24 mg a week"]),
        ("year", "It was approved in 2021", ["It was approved in 2012"]),
        ("time", "71% lost weight at 4 weeks", ["71% lost weight at 21 weeks"]),
        ("unit", "71% of patients lost weight", ["71 people lost weight"]),
        ("unknown drug", "Wegovy works", ["travoxetine works"]),
        ("number in words", "71% lost weight", ["seventy-one percent lost weight"]),
        ("order", "71% lost weight at 4 weeks", ["At 4 weeks, 71% lost weight"]),
        ("order", "At 4 weeks, 71% lost weight", ["71% lost weight at 4 weeks"]),
    ],
)
def test_variants(kind: str, statement: str, expected: list[str]) -> None:
    made = variants(statement, VOCABULARY)
    assert [v.statement for v in made if v.kind == kind] == expected
    assert all(v.moves == (kind in MOVING) for v in made if v.kind == kind)


@pytest.mark.parametrize(
    ("number", "words"),
    [("7", "seven"), ("40", "forty"), ("71", "seventy-one"), ("0", ""), ("100", ""),
     ("52.5", "fifty-two point five")],
)  # fmt: skip
def test_numbers_in_words(number: str, words: str) -> None:
    assert in_words(number) == words


TARGET = finding("oak-2020-f01", "target-weight", percent=60.0, comparator="orlistat",
                 comparator_percent=41.2, direction="benefit", n=100,
                 statement="60% reached the target weight.")  # fmt: skip
DOSE: list[Row] = [
    finding("oak-2020-f02", "dose", value=2.4, unit="mg", statement="The dose is 2.4 mg."),
    finding("elm-2020-f01", "dose", value=0.25, value_high=60.0, unit="mg",
            statement="Doses of all kinds have been tried."),
]  # fmt: skip
APPROVED = finding("oak-2020-f03", "approval", value=2021, unit="year", direction="present",
                   statement="It was approved in 2021.")  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "findings", "verdict", "code"),
    [
        ("In 10 patients, 71% reached the target weight", [TARGET], "contradicted",
         "NUM_IMPOSSIBLE_FOR_N"),
        ("71% of 10 patients reached the target weight", [TARGET], "contradicted",
         "NUM_IMPOSSIBLE_FOR_N"),
        ("In a trial of 9 patients 60% reached the target weight", [TARGET], "supported",
         "NUM_EXACT"),
        ("41% reached the target weight on orlistat", [TARGET], "supported", "NUM_EXACT"),
        ("60% reached the target weight on orlistat", [TARGET], "contradicted", "COMPARATOR_ARM"),
        ("60% reached the target weight on travoxetine", [TARGET], "unsupported", "COVERAGE_THIN"),
        ("Wegovy is given at 2.4 mg", DOSE, "supported", "NUM_EXACT"),
        ("Wegovy is given at 24 mg", DOSE, "contradicted", "NUM_HIGH"),
        ("Wegovy was approved in 2021", [APPROVED], "supported", "NUM_EXACT"),
        ("Wegovy was approved in June 2020", [APPROVED], "contradicted", "NUM_LOW"),
    ],
)  # fmt: skip
def test_figures_decide(statement: str, findings: list[Row], verdict: str, code: str) -> None:
    given = judge_small(statement, findings)
    assert (given.verdict, code in [r.code for r in given.reasons]) == (verdict, True)


def test_a_figure_that_no_finding_gives_is_not_supported() -> None:
    words = finding("oak-2020-f04", "nausea", direction="present", statement="Nausea occurs.")
    assert judge_small("Nausea occurs", [words]).verdict == "supported"
    given = judge_small("Nausea occurs for 6 weeks", [words])
    assert given.verdict == "partly-supported"
    assert "6 weeks" in " ".join(reason.detail for reason in given.reasons)


def test_the_same_words_with_another_kind_or_number_are_no_support() -> None:
    rest = "made by yeast, bound to albumin in blood, cleared over weeks by enzymes and kidneys"
    said = f"Semaglutide is a peptide of 31 residues {rest}."
    plain = finding("oak-2020-f05", "gastric-emptying", statement=said)
    for statement, verdict in [
        ("Semaglutide is a peptide of 31 residues", "supported"),
        ("Semaglutide is a peptide of 32 residues", "unsupported"),
        ("Semaglutide is a steroid of 31 residues", "unsupported"),
    ]:
        assert judge_small(f"{statement} {rest}", [plain]).verdict == verdict


@pytest.mark.parametrize(
    ("statement", "value", "time", "n"),
    [
        ("Weight loss fell from 60% to 20%", 20, None, None),
        ("Weight loss in 60% -> 20%", 20, None, None),
        ("20% off weight loss", None, None, None),
        ("Adults aged 18 years lost weight in 30%", 30, None, None),
        ("30% lost weight (95% CI 20% to 40%)", 30, None, None),
        ("30% lost weight and it lasted 7 days", 30, None, None),
        ("30% lost weight, lasting for 7 days", 30, None, None),
        ("30% lost weight at week 4", 30, 4, None),
        ("Trial of 40 patients: 30% lost weight", 30, None, None),
        ("30% of 40 patients lost weight", 30, None, 40),
        ("In a study of 40 patients 30% lost weight", 30, None, None),
        ("Among 40 patients 30% lost weight against 10%", 30, None, None),
    ],
)
def test_figures_of_a_claim(
    statement: str, value: float | None, time: float | None, n: int | None
) -> None:
    reading = read_small(statement)
    assert (reading.value, reading.timepoint_value, reading.n) == (value, time, n)


def test_a_share_with_hundreds_of_decimals_is_judged() -> None:
    given = judge_small("0." + "1" * 400 + "% reached the target weight", [TARGET])
    assert given.verdict == "contradicted"
