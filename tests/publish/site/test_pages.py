"""Onfile's own pages over a small database: home, claim, page, study, search."""

from __future__ import annotations

import re

import lxml.html
import pytest

from publish.tables import TABLES
from tests.publish.conftest import Get
from tests.publish.site.texts import words


def section(page: str, heading: str) -> str:
    """The text between a heading of the second level and the next."""
    for part in re.split(r"<h2", page)[1:]:
        if heading in part.partition("</h2>")[0]:
            return words(f"<h2{part}")
    raise AssertionError(f"no heading {heading}")


def test_home_counts_and_draws(get: Get) -> None:
    page = get("/").text
    assert re.search(r'href="/evidence/studies"><strong>2</strong> studies', page)
    assert 'href="/evidence/claim_verdicts?verdict=overstated">Overstated' in page
    assert page.count('<rect width="100.0%"') == 2 and page.count('<rect width="0.0%"') == 2
    assert "A page of examples 2 1" in section(page, "By page")


def test_home_asks_for_a_text_and_for_words(get: Get) -> None:
    forms = {form.action: form for form in lxml.html.fromstring(get("/").text).forms}
    assert forms["/-/claim-check"].method == "POST" and "text" in forms["/-/claim-check"].fields
    assert "q" in forms["/-/search"].fields


def test_claim_shows_verdict_reasons_and_reading(get: Get) -> None:
    page = get("/evidence/claims/page-1-001").text
    assert "<h1>Examplam helped half of the people in a day.</h1>" in page
    text = words(page)
    assert "Figure50%" in text.replace(" ", "") and "As cited: Unsupported" in text
    assert "10 of 20 is 50%." in text and "NUM_EXACT Same number: 50 = 50" in text
    assert "Searched: 2 findings of 2 studies" in text


def test_claim_shows_evidence_facet_by_facet(get: Get) -> None:
    page = get("/evidence/claims/page-1-001").text
    assert "Doe 2001" in section(page, "Evidence on file")
    misses = section(page, "Nearest misses")
    assert "Time" in misses and "conflict168 h" in misses
    assert "No verdict rests on it: nobody has read it in a source" in misses


def test_claim_is_drawn_against_findings(get: Get) -> None:
    page = get("/evidence/claims/page-1-001").text
    figure = page.partition("<figure")[2].partition("</figure>")[0]
    assert 'class="claimed" x1="50.0%"' in figure and 'cx="50.0%"' in figure
    # Wilson's interval of 10 of 20.
    assert "50 (30 to 70)" in figure and "n</i> = 20" in figure
    assert "<figure" not in get("/evidence/claims/page-1-002").text


def test_claim_shows_its_references_and_their_faults(get: Get) -> None:
    text = section(get("/evidence/claims/page-1-001").text, "What the page cites")
    assert "wrong journal: printed Annals of Examples, on file Journal of Examples" in text


def test_claims_lead_to_their_neighbours(get: Get) -> None:
    first, second = (get(f"/evidence/claims/page-1-00{n}").text for n in (1, 2))
    assert ">claim after</a>" in first and ">claim before</a>" not in first
    assert ">claim before</a>" in second and ">claim after</a>" not in second


def test_page_lists_its_claims_in_order(get: Get) -> None:
    page = get("/evidence/pages/page-1").text
    listed = section(page, "Claims, in the order")
    assert listed.index("Supported") < listed.index("Overstated")
    assert "Examplam helped half" in section(page, "cannot both hold")
    assert "said: page-1-002" in section(page, "Fair balance")
    assert "wrong journal" in section(page, "References")


def test_study_shows_findings_claims_and_misprints(get: Get) -> None:
    page = get("/evidence/studies/doe-2001").text
    assert "Doe J, Roe R. Examplam in a small trial. Journal of Examples. 2001." in words(page)
    assert "Half of 20 people" in section(page, "Findings")
    assert "Examplam helped half" in section(page, "Claims that rest on it")
    assert "Wrong journal" in section(page, "Misprints")


def test_study_shows_apart_what_a_program_proposed(get: Get) -> None:
    page = get("/evidence/studies/roe-2005").text
    proposed = section(page, "Proposed by a program")
    assert "Nobody has read these yet, and no verdict rests on them." in proposed
    assert "Examplam: response 30%" in proposed
    assert "abstract, sentence 4" in proposed
    assert "31%" not in words(page)  # it was rejected
    assert "30%" not in section(page, "Findings")
    assert "Proposed" not in words(get("/evidence/studies/doe-2001").text)


def test_study_carries_its_notices(get: Get) -> None:
    assert "2009-03-01" in section(get("/evidence/studies/roe-2005").text, "Notice: retraction")
    assert "Notice:" not in words(get("/evidence/studies/doe-2001").text)


@pytest.mark.parametrize(
    ("words_sought", "path"),
    [
        ("helping", "/evidence/claims/page-1-001"),
        ("larger trial", "/evidence/studies/roe-2005"),
        ("half resp", "/evidence/findings/doe-2001-1"),
        ("examples", "/evidence/pages/page-1"),
        ("Annals", "/evidence/citations/page-1-r1"),
    ],
)
def test_search_finds(get: Get, words_sought: str, path: str) -> None:
    page = get("/-/search", q=words_sought).text
    assert f'<a href="{path}">' in page and "<mark>" in page


def test_search_prefers_rows_with_every_word(get: Get) -> None:
    page = get("/-/search", q="half people").text
    assert "page-1-001" in page and "page-1-002" not in page


HOSTILE_WORDS = ['"', "AND", "a OR", "NEAR(", "* ^ :", "statement:x", "'; drop", "\x00", "<mark>"]


@pytest.mark.parametrize("sought", HOSTILE_WORDS)
def test_no_words_break_the_search(get: Get, sought: str) -> None:
    assert get("/-/search", q=sought).status_code == 200


OURS = [
    "/",
    "/evidence/claims/page-1-002",
    "/evidence/pages/page-1",
    "/evidence/studies/doe-2001",
    "/-/search?q=cures",
]


@pytest.mark.parametrize("path", OURS)
def test_nothing_of_ours_is_inline(get: Get, path: str) -> None:
    tree = lxml.html.fromstring(get(path).text)
    assert not tree.xpath("//script[not(@src)] | //style | //@style")
    assert not [name for name in tree.xpath("//@*") if name.attrname.startswith("on")]


@pytest.mark.parametrize("path", OURS)
def test_hostile_statement_is_shown_as_text(get: Get, path: str) -> None:
    assert "<script>alert" not in get(path).text


@pytest.mark.parametrize("table", ["claims", "pages", "studies"])
def test_what_is_not_there_says_so(get: Get, table: str) -> None:
    response = get(f"/evidence/{table}/nosuch")
    assert response.status_code == 404 and "nosuch on file" in response.text


def test_rows_stay_available_as_json(get: Get) -> None:
    for path in ("claims/page-1-001", "pages/page-1", "studies/doe-2001"):
        answer = get(f"/evidence/{path}.json", _shape="objects").json()
        assert len(answer["rows"]) == 1


def test_row_is_shown_a_column_a_line(get: Get) -> None:
    page = get("/evidence/findings/doe-2001-1").text
    cells = {
        tr.findtext("th"): tr.find("td").text_content()
        for tr in lxml.html.fromstring(page).xpath("//table[@class='cells']//tr")
    }
    assert cells["percent "] == "50.0" and "comparator n " not in cells
    assert "Denominator. Unit: people." in page
    assert "Nothing on file for: " in page and "comparator n, comparator events" in page
    assert '<a href="/evidence/studies/doe-2001">' in page


def test_a_study_and_a_finding_show_where_sources_disagree(get: Get) -> None:
    for path in ("studies/doe-2001", "findings/doe-2001-1", "findings/doe-2001-2"):
        told = section(get(f"/evidence/{path}").text, "Where sources disagree")
        assert (
            "Half at a day, or some at a week. The table has it. Last looked at on 2026-01-31"
            in told
        )
        followed, _, other = told.partition("Not followed, and no verdict rests on it:")
        assert "Half of 20 people responded" in followed.partition("Followed:")[2]
        assert "Some people responded" in other
    for path in ("studies/roe-2005", "claims/page-1-001", "searches/s01"):
        assert "Where sources disagree" not in get(f"/evidence/{path}").text


def test_tables_are_told_with_what_they_hold(get: Get) -> None:
    page = get("/evidence").text
    lines = {
        li.xpath("string(a)"): " ".join(li.text_content().split())
        for li in lxml.html.fromstring(page).xpath("//ul[@id='tables']/li")
    }
    assert len(lines) == len(TABLES)
    claims = next(table for table in TABLES if table.name == "claims")
    assert lines["Claims"] == f"Claims claims, 2 rows: {claims.description}"
    assert '<a href="/evidence.db">' in page


def test_a_query_of_ones_own_is_answered_by_datasette(get: Get) -> None:
    assert "<td" in get("/evidence", sql="select 4031 as answer").text
    assert "4031" in get("/evidence", sql="select 4031 as answer").text
    assert get("/evidence.json", sql="select 4031 as a", _shape="array").json() == [{"a": 4031}]
