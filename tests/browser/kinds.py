"""Every kind of page of the site, and how a visitor gets there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.server import PASSWORD

TEXT = (
    "After eight weeks 62% of people responded to examplam, against 40% on placebo.\n"
    "By the end of the first day 80% of patients had responded to examplam.\n"
    "Examplam has no side effects.\n"
)

ADDRESSES = {
    "home": "/",
    "claim": "/evidence/claims/clinic-03",
    "claim with references": "/evidence/claims/clinic-01",
    "claim that nothing supports": "/evidence/claims/clinic-06",
    "page": "/evidence/pages/clinic",
    "study": "/evidence/studies/poe-2010",
    "retracted study": "/evidence/studies/roe-2005",
    "search": "/-/search?q=examplam",
    "search without words": "/-/search",
    "check form": "/-/claim-check",
    "rules": "/-/rules",
    "quality": "/-/quality",
    "changes": "/-/changes",
    "reviews": "/-/reviews",
    "sign-in": "/-/login",
    "database": "/evidence",
    "table": "/evidence/findings",
    "facets": "/evidence/claim_verdicts?verdict=supported",
    "row": "/evidence/findings/doe-2001-f01",
    "row in a conflict": "/evidence/findings/poe-2010-f02",
    "topics": "/evidence/coverage?population=all",
    "query": "/evidence?sql=select+study_id,+title+from+studies",
    "canned query": "/evidence/evidence_for_claim?claim_id=clinic-03",
    "plugins": "/-/plugins",
}
REFUSALS = {
    "no such claim": ("/evidence/claims/nosuch", 404),
    "no such address": ("/nosuch", 404),
    "bad SQL": ("/evidence?sql=select+nosuch", 400),
    "SQL that writes": ("/evidence?sql=delete+from+claims", 400),
}


def send(page: Page, button: str) -> None:
    """Press a button of the page's form and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=button).click()


def check_text(page: Page, text: str = TEXT) -> None:
    """Paste a text and have it checked."""
    page.goto("/-/claim-check")
    page.get_by_role("textbox", name="Paste").fill(text)
    send(page, "Check")


def check_file(page: Page, path: Path) -> None:
    """Hand in a file by the form and have it checked."""
    page.goto("/-/claim-check")
    page.get_by_label("choose a file").set_input_files(path)
    send(page, "Check")


def check_nothing(page: Page) -> None:
    """Have a page checked that has no text."""
    check_text(page, " ")


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign in by the form."""
    page.goto("/-/login")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password").fill(password)
    send(page, "Sign in")


def _opened(address: str) -> Callable[[Page], None]:
    def opens(page: Page) -> None:
        page.goto(address)

    return opens


def _review(page: Page) -> None:
    sign_in(page, "cyn")
    page.goto("/evidence/claims/clinic-03")


# What opens each kind of page, and the status of its answer.
KINDS: dict[str, tuple[Callable[[Page], None], int]] = {
    **{name: (_opened(address), 200) for name, address in ADDRESSES.items()},
    **{name: (_opened(address), status) for name, (address, status) in REFUSALS.items()},
    "checked page": (check_text, 200),
    "refused check": (check_nothing, 400),
    "claim of a reviewer": (_review, 200),
}
