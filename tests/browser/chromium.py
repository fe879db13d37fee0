"""Chromium or Chrome, and pages of it that complain when anything is amiss."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}

# Generous: a busy machine must not fail a test; what never comes fails it all the same.
WAIT_MS = 20_000


def find_browser() -> str | None:
    """Path of the browser: what ONFILE_BROWSER names, else one on PATH, else an application."""
    if named := os.environ.get("ONFILE_BROWSER"):
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((path for path in APPLICATIONS if Path(path).is_file()), None)


class Watch:
    """Everything that must not happen in a browser, as it happens.

    ``refused`` are addresses that a test expects to be refused: the browser writes each to its
    console, which is an error otherwise.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.amiss: list[str] = []
        self.refused: set[str] = set()
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.amiss.append(f"error: {error.error}"))
        context.on("dialog", lambda dialog: self.amiss.append(f"dialog: {dialog.message}"))

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "file") and parts.hostname != "127.0.0.1":
            self.amiss.append(f"request to another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        if message.type == "error" and not any(url.endswith(path) for path in self.refused):
            self.amiss.append(f"console: {message.text} ({url})")


@contextmanager
def visiting(browser: Browser, **options: Any) -> Iterator[tuple[Page, Watch]]:
    """A page of a fresh profile; fails at the end where anything was amiss.

    Violations of a content security policy are errors on the console.
    """
    with browser.new_context(**{"viewport": DESKTOP, **options}) as context:
        context.set_default_timeout(WAIT_MS)
        watch = Watch(context)
        yield context.new_page(), watch
        assert watch.amiss == []
