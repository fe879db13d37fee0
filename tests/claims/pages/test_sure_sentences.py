"""Sentences found without the segmenter are those that it finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syntok import segmenter

from claims.pages.sentences import sentences

_PIECES = [
    *("The", "It", "May", "felt", "Patients", "improved", "took", "placebo.", "placebo?", "night."),
    *("placebo.)", "depression,", "well-tolerated.", "(12", "patients)", "(Tea", "(Five", "cups.)"),
    *("1.5", "12%", "12.", "I", "II.", "A.", "max.", "and;", "said:", "“yes”"),
]


def by_the_segmenter(text: str) -> list[tuple[int, int]]:
    parts = [part for paragraph in segmenter.analyze(text) for part in paragraph if part]
    return [(part[0].offset, part[-1].offset + len(part[-1].value)) for part in parts]


@pytest.mark.parametrize(
    "text",
    [
        "The dose of 0.5 mg (12 of 17 people) was well tolerated.",
        "They took the placebo. Nobody improved on the treatment. A few slept.",
        "Of those 40 took placebo (Smith 2019) and 41 took 1.5 mg/kg",
        "Tablets (Small Ones) Are swallowed.",
        "They bought from Acme1.limited. Then they slept.",
        "We drank the tea; They slept.",
        "They drank max. Patients slept well.",
        "They took the placebo. but nobody improved.",
        "They slept well ",
        "It was 0.0abcdefg? Aa, it was.",
    ],
)
def test_texts(text: str) -> None:
    assert sentences(text) == by_the_segmenter(text)


@given(st.lists(st.sampled_from(_PIECES), min_size=2, max_size=14).map(" ".join))
def test_whatever_words_stand_together(text: str) -> None:
    assert sentences(text) == by_the_segmenter(text)
