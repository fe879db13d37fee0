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
from publish.site.on_file import Tally
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
    told = {fact.findtext("dt"): " ".join(fact.find("dd").text_content().split()) for fact in facts}
    assert told == {
        "Findings recalled": "1",
        "Findings verified": "1",
        "Studies with a field that nobody has verified": "0 of 2",
        "Findings by the month in which they were last read": "2026-01: 1; no day noted: 1",
        "Studies by the month in which they were last read": "no day noted: 2",
        "Conflicts of sources": "1 where one is followed",
    }


def test_reasons_are_told_by_how_often_their_verdicts_are_right(tree: Any) -> None:
    assert table(tree, "Reasons") == [
        ["NUM_EXACT", "75% 6 of 8; 41 to 93"],
        ["ABSOLUTE", "20% 1 of 5; 4 to 62"],
    ]
    assert table(tree, "Kinds read")[0][0] == "Onset"


def test_figures_that_are_set_beside_each_other(tree: Any) -> None:
    assert table(tree, "Tests of findings") == [
        ["Share, events and people", "1", "0", "0"],
        ["P value and interval", "0", "0", "1"],
    ]


def test_topics_with_most_on_file_and_gaps(tree: Any) -> None:
    covered = [
        "Examplam: Response",
        "2",
        "1",
        "1",
        "0",
        "controlled",
        "2001",
        "2026-02-03",
        "2",
        "0",
    ]
    assert table(tree, "Best covered") == [covered]
    assert table(tree, "Gaps") == [
        ["Examplam: sleep", "0", "0", "0", "0", "none", "", "none", "1", "1"]
    ]
    text = " ".join(tree.text_content().split())
    assert "1 have a finding on file" in text


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
    on_file = data["on_file"]
    confidence = {"rows_of": "findings", "aspect": "confidence", "value": "verified", "rows": 1}
    assert confidence in on_file["counts"]
    assert (on_file["topics"], len(on_file["best_covered"])) == (1, 1)
    assert [gap["outcome"] for gap in on_file["gaps"]] == ["sleep"]


def test_a_database_that_was_not_measured_says_so(tmp_path: Path) -> None:
    with closing(sqlite3.connect(write_small(tmp_path / "a.db"))) as conn:
        conn.executescript("DELETE FROM quality; DELETE FROM confusion;")
        found = read_quality(conn)
    assert (found.measured, found.confused, found.headline, found.topics) == ([], [], [], [])
    assert found.on_file.studies == 2


MORE = """
UPDATE studies SET unverified_fields = 'pmid', checked = '2025-12-31' WHERE study_id = 'doe-2001';
UPDATE findings SET checked = '2025-11-30' WHERE finding_id = 'doe-2001-2';
UPDATE conflicts SET followed = NULL;
INSERT INTO consistency VALUES ('doe-2001-2', 'count', 'fails', '50% is not 1 of 3');
DELETE FROM soundness;
"""


def test_what_is_on_file_is_counted(tmp_path: Path) -> None:
    with closing(sqlite3.connect(write_small(tmp_path / "a.db"))) as conn:
        conn.executescript(f"{MORE} INSERT INTO soundness {DERIVED['soundness']};")
        on_file = read_quality(conn).on_file
    assert (on_file.unverified, on_file.studies) == (1, 2)
    assert on_file.tested[0] == Tally("count", 1, 0, 1)
    assert on_file.checked("findings") == [("2026-01", 1), ("2025-11", 1)]
    assert (on_file.never("findings"), on_file.never("studies")) == (0, 1)
    assert on_file.of("conflicts", "followed") == {"neither": 1}


def test_nothing_is_inline(tree: Any) -> None:
    assert not tree.xpath("//script[not(@src)] | //style | //@style")
