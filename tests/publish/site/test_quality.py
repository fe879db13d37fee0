"""The page of quality, and the same as data; intervals checked against Wilson's formula."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from claims.schema import DERIVED
from publish.site.measured import Share
from publish.site.quality import read_quality
from tests.publish.conftest import Get, write_small


@pytest.fixture(scope="module")
def tree(get: Get) -> Any:
    response = get("/-/quality")
    assert response.status_code == 200
    return lxml.html.fromstring(response.text)


def table(tree: Any, caption: str) -> list[list[str]]:
    """The body of the table with that caption, cells as text."""
    (found,) = tree.xpath(f'//table[starts-with(normalize-space(caption), "{caption}")]')
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("th | td")]
        for row in found.xpath("tbody/tr")
    ]


def test_share_has_wilsons_interval() -> None:
    # Wilson 1927: 15 of 20 is 53.1 to 88.8%.
    assert Share.counted(15, 20) == Share(15, 20, 75.0, 53.1, 88.8)
    assert Share.counted(0, 0) is None


@pytest.mark.parametrize(
    ("right", "of", "words"),
    [(15, 20, "75%"), (744, 747, "99.6%"), (1, 400, "0.2%"), (9, 9, "100%"), (0, 9, "0%"),
     (9999, 10000, "99.9%"), (1, 9999, "0.1%")],
)  # fmt: skip
def test_a_share_that_is_not_all_does_not_look_like_it(right: int, of: int, words: str) -> None:
    share = Share.counted(right, of)
    assert share is not None and share.words == words


def test_figures_stand_with_their_counts_and_intervals(tree: Any) -> None:
    assert table(tree, "Finding") == [
        ["Claims", "94% 15 of 16; 72 to 99", "75% 15 of 20; 53 to 89", "0.83"]
    ]
    assert table(tree, "Reading") == [["Time point", "none", "0% 0 of 4; 0 to 49", ""]]
    assert [row[0] for row in table(tree, "Verdicts, ")] == ["Same or as good", "Overstated"]
    assert table(tree, "Kinds of claim")[0][:2] == ["Efficacy rate", "80% 12 of 15; 55 to 93"]
    assert table(tree, "Topics") == [["Acne", "75% 15 of 20; 53 to 89", "80% 12 of 15; 55 to 93"]]
    sets = table(tree, "Sets of references")
    assert sets == [["References, first", "88% 7 of 8; 53 to 98", "100% 3 of 3; 44 to 100"]]


def test_figures_are_drawn_where_they_stand(tree: Any) -> None:
    (svg,) = tree.xpath('//table[starts-with(caption, "Finding")]//td[2]//svg')
    assert svg.xpath("circle/@cx") == ["75.0%"]
    (line,) = svg.xpath('line[@class="interval"]')
    assert (line.get("x1"), line.get("x2")) == ("53.1%", "88.8%")
    # A figure of nothing is not drawn.
    assert len(tree.xpath('//table[starts-with(caption, "Reading")]//svg')) == 1


def test_verdicts_that_are_confused(tree: Any) -> None:
    assert table(tree, "Claims by labelled verdict") == [
        ["Supported", "10", "1", "11"],
        ["Overstated", "3", "2", "5"],
    ]
    cells = tree.xpath('//table[starts-with(caption, "Claims by labelled")]//tbody//td/@class')
    assert cells == [
        "number shade-5 same", "number shade-1", "number",
        "number shade-3", "number shade-2 same", "number",
    ]  # fmt: skip


def test_the_page_says_that_it_flatters_and_names_its_numbers(tree: Any) -> None:
    text = " ".join(tree.text_content().split())
    assert "these figures flatter" in text
    assert "75% claims found 15 of 20 labelled claims" in text
    facts = tree.xpath('//dl[@class="facts"]/div')
    assert {fact.findtext("dt"): fact.find("dd").text_content() for fact in facts} == {
        "Findings verified": "1",
        "Findings recalled": "1",
        "Studies with a field that nobody has verified": "0 of 2",
        "Shares recounted from people and events": "1",
        "Shares tested as possible for their number of people": "0",
    }


def test_links_resolve(tree: Any, get: Get) -> None:
    links = {link.partition("#")[0] for link in tree.xpath('//main//a/@href[starts-with(., "/")]')}
    assert {path: get(path).status_code for path in links} == dict.fromkeys(links, 200)
    rules = set(lxml.html.fromstring(get("/-/rules").text).xpath("//@id"))
    anchors = {link.partition("#")[2] for link in tree.xpath('//a/@href[contains(., "rules#")]')}
    assert anchors and anchors <= rules


def test_the_same_as_data(get: Get) -> None:
    response = get("/-/quality.json")
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    data = response.json()
    assert data["ok"] is True and "these figures flatter" in data["caveats"][0]
    assert data["measured"][0] == {
        "topic": "all", "measure": "detection", "name": "claims", "labelled": 20, "found": 16,
        "precision": {"right": 15, "of": 16, "percent": 93.8, "low": 71.7, "high": 98.9},
        "recall": {"right": 15, "of": 20, "percent": 75.0, "low": 53.1, "high": 88.8},
        "f1": 0.8333,
    }  # fmt: skip
    assert {one["topic"] for one in data["measured"]} == {"all", "acne", "references, first"}
    assert data["confusion"][1] == {
        "labelled": "overstated", "claims": 5, "given": {"supported": 3, "overstated": 2},
    }  # fmt: skip
    assert data["on_file"] == {
        "findings_by_confidence": {"recalled": 1, "verified": 1},
        "shares_recounted": 1, "shares_possible_for_n": 0,
        "studies": 2, "studies_with_unverified_fields": 0,
    }  # fmt: skip


def test_a_database_that_was_not_measured_says_so(tmp_path: Path) -> None:
    with closing(sqlite3.connect(write_small(tmp_path / "a.db"))) as conn:
        conn.executescript("DELETE FROM quality; DELETE FROM confusion;")
        found = read_quality(conn)
    assert (found.measured, found.confused, found.headline, found.topics) == ([], [], [], [])
    assert found.on_file.studies == 2


MORE = """
UPDATE findings SET events = NULL WHERE finding_id = 'doe-2001-1';
UPDATE findings SET n = 30, percent = 40, confidence = 'conflicting'
 WHERE finding_id = 'doe-2001-2';
UPDATE studies SET unverified_fields = 'pmid' WHERE study_id = 'doe-2001';
"""


AGAIN = f"DELETE FROM soundness; INSERT INTO soundness {DERIVED['soundness']};"


def test_what_is_on_file_is_counted_as_the_gate_has_it(tmp_path: Path) -> None:
    with closing(sqlite3.connect(write_small(tmp_path / "a.db"))) as conn:
        conn.executescript(MORE + AGAIN)
        on_file = read_quality(conn).on_file
        assert (on_file.recounted, on_file.possible, on_file.unverified) == (0, 1, 1)
        for column, value in (("n_studies", 3), ("percent_approx", 1), ("percent_high", 60)):
            conn.executescript(
                f"UPDATE findings SET {column} = {value} WHERE finding_id = 'doe-2001-1';{AGAIN}"
            )
            assert read_quality(conn).on_file.possible == 0
            conn.execute(f"UPDATE findings SET {column} = NULL")


def test_nothing_is_inline(tree: Any) -> None:
    assert not tree.xpath("//script[not(@src)] | //style | //@style")
