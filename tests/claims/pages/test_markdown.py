"""Markdown: its structure, what is left without markup, and where each letter stands."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.pages.markdown import read_markdown
from claims.pages.page import Page
from tests.claims.pages.exact import assert_exact, lines_run, quoted, told

PIECES = [
    *"aB.\n -*•|\t1)(=%[]!^:_~`\\<>/&;#x\r\"'", "\n\n", "&amp;", "---\n", "```\n", "](", "<b>",
    "<!--", "-->", "[^1]: ", "[a]: ", "a|b\n-|-\n", "\n- ", "\n> ", "    ", "&Eacute;",
    "\x00", "\xa0",
]  # fmt: skip


def page_of(text: str) -> Page:
    page = read_markdown("page.md", dedent(text).lstrip("\n").encode())
    assert_exact(page)
    return page


def test_structure() -> None:
    page = page_of("""
        # Is *rest* safe?

        Two lines
        of text.

        > - a **b**
        >   c
        >
        >   d

        1. One
           - nested
        2. Two

        | Time | **Response** |
        |------|----------|
        | 24 h | 71% \\| 70% |
        | 7 d  |          |

        **Does it hurt?**

        Setext
        ======

            indented

        ```python
        left = "out"
        ```

        <div>Raw <i>text</i></div>
    """)
    assert told(page) == [
        ("heading1", "Is rest safe?"),
        ("paragraph", "Two lines of text."),
        ("item1", "a b c"),
        ("paragraph", "d"),
        ("item1", "One"),
        ("item2", "nested"),
        ("item1", "Two"),
        ("row", "Time: 24 h; Response: 71% | 70%"),
        ("row", "Time: 7 d"),
        ("question", "Does it hurt?"),
        ("heading1", "Setext"),
        ("paragraph", "indented"),
        ("paragraph", "Raw text"),
    ]
    assert page.title == "Is rest safe?"
    assert quoted(page, "a b c") == "a **b**\n>   c"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("some *text* and __more__ ***of*** ~~it~~", "some text and more of it"),
        ("5 * 3, results*, snake_case_word, 2 ** 3", "5 * 3, results*, snake_case_word, 2 ** 3"),
        (r"\*literal\* and 1\. and C:\x", r"*literal* and 1. and C:\x"),
        ("`a * b` and ``c ` d``", "a * b and c ` d"),
        ("a ` lone tick and *star*", "a ` lone tick and star"),
        ("&lt;5% &amp; caf&eacute; &nope; &#8217;", "<5% & café &nope; ’"),
        ("[a link](http://x.org/a_(b) 'T') here", "a link here"),
        (
            "[the *study*][Ref] and [ref] and [1]\n\n[ref]: http://x.org",
            "the study and ref and [1]",
        ),
        ("most[^1] people[^b]", "most[1] people[b]"),
        ("<http://x.org/> and <b>bold</b><!-- no -->", "http://x.org/ and bold"),
        ("one<br>two\\\nthree", "one two three"),
        ("a ![](x.png) b", "a b"),
    ],
)
def test_inline_markup(written: str, seen: str) -> None:
    assert told(page_of(written))[0] == ("paragraph", seen)


def test_places_of_what_is_written_otherwise() -> None:
    page = page_of("Caf&eacute; and [the *one* study](http://one.org/study) of \\*it\\*.")
    assert quoted(page, "é") == "&eacute;"
    assert quoted(page, "the one study") == "the *one* study"
    assert quoted(page, "*it*") == "*it\\*"


def test_images_are_told_by_their_alternative_text() -> None:
    page = page_of("Before ![A chart: *71%*](a.png) after.\n\n[![Badge](b.svg)](http://x.org)")
    assert told(page) == [
        ("paragraph", "Before after."),
        ("alt", "A chart: 71%"),
        ("alt", "Badge"),
    ]


def test_footnotes_and_definitions() -> None:
    page = page_of("""
        Text.

        [^1]: https://example.org/one
        [^2]: Words of a note
        that go on.
        [ref]: https://example.org/two
    """)
    assert told(page) == [
        ("paragraph", "Text."),
        ("note", "https://example.org/one"),
        ("note", "Words of a note that go on."),
    ]


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Our page"\nlayout: x\ndescription: It helps.\n---\n',
        "+++\ntitle = 'Our page'\ndescription = It helps.\r\n+++\n",
    ],
)
def test_front_matter(front: str) -> None:
    page = page_of(front + "# Head\n\nText.")
    assert page.title == "Our page"
    assert told(page) == [
        ("meta", "Our page"),
        ("meta", "It helps."),
        ("heading1", "Head"),
        ("paragraph", "Text."),
    ]
    assert page.line_of(page.blocks[-1].starts[0]) == front.count("\n") + 3


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    assert_exact(read_markdown("page", text.encode()))


@given(st.binary())
@settings(deadline=None)
def test_any_bytes(data: bytes) -> None:
    assert_exact(read_markdown("page", data))


@pytest.mark.parametrize(
    "part",
    ["*", "*a", "_a_", "`", "`a``b", "[", "![", "](", "[a](b)", "[a]", "<a ", "<!--", "&amp;",
     "> ", "- ", "|", "a|b\n", "- a\n", "\\", "]((", "[^1]: a\n", "![a](b)", "> a\n"],
)  # fmt: skip
def test_work_grows_with_the_text_and_not_its_square(part: str) -> None:
    once, fourfold = (
        lines_run(lambda size=size: read_markdown("page", (part * size).encode()))
        for size in (300, 1_200)
    )
    assert fourfold < 6 * once + 1_000
