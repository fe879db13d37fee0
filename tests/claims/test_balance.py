"""What a page says of harms, limits, alternatives and cost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.balance import balance_of
from claims.rules import rows
from tests.claims.finding.checking import EVIDENCE, check

ELEMENTS = [row["element"] for row in rows("balance")]


def told(*sentences: str) -> dict[str, list[str]]:
    """The elements that a page on semaglutide gives, with the claims that give them."""
    page = check("# Wegovy for obese people\n\n" + "\n\n".join(sentences))
    return {
        element.element: [claim.quote for claim in element.claims]
        for element in page.balance
        if element.claims
    }


@pytest.mark.parametrize(
    ("sentence", "elements"),
    [
        ("Wegovy was approved in 2021.", ["approval"]),
        ("Wegovy is not approved.", ["approval"]),
        ("Nausea is common.", ["common-harms"]),
        ("Wegovy never causes nausea.", []),
        ("There are no side effects.", []),
        ("40% of patients reached the target weight.", ["absolute-benefit"]),
        ("20% of patients had nausea.", ["common-harms"]),
        (
            "40% reached the target weight against 15% on placebo.",
            ["absolute-benefit", "comparator"],
        ),
        ("Wegovy is more effective than orlistat.", ["comparator", "alternatives"]),
        ("The effect of Wegovy is lasting.", ["durability"]),
        ("Wegovy can be addictive.", ["abuse"]),
        ("Wegovy carries a boxed warning.", ["serious-harms"]),
        ("Wegovy works, and other treatments help as well.", ["alternatives"]),
        ("Wegovy works.", []),
    ],
)
def test_what_a_claim_gives(sentence: str, elements: list[str]) -> None:
    assert sorted(told(sentence)) == sorted(elements)


def test_claims_come_in_the_order_of_the_page() -> None:
    assert told("Gallstones are rare.", "Wegovy works.", "Nausea is common.") == {
        "common-harms": ["Gallstones are rare.", "Nausea is common."]
    }


def test_the_title_of_a_reference_gives_nothing() -> None:
    entry = "1. Ash C. Nausea on weekly injections. Lancet. 2019;1:2-3."
    assert told("Wegovy works.", "## References", entry) == {}


def test_every_element_is_told_of_even_where_a_page_is_silent() -> None:
    silent = balance_of([], EVIDENCE.vocabulary)
    assert [(one.element, one.claims) for one in silent] == [(name, ()) for name in ELEMENTS]
    assert all(one.label for one in silent)


SENTENCES = st.lists(
    st.sampled_from(["Nausea is common.", "Wegovy works.", "Wegovy was approved in 2021."]),
    max_size=5,
)


@given(SENTENCES, SENTENCES)
@settings(max_examples=30, deadline=None)
def test_more_claims_take_nothing_away(some: list[str], more: list[str]) -> None:
    assert set(told(*some)) <= set(told(*some, *more))
