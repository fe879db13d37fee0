"""Links that lead to works: by DOI, PubMed or PubMed Central id, or trial number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pages.formats import read_page
from claims.pages.links import links_in
from claims.pages.page import Page

WORKS = [
    "https://doi.org/10.5555/jhm.2015.1",
    "http://dx.doi.org/10.5555%2Fjhm.2015.1",
    "https://example.org/doi/full/10.5555/jhm(2015)1?a=b",
    "https://pubmed.ncbi.nlm.nih.gov/11000001/",
    "https://www.ncbi.nlm.nih.gov/pubmed/11000001",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9000001/",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC9000001/",
    "https://clinicaltrials.gov/study/NCT09000001",
]
OTHERS = [
    "https://example.org/shop?id=10.55/x",
    "https://pubmed.ncbi.nlm.nih.gov/?term=tea",
    "https://pubmed.ncbi.nlm.nih.gov/",
    "https://clinicaltrials.gov/study/NCT0900",
    "#ref7",
    "mailto:oak@example.org",
    "",
]


def told(page: Page) -> list[tuple[str, str]]:
    return [(page.source[link.start : link.end], link.address) for link in page.links]


@pytest.mark.parametrize("address", WORKS)
def test_a_link_to_a_work(address: str) -> None:
    html = f'<h1>Tea</h1><p>It is <a href="{address}"><b>a study</b> of it</a>.</p>'
    markdown = f"# Tea\n\nIt is [**a study** of it]({address}).\n"
    titled = f'# Tea\n\nIt is [a study](<{address}> "title").\n'
    assert told(read_page("p.html", html.encode())) == [("a study</b> of it", address)]
    assert told(read_page("p.md", markdown.encode())) == [("**a study** of it", address)]
    assert told(read_page("p.md", titled.encode())) == [("a study", address)]


@pytest.mark.parametrize("address", OTHERS)
def test_any_other_link_is_none(address: str) -> None:
    html = f'<h1>Tea</h1><p>It is <a href="{address}">a study</a>.</p>'
    markdown = f"# Tea\n\nIt is [a study]({address}).\n"
    assert told(read_page("p.html", html.encode())) == []
    assert told(read_page("p.md", markdown.encode())) == []


def test_pictures_and_empty_links_are_none() -> None:
    html = f'<p>Tea <a href="{WORKS[0]}"></a><a href="{WORKS[0]}"><img alt="x"></a> it</p>'
    assert told(read_page("p.html", html.encode())) == []
    assert told(read_page("p.md", f"Tea ![a study]({WORKS[0]}) it".encode())) == []
    assert told(read_page("p.txt", f"Tea [a study]({WORKS[0]}) it".encode())) == []


PIECES = st.sampled_from(["[", "]", "(", ")", "![", "a study", " ", "\n", "<", ">", *WORKS])


@given(st.lists(PIECES, max_size=20).map("".join) | st.text())
def test_the_words_of_a_link_stand_in_brackets_before_its_address(source: str) -> None:
    end = 0
    for link in links_in(source):
        assert end <= link.start < link.end
        assert source[link.start - 1] == "[" and source[link.end : link.end + 2] == "]("
        assert link.address in source[link.end :]
        end = link.end
