"""Outcomes known by their words alone: recognised in any order and form, thresholds told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.outcome_words import OutcomeWords
from claims.text import tokenise

WORDS = OutcomeWords(
    [
        (name, name)
        for name in (
            "crop loss",
            "crop loss of at least 5%",
            "crop loss of at least 10%",
            "at least 50% reduction in monthly drought days",
            "monthly drought days",
            "no drought days",
            "continuous irrigation",
            "stem trouble",
            "crop regrowth after stopping",
        )
    ],
    [("stem trouble", "wilting, leaf drop or canker")],
)


def found(text: str) -> list[str]:
    return [named.outcome for named in WORDS.find(tokenise(text))]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("farmers lost 14.9% of the crop", "crop loss"),
        ("Half lost at least 5% of their crop", "crop loss of at least 5%"),
        ("seven in ten lost a tenth or more of the crop", "crop loss of at least 10%"),
        ("half had at least a 50% reduction in drought days",
         "at least 50% reduction in monthly drought days"),
        ("it cut days of drought by 3.2 a month", "monthly drought days"),
        ("a fifth were free of drought days", "no drought days"),
        ("a field that was irrigated", "continuous irrigation"),
        ("trouble of the stem", "stem trouble"),
        ("fewer cankers, leaf drops and wilting", "stem trouble"),
        ("a year after they stopped, the crop regrew", "crop regrowth after stopping"),
    ],
)  # fmt: skip
def test_words_in_any_form_and_order(text: str, outcome: str) -> None:
    assert found(text) == [outcome]


@pytest.mark.parametrize(
    "text",
    ["the crop is green", "a stem cell", "monthly reports", "30% lost at least 7%", "lost at sea",
     "the crop stood; nothing was lost"],
)  # fmt: skip
def test_too_few_words_name_nothing(text: str) -> None:
    assert found(text) == []


def test_a_threshold_is_no_figure_claimed() -> None:
    tokens = tokenise("86% lost at least 5% of the crop")
    (named,) = WORDS.find(tokens)
    assert named.threshold is not None
    assert tokens[named.threshold].text == "5"


def test_the_claimed_figure_is_not_taken_for_the_threshold() -> None:
    tokens = tokenise("50% had at least a 50% reduction in drought days")
    (named,) = WORDS.find(tokens)
    assert named.threshold == 6


def test_names_of_the_same_words_are_alike() -> None:
    assert WORDS.alike("monthly drought days", "no drought days") == WORDS.alike(
        "no drought days", "monthly drought days"
    )
    assert not WORDS.alike("crop loss", "crop loss of at least 5%")
    assert not WORDS.alike("crop loss of at least 5%", "crop loss of at least 10%")
    assert not WORDS.alike("crop loss", "stem trouble")


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    tokens = tokenise(text)
    for named in WORDS.find(tokens):
        assert all(0 <= i < len(tokens) for i in named.tokens)


@given(st.permutations(["crop", "was", "lost", "of", "the"]))
def test_order_never_matters(words: list[str]) -> None:
    assert found(" ".join(words)) == ["crop loss"]
