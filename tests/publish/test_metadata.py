"""Descriptions and database say the same, or nothing is published."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.schema import Column, Table
from publish.bundle import ROOT
from publish.errors import PublishError
from publish.metadata import build_metadata, column_description, database_columns
from publish.tables import QUERY, TABLES, cell_links

DOSES = Table(
    name="doses",
    title="Doses",
    description="What was given.",
    key=("dose_id",),
    label="dose_id",
    facets=("amount",),
    sort_desc="amount",
    columns=(
        Column("dose_id", "TEXT", "Our id."),
        Column("amount", "REAL", "How much.", unit="mg"),
    ),
)
THERE = {"doses": ["dose_id", "amount"]}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "metadata.yml"
    path.write_text("title: A site\n")
    return path


def entries(metadata: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = metadata["databases"]["evidence"]["tables"]
    return found


def test_declaration_becomes_what_datasette_knows(source: Path) -> None:
    metadata = build_metadata(source, [DOSES], THERE)
    assert metadata["title"] == "A site"
    assert entries(metadata)["doses"] == {
        "title": "Doses",
        "description": "What was given.",
        "columns": {"dose_id": "Our id.", "amount": "How much. Unit: mg."},
        "label_column": "dose_id",
        "facets": [{"counted": "amount"}],
        "sort_desc": "amount",
    }


@pytest.mark.parametrize(
    ("there", "fault"),
    [
        ({"doses": ["dose_id", "amount", "extra"]}, "doses.extra: in the database, not described"),
        ({"doses": ["dose_id"]}, "doses.amount: described, not in the database"),
        (THERE | {"spare": ["a"]}, "spare: in the database, described nowhere"),
        ({}, "doses: described, not in the database"),
    ],
)
def test_every_difference_is_named(source: Path, there: dict[str, list[str]], fault: str) -> None:
    with pytest.raises(PublishError) as refused:
        build_metadata(source, [DOSES], there)
    assert str(refused.value).splitlines()[1:] == [f"  {fault}"]


def test_table_without_description_is_refused(source: Path) -> None:
    bare = Table("doses", "Doses", "", ("dose_id",), (Column("dose_id", "TEXT", ""),))
    with pytest.raises(PublishError) as refused:
        build_metadata(source, [bare], {"doses": ["dose_id"]})
    assert str(refused.value).splitlines()[1:] == [
        "  doses.dose_id: in the database, not described",
        "  doses: no description",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("databases: {evidence: {tables: {doses: {title: Doses}}}}", "where they are declared"),
        ("- a list", "expected a mapping"),
        ("a: [", "while parsing"),
    ],
)
def test_unusable_file_is_refused(source: Path, text: str, message: str) -> None:
    source.write_text(text)
    with pytest.raises(PublishError, match=message):
        build_metadata(source, [DOSES], THERE)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="No such file"):
        build_metadata(tmp_path / "metadata.yml", [DOSES], THERE)


def test_full_text_tables_need_no_description(small_db: Path) -> None:
    with closing(sqlite3.connect(small_db)) as db:
        assert db.execute("SELECT count(*) FROM claims_fts").fetchone() == (2,)
        assert db.execute("SELECT count(*) FROM sqlite_stat1").fetchone() != (0,)
        columns = database_columns(db)
    assert columns.keys() == {table.name for table in TABLES}
    assert columns["rules"] == ["rule", "stage", "description"]


def test_whole_site_is_described(small_db: Path) -> None:
    with closing(sqlite3.connect(small_db)) as db:
        columns = database_columns(db)
    metadata = build_metadata(ROOT / "metadata.yml", TABLES, columns)
    described = entries(metadata)
    assert {name: sorted(entry["columns"]) for name, entry in described.items()} == {
        name: sorted(names) for name, names in columns.items()
    }
    findings = next(table for table in TABLES if table.name == "findings")
    assert described["findings"]["columns"]["n"] == column_description(findings.column("n"))
    assert json.loads(json.dumps(metadata)) == metadata


def test_every_query_says_what_it_is_for() -> None:
    queries = yaml.safe_load((ROOT / "metadata.yml").read_text())["databases"]["evidence"][
        "queries"
    ]
    assert len(queries) >= 10
    for name, query in queries.items():
        assert query["title"] and query["description"].endswith("."), name
        named = set(re.findall(r":([a-z_]+)", query["sql"]))
        assert named == set(query.get("params", [])), name


def test_links_lead_from_queries_derived_tables_and_cells_of_several_ids() -> None:
    links = cell_links(TABLES)
    assert links[QUERY]["study_id"] == "studies"
    assert links[QUERY]["cites"] == "citations"
    assert links["claim_verdicts"] == links[QUERY]
    assert links["claims"] == {"cites": "citations"}
    assert "findings" not in links
