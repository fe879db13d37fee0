"""References in running text and links to works: what is printed, and what is asked for."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.finding.inline import Printed, _placed, apart, inline_references, with_links
from claims.finding.passages import passages
from claims.finding.references import references_of
from claims.pages.formats import read_page
from claims.pages.page import Block, Link
from tests.claims.finding.marked import rows
from tests.claims.golden import Case
from tests.claims.invented import PIECES

CASES = rows("inline")


def block(text: str, at: int = 0) -> Block:
    size = range(at, at + len(text))
    return Block("paragraph", text, size, range(at + 1, at + len(text) + 1))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_running_text(case: Case) -> None:
    found = inline_references(case["text"])
    assert "|".join(one.text for one in found) == case["found"]
    assert "|".join(one.short for one in found) == case["short"]
    assert "|".join("yes" if one.doubtful else "no" for one in found) == case["doubtful"]
    assert all(one.inline and one.number is None for one in found)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80))
def test_what_is_printed_stands_in_the_text_in_order(text: str) -> None:
    end = 0
    for one in inline_references(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.asked == (one.short or one.text)
        end = one.end


def test_the_first_and_longest_stands() -> None:
    outer, inner, late = (
        Printed("abcd", 0, 4, True),
        Printed("bc", 1, 3, True),
        Printed("d", 3, 5, True),
    )
    short, after = Printed("a", 0, 1, True), Printed("e", 4, 5, True)
    assert apart([after, inner, short, outer, late]) == [outer, after]


def test_a_link_gives_its_address_to_the_reference_that_it_stands_in() -> None:
    text = "See Oak (2018) and a study of it."
    printed = Printed("Oak (2018)", 4, 14, True, short="Oak 2018")
    links = [Link(104, 107, "doi:1"), Link(108, 114, "doi:1"), Link(119, 126, "doi:2")]
    one, other = with_links([printed], block(text, 100), links)
    assert (one.text, one.asked) == ("Oak (2018)", "Oak 2018 doi:1")
    assert (other.text, other.start, other.end, other.asked) == ("a study", 19, 26, "a study doi:2")


def test_a_link_around_a_reference_is_no_other_one() -> None:
    text = "See Oak (2018) for it."
    printed = Printed("Oak (2018)", 4, 14, True, short="Oak 2018")
    (one,) = with_links([printed], block(text), [Link(0, 21, "doi:1")])
    assert (one.start, one.asked) == (4, "Oak 2018 doi:1")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 50, None), (50, 56, "a stud"), (55, 70, "d"), (56, 70, None), (40, 60, "a stud"),
     (51, 52, " ")],
)  # fmt: skip
def test_a_link_is_where_its_words_are(start: int, end: int, words: str | None) -> None:
    text = "a stud"
    found = list(_placed(block(text, 50), [Link(start, end, "x")]))
    assert [text[first:last] for first, last, _ in found] == ([words] if words else [])


def test_words_that_are_not_in_the_source_belong_to_no_link() -> None:
    row = Block("row", "Trial: Oak", [5, 5, 5, 5, 5, 5, 5, 5, 6, 7], [5, 5, 5, 5, 5, 5, 5, 6, 7, 8])
    assert list(_placed(row, [Link(5, 8, "x")])) == [(7, 10, "x")]
    assert list(_placed(block(""), [Link(0, 9, "x")])) == []


def looks_at_links(count: int) -> int:
    """How many lines are run to place the links of a page of so many paragraphs with a link each.

    Each pass through a loop and each item of a list counts as a line.
    """
    text = "".join(
        f"Number {i} is [a study](https://doi.org/10.5555/x{i}) of it.\n\n" for i in range(count)
    )
    page = read_page("page.md", text.encode())
    placed = list(passages(page.blocks))
    lines = 0

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal lines
        if not frame.f_code.co_filename.endswith("inline.py"):
            return None
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        found = references_of(placed, page.links)
    finally:
        sys.settrace(before)
    assert len(found) == count
    return lines


def test_ten_times_the_links_are_ten_times_the_work() -> None:
    assert 0 < looks_at_links(100) <= 12 * looks_at_links(10)
