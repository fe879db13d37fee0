"""Reviewing: sign in, overrule, be seen by everybody, outlive a new build."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chromium import Visitor, visiting
from tests.browser.conftest import PACK
from tests.browser.kinds import sign_in
from tests.browser.server import publish, serving

CLAIM = "/evidence/claims/clinic-04"
NOTE = "Nausea <script>hacked = 1</script> is on file, so the words go too far."


def test_review_is_seen_at_once_by_everybody(visit: Visitor) -> None:
    reader, reviewer = visit().page, visit().page
    reader.goto(CLAIM)
    expect(reader.get_by_role("main")).not_to_contain_text(NOTE)
    sign_in(reviewer, "ada")
    overrule(reviewer, CLAIM, "contradicted")
    expect(reviewer.get_by_role("main")).to_contain_text(NOTE)
    reader.reload()
    expect(reader.get_by_role("main")).to_contain_text(NOTE)
    expect(reader.get_by_role("main")).to_contain_text("Ada overruled")
    expect(reader.get_by_role("main").locator(".badge", has_text="Contradicted")).to_be_visible()
    assert reader.evaluate("typeof hacked") == "undefined"
    reviewer.goto("/-/reviews")
    expect(reviewer.get_by_role("main")).to_contain_text(NOTE)


def test_signing_out_ends_reviewing(visit: Visitor) -> None:
    page = visit().page
    sign_in(page, "bea")
    expect(page.get_by_role("banner")).to_contain_text("Bea")
    page.goto(CLAIM)
    expect(form(page)).to_be_attached()
    page.get_by_role("button", name="Sign out").click()
    page.goto(CLAIM)
    expect(form(page)).to_have_count(0)
    expect(page.get_by_role("banner")).not_to_contain_text("Bea")


def test_wrong_password_signs_nobody_in(visit: Visitor) -> None:
    visited = visit()
    visited.watch.expected.update({401, 403})
    sign_in(visited.page, "bea", "another password")
    expect(visited.page.get_by_role("alert")).to_be_visible()
    visited.page.goto(CLAIM)
    expect(form(visited.page)).to_have_count(0)


def test_anonymous_visitor_gets_no_form_and_no_cookie(visit: Visitor) -> None:
    page = visit().page
    page.goto(CLAIM)
    expect(form(page)).to_have_count(0)
    assert page.context.cookies() == []


def test_review_without_its_token_is_refused(visit: Visitor) -> None:
    visited = visit()
    visited.watch.expected.add(403)
    page = visited.page
    sign_in(page, "bea")
    page.goto("/evidence/claims/clinic-02")
    fill(page, "unsupported")
    page.locator("form[action*='/-/reviews/'] [name=csrftoken]").evaluate("each => each.remove()")
    with page.expect_response("**/-/reviews/clinic-02") as answered:
        page.get_by_role("button", name="Write the review").click()
    assert answered.value.status == 403
    page.goto("/evidence/claims/clinic-02")
    expect(page.get_by_role("main")).not_to_contain_text(NOTE)


def test_review_outlives_a_build_and_is_marked_where_its_grounds_changed(
    browser: Browser, bundle: Path, tmp_path: Path
) -> None:
    with serving(bundle, tmp_path) as site, visiting(browser, site.address) as visit:
        sign_in(visit.page, "ada")
        overrule(visit.page, "/evidence/claims/clinic-05", "partly-supported")
        overrule(visit.page, "/evidence/claims/clinic-02", "overstated")
    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    findings = (pack / "findings.csv").read_text(encoding="utf-8")
    changed = findings.replace("analysed,6,30,", "analysed,7,35,").replace("6 (30%)", "7 (35%)")
    (pack / "findings.csv").write_text(changed, encoding="utf-8")
    with (
        serving(publish(pack, tmp_path), tmp_path) as site,
        visiting(browser, site.address) as visit,
    ):
        page = visit.page
        page.goto("/evidence/claims/clinic-05")
        expect(page.get_by_role("main")).to_contain_text(NOTE)
        expect(page.get_by_role("main")).to_contain_text("Stale")
        page.goto("/evidence/claims/clinic-02")
        expect(page.get_by_role("main")).to_contain_text(NOTE)
        expect(page.get_by_role("main")).not_to_contain_text("Stale")


def form(page: Page) -> Locator:
    """The form of a review on a claim's page."""
    return page.locator("form[action*='/-/reviews/']")


def fill(page: Page, verdict: str) -> None:
    """Open the form and fill in another verdict, with a reason and a note."""
    page.get_by_text("Review this verdict").click()
    page.get_by_label("I overrule it").check()
    page.get_by_label("Your verdict").select_option(verdict)
    page.get_by_label("Reason", exact=True).select_option("ABSOLUTE")
    page.get_by_label("Why, for readers").fill(NOTE)


def overrule(page: Page, claim: str, verdict: str) -> None:
    """Overrule a claim's verdict, which is shown afterwards."""
    page.goto(claim)
    fill(page, verdict)
    page.get_by_role("button", name="Write the review").click()
    expect(page.get_by_role("main")).to_contain_text(NOTE)
