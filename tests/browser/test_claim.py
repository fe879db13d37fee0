"""Reading a claim: the verdict, why, the evidence, a sentence to take away."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import Visitor

CLAIM = "/evidence/claims/clinic-03"
SUGGESTION = re.compile(r"^A day after one tablet of examplam 10 of 20 people")


def test_claim_is_read_from_top_to_bottom(page: Page) -> None:
    page.goto(CLAIM)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("80% of patients"))
    verdict = page.get_by_role("region", name="Contradicted")
    expect(verdict).to_contain_text("Comparable evidence on file says otherwise")
    verdict.locator("summary").click()
    expect(verdict.locator("li code").first).to_be_attached()
    evidence = page.get_by_role("region", name=re.compile("Findings that bear on the claim"))
    expect(evidence.get_by_role("rowheader").first).to_contain_text("Doe 2001")
    expect(evidence.get_by_role("columnheader").first).to_have_text("Finding")


def test_plot_says_in_words_what_it_draws(page: Page) -> None:
    page.goto(CLAIM)
    plot = page.get_by_role("figure").first
    expect(plot).to_contain_text("claimed 80")
    expect(plot.get_by_role("listitem").first).to_contain_text("50 (30 to 70)")
    drawings = page.locator("figure svg").evaluate_all(
        "all => all.filter(each => !each.closest('[aria-hidden=true]')).length"
    )
    assert drawings == 0


def test_plot_draws_a_figure_where_it_belongs(page: Page) -> None:
    page.goto(CLAIM)
    strip = page.locator("figure svg.strip").first.bounding_box()
    point = page.locator("figure circle.point").first.bounding_box()
    assert strip and point
    middle = point["x"] + point["width"] / 2
    assert abs((middle - strip["x"]) / strip["width"] - 0.5) < 0.01


def test_suggestion_is_copied(visit: Visitor) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"]).page
    page.goto(CLAIM)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert SUGGESTION.match(page.evaluate("navigator.clipboard.readText()"))


def test_without_script_the_suggestion_is_plain_text(visit: Visitor) -> None:
    page = visit(java_script_enabled=False).page
    page.goto(CLAIM)
    expect(page.locator("#suggestion")).to_have_text(SUGGESTION)
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)


def test_hostile_claim_executes_nothing(page: Page) -> None:
    for address in ("/evidence/claims/clinic-04", "/evidence/pages/clinic", "/evidence/claims"):
        page.goto(address)
        expect(page.get_by_role("main")).to_contain_text("<script>hacked=1</script>")
        assert page.evaluate("typeof hacked") == "undefined"


def test_claims_of_a_page_lead_to_each_other(page: Page) -> None:
    page.goto("/evidence/pages/clinic")
    page.get_by_role("link", name=re.compile("^62% of people")).first.click()
    page.get_by_role("link", name="claim after").click()
    expect(page).to_have_url(re.compile(CLAIM + "$"))


def test_retracted_study_says_so(page: Page) -> None:
    page.goto("/evidence/studies/roe-2005")
    expect(page.get_by_role("note").first).to_contain_text("Notice: retraction")
