"""When a figure claimed and a figure found agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.judges.numbers import AGREEING, half_digit, match_amount, match_share
from claims.reading import Reading
from tests.claims.small import read_small


def claim(value: float, high: float | None = None, **more: object) -> Reading:
    """A reading with that figure and nothing else."""
    return Reading("", "efficacy-rate", value=value, value_high=high, unit="%", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "found", "code"),
    [
        ("71% lost weight", 71.0, "NUM_EXACT"),
        ("71% lost weight", 70.6, "NUM_EXACT"),
        ("70.6% lost weight", 70.59, "NUM_EXACT"),
        ("70% lost weight", 70.6, "NUM_TRUNCATED"),
        ("70.5% lost weight", 70.59, "NUM_TRUNCATED"),
        ("52% lost weight", 52.5, "NUM_EXACT"),
        ("72% lost weight", 71.0, "NUM_NEAR"),
        ("73% lost weight", 71.0, "NUM_HIGH"),
        ("69% lost weight", 71.0, "NUM_LOW"),
        ("about 70% lost weight", 74.0, "NUM_ROUNDED"),
        ("about 70% lost weight", 76.0, "NUM_LOW"),
        ("about 71% lost weight", 73.0, "NUM_LOW"),
        ("seven in ten lost weight", 72.0, "NUM_ROUNDED"),
        ("seven in ten lost weight", 73.0, "NUM_LOW"),
        ("a third lost weight", 35.0, "NUM_ROUNDED"),
        ("two thirds lost weight", 66.7, "NUM_ROUNDED"),
        ("half lost weight", 53.0, "NUM_LOW"),
        ("over 70% lost weight", 75.0, "NUM_IN_RANGE"),
        ("over 70% lost weight", 81.0, "NUM_LOW"),
        ("over 70% lost weight", 65.0, "NUM_HIGH"),
        ("at least 70% lost weight", 70.0, "NUM_IN_RANGE"),
        ("up to 70% lost weight", 70.5, "NUM_IN_RANGE"),
        ("up to 70% lost weight", 50.0, "NUM_HIGH"),
        ("nearly 70% lost weight", 67.0, "NUM_IN_RANGE"),
        ("nearly 70% lost weight", 71.0, "NUM_LOW"),
        ("under 70% lost weight", 65.0, "NUM_IN_RANGE"),
        ("under 70% lost weight", 75.0, "NUM_LOW"),
        ("at most 70% lost weight", 70.0, "NUM_IN_RANGE"),
        ("45 to 90% lost weight", 71.0, "NUM_IN_RANGE"),
        ("45 to 90% lost weight", 40.0, "NUM_HIGH"),
        ("45 to 90% lost weight", 95.0, "NUM_LOW"),
    ],
)
def test_share(said: str, found: float, code: str) -> None:
    assert match_share(read_small(said), found) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [(50, "NUM_IN_RANGE"), (44, "NUM_LOW"), (62, "NUM_HIGH"), (45.5, "NUM_IN_RANGE")],
)
def test_a_share_against_a_range_that_was_found(value: float, code: str) -> None:
    assert match_share(claim(value), 45.0, 61.0) == code


def test_a_reading_without_a_figure_has_nothing_to_match() -> None:
    with pytest.raises(ValueError, match="no value"):
        match_share(Reading("", "efficacy-rate"), 71.0)


@pytest.mark.parametrize(
    ("value", "half"), [(70, 5), (71, 0.5), (100, 50), (0, 0.5), (1250, 5), (5, 0.5)]
)
def test_half_of_the_last_digit(value: float, half: float) -> None:
    assert half_digit(value) == half


@pytest.mark.parametrize(
    ("claimed", "found", "modifier", "words", "result"),
    [
        ((2.5, 2.5), (2.5, 2.5), "exact", False, "agrees"),
        ((2.5, 2.5), (2.0, 3.0), "exact", False, "agrees"),
        ((2.0, 4.0), (2.0, 4.0), "range", False, "agrees"),
        ((2.0, 2.0), (1.0, 10.0), "exact", False, "broad"),
        ((40, 40), (44, 44), "exact", False, "near"),
        ((40, 40), (55, 55), "exact", False, "low"),
        ((40, 40), (55, 55), "about", False, "near"),
        ((40, 40), (55, 55), "exact", True, "near"),
        ((80, 80), (40, 40), "exact", False, "high"),
        ((2, 6), (5, 20), "range", False, "overlaps"),
        ((2, 2), (1, 1), "up-to", False, "agrees"),
        ((2, 2), (4, 4), "up-to", False, "low"),
        ((2, 2), (4, 4), "at-least", False, "agrees"),
        ((4, 4), (2, 2), "over", False, "high"),
    ],
)
def test_amount(
    claimed: tuple[float, float],
    found: tuple[float, float],
    modifier: str,
    words: bool,
    result: str,
) -> None:
    assert match_amount(claimed, found, modifier, words) == result


SHARES = st.integers(0, 1000).map(lambda tenths: tenths / 10)


@given(
    SHARES, st.sampled_from(["exact", "about", "at-least", "up-to", "at-most", "nearly", "over"])
)
def test_a_figure_matches_itself(value: float, modifier: str) -> None:
    assert match_share(claim(value, modifier=modifier, decimals=1), value) in AGREEING


@given(
    SHARES,
    st.floats(min_value=11.01, max_value=100),
    st.booleans(),
    st.sampled_from(["exact", "nearly", "over", "at-least", "up-to", "at-most", "under"]),
    st.booleans(),
    st.integers(0, 2),
)
def test_a_figure_moved_by_more_than_eleven_points_never_matches(
    value: float, by: float, up: bool, modifier: str, words: bool, decimals: int
) -> None:
    found = value + by if up else value - by
    reading = claim(value, modifier=modifier, in_words=words, decimals=decimals)
    assert match_share(reading, found) not in AGREEING


@given(st.integers(0, 99), st.floats(min_value=11.01, max_value=100), st.booleans())
def test_nor_does_one_said_with_about_unless_it_is_a_hundred(
    value: int, by: float, up: bool
) -> None:
    found = value + by if up else value - by
    assert match_share(claim(value, modifier="about"), found) not in AGREEING


@given(SHARES, SHARES)
def test_high_and_low_tell_where_the_claim_lies(value: float, found: float) -> None:
    code = match_share(claim(value, modifier="exact", decimals=1), found)
    if code == "NUM_HIGH":
        assert value > found
    if code == "NUM_LOW":
        assert value < found


@given(st.floats(0.01, 1e6), st.booleans(), st.sampled_from(["exact", "about", "up-to", "over"]))
def test_an_amount_agrees_with_itself(value: float, words: bool, modifier: str) -> None:
    assert match_amount((value, value), (value, value), modifier, words) == "agrees"


@given(st.floats(0.01, 1e6), st.sampled_from(["exact", "about"]), st.booleans())
def test_twice_an_amount_never_agrees(value: float, modifier: str, words: bool) -> None:
    assert match_amount((2 * value,) * 2, (value, value), modifier, words) == "high"
    assert match_amount((value, value), (2 * value,) * 2, modifier, words) == "low"
