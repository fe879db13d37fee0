"""References that a page prints, and the marks that point to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.finding.passages import Passage
from claims.finding.references import Printed, markers_in, numbered, references_in
from claims.pages.page import Block

ENTRY = "Oak A, Elm B. Weekly injections. Lancet. 2018;12:34-56."


def passage(text: str, *headings: str, kind: str = "paragraph") -> Passage:
    return Passage(Block(kind, text, range(len(text)), range(1, len(text) + 1)), headings)


def printed_in(text: str, *headings: str) -> list[tuple[str, bool]]:
    return [(one.text, one.inline) for one in references_in(passage(text, *headings), 1)]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("It works.[1]", [(1,)]),
        ("It works [1, 3].", [(1, 3)]),
        ("It works [2-4, 7].", [(2, 3, 4, 7)]),
        ("It works [2–4].", [(2, 3, 4)]),
        ("It works.¹ It helps.¹²", [(1,), (12,)]),
        ("It works [1][2].", [(1,), (2,)]),
        ("It works [1-900].", [tuple(range(1, 32))]),
        ("It works [9-1].", [()]),
        ("It works (1) [a] [] [2018].", []),
        ("² It works", []),
    ],
)
def test_marks(text: str, marks: list[tuple[int, ...]]) -> None:
    assert [numbers for _, _, numbers in markers_in(text)] == marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It works (Oak, 2018).", ["Oak, 2018"]),
        ("It works (Oak & Elm 2018).", ["Oak & Elm 2018"]),
        ("It works (see Oak et al., 2018).", ["see Oak et al., 2018"]),
        ("As Oak and Elm (2018) found, it works.", ["Oak and Elm (2018)"]),
        ("It works, as Oak-Elm (2018a) found.", ["Oak-Elm (2018a)"]),
        pytest.param(
            "It works, as O'Neill (2018) found.",
            ["O'Neill (2018)"],
        ),
        ("It works (in 2018).", []),
        ("It works (20% in 2018).", []),
        ("In 2018 (the year) it worked.", []),
        ("It works.", []),
    ],
)
def test_references_in_running_text(text: str, found: list[str]) -> None:
    assert printed_in(text, "Wegovy") == [(one, True) for one in found]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (ENTRY, "References"),
        (ENTRY, "Wegovy"),
        (f"1. {ENTRY}", "Sources"),
        (f"[1] {ENTRY}", "Notes"),
    ],
)
def test_a_reference_that_fills_its_block(text: str, heading: str) -> None:
    assert printed_in(text, heading) == [(text, False)]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Obese people lost weight in a trial of 2018.", "Wegovy"),
        ("See below.", "References"),
        ("Last changed in 2018.", "References"),
    ],
)
def test_no_reference(text: str, heading: str) -> None:
    assert printed_in(text, heading) == []


def test_a_heading_is_no_reference() -> None:
    assert list(references_in(passage(ENTRY, "References", kind="heading"), 1)) == []


def test_the_number_is_the_printed_one_else_the_place() -> None:
    (printed,) = references_in(passage(f"7. {ENTRY}", "References"), 3)
    (plain,) = references_in(passage(ENTRY, "References"), 3)
    assert (printed.number, plain.number) == (7, 3)


def test_the_first_of_a_number_stands_and_inline_ones_have_none() -> None:
    first, second = Printed("a", 0, 1, False, 1), Printed("b", 0, 1, False, 1)
    inline = Printed("c", 0, 1, True, 2)
    assert numbered([first, second, inline]) == {1: first}


@given(st.text() | st.text("(Oak,et al.& 2018)[12-]¹A;"), st.sampled_from(["References", "Wegovy"]))
def test_what_is_printed_stands_in_the_text(text: str, heading: str) -> None:
    for one in references_in(passage(text, heading), 1):
        assert text[one.start : one.end] == one.text
    for start, end, numbers in markers_in(text):
        assert 0 <= start < end <= len(text)
        assert list(numbers) == sorted(set(numbers)) or "," in text[start:end]
