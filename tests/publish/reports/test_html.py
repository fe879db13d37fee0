"""The HTML report: one sound file that loads nothing, and leads from claim to card and back."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise, product

import pytest

from claims.checked import CheckedPage
from publish.bundle import ROOT
from publish.reports.html import write
from publish.reports.labels import labels
from tests.publish.reports.small import EVIDENCE, checked

VOID = {"meta", "input", "br", "link", "img"}
# Elements and attributes by which a document fetches or runs something.
FETCHING = {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "base", "form"}
ACTING = re.compile("on.*|src|srcset|action|background|style")


class Outline(HTMLParser):
    """Elements with their attributes; notes what is not closed in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)
        if tag in {"td", "th"}:
            self.text += " "

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def values(self, attribute: str) -> list[str]:
        return [value for _, got in self.elements if (value := got.get(attribute)) is not None]


def _html(*pages: CheckedPage) -> str:
    out = io.StringIO()
    write(pages, EVIDENCE, out, date(2026, 1, 2))
    return out.getvalue()


def _outline(*pages: CheckedPage) -> Outline:
    outline = Outline()
    outline.feed(_html(*pages))
    assert (outline.open, outline.faults) == ([], [])
    return outline


def test_the_document_is_sound_and_loads_nothing() -> None:
    outline = _outline(checked(), checked(name="https://example.org/a?b=1&c=2"))
    assert not {tag for tag, _ in outline.elements} & FETCHING
    assert not [name for _, got in outline.elements for name in got if ACTING.fullmatch(name)]
    assert not re.search(r"url\(|@import|http-equiv=.refresh", _html(checked()))
    assert any("default-src 'none'" in value for value in outline.values("content"))
    assert ("html", {"lang": "en"}) in outline.elements
    assert {"header", "main", "footer", "nav", "title"} <= {tag for tag, _ in outline.elements}


def test_every_link_within_leads_somewhere_and_ids_are_used_once() -> None:
    outline = _outline(checked(), checked())
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    within = [href[1:] for href in outline.values("href") if href.startswith("#")]
    assert set(within) <= set(ids)
    for page, claim in product((1, 2), range(1, 8)):
        assert {f"p{page}-c{claim}", f"p{page}-m{claim}"} <= set(within)


def test_headings_never_skip_a_level_on_the_way_down() -> None:
    deep = checked()
    levels = [int(tag[1]) for tag, _ in _outline(deep).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_what_a_page_says_stays_text() -> None:
    words = '<b onclick="x()">Gallstones</b> never occur & "so"'
    page = checked(f"# </title><script>1</script>\n\n{words}", (words,), name="<i>.md")
    outline = _outline(page)
    assert outline.text.count(words) >= 2
    assert "</title><script>1</script>" in outline.text
    assert not {"script", "i"} & {tag for tag, _ in outline.elements}


def test_only_web_addresses_become_links_out() -> None:
    name = "javascript:alert(1)"
    assert not [href for href in _outline(checked(name=name)).values("href") if name in href]
    address = "https://example.org/a?b=1&c=2"
    assert address in _outline(checked(name=address)).values("href")
    outward = [href for href in _outline(checked()).values("href") if not href.startswith("#")]
    assert outward
    assert all(re.match(r"https://|tel:", href) for href in outward)


def test_cards_tell_evidence_and_the_page_as_a_whole() -> None:
    text = " ".join(_outline(checked()).text.split())
    for words in (
        "Disagrees: Abel 2020, n = 100. 60% (60 of 100, 95% interval 50 to 69%, Wilson). At 24",
        "Would be supported: At 24 weeks 60% of obese people",
        "NUM_HIGH higher than found",
        "Line 11: a field of the reference is wrong.",
        "Corrected: Abel A, Other B. Weekly injections",
        "and 95% of patients reached the target weight at 24 weeks (claim 2): 60% is not 95%",
        "Harms said: claim 3, claim 4",
        "Where to ask not said",
        "No medical advice.",
        "call or text 988",
        "2026-01-02 · Onfile",
    ):
        assert words in text


def test_each_verdict_can_be_hidden_and_is_told_by_letter() -> None:
    text, outline = _html(checked()), _outline(checked())
    for label in labels().values():
        assert f"show-{label.verdict}" in outline.values("id")
        assert (
            f"body:has(#show-{label.verdict}:not(:checked)) .card.verdict-{label.verdict}" in text
        )
    assert re.search(r'id="p1-m2"><mark>.*?</mark><span [^>]*>2C</span>', text)


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_have_the_contrast_of_wcag_aa(scheme: int) -> None:
    style = (ROOT / "publish" / "static" / "palette.css").read_text(encoding="utf-8")
    colours = _colours(re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme])
    grounds = ("paper", "panel")
    pairs: Sequence[tuple[str, str]] = [
        *product(("words", "quiet", "link", "claimed"), grounds),
        ("on-button", "button"),
        ("words", "mark"),
        *((f"ink-{n}", ground) for n in range(7) for ground in (f"back-{n}", *grounds)),
        *(("words", f"back-{n}") for n in range(7)),
    ]
    poor = [pair for pair in pairs if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    assert poor == []
    assert _contrast(colours["focus"], colours["paper"]) >= 3
