"""What is a claim to check, by how it is said and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.finding.worth import Setting, is_claim
from claims.text import tokenise
from tests.claims.finding.marked import marked
from tests.claims.golden import Case
from tests.claims.small import VOCABULARY, read_small

SETTINGS = {
    "text": Setting(),
    "heading": Setting(heading=True),
    "labelled": Setting(labelled=True),
    "told": Setting(told_before=True),
}


def worth(text: str, setting: str) -> bool:
    return is_claim(read_small(text), tokenise(text), VOCABULARY, SETTINGS[setting])


@pytest.mark.parametrize("case", marked("worth", "text"))
def test_golden(case: Case) -> None:
    assert worth(case["text"], case["setting"]) == (case["claim"] == "yes")


@pytest.mark.parametrize(
    ("text", "counts", "does_not"),
    [
        ("It keeps well in a fridge.", "told", "text"),
        ("Side effects: nausea", "labelled", "heading"),
        ("Nausea is common in people who take it.", "text", "heading"),
    ],
)
def test_where_it_stands_decides(text: str, counts: str, does_not: str) -> None:
    assert worth(text, counts)
    assert not worth(text, does_not)


@given(st.text(), st.sampled_from(sorted(SETTINGS)))
def test_a_question_is_no_claim(text: str, setting: str) -> None:
    assert not worth(f"{text} Wegovy works?", setting)
