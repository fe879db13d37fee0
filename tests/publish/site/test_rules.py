"""The page of the rules: everything in the rule book, its counts, examples and anchors."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from claims.build import build
from claims.rules import rows as book
from claims.schema import REASON_CODES, RULES, STRENGTHS
from publish.site.rulebook import STRENGTHS as TOLD
from publish.site.rulebook import read_rulebook
from tests.publish.conftest import Get, write_small


@pytest.fixture(scope="module")
def tree(get_page: Callable[[str], Any]) -> Any:
    return get_page("/-/rules")


@pytest.fixture(scope="module")
def get_page(get: Get) -> Callable[[str], Any]:
    def page(path: str) -> Any:
        response = get(path)
        assert response.status_code == 200
        return lxml.html.fromstring(response.text)

    return page


def row(tree: Any, key: str) -> list[str]:
    """The cells of the row with that id, on one line each."""
    (found,) = tree.xpath(f'//tr[@id="{key}"]')
    return [" ".join(cell.text_content().split()) for cell in found.xpath("th | td")]


def test_verdicts_reasons_and_rules_stand_with_their_counts(tree: Any) -> None:
    statement = "Examplam helped half of the people in a day."
    assert row(tree, "verdict-supported") == [
        "Supported", "A comparable finding agrees.", "0", "1", statement,
    ]  # fmt: skip
    assert row(tree, "NUM_EXACT") == [
        "NUM_EXACT Same number", "The number is the finding's.", "1", statement,
    ]  # fmt: skip
    assert row(tree, "rule-number-equal") == [
        "number-equal", "Equal at the printed precision.", "1,234", "1", statement,
    ]  # fmt: skip


def test_what_never_occurred_is_there_all_the_same(tree: Any) -> None:
    assert row(tree, "verdict-unsupported")[3:] == ["0", "none on file"]
    # Has no row in the counts at all.
    assert row(tree, "verdict-partly-supported")[3:] == ["0", "none on file"]
    assert row(tree, "ABSOLUTE")[2:] == ["0", "none on file"]


def test_verdicts_stand_by_severity(tree: Any) -> None:
    found = tree.xpath('//tr[starts-with(@id, "verdict-")]/@id')
    assert found == [
        "verdict-supported", "verdict-partly-supported", "verdict-unsupported",
        "verdict-overstated",
    ]  # fmt: skip


def test_the_page_leads_where_there_is_something(tree: Any, get: Get) -> None:
    links = set(tree.xpath('//main//a/@href[starts-with(., "/")]'))
    assert "/evidence/claims/page-1-001" in links
    assert "/evidence/verdict_reasons?code=NUM_EXACT" in links
    assert {path: get(path).status_code for path in links} == dict.fromkeys(links, 200)
    own = {link[1:] for link in tree.xpath('//main//a/@href[starts-with(., "#")]')}
    ids = tree.xpath("//@id")
    assert own <= set(ids) and len(ids) == len(set(ids))


def test_claims_link_to_anchors_that_are_there(tree: Any, get: Get) -> None:
    claim = get("/evidence/claims/page-1-001").text
    anchors = set(re.findall(r'href="/-/rules#([^"]+)"', claim))
    assert {"NUM_EXACT", "rule-number-equal"} <= anchors <= set(tree.xpath("//@id"))
    assert {"strength", "as-cited"} <= set(tree.xpath("//@id"))


def test_every_strength_is_explained_and_is_said_not_to_be_grade(tree: Any) -> None:
    assert tuple(TOLD) == STRENGTHS
    assert tree.xpath('//dl[@class="levels"]//dt/text()') == list(STRENGTHS)
    assert "It is not GRADE" in tree.text_content()


def test_everything_in_the_rule_book_is_read(built_site: Path) -> None:
    with closing(sqlite3.connect(built_site)) as conn:
        found = read_rulebook(conn)
        rules = {one["rule"] for group in found.rules for one in group.rows}
        assert rules == {one["rule"] for one in book("rules")}
        codes = {one["code"] for group in found.reasons for one in group.rows}
        assert codes == {one["code"] for one in book("reason_codes")}
        assert {one["verdict"] for one in found.verdicts} == {
            one["verdict"] for one in book("verdict_labels")
        }
        shown = [one for group in (*found.reasons, *found.rules) for one in group.rows]
        assert all((one["statement"] is None) == (one["times"] == 0) for one in shown)
        assert {group.key for group in found.reasons} == set(REASON_CODES.column("effect").choices)
        assert {group.key for group in found.rules} <= set(RULES.column("stage").choices)


@pytest.fixture(scope="module")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the project's own data."""
    out = tmp_path_factory.mktemp("built") / "evidence.db"
    build([Path(__file__).parents[3] / "data"], out)
    return out


def test_no_count_is_made_when_the_page_is_asked_for(tmp_path: Path) -> None:
    """Tables that grow with the claims are looked up by key, never read through."""
    db = write_small(tmp_path / "a.db")
    with closing(sqlite3.connect(db)) as conn:
        # As if tables were large: knowing how small they are, SQLite would read them through.
        conn.execute("DELETE FROM sqlite_stat1")
        conn.commit()
    with closing(sqlite3.connect(db)) as conn:
        asked: list[str] = []
        conn.set_trace_callback(asked.append)
        read_rulebook(conn)
        conn.set_trace_callback(None)
        plans = [line[3] for sql in asked for line in conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
    big = ("claims", "verdicts", "verdict_reasons", "links", "comparisons")
    scanned = [plan for plan in plans if plan.startswith("SCAN") and plan.split()[1] in big]
    assert asked and not scanned
    assert any(plan.startswith("SEARCH claims") for plan in plans)


def test_nothing_is_inline(tree: Any) -> None:
    assert not tree.xpath("//script[not(@src)] | //style | //@style")
