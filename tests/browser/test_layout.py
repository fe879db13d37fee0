"""Pages on a phone and at a desk, with large text, in dark, in forced colours, without motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visitor


def test_wide_table_scrolls_in_a_region_of_its_own(visit: Visitor) -> None:
    page = visit(viewport=PHONE).page
    page.goto("/evidence/findings")
    region = page.get_by_role("region", name="Rows")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.table-wrapper').scrollLeft > 0")


def colour(page: Page, selector: str, name: str) -> list[int]:
    """Red, green and blue of the first element that the selector names."""
    value: str = page.locator(selector).first.evaluate(
        "(element, name) => getComputedStyle(element)[name]", name
    )
    return [int(float(part)) for part in value.strip("rgba()").split(",")[:3]]


@pytest.mark.parametrize(
    "path", ["/", "/evidence/claims/clinic-03", "/evidence/studies", "/nosuch"]
)
def test_dark_is_dark_and_light_is_light(visit: Visitor, path: str) -> None:
    visited = visit()
    visited.watch.expected.add(404)
    page = visited.page
    page.goto(path)
    for scheme, dark in (("light", False), ("dark", True)):
        page.emulate_media(color_scheme=scheme)
        assert (max(colour(page, "body", "backgroundColor")) < 64) is dark
        assert (min(colour(page, "h1", "color")) > 192) is dark


@pytest.mark.parametrize(("motion", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_motion_is_left_to_the_reader(visit: Visitor, motion: str, behaviour: str) -> None:
    page = visit(reduced_motion=motion).page
    page.goto("/evidence/claims/clinic-03")
    style = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(style) == behaviour


def test_verdicts_are_told_in_forced_colours(visit: Visitor) -> None:
    page = visit(forced_colors="active").page
    page.goto("/evidence/claims/clinic-03")
    badge = page.locator("h2 .badge").first
    expect(badge).to_have_text("Contradicted")
    expect(badge).to_have_css("border-top-style", "solid")
    point, paper = colour(page, "circle.point", "fill"), colour(page, "body", "backgroundColor")
    assert point != paper
