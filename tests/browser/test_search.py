"""Searching and filtering, as a visitor does it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_search_from_the_header_leads_to_a_row(page: Page) -> None:
    page.goto("/evidence/studies/doe-2001")
    page.get_by_role("banner").get_by_role("searchbox").fill("days eight week")
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/-/search\?q=days\+eight\+week$"))
    findings = page.get_by_role("region", name="Findings")
    expect(findings.locator("mark").first).to_have_text("eight")
    findings.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("poe-2010-f0")


def test_best_results_come_first(page: Page) -> None:
    page.goto("/-/search?q=odds+ratio+remission")
    listed = page.get_by_role("region", name="Findings").get_by_role("listitem")
    expect(listed.first).to_contain_text("odds ratio of remission")


def test_search_for_nothing_on_file_says_so(page: Page) -> None:
    page.goto("/-/search?q=xyzzy")
    expect(page.get_by_role("main")).to_contain_text("Nothing on file has these words.")


def test_verdict_on_the_home_page_leads_to_its_claims(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Contradicted", exact=True).click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("1 row where verdict")
    expect(page.locator("td.col-claim_id")).to_have_text(["clinic-03"])


def test_claims_are_filtered_by_facets(page: Page) -> None:
    page.goto("/evidence/claim_verdicts")
    page.get_by_role("region", name="verdict").get_by_role(
        "link", name="supported", exact=True
    ).click()
    expect(page.locator("td.col-claim_id").first).to_be_visible()
    supported = page.locator("tbody tr").count()
    page.get_by_role("region", name="kind").get_by_role("link", name="efficacy-rate").click()
    expect(page.locator("td.col-kind")).to_have_text(["efficacy-rate"])
    assert supported == 2
    page.get_by_label("Do not filter by supported").click()
    expect(page.locator("td.col-verdict", has_text="contradicted")).to_be_visible()


def test_claims_are_filtered_by_a_form(page: Page) -> None:
    page.goto("/evidence/claim_verdicts")
    page.get_by_label("Column of a new filter").select_option("page_id")
    page.get_by_label("Comparison of a new filter").select_option("exact")
    page.get_by_label("Value of a new filter").fill("clinic")
    page.get_by_label("Sort by").select_option("line")
    page.get_by_label("descending").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("td.col-claim_id").first).to_have_text("clinic-06")


def test_rows_are_searched(page: Page) -> None:
    page.goto("/evidence/findings")
    page.get_by_label("Search the rows").fill("felt sick")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("td.col-finding_id")).to_have_text(["doe-2001-f03"])


def test_query_is_edited_and_run(page: Page) -> None:
    page.goto("/evidence/verdicts_by_page")
    page.get_by_role("link", name="Edit SQL").click()
    page.get_by_label("SQL, one SELECT").fill("select count(*) as claims from claims")
    page.get_by_role("button", name="Run SQL").click()
    expect(page.locator("td.col-claims")).to_have_text(["6"])
