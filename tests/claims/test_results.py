"""Figures on outcomes that no vocabulary describes, judged against findings by value."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from claims.evidence import Evidence
from claims.judge import judge
from claims.printed import NET, RATIO, Printed, printed
from claims.read import read
from claims.reading import Context
from claims.records import finding_from_row
from claims.verdict import Verdict
from tests.claims.small import TABLES, study

Row = Mapping[str, object]
WEEK = 168.0
LOSS, LOSS_5, DAYS = "crop loss", "crop loss of at least 5%", "drought days"
BLIGHT = "blight of the leaf"


def row(finding_id: str, outcome: str, weeks: float | None = None, **more: object) -> Row:
    hours = weeks * WEEK if weeks is not None else None
    return {
        "finding_id": finding_id,
        "study_id": finding_id.rpartition("-")[0],
        "drug": "semaglutide",
        "outcome": outcome,
        "comparator": "placebo",
        "basis": "controlled",
        "confidence": "verified",
        "statement": f"Semaglutide and {outcome}.",
        "timepoint": f"week {weeks:g}" if weeks is not None else None,
        "time_low_h": hours,
        "time_high_h": hours,
        **more,
    }


CHANGE = {"effect_type": "mean change (percent)"}
FINDINGS = [
    row("oak-2001-a", LOSS, 68, effect=-14.9, comparator_effect=-2.4, **CHANGE),
    row("oak-2001-b", LOSS_5, 68, percent=86.4, comparator_percent=31.5),
    row("elm-2002-a", LOSS, 104, effect=-15.2, comparator_effect=-2.6, **CHANGE),
    row("elm-2002-b", BLIGHT, None, percent=6.5, comparator_percent=8.0, effect_type="HR",
        effect=0.8),
    row("fir-2003-a", DAYS, 12, effect=-3.7, comparator_effect=-1.8, effect_type="mean change",
        unit="d"),
    row("yew-2005-a", DAYS, None, comparator="orlistat", direction="benefit"),
    row("ash-2004-a", LOSS, 12, drug="placebo", comparator="none", effect=-33.3, **CHANGE),
]  # fmt: skip
STUDIES = [
    study("oak-2001", aliases="GROVE 1"),
    study("elm-2002", aliases="GROVE 2"),
    study("fir-2003"),
    study("ash-2004"),
    study("yew-2005"),
]
PLAIN = [
    {"outcome": name, "label": name, "family": name, "kind": "efficacy", "valence": "neutral"}
    for name in (LOSS, LOSS_5, DAYS, BLIGHT)
]
EVIDENCE = Evidence.from_rows(
    {
        **TABLES,
        "outcomes": [*TABLES["outcomes"], *PLAIN],
        "findings": FINDINGS,
        "studies": STUDIES,
    }
)


def verdict_on(statement: str) -> Verdict:
    reading = read(statement, EVIDENCE.vocabulary, Context(drugs=("semaglutide",)))
    return judge(reading, EVIDENCE)


@pytest.mark.parametrize(
    ("statement", "verdict", "finding"),
    [
        ("They lost 14.9% of the crop.", "supported", "oak-2001-a"),
        ("They lost 15.2% of the crop after two years.", "supported", "elm-2002-a"),
        ("86% lost at least 5% of their crop.", "supported", "oak-2001-b"),
        ("There was 20% less blight of the leaf.", "supported", "elm-2002-b"),
        ("6.5% had blight of the leaf.", "supported", "elm-2002-b"),
        ("They had 3.7 fewer drought days.", "supported", "fir-2003-a"),
        ("They had 1.9 fewer drought days than on placebo.", "supported", "fir-2003-a"),
        ("In GROVE 1 they lost 14.9% of the crop.", "supported", "oak-2001-a"),
        ("They lost 14.9% of the crop, against 9.1% on placebo.", "partly-supported", "oak-2001-a"),
        ("They had 3.7 fewer drought days than on placebo.", "partly-supported", "fir-2003-a"),
        ("They lost 25.1% of the crop.", "contradicted", None),
        ("They lost 15.2% of the crop in 68 weeks.", "contradicted", None),
        ("They lost 2.4% of the crop.", "contradicted", None),
        ("They had 1.9 fewer drought days.", "contradicted", None),
        ("41% lost at least 5% of their crop.", "contradicted", "oak-2001-b"),
        ("In GROVE 2 they lost 14.9% of the crop.", "misattributed", "elm-2002-a"),
        ("They lost 33.3% of the crop.", "contradicted", None),
    ],
)
def test_figures_by_value(statement: str, verdict: str, finding: str | None) -> None:
    found = verdict_on(statement)
    assert found.verdict == verdict, found.rationale
    if finding is not None:
        assert found.deciding is not None
        assert found.deciding.finding.finding_id == finding


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Semaglutide works better than orlistat.", "supported"),
        ("Semaglutide is as effective as orlistat.", "contradicted"),
        ("Semaglutide works better than tirzepatide.", "unsupported"),
    ],
)
def test_superiority_rests_on_comparisons(statement: str, verdict: str) -> None:
    assert verdict_on(statement).verdict == verdict


def test_spans_of_time_are_told_apart_by_their_ends() -> None:
    spans = {"oak-2001-a": (9, 12, 44.0), "oak-2001-b": (9, 52, 21.9)}
    rows = [
        row(name, BLIGHT, None, percent=share, time_low_h=first * WEEK, time_high_h=last * WEEK)
        for name, (first, last, share) in spans.items()
    ]
    outcomes = [*TABLES["outcomes"], *PLAIN]
    tables = {**TABLES, "outcomes": outcomes, "findings": rows, "studies": STUDIES[:1]}
    evidence = Evidence.from_rows(tables)
    context = Context(drugs=("semaglutide",))
    right, wrong = (
        read(f"{share}% had blight of the leaf by week 52.", evidence.vocabulary, context)
        for share in (21.9, 44.0)
    )
    assert judge(right, evidence).verdict == "supported"
    assert judge(wrong, evidence).verdict == "contradicted"


def test_another_drugs_figure_decides_nothing() -> None:
    found = verdict_on("They lost 33.3% of the crop.")
    assert found.deciding is not None
    assert found.deciding.finding.drug == ("semaglutide",)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("They lost 2.4% of the crop.", "COMPARATOR_ARM"),
        ("They lost 15.2% of the crop in 12 weeks.", "TIME_MISMATCH"),
        ("In GROVE 2 they lost 14.9% of the crop.", "STUDY_MISMATCH"),
        ("They lost 25.1% of the crop.", "NUM_HIGH"),
        ("There was 20% less blight of the leaf.", "NUM_DERIVED"),
    ],
)
def test_reasons_tell_whose_figure_it_is(statement: str, code: str) -> None:
    assert code in [reason.code for reason in verdict_on(statement).reasons]


def test_an_outcome_without_findings_is_unsupported() -> None:
    assert verdict_on("12.7% grew taller.").verdict == "unsupported"


def test_a_figure_takes_its_outcome_from_the_claim_before() -> None:
    context = Context(drugs=("semaglutide",))
    before = read("They lost much of the crop.", EVIDENCE.vocabulary, context)
    reading = read("In GROVE 1 it was 14.9%.", EVIDENCE.vocabulary, context)
    assert not reading.assertions
    assert judge(reading, EVIDENCE, previous=before).verdict == "supported"


def test_a_study_named_in_the_words_is_as_cited() -> None:
    assert verdict_on("In GROVE 1 they lost 14.9% of the crop.").as_cited == "supported"
    assert verdict_on("They lost 14.9% of the crop.").as_cited is None


def test_figures_of_both_arms_and_between_them() -> None:
    finding = finding_from_row(row("a-2001-a", LOSS, percent=50.0, comparator_percent=25.0))
    assert [(p.value, p.unit, p.side) for p in printed(finding)] == [
        (50.0, "%", "own"), (25.0, "%", "arm"), (25.0, "pp", "net"), (2.0, "ratio", "net"),
    ]  # fmt: skip


def test_a_ratio_gives_a_change_in_risk() -> None:
    finding = finding_from_row(row("a-2001-a", LOSS, effect_type="hazard ratio", effect=0.75))
    assert list(printed(finding)) == [
        Printed(0.75, None, RATIO, "own"),
        Printed(25.0, None, "%", "own", reduction=True),
    ]
    assert NET not in {figure.side for figure in printed(finding)}


def test_what_is_on_file_is_told_in_shares_and_by_the_arm_that_had_it() -> None:
    both = row("oak-2001-a", LOSS_5, 68, drug="tirzepatide", comparator="semaglutide",
               percent=48.4, comparator_percent=27.3)  # fmt: skip
    ratio = row("elm-2002-a", LOSS_5, 68, percent=38.5, effect_type="OR", effect=8.2)
    outcomes = [*TABLES["outcomes"], *PLAIN]
    evidence = Evidence.from_rows(
        {**TABLES, "outcomes": outcomes, "findings": [both, ratio], "studies": STUDIES}
    )
    claim = "Half of the fields on semaglutide had a crop loss of at least 5% by week 68"
    reading = read(claim, evidence.vocabulary, Context(("semaglutide",)))
    told = {reason.code: reason.detail for reason in judge(reading, evidence).reasons}
    assert told["NUM_HIGH"] == "comparable findings lie between 27.3 and 38.5"
    assert told["COMPARATOR_ARM"] == "found under tirzepatide"
