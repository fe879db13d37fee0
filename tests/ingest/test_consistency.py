"""Figures of a finding set beside each other; what holds, fails and cannot be told, by hand."""

from __future__ import annotations

import pytest

from ingest.consistency import TESTS, checks
from ingest.evidence import Record

Cells = dict[str, int | float | str | None]


def results(values: Cells, written: dict[str, str] | None = None) -> dict[str, str]:
    """What came of each test of a row."""
    return {one.test: one.result for one in checks(Record("f.csv", 2, values, written or {}))}


@pytest.mark.parametrize(
    ("values", "test", "result"),
    [
        # GRIM (Brown and Heathers 2017): of 17 people 12 are 70.6%, and nobody is 72%.
        ({"percent": 71, "n": 17}, "grim", "holds"),
        ({"percent": 72, "n": 17}, "grim", "fails"),
        ({"percent": 72, "n": 17, "n_kind": "pooled"}, "grim", "open"),
        ({"percent": 72, "n": 17, "n_studies": 3}, "grim", "open"),
        ({"percent": 72, "n": 17, "percent_approx": 1}, "grim", "open"),
        ({"percent": 72, "n": 17, "percent_high": 80}, "grim", "open"),
        ({"percent": 72, "n": 101}, "grim", "open"),
        ({"comparator_percent": 72, "comparator_n": 17}, "grim, comparator", "fails"),
        ({"percent": 71, "n": 17, "events": 12}, "count", "holds"),
        ({"percent": 70, "n": 17, "events": 12}, "count", "holds"),
        ({"percent": 72, "n": 17, "events": 12}, "count", "fails"),
        ({"percent": 75, "n": 17, "events": 12, "percent_approx": 1}, "count", "holds"),
        ({"percent": 80, "n": 17, "events": 12, "percent_approx": 1}, "count", "fails"),
        ({"comparator_percent": 50, "comparator_n": 4, "comparator_events": 2},
         "count, comparator", "holds"),
        ({"effect": 5, "ci_low": 4, "ci_high": 6}, "interval", "holds"),
        ({"effect": 7, "ci_low": 4, "ci_high": 6}, "interval", "fails"),
        ({"percent": 3, "ci_low": 4}, "interval", "fails"),
    ],
)  # fmt: skip
def test_shares_and_intervals(values: Cells, test: str, result: str) -> None:
    assert results(values) == {test: result}


@pytest.mark.parametrize(
    ("kind", "effect", "shares", "result"),
    [
        # 60 against 40: 20 points, 1.5 times, 1.5 over 0.667 is 2.25.
        ("RD", 20, (60, 40), "holds"),
        ("RD", 22, (60, 40), "fails"),
        ("RR", 1.5, (60, 40), "holds"),
        ("RR", 1.7, (60, 40), "fails"),
        ("OR", 2.25, (60, 40), "holds"),
        ("OR", 2.6, (60, 40), "fails"),
        # A printed 0 may be anything under a half: there is no upper bound.
        ("RR", 900, (60, 0), "holds"),
        ("OR", 900, (60, 0), "holds"),
    ],
)
def test_an_effect_is_what_two_shares_make(
    kind: str, effect: float, shares: tuple[float, float], result: str
) -> None:
    values: Cells = {
        "effect_type": kind, "effect": effect, "percent": shares[0], "comparator_percent": shares[1]
    }  # fmt: skip
    assert results(values)["comparator"] == result
    pooled = "open" if result == "fails" else result
    assert results({**values, "n_kind": "pooled"})["comparator"] == pooled
    assert "comparator" not in results({**values, "effect_type": "HR"})


def test_rounding_of_shares_is_allowed_for() -> None:
    # 2.7 lies between 54.5 / 20.5 and 55.5 / 19.5; of 55.0 and 20.0 it is too little.
    values: Cells = {
        "effect_type": "RR", "effect": 2.66, "percent": 55, "comparator_percent": 20
    }  # fmt: skip
    assert results(values)["comparator"] == "holds"
    # 54.5 and 20.5 make 2.659, and 55.5 and 19.5 make 2.846: printed as 2.7 and 2.8.
    for effect, result in ((2.6, "fails"), (2.7, "holds"), (2.8, "holds"), (2.9, "fails")):
        assert results({**values, "effect": effect})["comparator"] == result
    nine: Cells = {"effect_type": "RD", "effect": 9, "percent": 30.4, "comparator_percent": 20.9}
    # 9.5 points may be printed as 9 or as 10.
    assert results(nine)["comparator"] == "holds"
    exact = {"percent": "55.0", "comparator_percent": "20.0"}
    assert results(values, exact)["comparator"] == "fails"


@pytest.mark.parametrize(
    ("kind", "interval", "p", "result"),
    [
        ("OR", (1.2, 4.0), ("<", 0.001), "holds"),
        ("OR", (0.8, 4.0), ("=", 0.2), "holds"),
        ("OR", (0.8, 4.0), ("=", 0.02), "fails"),
        ("OR", (1.2, 4.0), (">", 0.05), "fails"),
        ("MD", (-3.0, -1.0), ("=", 0.004), "holds"),
        ("MD", (-3.0, 1.0), ("<", 0.05), "fails"),
        ("MD", (-3.0, 0.0), ("=", 0.04), "open"),
        ("MD", (-3.0, -1.0), ("=", 0.05), "open"),
        ("MD", (-3.0, -1.0), ("<", 0.1), "open"),
        ("MD", (-3.0, -1.0), (">", 0.01), "open"),
        ("MD", (-3.0, -1.0), ("<=", 0.05), "open"),
    ],
)
def test_a_p_value_goes_with_its_interval(
    kind: str, interval: tuple[float, float], p: tuple[str, float], result: str
) -> None:
    values: Cells = {
        "effect_type": kind, "ci_low": interval[0], "ci_high": interval[1], "p_operator": p[0],
        "p": p[1],
    }  # fmt: skip
    assert results(values) == {"p-value": result}
    assert results({**values, "effect_type": "median"}) == {}


def test_tests_come_in_their_order_and_tell_their_figures() -> None:
    values: Cells = {
        "percent": 60, "n": 10, "events": 6, "comparator_percent": 40, "comparator_n": 10,
        "effect_type": "RD", "effect": 20, "ci_low": 5, "ci_high": 35, "p_operator": "=", "p": 0.01,
    }  # fmt: skip
    made = list(checks(Record("f.csv", 2, values)))
    places = [TESTS.index(one.test) for one in made]
    assert len(places) == 5 and sorted(places) == sorted(set(places))
    assert made[0].detail == "60% is 6 of 10, which is 60.0%"
    assert made[-1].detail == "the interval 5 to 35 leaves out no effect (0), and P = 0.01"
