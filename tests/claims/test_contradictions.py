"""Claims of one page that cannot both hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.contradictions import contradictions_among
from tests.claims.finding.checking import EVIDENCE, check


def clashes(*sentences: str) -> list[tuple[str, str, str]]:
    page = check("# Wegovy for obese people\n\n" + "\n\n".join(sentences))
    return [(pair.first.quote, pair.second.quote, pair.why) for pair in page.contradictions]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Nausea is rare.", "Nausea is common.", "Nausea: common and rare"),
        ("Wegovy causes nausea.", "There was no nausea.", "said to occur and not to occur"),
        ("There are no side effects.", "Wegovy causes nausea.", "said to occur and not to occur"),
        ("Wegovy is safe.", "Wegovy is dangerous.", "Overall safety: "),
        ("40% of patients lost weight.", "70% of patients lost weight.",
         "Weight loss: 40% and 70%"),
        ("40% lost weight at 24 weeks.", "70% lost weight at 24 weeks.", "40% and 70%"),
        ("40% of teenagers lost weight.", "70% of teenagers lost weight.", "40% and 70%"),
    ],
)  # fmt: skip
def test_a_pair(one: str, other: str, why: str) -> None:
    ((first, second, told),) = clashes(one, "Wegovy was approved in 2021.", other)
    assert (first, second) == (one, other)
    assert why in told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nausea is common.", "Gallstones are rare."),
        ("Nausea is rare on orlistat.", "Nausea is common on Wegovy."),
        ("Nausea is common.", "Nausea is very common."),
        ("Wegovy causes nausea.", "Does Wegovy cause no nausea?"),
        ("40% lost weight at 12 weeks.", "70% lost weight at 24 weeks."),
        ("40% of patients lost weight.", "40.6% of patients lost weight."),
        ("About 40% of patients lost weight.", "43% of patients lost weight."),
        ("Between 30% and 50% lost weight.", "60% lost weight."),
        ("40% lost weight (Oak, 2018).", "70% lost weight (Ash, 2019)."),
        ("40% of patients lost weight.", "70% of patients reached the target weight."),
        ("40% of teenagers lost weight.", "70% of people with type 2 diabetes lost weight."),
        ("40% lost weight after one dose.", "70% lost weight after six doses."),
        ("Nausea is rare on Wegovy compared with orlistat.", "Nausea is common on Wegovy."),
        ("Nausea is rare on Wegovy and Zepbound.", "Nausea is common on Wegovy."),
        ("Doctors believe that nausea is rare.", "Nausea is common."),
    ],
)
def test_no_pair(one: str, other: str) -> None:
    assert clashes(one, other) == []


def test_each_pair_is_told_once_and_in_order() -> None:
    said = ["Nausea is rare.", "Nausea is common.", "Nausea is rare.", "Nausea is common."]
    assert [pair[:2] for pair in clashes(*said)] == [("Nausea is rare.", "Nausea is common.")]


def test_nothing_clashes_with_nothing() -> None:
    assert contradictions_among([], EVIDENCE.vocabulary) == ()


SENTENCES = st.lists(
    st.sampled_from(
        ["Nausea is rare.", "Nausea is common.", "There was no nausea.", "Wegovy is safe.",
         "40% of patients lost weight.", "70% of patients lost weight.", "Wegovy is dangerous."]
    ),
    max_size=8,
)  # fmt: skip


@given(SENTENCES)
@settings(max_examples=50, deadline=None)
def test_the_order_of_a_page_does_not_decide_whether_it_clashes(said: list[str]) -> None:
    def kinds(sentences: list[str]) -> set[frozenset[str]]:
        return {frozenset(pair[:2]) for pair in clashes(*sentences)}

    assert kinds(said) == kinds(said[::-1])
