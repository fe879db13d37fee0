"""What is wrong with a page as it stands in the browser."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}
# The rules whose outcome hangs on colours or on the width; all others need to run but once.
RULES_OF_LOOKS = {
    "runOnly": [
        "color-contrast",
        "link-in-text-block",
        "meta-viewport",
        "scrollable-region-focusable",
        "target-size",
    ]
}

_TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > width + 1)
    .map((each) => each.outerHTML.slice(0, 160));
}"""


def inaccessible(page: Page, options: dict[str, Any]) -> list[str]:
    """Serious and critical violations that axe finds, each with the elements that it is about."""
    page.evaluate(f"typeof axe === 'undefined' && (() => {{ {AXE_SCRIPT} }})()")
    asked = {"resultTypes": ["violations"], **options}
    found = page.evaluate("options => axe.run(document, options)", asked)["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes'][:5]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


def too_wide(page: Page) -> list[str]:
    """Elements that stand out at the right of a page that scrolls sideways."""
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found
