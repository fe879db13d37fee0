"""Where figures stand on an axis."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.records import Finding, finding_from_row
from publish.site.plot import Figure, amount_of, effect_of, plot, share_of

numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))


def finding(**row: Any) -> Finding:
    return finding_from_row({"drug": "", "route": "", "population": "", **row})


def figure(value: float, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(finding(), "Doe 2001", "Agrees", value, low, high, False)


def test_share_has_the_interval_of_its_source() -> None:
    found = share_of(finding(percent=50.0, ci_low=41.0, ci_high=59.0, events=5, n=10), "Doe 2001")
    assert found is not None and found.words == "50 (41 to 59)"


def test_share_has_wilsons_interval_of_its_counts() -> None:
    # Wilson 1927 for 12 of 17: 46.9 to 86.7.
    found = share_of(finding(percent=71.0, events=12, n=17), "Zarate 2006")
    assert found is not None and found.words == "71 (47 to 87)"


def test_interval_of_an_effect_is_not_that_of_the_share() -> None:
    row = finding(percent=27.4, effect=3.94, effect_type="OR", ci_low=1.54, ci_high=10.1)
    share, effect = share_of(row, "Dean 2021"), effect_of(row, "Dean 2021")
    assert share is not None and share.words == "27.4"
    assert effect is not None and effect.words == "3.94 (1.54 to 10.1)"


def test_range_stands_between_its_ends() -> None:
    found = amount_of(finding(value=2.0, value_high=4.0), "Doe 2001")
    assert found is not None and (found.low, found.value, found.high) == (2.0, 3.0, 4.0)
    assert found.words == "2 to 4"
    assert amount_of(finding(), "Doe 2001") is None
    shares = share_of(finding(percent=61.0, percent_high=75.0), "Doe 2001")
    assert shares is not None and (shares.low, shares.high) == (61.0, 75.0)


def test_shares_stand_where_their_percent_is() -> None:
    drawn = plot("Shares", "%", [figure(70.6, 46.9, 86.7)], [71.0], "71%")
    assert drawn is not None and drawn.claimed == (71.0,)
    assert [place for place, _ in drawn.ticks] == [0, 25, 50, 75, 100]
    strip = drawn.strips[0]
    assert (strip.low, strip.at, strip.high) == (46.9, 70.6, 86.7)


def test_ratios_stand_on_a_logarithmic_axis_with_one_marked() -> None:
    drawn = plot("Effects", "OR", [figure(0.25), figure(4.0)])
    assert drawn is not None and drawn.neutral == pytest.approx(50.0, abs=0.01)
    first, second = drawn.strips
    assert first.at + second.at == pytest.approx(100.0, abs=0.02)


def test_differences_mark_zero_only_where_it_is_passed() -> None:
    across = plot("Effects", "MD", [figure(-4.0), figure(4.0)])
    above = plot("Effects", "MD", [figure(4.0), figure(8.0)])
    assert across is not None and across.neutral == 50.0
    assert above is not None and above.neutral is None


def test_nothing_to_draw() -> None:
    assert plot("Shares", "%", []) is None


@given(st.lists(numbers, min_size=1, max_size=8), st.sampled_from(["MD", "OR", "h", "%"]))
def test_all_stands_on_the_axis_in_its_order(values: list[float], unit: str) -> None:
    drawn = plot("", unit, [figure(value) for value in values], values[:1])
    assert drawn is not None
    places = [strip.at for strip in drawn.strips]
    assert all(0 <= place <= 100 for place in (*places, *drawn.claimed))
    assert drawn.claimed[0] == places[0]
    ordered = [place for _, place in sorted(zip(values, places, strict=True))]
    assert ordered == sorted(ordered)
    assert [place for place, _ in drawn.ticks] == sorted(place for place, _ in drawn.ticks)
