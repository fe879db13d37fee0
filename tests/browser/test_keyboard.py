"""Everything by the keyboard alone, and always visible where one is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Visitor
from tests.browser.kinds import check_text, sign_in

# What has the focus: a name to know it by, whether an outline shows, and whether it can be seen.
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  return {
    tag: at.tagName.toLowerCase(),
    name: (at.getAttribute("aria-label") || at.id || at.textContent || at.name || "").trim(),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
MOST = 400


def tab_through(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page; fails where it never does."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus is trapped: {stops[-3:]}")


def reached(page: Page) -> list[str]:
    """Names of everything that Tab reaches, each of it outlined and in sight."""
    stops = tab_through(page)
    assert [stop for stop in stops if not (stop["outlined"] and stop["seen"])] == []
    return [stop["name"] for stop in stops]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/", ["text", "Check it", "words", "Search", "Contradicted"]),
        ("/evidence/claims/clinic-03", ["Copy", "Why: 4 reasons by rule", "Doe 2001", "JSON"]),
        ("/evidence/pages/clinic", ["clinic-05"]),
        ("/evidence", ["sql-editor", "Run SQL"]),
        ("/evidence?sql=select+1", ["sql-editor", "Run SQL", "json", "Rows"]),
        ("/evidence/claim_verdicts", ["Column of a new filter", "sort_by", "Apply", "Rows",
                                      "Menu of column verdict", "Export CSV"]),
        ("/-/claim-check", ["check-text", "check-file", "Check"]),
        ("/-/login", ["username", "password", "Sign in"]),
    ],
)  # fmt: skip
def test_tab_reaches_everything_in_order(page: Page, path: str, names: list[str]) -> None:
    page.goto(path)
    found = reached(page)
    wanted = ["Skip to the content", "Onfile", "Check a page", "find", "Search", *names]
    places = [next((i for i, name in enumerate(found) if name == want), -1) for want in wanted]
    assert -1 not in places, (wanted, found)
    assert places[:5] == sorted(places[:5])


def test_skip_link_leads_past_the_header(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_seen_on_a_phone(visit: Visitor) -> None:
    page = visit(viewport=PHONE).page
    page.goto("/evidence/claims/clinic-03")
    assert "Copy" in reached(page)


def test_search_by_enter(page: Page) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("searchbox").focus()
    page.keyboard.type("examplam")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=examplam"))


def test_column_menu_opens_and_closes(page: Page) -> None:
    page.goto("/evidence/claim_verdicts")
    icon = page.get_by_role("button", name="Menu of column kind")
    icon.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sort ascending")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Sort ascending")).to_be_hidden()
    expect(icon).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("_sort=kind"))


def test_details_open_by_space(page: Page) -> None:
    page.goto("/evidence/findings")
    page.get_by_text("What the columns mean").focus()
    page.keyboard.press("Space")
    expect(page.locator("dl.column-descriptions")).to_be_visible()


def test_checked_page_is_read_by_keys(page: Page) -> None:
    check_text(page)
    found = reached(page)
    assert "show-contradicted" in found and "Claims and evidence" in found
    box = page.locator("#show-contradicted")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".card.verdict-contradicted").first).to_be_hidden()
    mark = page.locator("a.mark.verdict-overstated").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card:target")).to_be_in_viewport()


def test_review_by_keys(page: Page) -> None:
    sign_in(page, "dov")
    page.goto("/evidence/claims/clinic-05")
    assert {"Sign out", "Review this verdict"} <= set(reached(page))
    page.get_by_text("Review this verdict").focus()
    page.keyboard.press("Enter")
    assert {"accept", "review-verdict", "review-code", "review-note"} <= set(reached(page))
    page.get_by_label("I accept it").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Write the review").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Dov accepted")
