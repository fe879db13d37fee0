"""Pages that need no server of ours: the static copy of the site, and the report of a check."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import DESKTOP, PHONE, visiting
from tests.browser.conftest import PACK
from tests.browser.faults import EVERY_RULE, inaccessible, too_wide
from tests.browser.kinds import TEXT
from tests.browser.server import onfile

BAKED = ["index.html", "claims/clinic-03.html", "pages/clinic.html", "studies/poe-2010.html"]


class Silent(http.server.SimpleHTTPRequestHandler):
    """A plain server of files that writes no log."""

    def log_message(self, *message: object) -> None:
        """Say nothing."""


@contextmanager
def files_of(folder: Path) -> Iterator[str]:
    """Serve a folder as any web server would; gives its address."""
    handler = functools.partial(Silent, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("file", BAKED)
def test_static_copy_is_as_good_in_a_folder_of_another_site(
    browser: Browser, bundle: Path, file: str
) -> None:
    with files_of(bundle) as address, visiting(browser, address) as visit:
        page = visit.page
        page.goto(f"/bake/{file}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("footer")).to_contain_text("No medical advice")
        expect(page.locator("body")).to_have_css("margin-top", "0px")
        assert page.locator("form, [name=csrftoken]").count() == 0
        assert inaccessible(page, EVERY_RULE) == []
        page.set_viewport_size(PHONE)
        assert too_wide(page) == []


def test_links_of_the_static_copy_lead_on(browser: Browser, bundle: Path) -> None:
    with files_of(bundle) as address, visiting(browser, address) as visit:
        page = visit.page
        page.goto("/bake/index.html")
        page.get_by_role("link", name="An invented clinic on examplam").click()
        page.get_by_role("link", name="80% of patients responded").first.click()
        page.get_by_role("link", name="Doe 2001").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Examplam in a small trial of people with depression"
        )
        page.get_by_role("link", name="Onfile").click()
        expect(page).to_have_url(f"{address}/bake/index.html")


def test_report_of_a_check_stands_alone(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    pack = ("--no-default-data", "--data", PACK)
    made = onfile("check", "--format", "html", *pack, "--fail-on", "none", tmp_path / "page.txt")
    (tmp_path / "report.html").write_text(made, encoding="utf-8")
    with files_of(tmp_path) as address, visiting(browser, address) as visit:
        page = visit.page
        page.goto("/report.html")
        card = page.locator(".card.verdict-contradicted")
        page.locator("a.mark.verdict-contradicted").click()
        expect(card).to_be_in_viewport()
        assert inaccessible(page, EVERY_RULE) == []
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            assert too_wide(page) == []
        page.locator("#show-contradicted").uncheck()
        expect(card).to_be_hidden()
