"""Blocks that are references, and plain texts that are lists of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.finding.entries import entries_in
from claims.finding.listed import is_list, is_short, listed
from claims.finding.passages import Passage
from claims.pages.formats import read_page
from claims.pages.page import Block, Page
from ingest.errors import OnfileError
from tests.claims.invented import PIECES

OAK = "Oak A, Elm B. Weekly injections. Lancet. 2018;12:34-56."
ASH = "Ash A, Elm B. Daily tablets. Lancet. 2019;13:7-9."
TITLED = "Tea for all. A view. Lancet 2018;12:34-56."


def passage(text: str, heading: str = "", kind: str = "item") -> Passage:
    headings = (heading,) if heading else ()
    return Passage(Block(kind, text, range(len(text)), range(1, len(text) + 1)), headings)


@pytest.mark.parametrize(
    ("text", "heading", "kind", "found"),
    [
        (OAK, "", "item", [OAK]),
        (f"{OAK} {ASH}", "", "paragraph", [OAK, ASH]),
        (f"1. {OAK} 2. {ASH}", "References", "paragraph", [f"1. {OAK}", f"2. {ASH}"]),
        (f"* {OAK}", "", "note", [f"* {OAK}"]),
        (f"References: {OAK}", "", "paragraph", [OAK]),
        (f"Sources of the week: {OAK} {ASH}", "", "paragraph", [OAK, ASH]),
        (f"Oak 2018a: {OAK}", "", "paragraph", [OAK]),
        (TITLED, "", "item", [TITLED]),
        (f"{TITLED} It says that tea is good for all of us and more besides, day in, day out, at"
         " home and at sea, in rain, in storms and in snow, and that it always was so.", "", "item",
         []),
        ("WHO. Tea for all. Geneva; 2018.", "References", "item",
         ["WHO. Tea for all. Geneva; 2018."]),
        ("WHO. Tea for all. Geneva; 2018.", "", "item", []),
        ("https://doi.org/10.5555/x 2015", "Sources", "item", ["https://doi.org/10.5555/x 2015"]),
        ("Oak A (2018) found that it works.", "", "paragraph", []),
        ("Oak A. 2018", "References", "item", []),
        (f"© 2018 {OAK}", "References", "paragraph", []),
        (f"{OAK} All rights reserved.", "References", "item", [f"{OAK} All rights reserved."]),
        ("Open from Monday, 2018", "References", "item", []),
        (OAK, "References", "heading", []),
        (OAK, "References", "row", []),
        ("", "References", "item", []),
    ],
)  # fmt: skip
def test_entries(text: str, heading: str, kind: str, found: list[str]) -> None:
    assert [piece for _, _, piece in entries_in(passage(text, heading, kind))] == found


@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=80),
    st.sampled_from(["References", ""]),
)
def test_entries_stand_in_the_text(text: str, heading: str) -> None:
    end_before = 0
    for start, end, piece in entries_in(passage(text, heading)):
        assert end_before <= start < end <= len(text)
        assert text[start:end] == piece
        end_before = end


def page(source: str, name: str = "page.txt") -> Page:
    return read_page(name, source.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        (f"{OAK}\n{ASH}\n", True),
        (f"Tea is good.\n{OAK}\n", True),
        (f"Tea is good.\nSo is rope.\n{OAK}\n", False),
        ("PMID: 1\n\nPMID: 2", True),
        ("Oak et al. 2018", True),
        ("Oak A. Tea for all of us. BMJ 12:34-56.", True),
        ("All of us drink tea 12:34-56.", False),
        ("“Tea for all of us”. Lancet, 2018", True),
        ("Lancet 2018; 12(3): 34-56", True),
        ("All tea was good in 2018.", False),
        ("Tea is good.", False),
    ],
)
def test_a_list_is_made_of_references(source: str, is_one: bool) -> None:
    assert is_list(page(source)) is is_one
    assert not is_list(page(source, "page.md"))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (f"{OAK}\n{ASH}\n", [OAK, ASH]),
        (f"\n\n{OAK}\r\n\r\n{ASH}", [OAK, ASH]),
        (f"{OAK} {ASH}", [OAK, ASH]),
        ("Oak A. Weekly injections.\n    Lancet. 2018;12:34-56.\nElm", [
            "Oak A. Weekly injections. Lancet. 2018;12:34-56.", "Elm"]),
        ("Oak A. Weekly\n\tteas.\n\tLancet. 2018.", ["Oak A. Weekly teas. Lancet. 2018."]),
        ("Oak A. Weekly injections. 2018.\n\n  Elm B. 2019.", [
            "Oak A. Weekly injections. 2018.", "Elm B. 2019."]),
        ("  Oak A. 2018.\n  Elm B. 2019.", ["Oak A. 2018.", "Elm B. 2019."]),
    ],
)  # fmt: skip
def test_every_line_is_one_with_what_is_indented_below_it(source: str, found: list[str]) -> None:
    assert [text for _, _, text in listed(page(source))] == found


@given(
    st.lists(st.sampled_from([*PIECES, "\n  ", "\r\n", "\n\t"]), max_size=25).map("".join)
    | st.text(max_size=80)
)
def test_a_list_gives_all_that_is_on_it_in_order(source: str) -> None:
    try:
        read = page(source)
    except OnfileError:
        return
    end_before = 0
    for start, end, text in listed(read):
        assert " ".join(read.source[start:end].split()) == text != ""
        assert not any(letter.isalnum() for letter in read.source[end_before:start])
        end_before = end
    assert not any(letter.isalnum() for letter in read.source[end_before:])


def test_a_few_lines_are_short() -> None:
    assert is_short(page("Tea.\nRope.\nSalt."))
    assert not is_short(page("Tea.\nRope.\nSalt.\nSea."))
    assert not is_short(page("Tea.", "page.md"))
