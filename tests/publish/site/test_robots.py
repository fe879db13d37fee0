"""robots.txt, llms.txt and the sitemap: sound, and every address in them answers."""

from __future__ import annotations

import re
import urllib.robotparser
from typing import Any

import pytest
from lxml import etree

from publish.site import sitemap
from tests.publish.conftest import Get
from tests.publish.site.changed import HOST

NAMES = {"s": sitemap.NAMESPACE}


def _locations(ask: Get, path: str) -> list[str]:
    """The paths of the addresses in a sitemap, all of which are absolute."""
    found = etree.fromstring(ask(path).content).xpath("//s:loc/text()", namespaces=NAMES)
    assert all(address.startswith(f"{HOST}/") for address in found)
    return [address.removeprefix(HOST) for address in found]


def _robots(ask: Get) -> Any:
    parser = urllib.robotparser.RobotFileParser()
    parser.parse(ask("/robots.txt").text.splitlines())
    return parser


@pytest.mark.parametrize("path", ["/", "/evidence/claims/page-1-001", "/-/changes.atom"])
def test_robots_may_read_pages(ask: Get, path: str) -> None:
    assert _robots(ask).can_fetch("any", f"http://localhost{path}")


@pytest.mark.parametrize("path", ["/-/claim-check", "/-/login", "/-/search?q=x"])
def test_robots_stay_out_of_forms(ask: Get, path: str) -> None:
    assert not _robots(ask).can_fetch("any", f"http://localhost{path}")


@pytest.mark.parametrize(
    "address",
    ["/evidence?sql=select+1", "/evidence/claims?_facet=page_id", "/evidence/claims?a=1&_sort=b"],
)
def test_robots_stay_out_of_what_has_no_end(ask: Get, address: str) -> None:
    # Stars are of RFC 9309, which the parser of the standard library does not know.
    closed = re.findall(r"^Disallow: (\S+)$", ask("/robots.txt").text, re.M)
    tests = [re.compile(re.escape(path).replace(r"\*", ".*")) for path in closed]
    assert any(test.match(address) for test in tests)


def test_robots_are_told_the_sitemap(ask: Get) -> None:
    assert _robots(ask).site_maps() == ["http://localhost/sitemap.xml"]


def test_sitemap_leads_to_every_page_once(ask: Get) -> None:
    parts = _locations(ask, "/sitemap.xml")
    assert [part.removeprefix("/") for part in parts] == [
        "sitemap-site-1.xml", "sitemap-claims-1.xml", "sitemap-pages-1.xml",
        "sitemap-studies-1.xml",
    ]  # fmt: skip
    pages = [page for part in parts[1:] for page in _locations(ask, part)]
    assert pages == [
        f"/evidence/{path}"
        for path in ("claims/page-1-001", "claims/page-1-002", "pages/page-1",
                     "studies/doe-2001", "studies/roe-2005")
    ]  # fmt: skip
    assert all(ask(page).status_code == 200 for page in pages)


def test_sitemap_dates_claims_by_the_build_that_changed_them(ask: Get) -> None:
    root = etree.fromstring(ask("/sitemap-claims-1.xml").content)
    assert root.xpath("//s:lastmod/text()", namespaces=NAMES) == ["1970-01-02", "1970-01-03"]
    index = etree.fromstring(ask("/sitemap.xml").content)
    assert set(index.xpath("//s:lastmod/text()", namespaces=NAMES)) == {"1970-01-03"}


def test_parts_of_the_sitemap_are_bounded(ask: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PART", 1)
    # Another address than in the tests before: their pages are kept.
    parts = [part for part in _locations(ask, "/sitemap.xml?small") if "claims" in part]
    assert len(parts) == 2
    assert [_locations(ask, f"{part}?small") for part in parts] == [
        ["/evidence/claims/page-1-001"],
        ["/evidence/claims/page-1-002"],
    ]


@pytest.mark.parametrize(
    "path", ["/sitemap-claims-2.xml", "/sitemap-site-2.xml", "/sitemap-secrets-1.xml"]
)
def test_there_is_nothing_beyond_the_last_part(ask: Get, path: str) -> None:
    assert ask(path).status_code == 404


def test_addresses_for_language_models_answer(ask: Get) -> None:
    text = ask("/llms.txt").text
    assert text.startswith("# Onfile\n\n> Onfile answers") and "No medical advice" in text
    paths = re.findall(r"^- `([^`]+)`: ", text, re.M)
    named = {"CLAIM_ID": "page-1-001", "PAGE_ID": "page-1", "WORDS": "examplam"}
    for path in paths:
        for name, value in named.items():
            path = path.replace(name, value)
        assert ask(path).status_code == 200, path
