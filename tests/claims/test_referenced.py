"""The references of pages and lists: settled by the page, twins, doubtful ones, mentions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.check import Checker
from claims.checked import CheckedReference
from claims.citations import parse, resolve, split
from claims.pages.formats import read_page
from claims.referenced import references_on
from ingest.errors import OnfileError
from tests.claims.counting import calls, letters_given
from tests.claims.finding.checking import EVIDENCE
from tests.claims.invented import INDEX, PIECES

HONEY = "Moss DK, Elm A. Heather honey against the cough of sailors. Ann Tides. 2018;6:1-9."
BROTH = "Moss DK, Ash L. Seaweed broth in the diet of divers. Ann Tides. 2018;6:301-308."
LAMPS = "Quill BT. Lantern light and evening mood in night workers. J Harb Med. 2015;38:201-9."
CHECKER = Checker(EVIDENCE, INDEX)


def found_on(source: str, name: str = "page.md") -> tuple[CheckedReference, ...]:
    return references_on(read_page(name, source.encode("utf-8", "surrogatepass")), INDEX)


def told(source: str, name: str = "page.md") -> list[tuple[str, str | None]]:
    return [(one.text, one.resolution.study_id) for one in found_on(source, name)]


def page(text: str, *entries: str) -> str:
    listed = "".join(f"{i}. {entry}\n" for i, entry in enumerate(entries, 1))
    return f"# Tea\n\n{text}\n\n## References\n\n{listed}"


@pytest.mark.parametrize(
    ("short", "entries", "study_id"),
    [
        ("Moss et al. (2018)", [], None),
        ("Moss et al. (2018)", [HONEY], "moss-2018a"),
        ("Moss et al. (2018)", [BROTH], "moss-2018b"),
        ("Moss et al. (2018)", [LAMPS], None),
        ("Moss et al. (2018)", [HONEY, BROTH], None),
        ("Moss et al. (2018a)", [HONEY, BROTH], "moss-2018a"),
        ("Moss et al. (2018b)", [HONEY, BROTH], "moss-2018b"),
        ("Moss et al. (2018a)", [BROTH, HONEY], "moss-2018b"),
        ("Moss et al. (2018b)", [BROTH], "moss-2018b"),
        ("Moss et al. (2018c)", [HONEY, BROTH], None),
        ("(Moss 2018b)", [HONEY, BROTH], "moss-2018b"),
    ],
)
def test_a_short_form_that_several_works_fit(
    short: str, entries: list[str], study_id: str | None
) -> None:
    first = found_on(page(f"It is told by {short} of old.", *entries))[0]
    found = first.resolution
    assert first.text == short.strip("()") or first.text == short
    assert found.study_id == study_id
    if study_id:
        assert (found.status, found.faults, found.others) == ("incomplete", (), ())
        assert found.work is not None and found.work.study_id == study_id
        assert study_id in found.rationale
    else:
        assert (found.status, found.others) == ("ambiguous", ("moss-2018a", "moss-2018b"))


def test_a_short_form_that_one_work_fits_is_never_settled_otherwise() -> None:
    first = found_on(page("It is told by Moss et al. (2020).", HONEY, BROTH))[0]
    assert first.resolution.study_id == "moss-2020"


def test_short_forms_of_a_list_stand_alone() -> None:
    found = found_on(f"{HONEY}\nMoss et al. 2018\n", "list.txt")
    assert [one.resolution.status for one in found] == ["ok", "ambiguous"]


def test_twins_are_full_references_that_print_a_work_otherwise() -> None:
    whole = LAMPS.replace("workers.", "workers: a crossover study.")
    other = LAMPS.replace("J Harb Med", "Ann Tides")
    found = found_on(page("See Quill et al. (2015).", LAMPS, whole, other, LAMPS, HONEY))
    assert [(one.line, one.twins) for one in found] == [
        (3, ()),
        (7, (8, 9)),
        (8, (7, 9, 10)),
        (9, (7, 8, 10)),
        (10, (8, 9)),
        (11, ()),
    ]


def test_case_numbering_and_place_make_no_twins() -> None:
    found = found_on(f"{LAMPS}\n[2] {LAMPS.upper()}\n{LAMPS.replace(';38:201-9', '')}\n", "l.txt")
    assert [(one.resolution.study_id, one.twins) for one in found] == [("quill-2015", ())] * 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sue Hall (2023) says so.", []),
        ("Our article 10.4421/SOUP is hot.", []),
        ("Dan Moss (2020) says so.", [("Moss (2020)", "moss-2020")]),
        ("See 10.5555/jhm.2015.1 too.", [("10.5555/jhm.2015.1", "quill-2015")]),
        ("See doi:10.4421/SOUP too.", [("doi:10.4421/SOUP", None)]),
        ("It is by Hall (2023).", [("Hall (2023)", None)]),
        ("The KNOT trial and Moss et al. (2020).",
         [("KNOT", "pine-2012"), ("Moss et al. (2020)", "moss-2020")]),
        ("Moss et al. (2020) and the KNOT trial.",
         [("Moss et al. (2020)", "moss-2020"), ("KNOT", "pine-2012")]),
    ],
)  # fmt: skip
def test_doubtful_ones_count_where_their_work_is_on_file(
    text: str, found: list[tuple[str, str | None]]
) -> None:
    source = f"# Tea\n\n{text}\n"
    assert told(source) == found
    checked = CHECKER.check(read_page("page.md", source.encode()))
    assert [(one.text, one.resolution.study_id) for one in checked.references] == found
    cited = [claim.quote for claim in checked.claims if claim.reading.kind == "citation"]
    assert all(quote in dict(found) for quote in cited)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("p.html", '<h1>Tea</h1><p>See <a href="https://doi.org/10.5555/jhm.2015.1">a study</a> of'
         ' tea &amp; <a href="https://pubmed.ncbi.nlm.nih.gov/11000004/">Moss et al. (2018)</a>.'),
        ("p.md", "# Tea\n\nSee [a study](https://doi.org/10.5555/jhm.2015.1) of tea and"
         " [Moss et al. (2018)](https://pubmed.ncbi.nlm.nih.gov/11000004/).\n"),
    ],
)  # fmt: skip
def test_links_say_which_work_is_meant(name: str, source: str) -> None:
    assert told(source, name) == [("a study", "quill-2015"), ("Moss et al. (2018)", "moss-2018a")]


def test_a_link_that_leads_elsewhere_is_a_fault() -> None:
    source = "# Tea\n\nTold by [Pine (2012)](https://doi.org/10.5555/jhm.2015.1).\n"
    (one,) = found_on(source)
    assert [fault.name for fault in one.resolution.faults] == ["id-points-elsewhere"]
    assert (one.resolution.study_id, one.resolution.others) == ("pine-2012", ("quill-2015",))


def test_a_list_is_read_line_by_line_and_a_page_is_not() -> None:
    lines = f"{HONEY}\nPine Z, Birch O. No such thing at all. 1999.\nthe KNOT trial\n"
    assert [study for _, study in told(lines, "list.txt")] == ["moss-2018a", None, "pine-2012"]
    assert told("A word on tea", "short.txt") == [("A word on tea", None)]
    assert told("Open from Monday to Friday, and on Sunday.\n\nCome in!\n\nWe sell.\n\nGo!\n",
                "page.txt") == []  # fmt: skip


SOUP = st.lists(st.sampled_from([*PIECES, "[a study](https://doi.org/10.5555/x)", "\n\n", "# "]),
                max_size=25).map("".join)  # fmt: skip


@given(SOUP | st.text(max_size=80), st.sampled_from(["p.txt", "p.md", "p.html"]))
@settings(max_examples=150, deadline=None)
def test_references_stand_on_the_page_in_its_order(source: str, name: str) -> None:
    try:
        read = read_page(name, source.encode("utf-8", "surrogatepass"))
    except OnfileError:
        return
    found = references_on(read, INDEX)
    lines = [one.line for one in found]
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert 0 <= one.start < one.end <= len(read.source)
        assert one.line == read.line_of(one.start)
        assert one.counts and one.text.strip()
        assert set(one.twins) <= set(lines)
        written = iter(re.sub(r"[\W_]+", "", read.source[one.start : one.end]))
        if name != "p.html":
            assert all(char in written for char in re.sub(r"[\W_]+", "", one.text))
    assert references_on(read, INDEX) == found


@pytest.mark.parametrize("piece", [
    HONEY + " ", HONEY, "Moss DK et al. (2018). ", "Moss DK (2018)", "12-19. Moss DK ", "A", "“",
    "Moss 2018; ", "2018 ", "(Moss, 2018) ", "\n", "Moss DK. Honey.\n  Ann Tides. 2018.\n",
])  # fmt: skip
def test_what_is_parsed_of_a_text_grows_as_it_does(piece: str) -> None:
    def parsed(size: int) -> int:
        text = (piece * (size // len(piece) + 1))[:size]
        return letters_given(lambda: split(text), parse.__code__, "reference")

    few, many = parsed(1_000), parsed(10_000)
    assert many <= 11 * max(few, 1_000)


def test_a_work_that_is_given_over_and_over_is_compared_once_each() -> None:
    def work(count: int) -> int:
        read = read_page("list.txt", "".join(f"{HONEY} [{i}]\n" for i in range(count)).encode())
        return calls(lambda: references_on(read, INDEX))

    assert work(300) <= 12 * work(30)


@pytest.mark.parametrize("piece", [HONEY + "\n", HONEY + " ", "Moss et al., 2018\n", "A", "2018 "])
def test_what_is_resolved_of_a_list_grows_as_it_does(piece: str) -> None:
    def resolved(size: int) -> int:
        text = "".join(f"{i} {piece}" for i in range(size // len(piece)))
        read = read_page("list.txt", f"{HONEY}\n{text}".encode())
        return letters_given(lambda: references_on(read, INDEX), resolve.__code__, "reference")

    few, many = resolved(1_000), resolved(10_000)
    assert few > 0
    assert many <= 12 * few


@pytest.mark.parametrize("piece", [
    "A", "a ", "2018 ", "“", "Moss ", "Moss DK, ", "Sleep. ", "in Sleep in 2018 ", "PMID: 1 ",
    "a trial of 300 people in 2018 ", "LANTERN-1 ", "Quill's 2015 study ", "<b>", "&amp;", "é",
    "Heather honey against the cough of sailors ", "10.5555/x ", "(Moss 2018) ", "HSB 2016 ",
])  # fmt: skip
def test_resolving_is_bounded_work_however_long_the_text(piece: str) -> None:
    def work(size: int) -> int:
        text = (piece * (size // len(piece) + 1))[:size]
        resolve(text, INDEX)  # what is kept for later is made
        return calls(lambda: resolve(text, INDEX))

    few, many, most = work(1_000), work(4_000), work(40_000)
    assert many <= 6 * few
    assert most <= 1.1 * many


def test_every_line_of_a_list_is_resolved_once() -> None:
    lines = [f"{HONEY} [{i}]" for i in range(5)]
    read = read_page("list.txt", "".join(f"{line}\n" for line in (*lines, *lines)).encode())
    given = letters_given(lambda: references_on(read, INDEX), resolve.__code__, "reference")
    assert given == sum(map(len, lines))
