"""The grammar of cells: golden readings as data, and properties over any text."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells import read_effect, read_p, read_share, read_year, says_no_more
from ingest.counts import read_counts
from ingest.durations import HOURS, read_dose, read_timepoint
from ingest.numbers import Fields, decimals, looks_mistyped, normalise, plain_number

READERS: dict[str, Callable[[str, str], Fields]] = {
    "counts": read_counts,
    "share": lambda cell, _: read_share(cell),
    "effect": lambda cell, _: read_effect(cell),
    "p": lambda cell, _: read_p(cell),
    "year": lambda cell, _: read_year(cell),
    "time": read_timepoint,
    "dose": lambda cell, _: read_dose(cell),
}
with (Path(__file__).parent / "cells.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("reader", "own", "cell", "fields"), GOLDEN)
def test_golden_cells(reader: str, own: str, cell: str, fields: str) -> None:
    expected = dict(pair.split("=", 1) for pair in fields.split())
    found = READERS[reader](cell, own)
    assert {name: str(value) for name, value in found.items()} == expected


@given(reader=st.sampled_from(sorted(READERS)), cell=st.text())
def test_any_text_is_read_or_left(reader: str, cell: str) -> None:
    for value in READERS[reader](cell, "n").values():
        assert isinstance(value, (int, float, str))


# Texts made of what cells are made of reach far deeper into the grammar than any text does.
WORDS = """1 12 0.5 .05 1,234 95 - – to ( ) [ ] ; , of = < <= % + and -> x vs SD SE CI about
    enrolled analysed trials RCTs n p mg mg/kg over min days week up within placebo"""
PIECES = st.sampled_from(WORDS.split())
CELLS = st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=12).map("".join)


@given(reader=st.sampled_from(sorted(READERS)), cell=CELLS)
def test_likely_text_is_read_or_left(reader: str, cell: str) -> None:
    fields = READERS[reader](cell, "n_randomised")
    for low, high in (("ci_low", "ci_high"), ("time_low_h", "time_high_h"),
                      ("dose_low", "dose_high"), ("effect", "effect_high")):  # fmt: skip
        if low in fields and high in fields:
            assert float(fields[low]) <= float(fields[high])
    assert 0 <= float(fields.get("p", 0)) <= 1
    assert 0 <= float(fields.get("percent", 0)) <= 100


@pytest.mark.parametrize("piece", ["1,", "1-", "111", "1 or ", "1 a + ", "(", "1 mg ", "treated "])
@pytest.mark.parametrize("reader", sorted(READERS))
def test_endless_cells_are_left(reader: str, piece: str) -> None:
    assert READERS[reader](piece * 5000, "n") == {}


COUNT = st.integers(0, 9999)
FIGURE = st.decimals(-999, 999, places=2).map(float)
PERCENT = st.decimals(0, 100, places=1).map(float)


@given(enrolled=COUNT, completed=COUNT)
def test_counts_come_back(enrolled: int, completed: int) -> None:
    cell = f"{enrolled:,} enrolled ({completed} completed)"
    assert read_counts(cell, "n_randomised") == {"n_enrolled": enrolled, "n_analysed": completed}


@given(percent=PERCENT, events=COUNT, n=COUNT)
def test_shares_come_back(percent: float, events: int, n: int) -> None:
    assert read_share(f"{percent} ({events} of {n})") == {
        "percent": percent,
        "events": events,
        "n": n,
    }


@given(first=PERCENT, second=PERCENT)
def test_ranges_of_shares_come_back_as_written(first: float, second: float) -> None:
    assert read_share(f"{first}-{second}%") == {"percent": first, "percent_high": second}


@given(effect=FIGURE, spread=st.sampled_from(["sd", "se"]), size=FIGURE.map(abs))
def test_spreads_come_back(effect: float, spread: str, size: float) -> None:
    assert read_effect(f"{effect} ({spread.upper()} {size})") == {"effect": effect, spread: size}


@given(effect=FIGURE, ends=st.tuples(FIGURE, FIGURE).map(sorted))
def test_intervals_come_back(effect: float, ends: list[float]) -> None:
    low, high = ends
    assert read_effect(f"{effect} ({low} to {high})") == {
        "effect": effect,
        "ci_low": low,
        "ci_high": high,
    }


@given(ends=st.tuples(FIGURE, FIGURE).map(sorted))
def test_ranges_of_effects_come_back(ends: list[float]) -> None:
    assert read_effect(f"{ends[0]} to {ends[1]}") == {"effect": ends[0], "effect_high": ends[1]}


@given(operator=st.sampled_from(["<", "<=", "=", ">"]), p=st.decimals(0, 1, places=4).map(float))
def test_p_values_come_back(operator: str, p: float) -> None:
    assert read_p(f"P {operator} {p:.4f}") == {"p_operator": operator, "p": p}


UNITS = {"min": "minutes", "h": "hours", "d": "days", "wk": "weeks", "mo": "months", "yr": "years"}


@given(low=COUNT, more=COUNT, unit=st.sampled_from(sorted(UNITS)))
def test_time_points_come_back(low: int, more: int, unit: str) -> None:
    read = read_timepoint(f"{low}-{low + more} {UNITS[unit]}")
    assert read["time_low_h"] == pytest.approx(low * HOURS[unit], abs=1e-6)
    assert read["time_high_h"] == pytest.approx((low + more) * HOURS[unit], abs=1e-6)


@given(doses=st.lists(st.integers(1, 500), min_size=1, max_size=5), minutes=st.integers(1, 240))
def test_doses_come_back(doses: list[int], minutes: int) -> None:
    listed = " or ".join(filter(None, (", ".join(map(str, doses[:-1])), str(doses[-1]))))
    read = read_dose(f"{listed} mg over {minutes} min")
    assert (read["dose_low"], read["dose_high"], read["dose_unit"]) == (
        min(doses),
        max(doses),
        "mg",
    )
    assert read["infusion_low_min"] == read["infusion_high_min"] == minutes


@given(st.integers(-(10**12), 10**12))
def test_plain_numbers_come_back_grouped_or_not(number: int) -> None:
    assert plain_number(f"{number}") == plain_number(f" {number:,} ") == number


@pytest.mark.parametrize(
    "text", ["", "1_000", "1e3", "nan", "inf", "1 2", "12,34", "１２", "9" * 30]
)
def test_not_plain_numbers(text: str) -> None:
    assert plain_number(text) is None


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "places"), [("71", 0), ("52.50", 2), (".5", 1), ("12.5 (1 of 8)", 1), ("none", 0)]
)
def test_decimals_as_printed(text: str, places: int) -> None:
    assert decimals(text) == places


@pytest.mark.parametrize(("text", "slip"), [("12O", True), ("4..5", True), ("about 20", False),
                                            ("unknown", False)])  # fmt: skip
def test_a_slip_is_one_word_with_a_digit(text: str, slip: bool) -> None:
    assert looks_mistyped(text) is slip


@pytest.mark.parametrize(
    ("cell", "fields", "whole"),
    [
        ("12.5 (1 of 8)", {"percent": 12.5, "events": 1, "n": 8}, True),
        ("-14 (SD 10)", {"effect": -14.0, "sd": 10.0}, True),
        ("0 (recalled)", {"percent": 0.0}, False),
        ("-18.4 (12.0)", {"effect": -18.4}, False),
    ],
)
def test_remarks_are_noticed(cell: str, fields: Fields, whole: bool) -> None:
    assert says_no_more(cell, fields) is whole
