"""Finite verbs: what makes words a clause rather than a label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.predicates import has_predicate, is_finite
from claims.text import tokenise
from tests.claims.finding.marked import marked
from tests.claims.golden import Case


@pytest.mark.parametrize("case", marked("predicates", "text"))
def test_golden(case: Case) -> None:
    assert has_predicate(tokenise(case["text"])) == (case["finite"] == "yes")


@pytest.mark.parametrize(
    ("text", "finite"),
    [
        ("Wegovy causes nausea", ["causes"]),
        ("The causes of nausea", []),
        ("Causes", []),
        ("It can cause nausea", ["can"]),
        ("It works and helps", ["works", "helps"]),
    ],
)
def test_verbs_that_no_determiner_makes_a_noun(text: str, finite: list[str]) -> None:
    tokens = tokenise(text)
    assert [t.text for i, t in enumerate(tokens) if is_finite(tokens, i)] == finite


@given(st.text())
def test_any_text_has_a_predicate_or_none(text: str) -> None:
    tokens = tokenise(text)
    if any(is_finite(tokens, i) for i in range(len(tokens))):
        assert has_predicate(tokens)
