"""Any bytes are a page: no markup breaks the reader, and what it prints is in the source."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.pages.html import read_html
from claims.pages.markup import parse
from tests.claims.pages.offsets import assert_true_offsets

PIECES = [
    "<p>", "</p>", "<div class='menu'>", "</div>", "<table>", "<tr>", "<td colspan=2>", "<th>",
    "</table>", "<td rowspan=3>", "<caption>", "<ul>", "<li>", "</ul>", "<ol class=footnotes>",
    "<b>", "</b>", "<a href='/x'>", "<a href='#n'>", "</a>", "<sup>", "</sup>", "<br>", "<h2>",
    "</h2>", "<details>", "<summary>", "<button aria-expanded=true>", "</button>", "<dl>", "<dt>",
    "<dd>", "<img alt='Two &amp; three'>", "<img alt=\"", "<p hidden>", "<script>", "</script>",
    "<script type='application/ld+json'>", '{"@type": "Question", "name": "Why \\u00e9?", ',
    '"acceptedAnswer": {"text": "<p>So &amp; so\\n.</p>"}}', "<!--", "-->", "<![CDATA[", "<style>",
    "<title>", "</title>", "<meta name=description content='Well &lt; ill'>", "<nav>", "<footer>",
    "<main>", "<svg>", "</svg>", "&amp;", "&nbsp;", "&notit;", "&#x2019;", "&#55296;", "&copy",
    "&", "<", ">", "\"", "'", "=", "\xa0", "\xad", "\u200b", "\r\n", "\t", " ", "71%", "3", "10",
    "Does it work?", "word", "é", "😀", "References", "[4]", "\x00",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
# What a page may be made of to make a reader slow or deep: the whole is the part, many times.
REPEATED = {
    "less-than signs": "<",
    "open tags": "<a ",
    "open quotes": '<a b="',
    "references": "&amp;",
    "ampersands": "&",
    "open comments": "<!--",
    "titles without end": "<title>",
    "deep divisions": "<div>x",
    "deep spans": "<span>x",
    "deep lists": "<ul><li>x",
    "hidden paragraphs": "<p hidden>x",
    "bold paragraphs": "<b><p>x",
    "end tags of nothing": "<i></b></p>x",
    "superscripts": "x<sup>3</sup>",
    "line breaks": "x<br>",
    "images": "<img alt='a chart of it'>",
    "wide cells": "<table><tr><td colspan=999>1<td rowspan=99>2",
    "JSON strings": "<script type='application/ld+json'>\"\\",
    "deep JSON": "<script type='application/ld+json'>[</script>",
    "related posts": "<h2>Related posts</h2><p>x",
    "foot links": "<footer><p><a href=x>x y</a> z",
}


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_markup_soup(soup: str) -> None:
    assert_true_offsets(read_html("soup", soup.encode()))


@given(st.one_of(st.text(), st.text("<>/!-&;#='\" ap", max_size=60)))
@settings(deadline=None)
def test_any_text(text: str) -> None:
    assert_true_offsets(read_html("text", text.encode()))


@given(st.binary())
@settings(deadline=None)
def test_any_bytes(data: bytes) -> None:
    assert_true_offsets(read_html("bytes", data))


@given(SOUP)
@settings(deadline=None)
def test_runs_of_the_tree_are_in_order_and_never_overlap(soup: str) -> None:
    places = [(run.start, run.end) for run in parse(soup).runs()]
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@pytest.mark.parametrize("part", REPEATED.values(), ids=REPEATED)
def test_work_grows_with_the_page_and_not_its_square(part: str) -> None:
    once, fourfold = _lines_run(part * 400), _lines_run(part * 1_600)
    assert fourfold < 6 * once + 1_000


@pytest.mark.parametrize("part", REPEATED.values(), ids=REPEATED)
def test_large_pages_are_read(part: str) -> None:
    assert_true_offsets(read_html("page", (part * (150_000 // len(part)) + "The end.").encode()))


def _lines_run(source: str) -> int:
    """How many lines of our own reading a page takes: a measure of time that no clock disturbs."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        nonlocal count
        count += event == "line"
        return trace if "claims" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_html("page", source.encode())
    finally:
        sys.settrace(before)
    return count
