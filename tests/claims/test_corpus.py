"""The database that is built of data/: whole, consistent, and the same twice."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils

from claims.build import build
from claims.citations import WorkIndex
from claims.corpus import check_citations, judge_claims
from claims.evidence import Evidence
from claims.explain import explain
from claims.rules import reason_label
from claims.rules import rows as rulebook
from claims.schema import VERDICTS
from claims.store import verdict_row
from ingest.errors import BadInput, OnfileError
from ingest.schema import TABLES

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
SOURCES = sorted((ROOT / "claims").rglob("*.py"))
NAME = re.compile(r"\"([A-Z][A-Z]+(?:_[A-Z]+)*)\"")


@pytest.fixture(scope="module")
def db(built: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{built.as_uri()}?mode=ro", uri=True)
    yield connection
    connection.close()


def column(db: sqlite3.Connection, sql: str) -> list[object]:
    """The first column of a query's rows."""
    return [row[0] for row in db.execute(sql)]


def in_source() -> set[str]:
    """Every name in capitals that stands as a string in the code of this room."""
    return {name for path in SOURCES for name in NAME.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("table", ["readings", "verdicts"])
def test_every_claim_has_one(db: sqlite3.Connection, table: str) -> None:
    claims = column(db, "SELECT claim_id FROM claims ORDER BY claim_id")
    assert len(claims) > 200
    assert column(db, f"SELECT claim_id FROM {table} ORDER BY claim_id") == claims


def test_the_database_is_sound(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert column(db, "PRAGMA integrity_check") == ["ok"]


def test_every_verdict_gives_a_reason_or_says_what_was_searched(db: sqlite3.Connection) -> None:
    silent = """
        SELECT claim_id FROM verdicts WHERE verdict <> 'unsupported'
        AND claim_id NOT IN (SELECT claim_id FROM verdict_reasons)
    """
    assert column(db, silent) == []
    assert column(db, "SELECT claim_id FROM verdicts WHERE rationale = ''") == []


def test_no_verdict_rests_on_what_is_only_recalled(db: sqlite3.Connection) -> None:
    links = """
        SELECT links.claim_id FROM links JOIN findings USING (finding_id)
        WHERE confidence = 'recalled' AND role <> 'near-miss'
    """
    assert column(db, "SELECT count(*) FROM findings WHERE confidence = 'recalled'") != [0]
    assert column(db, links) == []
    deciding = """
        SELECT claim_id FROM verdicts JOIN findings USING (finding_id)
        WHERE confidence = 'recalled'
    """
    assert column(db, deciding) == []


def test_whatever_decides_was_read_and_agrees_with_what_is_followed(
    db: sqlite3.Connection,
) -> None:
    deciding = """
        SELECT DISTINCT confidence FROM verdicts JOIN findings USING (finding_id)
        WHERE verdict NOT IN ('unsupported', 'not-checkable')
    """
    assert column(db, deciding) == ["verified"]
    aside = """
        SELECT claim_id FROM links JOIN conflicts ON other = finding_id WHERE role <> 'near-miss'
        UNION ALL SELECT claim_id FROM verdicts JOIN conflicts ON other = finding_id
        WHERE verdict NOT IN ('unsupported', 'not-checkable')
    """
    assert column(db, "SELECT count(*) FROM conflicts") != [0]
    assert column(db, aside) == []


def test_what_nothing_supports_was_searched_for(db: sqlite3.Connection) -> None:
    unsupported = "SELECT claim_id FROM verdicts WHERE verdict = 'unsupported'"
    assert column(db, unsupported) != []
    assert (
        column(db, f"{unsupported} AND claim_id NOT IN (SELECT claim_id FROM searches_claims)")
        == []
    )


def test_a_reader_can_open_where_every_finding_was_read(db: sqlite3.Connection) -> None:
    closed = """
        SELECT finding_id FROM findings JOIN studies USING (study_id)
        WHERE coalesce(findings.source_url, doi, pmid, nct, studies.source_url) IS NULL
    """
    assert column(db, closed) == []


def test_every_share_of_people_was_tested_and_only_known_misprints_fail(
    db: sqlite3.Connection,
) -> None:
    untested = """
        SELECT finding_id FROM findings WHERE percent IS NOT NULL AND n > 0
        EXCEPT SELECT finding_id FROM consistency WHERE test IN ('grim', 'count')
    """
    assert column(db, untested) == []
    failing = """
        SELECT DISTINCT confidence FROM consistency JOIN findings USING (finding_id)
        WHERE result = 'fails' AND test NOT IN ('comparator', 'p-value')
    """
    assert set(column(db, failing)) <= {"conflicting"}


def test_topics_cover_every_finding_and_every_claim_left_unsupported(
    db: sqlite3.Connection,
) -> None:
    lost = """
        SELECT finding_id FROM findings WHERE NOT EXISTS (
            SELECT 1 FROM coverage WHERE population = 'all' AND coverage.outcome = findings.outcome
            AND instr(';' || replace(findings.drug, '; ', ';') || ';', ';' || coverage.drug || ';'))
    """
    assert column(db, lost) == []
    unsupported = "SELECT count(*) FROM verdicts WHERE verdict = 'unsupported'"
    asked = "SELECT sum(unsupported) FROM coverage"
    assert column(db, asked) >= column(db, unsupported) > [0]
    assert column(db, "SELECT sum(findings) FROM coverage WHERE population = 'all'") > [1000]


def test_counts_of_soundness_add_up(db: sqlite3.Connection) -> None:
    for table in ("findings", "studies"):
        whole = column(db, f"SELECT count(*) FROM {table}")
        for aspect in ("checked", "confidence" if table == "findings" else "fields"):
            sql = f"""SELECT sum("rows") FROM soundness
                      WHERE rows_of = '{table}' AND aspect = '{aspect}'"""
            assert column(db, sql) == whole


def test_no_verdict_rests_on_a_retracted_work(db: sqlite3.Connection) -> None:
    sql = """
        SELECT links.claim_id FROM links JOIN findings USING (finding_id)
        JOIN studies USING (study_id)
        WHERE notice = 'retraction' AND role <> 'near-miss'
    """
    assert column(db, sql) == []


def test_every_link_is_compared_in_every_facet(db: sqlite3.Connection) -> None:
    counts = """
        SELECT count(comparisons.facet) FROM links
        LEFT JOIN comparisons USING (claim_id, finding_id) GROUP BY links.claim_id, finding_id
    """
    assert len(set(column(db, counts))) == 1


def test_what_agrees_or_disagrees_does_not_conflict(db: sqlite3.Connection) -> None:
    sql = """
        SELECT DISTINCT links.claim_id FROM links JOIN comparisons USING (claim_id, finding_id)
        JOIN verdict_reasons USING (claim_id)
        WHERE role = 'agrees' AND result = 'conflict' AND facet IN ('drug', 'route', 'time')
        EXCEPT
        SELECT claim_id FROM readings WHERE instr(drug, ';') > 0 OR instr(population, ';') > 0
    """
    assert column(db, sql) == []


def test_ranks_run_from_one(db: sqlite3.Connection) -> None:
    sql = "SELECT min(rank) = 1 AND max(rank) = count(*) FROM links GROUP BY claim_id"
    assert set(column(db, sql)) == {1}


def test_the_deciding_finding_belongs_to_the_deciding_study(db: sqlite3.Connection) -> None:
    sql = """
        SELECT claim_id FROM verdicts JOIN findings USING (finding_id)
        WHERE findings.study_id <> verdicts.study_id
    """
    assert column(db, sql) == []


@pytest.mark.parametrize(
    ("reference", "study_id", "status", "faults"),
    [
        ("Wilkinson%", "wilkinson-2018", "field-error", {"wrong-journal"}),
        ("Daly%", "daly-2018", "sibling-mix-up", set()),
        ("Berman%", "berman-2000", "ok", set()),
    ],
)
def test_references(
    db: sqlite3.Connection, reference: str, study_id: str, status: str, faults: set[str]
) -> None:
    checked = db.execute(
        "SELECT citation_id, study_id, status FROM citation_checks"
        " JOIN citations USING (citation_id)"
        " WHERE reference LIKE ?",
        (reference,),
    ).fetchall()
    assert {row[1:] for row in checked} == {(study_id, status)}
    for row in checked:
        found = db.execute("SELECT fault FROM citation_faults WHERE citation_id = ?", row[:1])
        assert faults <= {fault for (fault,) in found}


def test_a_reference_with_a_wrong_journal_makes_its_claim_misattributed(
    db: sqlite3.Connection,
) -> None:
    sql = """
        SELECT DISTINCT verdict FROM verdicts JOIN verdict_reasons USING (claim_id)
        WHERE code = 'CITATION_FIELD_ERROR'
    """
    assert column(db, sql) == ["misattributed"]


@pytest.mark.parametrize("table", ["comparisons", "verdict_reasons"])
def test_every_rule_used_is_in_the_rule_book(db: sqlite3.Connection, table: str) -> None:
    used = set(column(db, f"SELECT DISTINCT rule FROM {table}"))
    assert used
    assert used <= {row["rule"] for row in rulebook("rules")}


def test_every_reason_used_is_in_the_rule_book(db: sqlite3.Connection) -> None:
    used = set(column(db, "SELECT DISTINCT code FROM verdict_reasons"))
    assert used <= {row["code"] for row in rulebook("reason_codes")}


def test_the_rule_book_and_the_code_name_the_same() -> None:
    book = {row["rule"] for row in rulebook("rules")} | {
        row["code"] for row in rulebook("reason_codes")
    }
    assert book - in_source() == set()


def test_every_reason_that_is_made_is_in_the_rule_book() -> None:
    made = re.compile(r"Reason\(\s*\"([A-Z_]+)\",.*?\"([A-Z_]+)\"\s*\)", re.DOTALL)
    pairs = [pair for path in SOURCES for pair in made.findall(path.read_text(encoding="utf-8"))]
    assert len(pairs) > 20
    codes = {row["code"] for row in rulebook("reason_codes")}
    rules = {row["rule"] for row in rulebook("rules")}
    assert {code for code, _ in pairs} - codes == set()
    assert {rule for _, rule in pairs} - rules == set()


def test_the_labels_are_those_of_the_verdicts() -> None:
    labels = rulebook("verdict_labels")
    assert {row["verdict"] for row in labels} == set(VERDICTS)
    assert len({row["severity"] for row in labels}) == len(labels)
    ratings = {row["verdict"]: row["claimreview_rating"] for row in labels}
    assert (ratings["supported"], ratings["contradicted"]) == ("5", "1")
    assert (ratings["unsupported"], ratings["not-checkable"]) == ("", "")


def test_a_code_has_a_label_and_a_stranger_has_none() -> None:
    assert reason_label("NUM_EXACT") == "same figure"
    with pytest.raises(KeyError):
        reason_label("NUM_WHATEVER")


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    build([DATA], again)
    assert again.read_bytes() == built.read_bytes()


def test_a_refused_build_leaves_the_old_file(built: Path, tmp_path: Path) -> None:
    out, pack = tmp_path / "evidence.db", tmp_path / "pack"
    out.write_bytes(built.read_bytes())
    pack.mkdir()
    (pack / "studies.csv").write_text("study_id,authors,title,journal,year\nOak,,,,\n")
    with pytest.raises(BadInput):
        build([DATA, pack], out)
    assert out.read_bytes() == built.read_bytes()


def test_what_is_stored_gives_the_same_verdicts_again(built: Path) -> None:
    db = sqlite_utils.Database(built)
    tables = {table.name: list(db[table.name].rows) for table in TABLES}
    works = WorkIndex.from_rows(tables["studies"], tables["journals"])
    checked = check_citations(tables["citations"], works)
    again = judge_claims(
        tables["pages"], tables["claims"], tables["citations"], checked, Evidence.from_rows(tables)
    )
    rows = {judged.claim_id: verdict_row(judged) for judged in again}
    assert rows == {str(row["claim_id"]): row for row in db["verdicts"].rows}


def test_a_verdict_is_explained(db: sqlite3.Connection, built: Path) -> None:
    claim_id, statement, finding_id = db.execute(
        "SELECT claim_id, statement, finding_id FROM verdicts JOIN claims USING (claim_id)"
        " WHERE verdict = 'contradicted' AND finding_id IS NOT NULL ORDER BY claim_id"
    ).fetchone()
    told = explain(built, str(claim_id))
    for words in (claim_id, statement, finding_id, "contradicted"):
        assert str(words) in told
    with pytest.raises(OnfileError, match="no such claim"):
        explain(built, "no-such-claim")


def test_the_derived_table_says_what_its_sources_say(db: sqlite3.Connection) -> None:
    derived = [column[1] for column in db.execute("PRAGMA table_info(claim_verdicts)")]
    sources = db.execute(
        "SELECT * FROM claims JOIN readings USING (claim_id) JOIN verdicts USING (claim_id)"
    )
    names = [column[0] for column in sources.description]
    wanted = {tuple(row[names.index(name)] for name in derived) for row in sources}
    assert wanted
    assert set(db.execute("SELECT * FROM claim_verdicts")) == wanted
