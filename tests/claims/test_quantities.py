"""Quantities in running text: a number with its unit, range, modifier and what it counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.quantities import Quantity, read_quantities
from claims.text import tokenise
from claims.units import in_base
from tests.claims.golden import Case, golden

CASES = golden("quantities")
PIECES = [
    "71%", "12 of 17", "seven in ten", "a third", "half-life", "0.5 mg/kg", "84 mg", "$500",
    "day 28",
    "the next day", "twice a week", "every 3 to 5 weeks", "six doses", "over 11 days", "about",
    "over",
    "up to", "20% off", "5 stars", "34 years old", "-", "–", "of", "in", "one", "to",
    "two", "weeks",
    "ketamine", ".", ",", "patients", "and", "between", "24", "h", "2019", "95% CI", "a", "%",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))


def shown(quantity: Quantity) -> str:
    """A quantity in one line, as the golden cases give it."""
    high = f"..{quantity.high:g}" if quantity.high is not None else ""
    unit = f"{quantity.unit}/{quantity.per}" if quantity.per else quantity.unit
    counts = f"{quantity.events}/{quantity.n}" if quantity.n is not None else ""
    every = "every" if quantity.every else ""
    label = "label" if quantity.label else ""
    baseline = "baseline" if quantity.baseline else ""
    parts = [
        quantity.dimension, f"{quantity.value:.4g}{high}", unit, quantity.modifier, every, label,
        counts, baseline,
    ]  # fmt: skip
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_golden(case: Case) -> None:
    found = read_quantities(tokenise(case["text"]))
    assert "; ".join(shown(quantity) for quantity in found) == case["quantities"]


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [(1, "wk", 168), (30, "min", 0.5), (28, "d", 672), (500, "mcg/kg", 0.5), (3, "nothing", 3)],
)
def test_base_units(value: float, unit: str, base: float) -> None:
    assert in_base(value, unit) == pytest.approx(base)


def test_the_place_of_a_quantity_is_its_words() -> None:
    text = "Given at 0.5–1 mg/kg, “twice a week”."
    found = read_quantities(tokenise(text))
    assert [text[q.start : q.end] for q in found] == ["0.5–1 mg/kg", "twice a week"]


@given(TEXTS)
def test_quantities_are_in_order_and_never_overlap(text: str) -> None:
    tokens = tokenise(text)
    found = read_quantities(tokens)
    last, end = -1, 0
    for quantity in found:
        assert last < quantity.first <= quantity.last < len(tokens)
        assert end <= quantity.start < quantity.end <= len(text)
        assert (quantity.start, quantity.end) == (
            tokens[quantity.first].start,
            tokens[quantity.last].end,
        )
        last, end = quantity.last, quantity.end
    assert len(found) <= len(tokens)


@given(TEXTS)
def test_ranges_rise_and_shares_stay_within_a_hundred(text: str) -> None:
    for quantity in read_quantities(tokenise(text)):
        assert quantity.value >= 0
        assert quantity.high is None or quantity.high > quantity.value
        if quantity.dimension == "ratio":
            assert quantity.value <= 100
        if quantity.n is not None:
            assert quantity.events is not None
            assert quantity.events <= quantity.n


@given(TEXTS, TEXTS)
def test_a_sentence_before_changes_nothing(one: str, other: str) -> None:
    alone = [shown(quantity) for quantity in read_quantities(tokenise(other))]
    after = [
        shown(quantity)
        for quantity in read_quantities(tokenise(f"{one} . . . . . . {other}"))
        if quantity.start >= len(one) + 12
    ]
    assert after == alone


@given(st.integers(0, 100), st.sampled_from(["%", " %", "\u00a0%", " percent", " per cent"]))
def test_every_way_to_write_a_percentage(value: int, sign: str) -> None:
    found = read_quantities(tokenise(f"In all {value}{sign} responded"))
    assert [shown(quantity) for quantity in found] == [f"percent {value} % exact"]


@given(
    st.integers(1, 60),
    st.integers(1, 60),
    st.sampled_from(["-", "–", " to ", " – ", "\u2011", "\u2212"]),
    st.sampled_from(["days", "weeks", "months", "hours"]),
)
def test_every_way_to_write_a_range_of_time(low: int, more: int, dash: str, unit: str) -> None:
    found = read_quantities(tokenise(f"It took {low}{dash}{low + more} {unit} in all"))
    assert [(q.dimension, q.value, q.high) for q in found] == [("time", low, low + more)]
