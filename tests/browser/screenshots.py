"""Take the pictures of the README: python -m tests.browser.screenshots

They show the project's own data, without the text of any page but ``examples/clinic.html``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import FLAGS, visiting
from tests.browser.found import find_browser
from tests.browser.kinds import check_file
from tests.browser.server import ROOT, onfile, serving

IMAGES = ROOT / "docs" / "images"
WINDOW = {"width": 1280, "height": 840}
# A claim with figures to draw.
CLAIM = "s001-64"


def take(folder: Path) -> None:
    """Build and serve the project's data, and write claim.png and check.png."""
    onfile("build", "--out", folder / "evidence.db")
    onfile("publish", "--db", folder / "evidence.db", "--dist", folder / "dist")
    with (
        sync_playwright() as playwright,
        serving((folder / "dist" / "current").resolve(), folder) as site,
        playwright.chromium.launch(executable_path=find_browser(), args=FLAGS) as browser,
        visiting(browser, site.address, viewport=WINDOW, color_scheme="light") as visit,
    ):
        visit.page.goto(f"/evidence/claims/{CLAIM}")
        shoot(visit.page, "claim")
        check_file(visit.page, ROOT / "examples" / "clinic.html")
        visit.page.locator("section.sheet h2").scroll_into_view_if_needed()
        visit.page.locator("a.mark.verdict-contradicted").first.click()
        visit.page.locator("section.sheet h2").evaluate("heading => heading.scrollIntoView()")
        shoot(visit.page, "check")


def shoot(page: Page, name: str) -> None:
    """Write what the window shows."""
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    if find_browser() is None:
        sys.exit("No Chromium or Chrome was found; install one or name it in ONFILE_BROWSER.")
    with tempfile.TemporaryDirectory() as made:
        take(Path(made))
