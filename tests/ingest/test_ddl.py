"""The database itself refuses what the declarations forbid, whoever writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlite_utils

from ingest.build import load
from ingest.corpus import read_evidence
from ingest.ddl import create_indexes, create_tables, link_tables
from ingest.errors import OnfileError
from ingest.schema import CLAIMS, TABLES, Column, Table

MakePack = Callable[..., Path]
FINDING = {"finding_id": "f1", "study_id": "oak-2001", "drug": "tea", "outcome": "calm",
           "statement": "Tea calms.", "confidence": "verified"}  # fmt: skip


@pytest.fixture
def db() -> Iterator[sqlite_utils.Database]:
    """An empty database with every table and one study, foreign keys enforced."""
    connection = sqlite3.connect(":memory:")
    database = sqlite_utils.Database(connection)
    create_tables(database, TABLES)
    database.table("studies").insert(
        {"study_id": "oak-2001", "authors": "Oak A", "title": "Leaf tea"}
    )
    connection.execute("PRAGMA foreign_keys = ON")
    yield database
    connection.close()


def test_a_right_row_goes_in(db: sqlite_utils.Database) -> None:
    db.table("findings").insert(FINDING)
    assert db.table("findings").count == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"finding_id": None},
        {"study_id": None},
        {"statement": ""},
        {"study_id": "nobody-1999"},
        {"confidence": "sure"},
        {"direction": "up"},
        {"percent_approx": 2},
        {"percent": 101.0},
        {"percent": -1.0},
        {"percent": "many"},
        {"n": 1.5},
        {"n": -1},
        {"p": 1.1},
        {"events": 3, "n": 2},
        {"comparator_events": 3, "comparator_n": 2},
        {"ci_low": 2.0, "ci_high": 1.0},
    ],
    ids=str,
)
def test_a_wrong_row_is_refused(db: sqlite_utils.Database, wrong: dict[str, object]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        db.table("findings").insert(FINDING | wrong)


def test_a_key_stands_once(db: sqlite_utils.Database) -> None:
    db.table("findings").insert(FINDING)
    with pytest.raises(sqlite3.IntegrityError):
        db.table("findings").insert(FINDING)


def test_every_table_is_strict(db: sqlite_utils.Database) -> None:
    strict = dict(db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"))
    assert {table.name for table in TABLES if not strict[table.name]} == set()


def test_a_cell_of_several_ids_becomes_a_link_table() -> None:
    links = {link.name: link for link in link_tables(TABLES)}
    assert sorted(links) == ["claims_cites", "searches_claims", "searches_found"]
    link = links["claims_cites"]
    assert (link.name, link.names, link.key) == (
        "claims_cites",
        ("claim_id", "citation_id", "position"),
        ("claim_id", "citation_id"),
    )


def test_a_table_that_would_link_to_itself_is_refused() -> None:
    wider = Column("wider", "TEXT", "Wider kinds.", many=True, references="kinds.kind")
    kinds = Table("kinds", "Kinds", "Kinds.", ("kind",), (Column("kind", "TEXT", "Kind."), wider))
    with pytest.raises(OnfileError, match="to itself"):
        link_tables([kinds])


PAGE = "page_id,title,sha256\np1,A page," + "0" * 64 + "\n"
CITATIONS = "citation_id,page_id,line,reference\nc1,p1,9,Oak A. Leaf tea.\nc2,p1,10,Elm B. Bark.\n"
CLAIM = "claim_id,page_id,line,start,end,statement,cites\nk1,p1,1,0,9,Tea calms nerves.,c2; c1;c2\n"


@pytest.fixture
def loaded(make_pack: MakePack) -> Iterator[sqlite_utils.Database]:
    """A database loaded from a pack with one claim."""
    findings = "study_id,drug,outcome,percent\noak-2001,tea,calm,71\n"
    folder = make_pack(pages=PAGE, claims=CLAIM, citations=CITATIONS, findings=findings)
    connection = sqlite3.connect(":memory:")
    database = sqlite_utils.Database(connection)
    load(database, read_evidence([folder]))
    yield database
    connection.close()


def test_links_keep_the_order_of_the_cell(loaded: sqlite_utils.Database) -> None:
    rows = loaded.execute("SELECT citation_id, position FROM claims_cites ORDER BY position")
    assert rows.fetchall() == [("c2", 1), ("c1", 2)]
    assert loaded.table("claims").get("k1")["cites"] == "c2; c1; c2"


def test_full_text_finds_words_by_their_stem(loaded: sqlite_utils.Database) -> None:
    assert [row["claim_id"] for row in loaded.table("claims").search("calming nerve")] == ["k1"]
    assert list(loaded.table("claims").search("sleep")) == []
    searched = {table.name for table in TABLES if table.search}
    assert {str(loaded.table(name).detect_fts()) for name in searched} == {
        f"{n}_fts" for n in searched
    }


def test_declared_indexes_and_foreign_keys_are_there(loaded: sqlite_utils.Database) -> None:
    indexed = {tuple(index.columns) for index in loaded.table("claims").indexes}
    assert set(CLAIMS.indexes) <= indexed
    assert {(key.column, key.other_table) for key in loaded.table("claims").foreign_keys} == {
        ("page_id", "pages")
    }
    assert {key.other_table for key in loaded.table("claims_cites").foreign_keys} == {
        "claims",
        "citations",
    }
    assert ("citation_id",) in {
        tuple(index.columns) for index in loaded.table("claims_cites").indexes
    }


def test_a_foreign_key_without_a_declared_index_gets_one(db: sqlite_utils.Database) -> None:
    study = Column("study_id", "TEXT", "Study.", references="studies.study_id")
    name = Column("name", "TEXT", "Name.", required=True)
    table = Table("names", "Names", "Names.", ("name",), (name, study))
    create_tables(db, [table])
    create_indexes(db, [table])
    assert [index.columns for index in db.table("names").indexes if index.origin == "c"] == [
        ["study_id"]
    ]
