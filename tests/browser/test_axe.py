"""No serious fault of accessibility on any kind of page: light and dark, desk and phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.chromium import PHONE, Visitor
from tests.browser.kinds import KINDS

# The rules whose outcome hangs on colours or on the width; all others need to run but once.
OF_LOOKS = [
    "color-contrast",
    "link-in-text-block",
    "meta-viewport",
    "scrollable-region-focusable",
    "target-size",
]
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_serious(visit: Visitor, kind: str) -> None:
    opens, status = KINDS[kind]
    visited = visit(color_scheme="light")
    visited.watch.expected.add(status)
    page = visited.page
    opens(page)
    page.evaluate(AXE_SCRIPT)
    found = faults(page, EVERY_RULE)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    found += faults(page, {"runOnly": OF_LOOKS})
    assert found == []


def test_faults_are_found(page: Page) -> None:
    page.goto("/")
    page.evaluate(AXE_SCRIPT)
    page.evaluate("document.querySelector('label[for=text]').remove()")
    page.evaluate("document.querySelector('h1').style.color = '#bbb'")
    assert [fault.partition(":")[0] for fault in faults(page, EVERY_RULE)] == [
        "color-contrast",
        "label",
    ]


def faults(page: Page, options: dict[str, object]) -> list[str]:
    """Serious and critical violations, each with the elements that it is about."""
    asked = {"resultTypes": ["violations"], **options}
    found = page.evaluate("options => axe.run(document, options)", asked)["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes'][:5]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
