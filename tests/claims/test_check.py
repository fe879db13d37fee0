"""Checking a page: claims in their places, with references, verdicts, pairs and balance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.checked import CheckedPage
from claims.finding.find import find_claims
from claims.pages.formats import read_page
from claims.read import read
from ingest.errors import OnfileError
from tests.claims.counting import letters_given
from tests.claims.finding.checking import CHECKER, EVIDENCE, assert_sound, check

PAGE = """# Wegovy for obese people

60% reached the target weight at 24 weeks (Oak et al., 2018). No gallstones occurred.

Gallstones occur on Wegovy, and 95% reached the target weight at 24 weeks.

## References

1. Oak A, Other B. Weekly injections and the target weight. Journal of Trials. 2018.
2. Birch Z. Nothing that is on file. Annals of Nothing. 2011;1:2-3.
"""


@pytest.fixture(scope="module")
def page() -> CheckedPage:
    return check(PAGE)


def test_claims_are_judged_in_their_places(page: CheckedPage) -> None:
    assert [(claim.line, claim.quote, claim.verdict.verdict) for claim in page.claims] == [
        (3, "60% reached the target weight at 24 weeks (Oak et al., 2018).", "supported"),
        (3, "Oak et al., 2018", "supported"),
        (3, "No gallstones occurred.", "contradicted"),
        (5, "Gallstones occur on Wegovy", "supported"),
        (5, "95% reached the target weight at 24 weeks.", "contradicted"),
        (9, "Oak A, Other B. Weekly injections and the target weight. Journal of Trials. 2018.",
         "supported"),
        (10, "Birch Z. Nothing that is on file. Annals of Nothing. 2011;1:2-3.", "unsupported"),
    ]  # fmt: skip
    assert_sound(page)


def test_a_claim_over_several_lines_is_on_the_first() -> None:
    (claim,) = check("# Wegovy\n\nNausea is\ncommon on\nWegovy.\n").claims
    assert (claim.line, claim.quote) == (3, "Nausea is common on Wegovy.")
    assert_sound(check("# Wegovy\n\nNausea is\ncommon on\nWegovy.\n"))


def test_references_serve_their_claims(page: CheckedPage) -> None:
    first = page.claims[0]
    assert [one.resolution.study_id for one in first.references] == ["oak-2018"]
    assert first.verdict.as_cited == "supported"
    assert page.claims[2].references == ()
    assert [(one.line, one.resolution.study_id) for one in page.references] == [
        (3, "oak-2018"), (9, "oak-2018"), (10, None),
    ]  # fmt: skip


def test_the_page_as_a_whole(page: CheckedPage) -> None:
    assert [(p.first.quote, p.second.quote) for p in page.contradictions] == [
        ("No gallstones occurred.", "Gallstones occur on Wegovy")
    ]
    told = {element.element: len(element.claims) for element in page.balance}
    assert (told["absolute-benefit"], told["common-harms"], told["cost"]) == (2, 1, 0)
    assert page.counts == {"supported": 4, "contradicted": 2, "unsupported": 1}


@pytest.mark.parametrize(
    "denied",
    ["Gallstones never occur.", "Gallstones do not occur.", "Gallstones have not been seen."],
)
def test_what_is_on_file_does_not_support_its_denial(denied: str) -> None:
    (claim,) = check(f"# Wegovy for obese people\n\n{denied}\n").claims
    assert claim.verdict.verdict == "contradicted"


def test_a_page_without_claims() -> None:
    page = check("# Opening hours\n\nMonday to Friday.\n")
    assert (page.claims, page.references, page.contradictions) == ((), (), ())
    assert all(element.claims == () for element in page.balance)


TEXT = [
    "Wegovy",
    "orlistat",
    "Placebo",
    "it",
    "60%",
    "12 of 40",
    "people",
    "reached the target weight",
    "lost weight",
    "nausea",
    "gallstones",
    "is common",
    "never",
    "not",
    "and",
    "but",
    "while",
    "at 24 weeks",
    "costs $50",
    "works",
    "was approved in 2021",
    "(Oak et al., 2018)",
    "[1]",
    "[1-3]",
    "³",
    "Oak et al. (2018)",
    "Oak A. Weekly injections. Lancet. 2018;12:34-56.",
    "References",
    "?",
    ".",
    ". ",
    ";",
    ",",
    ":",
    "(",
    ")",
    "\u201c",
    "é",
    "😀",
    "\u200b",
    "\xa0",
    "\xad",
    "\x0c",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
]
MARKDOWN = [
    *TEXT,
    "# ",
    "## ",
    "\n\n# ",
    "- ",
    "\n- ",
    "\n1. ",
    "**",
    "_",
    "`",
    "> ",
    "| ",
    "\n|---|---|\n",
    " | ",
    "[",
    "](x)",
    "![",
    "\n\n    ",
    "&amp;",
    "&#x2019;",
    "\\",
    "<b>",
    "</b>",
    "\n---\n",
    "[^1]",
    "\n[^1]: ",
    "```",
]
HTML = [
    *TEXT,
    "<p>",
    "</p>",
    "<h2>",
    "</h2>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<th>",
    "<td>",
    "<td colspan=2>",
    "</table>",
    "<caption>",
    "<sup>",
    "</sup>",
    "<a href='#n'>",
    "</a>",
    "<br>",
    "<b>",
    "</b>",
    "<img alt='Wegovy works &amp; helps'>",
    "<details>",
    "<summary>",
    "&lt;",
    "&nbsp;",
    "&notit;",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<main>",
    "<ol>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<",
    ">",
    "&",
    '"',
]
PIECES = {"page.txt": TEXT, "page.md": MARKDOWN, "page.html": HTML}


def soup(pieces: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=30).map("".join)


SOUPS = st.one_of(
    *(st.tuples(st.just(name), soup(pieces) | st.text()) for name, pieces in PIECES.items())
)


def checked_or_none(name: str, source: str) -> CheckedPage | None:
    """The page checked, or None where the reader refuses it as no page."""
    try:
        page = read_page(name, source.encode("utf-8", "surrogatepass"))
    except OnfileError:
        return None
    return CHECKER.check(page)


@given(SOUPS)
@settings(max_examples=150, deadline=None)
def test_any_page_is_checked_and_its_claims_stand_on_it(made: tuple[str, str]) -> None:
    checked = checked_or_none(*made)
    if checked is not None:
        assert_sound(checked)


def test_references_come_in_the_order_of_the_page() -> None:
    page = check("(Oak et al., 2018) Wegovy works (Ash et al., 2019) in obese people.", "page.txt")
    starts = [claim.start for claim in page.claims if claim.reading.kind == "citation"]
    assert len(starts) == 2
    assert starts == sorted(starts)


@given(SOUPS)
@settings(max_examples=60, deadline=None)
def test_checking_twice_gives_the_same(made: tuple[str, str]) -> None:
    assert checked_or_none(*made) == checked_or_none(*made)


@given(soup(TEXT))
@settings(max_examples=100, deadline=None)
def test_a_quote_of_a_text_is_what_stands_there(source: str) -> None:
    checked = checked_or_none("page.txt", source)
    for claim in checked.claims if checked is not None else ():
        if "\u200b" not in source and "\xad" not in source:
            written = checked.page.source[claim.start : claim.end] if checked else ""
            assert written.split() == claim.quote.split()


@given(soup(MARKDOWN), soup(MARKDOWN))
@settings(max_examples=60, deadline=None)
def test_what_was_checked_before_leaves_no_trace(one: str, other: str) -> None:
    alone = checked_or_none("page.md", other)
    checked_or_none("page.md", one)
    assert checked_or_none("page.md", other) == alone


PARAGRAPH = (
    "60% reached the target weight at 24 weeks and 20% had nausea (Oak et al., 2018). "
    "It works, but gallstones are common.[1] Orlistat costs $50; Wegovy was approved in 2021.\n\n"
    "- Nausea: 20% of patients\n- Gallstones\n\n"
)


def letters_read(source: str) -> int:
    """How many characters are read as claims while the claims of a page are found."""
    page = read_page("page.md", source.encode())
    return letters_given(lambda: find_claims(page, EVIDENCE.vocabulary), read.__code__, "statement")


@pytest.mark.parametrize("join", ["", "## More on Wegovy\n\n"])
def test_ten_times_the_text_is_ten_times_the_work(join: str) -> None:
    few, many = (letters_read(f"# Wegovy\n\n{f'{join}{PARAGRAPH}' * n}") for n in (3, 30))
    assert few > 0
    assert many <= 11 * few


def test_a_sentence_ten_times_as_long_is_ten_times_the_work() -> None:
    part = "20% had nausea and 30% had gallstones, "
    few, many = (letters_read(f"Wegovy: {part * n}it works.\n") for n in (4, 40))
    assert few > 0
    assert many <= 20 * few
