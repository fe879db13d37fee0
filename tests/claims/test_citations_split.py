"""Separating references that run together."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.citations import split

with (Path(__file__).parent / "cases" / "citations_split.csv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader(lines))


@pytest.mark.parametrize("case", CASES, ids=[case["style"] for case in CASES])
def test_split(case: dict[str, str]) -> None:
    found = [reference for _, _, reference in split(case["text"])]
    assert found == [part for part in case["references"].split("|") if part]


PIECES = st.sampled_from(
    [
        "Coyle CM",
        "et al.",
        "(2015)",
        "(2015)Loo C, ",
        "; ",
        "\n",
        "Sleep",
        "12-19.",
        "2. ",
        "é",
        " ",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join)))
def test_pieces_are_the_text_in_order(text: str) -> None:
    end_before = 0
    for start, end, reference in split(text):
        assert reference == text[start:end] == reference.strip() != ""
        assert start >= end_before
        dropped = text[end_before:start]
        assert not any(letter.isalnum() for letter in dropped)
        end_before = end
    assert not any(letter.isalnum() for letter in text[end_before:])
