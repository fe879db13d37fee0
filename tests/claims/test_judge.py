"""Golden verdicts over what is on file, and over a small body of evidence on another topic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.evidence import Evidence
from claims.judge import judge
from claims.read import read
from claims.reading import Context
from claims.rules import rows as rulebook
from claims.verdict import Verdict
from tests.claims.golden import Case, golden, parts
from tests.claims.small import finding, judge_small, study

CASES = golden("verdicts")
Row = dict[str, object]


def judged(case: Case, evidence: Evidence) -> Verdict:
    """The verdict on a golden case, on a page about its subject in depression."""
    context = Context(drugs=(case["subject"],), populations=("depression",))
    previous = read(case["after"], evidence.vocabulary, context) if case["after"] else None
    context = Context(context.drugs, context.populations, previous)
    reading = read(case["statement"], evidence.vocabulary, context)
    return judge(reading, evidence, previous=previous, cited=frozenset(parts(case["cites"])))


def details(verdict: Verdict) -> dict[str, str]:
    return {reason.code: reason.detail for reason in verdict.reasons}


@pytest.mark.parametrize("case", CASES, ids=[f"{c['statement']} {c['cites']}" for c in CASES])
def test_golden(case: Case, evidence: Evidence) -> None:
    verdict = judged(case, evidence)
    if case["verdict"].startswith("!"):
        assert verdict.verdict != case["verdict"][1:]
    else:
        assert verdict.verdict == case["verdict"], verdict.rationale
    if case["study"]:
        assert verdict.study_id == case["study"]
    found = details(verdict)
    assert set(parts(case["codes"])) <= set(found)
    for said in parts(case["details"]):
        code, _, words = said.partition("=")
        assert words in found[code]
    if case["cites"]:
        assert verdict.as_cited == case["as_cited"]


def test_a_figure_of_another_drug_does_not_agree_though_it_is_within_a_point(
    evidence: Evidence,
) -> None:
    case = {
        **CASES[0],
        "statement": "52% of participants remitted after three infusions over 11 days",
    }
    agreeing = {
        link.candidate.finding.study_id
        for link in judged(case, evidence).links
        if link.role == "agrees"
    }
    assert agreeing == {"parikh-2024"}


@pytest.mark.parametrize("case", CASES[::4], ids=[case["statement"] for case in CASES[::4]])
def test_judging_twice_gives_the_same(case: Case, evidence: Evidence) -> None:
    assert judged(case, evidence) == judged(case, evidence)


# Another topic.

YEAR: Row = {"timepoint": "1 year", "time_low_h": 8766.0, "time_high_h": 8766.0}
TARGET = finding(
    "oak-2020-f1", "target-weight", percent=60.0, n=200, events=120, direction="benefit", **YEAR
)
CLAIM = "60% reached the target weight after a year"


def pooled(finding_id: str, outcome: str, **more: object) -> Row:
    return finding(finding_id, outcome, basis="pooled", **more)


def test_a_share_is_supported_by_the_same_share() -> None:
    verdict = judge_small(CLAIM, [TARGET])
    assert (verdict.verdict, verdict.study_id, verdict.strength) == ("supported", "oak-2020", "B")
    assert set(details(verdict)) == {"NUM_EXACT", "SINGLE_STUDY"}
    assert verdict.suggestion is None


@pytest.mark.parametrize(
    ("statement", "verdict", "code"),
    [
        ("68% reached the target weight after a year", "overstated", "NUM_HIGH"),
        ("80% reached the target weight after a year", "contradicted", "NUM_HIGH"),
        ("40% reached the target weight after a year", "contradicted", "NUM_LOW"),
        ("60% were at a normal weight after a year", "contradicted", "OUTCOME_MISMATCH"),
        ("60% reached the target weight after a week", "contradicted", "TIME_MISMATCH"),
        ("60% on orlistat reached the target weight after a year", "misattributed",
         "DRUG_MISMATCH"),
        ("60% of those with type 2 diabetes reached the target weight after a year", "contradicted",
         "POPULATION_MISMATCH"),
    ],
)  # fmt: skip
def test_a_share_moved_is_not_supported(statement: str, verdict: str, code: str) -> None:
    found = judge_small(statement, [TARGET])
    assert found.verdict == verdict
    assert code in details(found)
    assert found.suggestion is not None
    assert "Oak 2020" in found.suggestion


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"subgroup": "women"}, "SUBGROUP_FIGURE"),
        ({"route": "oral"}, "ROUTE_MISMATCH"),
        ({"n_doses": 8}, "SCHEDULE_MISMATCH"),
    ],
)
def test_a_share_of_another_route_schedule_or_subgroup(changed: Row, code: str) -> None:
    statement = "60% reached the target weight after a year, 52 doses under the skin"
    verdict = judge_small(statement, [{**TARGET, **changed}])
    assert verdict.verdict in {"contradicted", "misattributed"}
    assert code in details(verdict)


def test_a_figure_of_the_comparator_is_named() -> None:
    verdict = judge_small(
        "20% reached the target weight after a year",
        [{**TARGET, "comparator": "placebo", "comparator_percent": 20.0}],
    )
    assert verdict.verdict == "contradicted"
    assert "placebo" in details(verdict)["COMPARATOR_ARM"]


def test_a_share_that_no_study_prints_among_those_that_do() -> None:
    other = finding("elm-2021-f1", "target-weight", percent=40.0, **YEAR)
    verdict = judge_small("50% reached the target weight after a year", [TARGET, other])
    assert verdict.verdict == "partly-supported"
    assert "NUM_BETWEEN" in details(verdict)


def test_an_interval_is_no_tolerance() -> None:
    wide = {**TARGET, "n": 17, "events": 10, "percent": 58.8, "ci_low": 35.0, "ci_high": 80.0}
    verdict = judge_small("75% reached the target weight after a year", [wide])
    assert verdict.verdict == "contradicted"
    assert "36 to 78%" in details(verdict)["WIDE_INTERVAL"]


def test_nothing_on_file_is_unsupported_and_says_what_was_searched() -> None:
    verdict = judge_small(
        "60% reached the target weight on orlistat",
        [finding("elm-2021-f1", "nausea", percent=5.0, drug="orlistat")],
    )
    assert (verdict.verdict, verdict.searched_findings, verdict.strength) == (
        "unsupported",
        1,
        None,
    )
    assert "1 findings" in verdict.rationale or "1 finding" in verdict.rationale


def test_a_retraction_drops_a_finding() -> None:
    retracted = study("oak-2020", notice="retraction")
    verdict = judge_small(CLAIM, [TARGET], [retracted])
    assert verdict.verdict not in {"supported", "partly-supported"}
    assert not [link for link in verdict.links if link.role == "agrees"]


def test_a_retraction_drops_both_arms_of_a_comparison() -> None:
    claim = "60% reached the target weight on semaglutide, against 20% on placebo"
    both = finding("oak-2020-f1", "target-weight", percent=60.0, comparator_percent=20.0)
    assert judge_small(claim, [both]).verdict == "supported"
    retracted = study("oak-2020", notice="retraction")
    assert judge_small(claim, [both], [retracted]).verdict == "unsupported"


def test_a_retraction_leaves_other_studies() -> None:
    other = {**TARGET, "finding_id": "elm-2021-f1", "study_id": "elm-2021"}
    verdict = judge_small(CLAIM, [TARGET, other], [study("oak-2020", notice="retraction")])
    assert (verdict.verdict, verdict.study_id) == ("supported", "elm-2021")


def test_an_expression_of_concern_caps() -> None:
    verdict = judge_small(CLAIM, [TARGET], [study("oak-2020", notice="expression-of-concern")])
    assert verdict.verdict == "partly-supported"
    assert "CONCERN_SUPPORT" in details(verdict)


def test_a_correction_is_only_noted() -> None:
    verdict = judge_small(CLAIM, [TARGET], [study("oak-2020", notice="correction")])
    assert verdict.verdict == "supported"
    assert "CORRECTED_WORK" in details(verdict)


@pytest.mark.parametrize("outcome", ["target-weight", "gallstones"])
def test_what_is_only_recalled_never_decides(outcome: str) -> None:
    recalled = finding(
        "oak-2020-f1", outcome, percent=60.0, direction="present", confidence="recalled", **YEAR
    )
    for statement in (CLAIM, "Gallstones are common", "60% had gallstones after a year"):
        verdict = judge_small(statement, [recalled])
        assert verdict.verdict in {"unsupported"}
        assert verdict.deciding is None
        assert {link.role for link in verdict.links} <= {"near-miss"}


@pytest.mark.parametrize("confidence", ["verified", "conflicting"])
def test_what_a_conflict_of_sources_sets_aside_never_decides(confidence: str) -> None:
    other = {**TARGET, "confidence": confidence}
    alone = judge_small(CLAIM, [other], aside=[str(other["finding_id"])])
    assert (alone.verdict, alone.deciding) == ("unsupported", None)
    assert "sources disagree, and it is not the one followed" in alone.rationale
    followed = {**TARGET, "finding_id": "elm-2021-f1", "study_id": "elm-2021"}
    both = judge_small(CLAIM, [other, followed], aside=[str(other["finding_id"])])
    assert both.verdict == "supported"
    assert [
        link.candidate.finding.finding_id for link in both.links if link.role != "near-miss"
    ] == ["elm-2021-f1"]


def test_conflicting_sources_are_noted() -> None:
    verdict = judge_small(CLAIM, [{**TARGET, "confidence": "conflicting", "note": "59% elsewhere"}])
    assert verdict.verdict == "supported"
    assert details(verdict)["SOURCES_DISAGREE"] == "59% elsewhere"


def test_few_people_and_no_control_are_noted() -> None:
    small = {**TARGET, "n": 10, "events": 6, "comparator": "none"}
    found = details(judge_small(CLAIM, [small], [study("oak-2020", design="open-label")]))
    assert {"SMALL_N", "UNCONTROLLED", "WIDE_INTERVAL"} <= set(found)


def test_a_denominator_that_is_not_all_who_were_randomised_is_noted() -> None:
    part = {**TARGET, "n": 17, "events": 12, "percent": 71.0, "n_kind": "treated"}
    statement = "71% reached the target weight after a year"
    noted = details(judge_small(statement, [part], [study("oak-2020", n_randomised=18)]))
    assert noted["DENOMINATOR"].startswith("12 of the 17 treated; 18 were randomised")
    assert "DENOMINATOR" not in details(
        judge_small(statement, [part], [study("oak-2020", n_randomised=17)])
    )


WORKS = "Semaglutide is effective"


def test_pooled_evidence_outranks_single_trials() -> None:
    trials = [finding(f"{name}-2020-f1", "benefit", direction="benefit") for name in ("oak", "elm")]
    against = pooled("ash-2022-f1", "benefit", direction="no-difference")
    assert judge_small(WORKS, trials).verdict == "supported"
    single = finding("ash-2022-f1", "benefit", direction="no-difference")
    assert judge_small(WORKS, [*trials, single]).verdict == "supported"
    found = judge_small(WORKS, [*trials, against])
    assert found.verdict == "partly-supported"
    assert "CONTESTED" in details(found)


def test_a_hedge_needs_less() -> None:
    mixed = [
        finding("oak-2020-f1", "benefit", direction="benefit"),
        finding("elm-2021-f1", "benefit", direction="no-difference"),
    ]
    assert judge_small(WORKS, mixed).verdict == "partly-supported"
    assert judge_small("Semaglutide may be effective", mixed).verdict == "supported"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("Semaglutide is always effective", "ABSOLUTE"),
        ("Semaglutide is an amazing drug that helps", "PROMOTION"),
        ("Semaglutide is extremely effective", "INTENSIFIED"),
        ("Semaglutide helps as the best drug there is", "SUPERLATIVE"),
    ],
)
def test_how_a_benefit_is_put_can_overstate_it(statement: str, code: str) -> None:
    benefit = [finding("oak-2020-f1", "benefit", direction="benefit")]
    assert judge_small(WORKS, benefit).verdict == "supported"
    verdict = judge_small(statement, benefit)
    assert verdict.verdict == "overstated"
    assert code in details(verdict)


def test_a_superlative_stands_on_undisputed_head_to_head_evidence() -> None:
    head = finding("oak-2020-f1", "relative-efficacy", direction="increase", comparator="orlistat")
    statement = "Semaglutide is the most effective drug"
    assert judge_small(statement, [head]).verdict == "supported"
    tie = finding(
        "elm-2021-f1", "relative-efficacy", direction="no-difference", comparator="tirzepatide"
    )
    assert judge_small(statement, [head, tie]).verdict == "partly-supported"


def test_certainty_wants_findings_that_do_not_differ() -> None:
    agree = [
        finding(f"{name}-2020-f1", "benefit", direction="benefit") for name in ("oak", "elm", "ash")
    ]
    differ = finding("fir-2020-f1", "benefit", direction="no-difference")
    statement = "Semaglutide is proven effective"
    assert judge_small(statement, agree).verdict == "supported"
    found = judge_small(statement, [*agree, differ])
    assert found.verdict == "partly-supported"
    assert "CERTAINTY_BEYOND" in details(found)


def test_safety_is_set_against_the_harms_on_file() -> None:
    harms = [
        finding("oak-2020-f1", "nausea", percent=44.0, direction="present"),
        finding("oak-2020-f2", "gallstones", percent=2.0, direction="present"),
    ]
    verdict = judge_small("Semaglutide is the safest drug", harms)
    assert verdict.verdict == "overstated"
    assert details(verdict)["MINIMISES_HARM"].index("nausea 44%") < details(verdict)[
        "MINIMISES_HARM"
    ].index("gallstones 2%")
    called_safe = finding("elm-2021-f1", "safety", direction="benefit")
    assert judge_small("Semaglutide is safe", [*harms, called_safe]).verdict == "partly-supported"


@pytest.mark.parametrize(
    ("statement", "percent", "verdict"),
    [
        ("Nausea is common", 5.0, "supported"),
        ("Nausea is common", 0.5, "contradicted"),
        ("Nausea is very common", 12.0, "supported"),
        ("Nausea is rare", 0.05, "supported"),
        ("Nausea is rare", 5.0, "partly-supported"),
        ("Nausea is rare", 12.0, "contradicted"),
        ("Nausea is uncommon", 0.5, "supported"),
        ("Nausea is uncommon", 44.0, "contradicted"),
    ],
)
def test_words_of_frequency(statement: str, percent: float, verdict: str) -> None:
    harm = finding("oak-2020-f1", "nausea", percent=percent, direction="present")
    assert judge_small(statement, [harm]).verdict == verdict


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The half-life of semaglutide is 7 days", "supported"),
        ("The half-life of semaglutide is one week", "supported"),
        ("The half-life of semaglutide is about 160 hours", "supported"),
        ("The half-life of semaglutide is 7 hours", "contradicted"),
        ("The half-life of semaglutide is a month", "contradicted"),
    ],
)
def test_amounts_are_compared_in_one_unit(statement: str, verdict: str) -> None:
    fact = finding(
        "oak-2020-f1", "half-life", value=7.0, unit="d", direction="present", basis="established"
    )
    assert judge_small(statement, [fact]).verdict == verdict


def test_each_drug_that_is_named_is_judged_by_itself() -> None:
    one = finding("oak-2020-f1", "approval", direction="present", basis="regulator")
    verdict = judge_small("Semaglutide and orlistat are approved", [one])
    assert verdict.verdict == "partly-supported"
    assert "orlistat" in details(verdict)["POP_BROADENED"]


def test_what_the_page_cites_is_judged_beside_it() -> None:
    other = finding("elm-2021-f1", "target-weight", percent=30.0, **YEAR)
    silent = finding("ash-2022-f1", "nausea", percent=30.0)
    body = [TARGET, other, silent]
    assert judge_small(CLAIM, body).as_cited is None
    assert judge_small(CLAIM, body, cited=frozenset({"oak-2020"})).as_cited == "supported"
    assert judge_small(CLAIM, body, cited=frozenset({"elm-2021"})).as_cited == "contradicted"
    missing = judge_small(CLAIM, body, cited=frozenset({"ash-2022"}))
    assert (missing.verdict, missing.as_cited) == ("supported", "unsupported")
    assert details(missing)["CITED_WORK_SILENT"] == "nothing of it in ash-2022"


def test_a_real_figure_pinned_on_the_wrong_study_is_misattributed() -> None:
    cited = finding("elm-2021-f1", "target-weight", percent=30.0, **YEAR)
    elsewhere = finding("oak-2020-f1", "normal-weight", percent=60.0, **YEAR)
    verdict = judge_small(CLAIM, [cited, elsewhere], cited=frozenset({"elm-2021"}))
    assert (verdict.verdict, verdict.as_cited) == ("misattributed", "contradicted")
    assert judge_small(CLAIM, [cited, elsewhere]).verdict == "contradicted"


def test_evidence_from_animals_alone_is_named_as_such() -> None:
    mice = finding("oak-2020-f1", "gastric-emptying", direction="present", basis="preclinical")
    laboratory = [study("oak-2020", design="laboratory")]
    verdict = judge_small("Semaglutide acts on gastric emptying", [mice], laboratory)
    assert (verdict.verdict, verdict.strength) == ("supported", "E")
    assert "PRECLINICAL" in details(verdict)


CODES = {row["code"] for row in rulebook("reason_codes")}
RULES = {row["rule"] for row in rulebook("rules")}
VERDICTS = {row["verdict"] for row in rulebook("verdict_labels")}
BODY = [
    TARGET,
    finding("oak-2020-f2", "nausea", percent=44.0, n=20, events=9, direction="present"),
    finding("elm-2021-f1", "benefit", direction="benefit"),
    finding("ash-2022-f1", "half-life", value=7.0, unit="d", direction="present"),
    finding("ash-2022-f2", "safety", direction="benefit", confidence="recalled"),
]
WORDS = st.lists(
    st.sampled_from(
        ["60%", "semaglutide", "orlistat", "reached the target weight", "nausea", "rare", "not",
         "safe",
         "after a year", "the safest", "always", "than", "half-life", "7 days", "may", "helps", "?",
         "proven", "a further", "15%", "12 of 17", "because of", "weight loss", "effective", "2019"]
    ),
    max_size=10,
).map(" ".join)  # fmt: skip


@given(WORDS | st.text(), st.frozensets(st.sampled_from(["oak-2020", "elm-2021"])))
def test_any_claim_gets_a_verdict_by_the_rule_book(text: str, cited: frozenset[str]) -> None:
    verdict = judge_small(text, BODY, cited=cited)
    assert verdict.verdict in VERDICTS
    assert {reason.code for reason in verdict.reasons} <= CODES
    assert {reason.rule for reason in verdict.reasons} <= RULES
    assert len({reason.code for reason in verdict.reasons}) == len(verdict.reasons)
    assert verdict.rationale
    assert [link.rank for link in verdict.links] == list(range(1, len(verdict.links) + 1))
    for link in verdict.links:
        if link.role != "near-miss":
            assert link.candidate.finding.read
    if verdict.verdict in {"supported", "contradicted", "overstated"}:
        assert verdict.reasons


@pytest.mark.parametrize(
    ("compared", "verdict", "code"),
    [
        ({}, "overstated", "COMPARISON_NOT_ON_FILE"),
        ({"comparator": "orlistat", "direction": "decrease"}, "overstated", "LESS_THAN_LIKENED"),
        ({"comparator": "orlistat", "direction": "present"}, "supported", "DIRECTION_AGREES"),
    ],
)
def test_a_harm_likened_to_that_of_another_drug(compared: Row, verdict: str, code: str) -> None:
    had = pooled("oak-2020-f1", "nausea", direction="present")
    found = judge_small(
        "Semaglutide causes nausea just like orlistat",
        [had, {**pooled("elm-2021-f1", "nausea", direction="present"), **compared}],
    )
    assert found.verdict == verdict
    assert code in details(found)
