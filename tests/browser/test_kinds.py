"""Every kind of page is accessible, in light and dark, at a desk and on a phone, and none scrolls
sideways, be the screen narrow or the text large."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, PHONE, Visitor
from tests.browser.faults import EVERY_RULE, RULES_OF_LOOKS, inaccessible, too_wide
from tests.browser.kinds import KINDS

NARROWEST = {"width": 320, "height": 640}


@pytest.mark.parametrize("kind", KINDS)
def test_page_serves_everybody(visit: Visitor, kind: str) -> None:
    opens, status = KINDS[kind]
    visited = visit(color_scheme="light")
    visited.watch.expected.add(status)
    page = visited.page
    opens(page)
    found = inaccessible(page, EVERY_RULE) + too_wide(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    found += inaccessible(page, RULES_OF_LOOKS) + too_wide(page)
    page.set_viewport_size(NARROWEST)
    found += too_wide(page)
    # Text at twice its size, as a reader may set it.
    page.set_viewport_size(DESKTOP)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert found + too_wide(page) == []


def test_faults_are_found(page: Page) -> None:
    page.goto("/")
    assert too_wide(page) == []
    page.evaluate("document.querySelector('label[for=text]').remove()")
    page.evaluate("Object.assign(document.querySelector('h1').style, {color: '#bbb'})")
    found = [fault.partition(":")[0] for fault in inaccessible(page, EVERY_RULE)]
    assert found == ["color-contrast", "label"]
    page.evaluate("document.querySelector('h1').style.minWidth = '200vw'")
    assert too_wide(page)


def test_small_targets_are_found(page: Page) -> None:
    page.goto("/evidence/findings")
    page.locator("th a").evaluate_all("all => all.forEach(each => each.style.minWidth = 0)")
    page.set_viewport_size(PHONE)
    assert any(fault.startswith("target-size") for fault in inaccessible(page, RULES_OF_LOOKS))
