"""Numbers in running text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.numerals import read_numeral
from claims.text import tokenise
from tests.claims.golden import Case, golden

CASES = golden("numerals")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_golden(case: Case) -> None:
    tokens = tokenise(case["text"])
    found = read_numeral(tokens, 0)
    if not case["value"]:
        assert found is None
        return
    assert found is not None
    assert found.value == pytest.approx(float(case["value"]), rel=1e-5)
    assert found.share == (float(case["share"]) if case["share"] else None)
    assert found.words == (case["words"] == "1")
    assert case["text"][tokens[found.first].start : tokens[found.last].end] == case["read"]


@pytest.mark.parametrize(
    ("text", "decimals"), [("71", 0), ("71.0", 1), ("0.05", 2), ("1,250.5", 1)]
)
def test_decimals_are_counted_as_printed(text: str, decimals: int) -> None:
    found = read_numeral(tokenise(text), 0)
    assert found is not None
    assert found.decimals == decimals


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_are_read_as_they_are(number: int) -> None:
    for text in (str(number), f"{number:,}"):
        found = read_numeral(tokenise(text), 0)
        assert found is not None
        assert (found.value, found.share, found.words) == (number, None, False)


_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@given(st.integers(2, 9), st.integers(1, 9), st.sampled_from(["-", " ", "\u2011"]))
def test_tens_and_units_in_words(tens: int, units: int, joiner: str) -> None:
    found = read_numeral(tokenise(f"{_TENS[tens - 2]}{joiner}{_UNITS[units - 1]}"), 0)
    assert found is not None
    assert (found.value, found.words) == (10 * tens + units, True)


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from([" of ", " out of ", " in ", "/"]))
def test_shares_keep_both_numbers(events: int, n: int, joiner: str) -> None:
    assume(not (joiner == "/" and events == n == 50))  # "50/50" is half, in a case of its own
    found = read_numeral(tokenise(f"{events}{joiner}{n}"), 0)
    assert found is not None
    assert found.value == events
    assert found.share == (n if events <= n else None)


@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    tokens = tokenise(text)
    for i in range(len(tokens)):
        found = read_numeral(tokens, i)
        assert found is None or (found.first == i <= found.last < len(tokens) and found.value >= 0)
