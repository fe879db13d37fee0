"""The index of evidence: each fast look-up gives what its plain definition gives."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.cues import _cue_terms, find_cues
from claims.evidence import Evidence
from claims.facets import FACETS, Comparison
from claims.judge import judge
from claims.lexicon import names, table
from claims.link import MOST_NEAR, candidates, claim_stems, ranked, same_figure, weigh
from claims.memo import Memo
from claims.read import read
from claims.reading import Assertion, Context, Reading
from claims.records import Finding
from claims.text import tokenise
from claims.vocabulary import Tree
from tests.claims.small import evidence_of, finding, study

WORTH = {"equal": 1.0, "compatible": 0.6, "unknown": 0.3, "conflict": 0.0}
SEED = st.randoms(use_true_random=False)
SENTENCES = (
    "Semaglutide 2.4 mg led to weight loss of 15% at week 68 in adults with obesity.",
    "Up to 24% had nausea within four weeks of the first dose.",
    "Injected weekly, it may lower blood pressure more than placebo.",
    "It works.",
)


def plain(reading: Reading, assertion: Assertion, one: Finding, on: Evidence) -> list[Comparison]:
    """Every facet of a claim compared with a finding, one after the other."""
    return [
        facet.compare(
            facet.of_claim(reading, assertion), facet.of_finding(one, on.vocabulary), on.vocabulary
        )
        for facet in FACETS
    ]


def covered(statement: str, one: Finding, on: Evidence) -> float:
    """The share of a claim's words in a finding's statement, by weight."""
    weights = on.words.weights(claim_stems(statement))
    return sum(weight for stem, weight in weights.items() if stem in on.stems_of(one))


def some_reading(random: Random, on: Evidence) -> tuple[Reading, Assertion]:
    """A claim that says what some finding on file says in some facets, and nothing in others."""
    pick = random.choice
    known = list(on.findings.values())

    def maybe(value: Any, otherwise: Any) -> Any:
        return value if pick((True, False)) else otherwise

    time = pick(known)
    reading = Reading(
        statement=f"{pick(known).statement} {pick(SENTENCES)}",
        kind="efficacy-rate",
        drugs=maybe(pick(known).drug, ()),
        routes=maybe(pick(known).route, ()),
        populations=maybe(pick(known).population, ()),
        population_stated=pick((True, False)),
        unit=pick(("%", "doses", "mg", None)),
        value=pick(known).percent,
        time_low_h=time.time_low_h,
        time_high_h=time.time_high_h,
        timepoint_value=maybe(time.time_high_h, None),
        timepoint_unit="h",
        n_doses=maybe(pick(known).n_doses, None),
        comparators=maybe((pick(known).comparator or "placebo",), ()),
    )
    people = maybe(pick(known).population, ())
    return reading, Assertion(pick(known).outcome, None, 0, 0, people)


@settings(max_examples=60, deadline=None)
@given(SEED)
def test_a_finding_weighed_is_every_facet_compared(evidence: Evidence, random: Random) -> None:
    reading, assertion = some_reading(random, evidence)
    one = random.choice(list(evidence.findings.values()))
    found = weigh(reading, assertion, one, evidence, claim_stems(reading.statement))
    comparisons = plain(reading, assertion, one, evidence)
    assert list(found.comparisons) == comparisons
    reached = sum(f.weight * WORTH[c.result] for f, c in zip(FACETS, comparisons, strict=True))
    assert found.facet_score == pytest.approx(reached / sum(f.weight for f in FACETS), abs=1e-4)
    assert found.text_score == pytest.approx(covered(reading.statement, one, evidence), abs=1e-4)
    usable = one.read and evidence.study_of(one).notice != "retraction"
    assert found.comparable == (usable and all(c.result != "conflict" for c in comparisons))


@settings(max_examples=60, deadline=None)
@given(SEED)
def test_candidates_are_all_findings_of_the_outcome_weighed(
    evidence: Evidence, random: Random
) -> None:
    reading, assertion = some_reading(random, evidence)
    related = evidence.vocabulary.outcome_tree.related
    stems = claim_stems(reading.statement)
    weighed = ranked(
        weigh(reading, assertion, one, evidence, stems)
        for one in evidence.findings.values()
        if related(one.outcome, assertion.outcome)
    )
    fitting = [c for c in weighed if c.comparable]
    misses = [c for c in weighed if not c.comparable]
    assert candidates(reading, assertion, evidence) == [*fitting, *misses[:MOST_NEAR]]


@settings(max_examples=60, deadline=None)
@given(SEED)
def test_where_a_claim_is_silent_all_is_unknown(evidence: Evidence, random: Random) -> None:
    reading, assertion = some_reading(random, evidence)
    for one in random.sample(list(evidence.findings.values()), 20):
        for facet, comparison in zip(FACETS, plain(reading, assertion, one, evidence), strict=True):
            assert facet.of_claim(reading, assertion) or comparison.result == "unknown"


@settings(max_examples=60, deadline=None)
@given(SEED, st.sampled_from((0.1, 0.4, 0.6, 0.9)))
def test_findings_alike_are_those_that_cover_enough(
    evidence: Evidence, random: Random, enough: float
) -> None:
    words = " ".join(random.choice(list(evidence.findings.values())).statement for _ in range(2))
    stems = claim_stems(words)
    shares = {name: evidence.coverage(stems, one) for name, one in evidence.findings.items()}
    best = sorted((name for name in shares if shares[name] >= enough),
                  key=lambda name: (-shares[name], name))  # fmt: skip
    assert [one.finding_id for one in evidence.like(stems, enough, 20)] == best[:20]


@given(st.floats(0, 100, allow_nan=False))
def test_the_same_figure_is_within_half_a_point(evidence: Evidence, value: float) -> None:
    near = {one.finding_id for one in evidence.near_share(value, 0.5)}
    assert near == {
        name
        for name, one in evidence.findings.items()
        if one.percent is not None and abs(one.percent - value) <= 0.5
    }


def test_the_same_figure_is_found_under_any_outcome() -> None:
    on = evidence_of([finding("a-2020-1", "nausea", percent=24.0)])
    reading = read("Weight loss was seen in 24% of adults.", on.vocabulary)
    found = same_figure(reading, Assertion("weight-loss", None, 0, 0), on)
    assert [c.finding.finding_id for c in found] == ["a-2020-1"]


def test_what_is_about_a_drug_is_in_file_order(evidence: Evidence) -> None:
    related = evidence.vocabulary.drugs.related
    known = list(evidence.findings.values())[::40]
    for drugs in [one.drug + other.drug for one, other in pairwise(known)]:
        about = [
            one
            for one in evidence.findings.values()
            if any(related(own, drug) for own in one.drug for drug in drugs)
        ]
        assert list(evidence.about(drugs)) == about
        assert evidence.searched(drugs) == (len(about), len({one.study_id for one in about}))
    assert evidence.searched(())[0] == len(evidence.findings)


NAMES = st.sampled_from("abcdef")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3).map(tuple)))
def test_above_is_whatever_parents_reach(parents: dict[str, tuple[str, ...]]) -> None:
    tree = Tree(parents)
    for name in "abcdefg":
        reached = {name}
        for _ in range(7):
            reached |= {above for one in reached for above in parents.get(one, ())}
        assert tree.above(name) == reached


@given(st.lists(st.sampled_from([n for row in table("cues") for n in names(row["names"])]),
                max_size=6))  # fmt: skip
def test_cues_found_together_are_those_found_one_by_one(words: list[str]) -> None:
    tokens = tokenise(" and ".join(word.replace("...", "the").rstrip("*") for word in words))
    alone = {row["cue"]: _cue_terms(row["cue"]).find(tokens) for row in table("cues")}
    assert find_cues(tokens) == {cue: matches for cue, matches in alone.items() if matches}


@given(st.lists(st.integers(0, 50)), st.integers(1, 5))
def test_a_memo_gives_what_it_makes_and_never_holds_more_than_its_limit(
    keys: list[int], limit: int
) -> None:
    memo = Memo(str, limit)
    assert [memo[key] for key in keys] == [str(key) for key in keys]
    assert len(memo) <= limit


def test_threads_and_copies_judge_alike() -> None:
    rows = [
        finding(f"s{k}-2020-{outcome[0]}", outcome, percent=10.0 * k, n=50 * k)
        for k in range(1, 5)
        for outcome in ("weight-loss", "nausea")
    ]
    fresh = evidence_of(rows, [study("s1-2020", notice="retraction")])
    copy = pickle.loads(pickle.dumps(fresh))
    context = Context(drugs=("semaglutide",))
    readings = [read(sentence, fresh.vocabulary, context) for sentence in SENTENCES]
    with ThreadPoolExecutor(4) as pool:
        verdicts = list(pool.map(lambda reading: judge(reading, fresh), readings * 5))
    again = pickle.loads(pickle.dumps(fresh))
    for on in (copy, again):
        assert [str(judge(reading, on)) for reading in readings * 5] == list(map(str, verdicts))
