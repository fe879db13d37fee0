"""Chromium or Chrome, and visits to pages that fail when anything is amiss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Should a page ask another host for anything, it is told that there is none.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}

# Generous: a busy machine must not fail a test, and what never comes fails it all the same.
WAIT_MS = 30_000


class Watch:
    """What must not happen in a browser, as it happens; ``expected`` are statuses of answers that
    a test asks for, which the browser writes to its console as errors."""

    def __init__(self, context: BrowserContext) -> None:
        self.amiss: list[str] = []
        self.expected: set[int] = set()
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.amiss.append(f"error: {error.error}"))
        context.on("dialog", lambda dialog: self.amiss.append(f"dialog: {dialog.message}"))

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "file") and parts.hostname != "127.0.0.1":
            self.amiss.append(f"request to another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        asked_for = any(f"status of {status} " in message.text for status in self.expected)
        if message.type == "error" and not asked_for:
            self.amiss.append(f"console: {message.text} ({message.location.get('url')})")


@dataclass(frozen=True, slots=True)
class Visit:
    """A page of a profile of its own, and what went amiss in it."""

    page: Page
    watch: Watch


Visitor = Callable[..., Visit]


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visit]:
    """A page of a fresh profile; fails at the end where anything was amiss.

    Violations of a content security policy are errors on the console.
    """
    chosen = {"viewport": DESKTOP, "base_url": address, "reduced_motion": "reduce", **options}
    with browser.new_context(**chosen) as context:
        context.set_default_timeout(WAIT_MS)
        watch = Watch(context)
        yield Visit(context.new_page(), watch)
        assert not watch.amiss, watch.amiss
