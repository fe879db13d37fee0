"""A real browser before a real server, both of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import FLAGS, Visit, Visitor, visiting
from tests.browser.found import find_browser
from tests.browser.server import Site, publish, serving

PACK = Path(__file__).parent / "pack"
MISSING = "no Chromium or Chrome was found; install one or name it in ONFILE_BROWSER"


@pytest.fixture(scope="session")
def program() -> str:
    """Path of the browser; without one nothing is built or served for it."""
    return find_browser() or pytest.skip(MISSING)


@pytest.fixture(scope="module")
def browser(program: str) -> Iterator[Browser]:
    """One browser a module: while it runs, this thread can run no event loop of another test."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def bundle(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the pack of this folder, for a browser to see."""
    return publish(PACK, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server that all tests read from, with reviewers who may sign in."""
    with serving(bundle, tmp_path_factory.mktemp("reviews")) as site:
        yield site


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visitor]:
    """A function that visits the site with a fresh profile, as any visitor may come."""
    with ExitStack() as stack:

        def visitor(**options: Any) -> Visit:
            return stack.enter_context(visiting(browser, site.address, **options))

        yield visitor


@pytest.fixture
def page(visit: Visitor) -> Page:
    """A page of an anonymous visitor at a desk."""
    return visit().page


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly that these tests did not run."""
    if find_browser() is None:
        terminalreporter.write_line(f"Browser tests skipped: {MISSING}.")
