"""Plain text: what each line is taken for, and that every letter knows its place."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.pages.page import Page
from claims.pages.plain import read_text
from tests.claims.pages.exact import assert_exact, lines_run, quoted, told


def page_of(text: str) -> Page:
    page = read_text("page.txt", dedent(text).lstrip("\n").encode())
    assert_exact(page)
    return page


def test_headings() -> None:
    page = page_of("""
        ABOUT THE DRUG

        How it works
        ------------
        It acts on a receptor.

        What to Expect at the Clinic
        You will rest in a chair for an hour, and a nurse will look after you all the while.

        Side effects:

        rare

          • Bladder trouble

        Frequency: twice a week

        Book now
    """)
    assert told(page) == [
        ("heading1", "ABOUT THE DRUG"),
        ("heading1", "How it works"),
        ("paragraph", "It acts on a receptor."),
        ("heading2", "What to Expect at the Clinic"),
        (
            "paragraph",
            "You will rest in a chair for an hour, and a nurse will look after you all the while.",
        ),
        ("heading2", "Side effects"),
        ("heading3", "rare"),
        ("item1", "Bladder trouble"),
        ("paragraph", "Frequency: twice a week"),
        ("paragraph", "Book now"),
    ]
    assert page.title == "ABOUT THE DRUG"


def test_a_figure_is_no_heading() -> None:
    assert told(page_of("Welcome\n\n71% respond in a day\n\nMore text follows here."))[1] == (
        "paragraph",
        "71% respond in a day",
    )


def test_questions() -> None:
    page = page_of("""
        Is it safe?
        Mostly it is.
        1. Does it hurt?
        No.
        Q: Who pays?
        A: You do.
        It is quick. Want to know more?
    """)
    assert told(page) == [
        ("question", "Is it safe?"),
        ("paragraph", "Mostly it is."),
        ("question", "Does it hurt?"),
        ("paragraph", "No."),
        ("question", "Who pays?"),
        ("paragraph", "You do."),
        ("paragraph", "It is quick. Want to know more?"),
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    page = page_of("""
        This paragraph was wrapped by hand at about seventy columns, so that its
        sentences run over the ends of lines, and one has the number of a list:
        24. That is no item, and after treatment-resis-
        tant cases come non-
        responders.

        A paragraph of its own, in which treatment is named and resistant cases are.
    """)
    assert told(page)[0] == (
        "paragraph",
        "This paragraph was wrapped by hand at about seventy columns, so that its sentences run "
        "over the ends of lines, and one has the number of a list:",
    )
    assert quoted(page, "columns, so that its sentences") == "columns, so that its\nsentences"


def test_words_broken_at_the_end_of_a_line_are_mended() -> None:
    page = page_of("""
        They gave the treatment to all who were resistant to two or more other medi-
        cines, which is what one calls a treatment-
        resistant illness; so-called early re-
        sponders came first, and medicines were stopped.
    """)
    assert told(page) == [
        (
            "paragraph",
            "They gave the treatment to all who were resistant to two or more other medicines, "
            "which is what one calls a treatment-resistant illness; so-called early responders "
            "came first, and medicines were stopped.",
        )
    ]


def test_a_word_of_two_words_is_mended_to_the_one_that_is_written_elsewhere() -> None:
    page = page_of("""
        The clinic is open without any break, and those with a pass go in and out with-
        out a fee, which is what people without a car or a bicycle like about the place.
    """)
    assert "go in and out without a fee" in told(page)[0][1]


def test_lines_that_are_no_wrapped_paragraph_stay_apart() -> None:
    page = page_of("""
        Ask about the price of the first visit before you come
        Most people come by train, and some of them by bus, or even by bicycle.
        The clinic is open on every day of the week but one, which is a Sunday.
        Opening Hours
        We open at nine.
    """)
    assert [text[:11] for _, text in told(page)] == [
        "Ask about t",
        "Most people",
        "Opening Hou",
        "We open at ",
    ]


def test_short_lines_on_end_are_a_list() -> None:
    page = page_of("""
        Common side effects
        Nausea
        Dizziness
        Headache

        They pass within an hour or two.
    """)
    kinds = [kind for kind, _ in told(page)]
    assert kinds == ["heading1", "item1", "item1", "item1", "paragraph"]


def test_items() -> None:
    page = page_of("""
        Steps

          1. First, a talk
             that takes an hour
             a) by phone
             b) in person
          2) Then the dose
        - Rest
        ✓ Ride home
        • Nausea • Headache • Fear
        iv. fourth
        -Dizziness
    """)
    assert told(page)[1:] == [
        ("item1", "First, a talk that takes an hour"),
        ("item2", "by phone"),
        ("item2", "in person"),
        ("item1", "Then the dose"),
        ("item1", "Rest"),
        ("item1", "Ride home"),
        ("item1", "Nausea"),
        ("item1", "Headache"),
        ("item1", "Fear"),
        ("item1", "fourth"),
        ("item1", "Dizziness"),
    ]
    assert quoted(page, "talk that") == "talk\n     that"


def test_run_together_items_and_sentences() -> None:
    page = page_of("""
        Chronic back painMigraine without auraInsomnia (short term)PTSD

        It helps in hours.Most feel better.
    """)
    assert told(page) == [
        ("item1", "Chronic back pain"),
        ("item1", "Migraine without aura"),
        ("item1", "Insomnia (short term)"),
        ("item1", "PTSD"),
        ("paragraph", "It helps in hours."),
        ("paragraph", "Most feel better."),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Time | Response | n\n---|---|---\n24 h | 71% | 17\n7 d | 35% |",
        "| Time | Response | n |\n| 24 h | 71% | 17 |\n| 7 d | 35% | |",
        "Time\tResponse\tn\n24 h\t71%\t17\n7 d\t35%\t",
        "Time    Response   n\n24 h    71%        17\n7 d     35%        -",
    ],
)
def test_tables(table: str) -> None:
    rows = told(page_of(table))
    assert rows[0] == ("row", "Time: 24 h; Response: 71%; n: 17")
    assert rows[1][1].startswith("Time: 7 d; Response: 35%")


def test_a_table_without_header_and_what_is_no_table() -> None:
    page = page_of("""
        Nausea\t30%
        Headache\t20%

        Nausea | 30% | 10%
        Headache | 20% | 12%

        Two sentences.  They stand apart.
        Two more here.  They do so, too.
        And two again.  That is the style.
    """)
    assert told(page)[:4] == [
        ("row", "Nausea: 30%"),
        ("row", "Headache: 20%"),
        ("row", "Nausea; 30%; 10%"),
        ("row", "Headache; 20%; 12%"),
    ]
    assert {kind for kind, _ in told(page)[4:]} == {"paragraph"}


def test_words_that_are_not_in_the_source_take_no_place() -> None:
    row = page_of("Time | Response\n24 h | 71%").blocks[0]
    added = [char for char, s, e in zip(row.text, row.starts, row.ends, strict=True) if s == e]
    assert "".join(added) == "Time: ; Response: "


def test_notes_and_references() -> None:
    page = page_of("""
        Most people respond.* Some remit.

        [7] Data on file.

        References
        [1] Miller D (2010) A trial of rest.
        2. Jones C (2004) Another trial.

        * Results may vary.
        † In adults.
    """)
    assert [kind for kind, _ in told(page)] == [
        "paragraph", "note", "heading2", "item1", "item1", "note", "note",
    ]  # fmt: skip
    assert told(page_of("Do\n\n* Rest\n* Drink"))[1:] == [("item1", "Rest"), ("item1", "Drink")]


def test_odd_blanks_and_silent_characters() -> None:
    page = page_of("It\u00a0 helps\u200b mi\u00adgraine\u2009here.\r\nNext one stands alone.\r\n")
    assert told(page)[0] == ("paragraph", "It helps migraine here.")
    assert quoted(page, "migraine") == "mi\u00adgraine"


@given(st.text(st.sampled_from("aB.?: \n\n-*•|\t1)(=%A\x0c\xad#[]†\r")) | st.text())
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    assert_exact(read_text("page", text.encode()))


@given(st.binary())
@settings(deadline=None)
def test_any_bytes(data: bytes) -> None:
    assert_exact(read_text("page", data))


@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1), min_size=1))
@settings(deadline=None)
def test_no_word_is_lost(words: list[str]) -> None:
    page = read_text("page", ("They say " + " ".join(words) + " and so on, in the end.").encode())
    printed = "".join(block.text for block in page.blocks).replace(" ", "")
    assert printed == page.source.replace(" ", "")


@pytest.mark.parametrize(
    "part",
    ["aB", "a ", "- ", "• a ", "|", "a|b\n", "\t", "a  b  c\n", "a\n", "- a\n", "a-\n", "\n"],
)
def test_work_grows_with_the_text_and_not_its_square(part: str) -> None:
    once, fourfold = (
        lines_run(lambda size=size: read_text("page", (part * size).encode()))
        for size in (300, 1_200)
    )
    assert fourfold < 6 * once + 1_000
