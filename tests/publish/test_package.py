"""The bundle is a Frictionless Data Package: its tables can be used without SQLite."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from publish.tables import TABLES

FIELD_RULES = {"required", "unique", "enum", "pattern", "minimum", "maximum"}
READ = {"string": str, "integer": int, "number": float}


@pytest.fixture(scope="module")
def package(bundle: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((bundle / "datapackage.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def tabular(package: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        found["name"]: found
        for found in package["resources"]
        if found["profile"] == "tabular-data-resource"
    }


def test_says_what_it_is(package: dict[str, Any]) -> None:
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert package["profile"] == "data-package"
    assert package["version"] == "0.1.0"
    assert package["title"] and package["description"]
    assert package["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "CC BY 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    assert package["sources"] and all(source["title"] for source in package["sources"])
    assert package["contributors"] == [{"title": "The Onfile contributors", "role": "author"}]


def test_each_resource_is_the_file_that_it_says(package: dict[str, Any], bundle: Path) -> None:
    names = [found["name"] for found in package["resources"]]
    assert len(set(names)) == len(names)
    for found in package["resources"]:
        assert re.fullmatch(r"[-a-z0-9._/]+", found["name"])
        assert not re.search(r"^/|\.\.", found["path"])
        content = (bundle / found["path"]).read_bytes()
        assert found["bytes"] == len(content)
        assert found["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", found["mediatype"])


def test_every_table_and_database_is_a_resource(package: dict[str, Any], bundle: Path) -> None:
    paths = {found["path"] for found in package["resources"]}
    assert {f"tables/{table.name}.csv" for table in TABLES} <= paths
    assert "evidence.db" in paths
    files = {p.relative_to(bundle) for p in bundle.rglob("*") if p.suffix in (".csv", ".db")}
    data = {path.as_posix() for path in files if path.parts[0] != "app"}
    assert data <= paths


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_says_what_its_columns_are(tabular: dict[str, Any], table: Any) -> None:
    schema = tabular[table.name]["schema"]
    assert [field["name"] for field in schema["fields"]] == list(table.names)
    for field in schema["fields"]:
        assert field["type"] in READ
        assert field["description"]
        assert field.get("constraints", {}).keys() <= FIELD_RULES
        re.compile(field.get("constraints", {}).get("pattern", ""))
    assert schema["primaryKey"] == list(table.key)
    for key in schema.get("foreignKeys", []):
        there = tabular[key["reference"]["resource"]]["schema"]["fields"]
        assert key["reference"]["fields"] in [field["name"] for field in there]
        assert key["fields"] in table.names


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_holds_the_rows_of_the_database(
    tabular: dict[str, Any], bundle: Path, table: Any
) -> None:
    fields = tabular[table.name]["schema"]["fields"]
    with (bundle / "tables" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == list(table.names)
    read = [
        tuple(
            READ[field["type"]](cell) if cell else None
            for field, cell in zip(fields, row, strict=True)
        )
        for row in rows
    ]
    with closing(sqlite3.connect(bundle / "evidence.db")) as db:
        stored = db.execute(f"SELECT {', '.join(header)} FROM {table.name}").fetchall()
    assert read == sorted(read, key=lambda row: [row[header.index(name)] for name in table.key])
    assert sorted(map(repr, read)) == sorted(map(repr, stored))


def test_rows_keep_the_rules_that_are_given(tabular: dict[str, Any], bundle: Path) -> None:
    tried = set()
    for name, found in tabular.items():
        with (bundle / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for field in found["schema"]["fields"]:
            rules = field.get("constraints", {})
            cells = [row[field["name"]] for row in rows]
            if rules.get("required"):
                assert all(cells), (name, field["name"])
            given = [cell for cell in cells if cell]
            if rules.get("unique"):
                assert len(set(given)) == len(given)
            for cell in given:
                tried |= rules.keys()
                assert cell in rules.get("enum", [cell])
                assert re.fullmatch(rules.get("pattern", ".*"), cell, re.DOTALL)
                assert float(cell if "minimum" in rules else 0) >= rules.get("minimum", 0)
                assert float(cell if "maximum" in rules else 0) <= rules.get("maximum", 0)
    assert tried == FIELD_RULES


def test_cell_of_several_ids_refers_to_nothing_itself(tabular: dict[str, Any]) -> None:
    keys = [key["fields"] for key in tabular["claims"]["schema"]["foreignKeys"]]
    assert "cites" not in keys
    assert "page_id" in keys
    assert {key["fields"] for key in tabular["claims_cites"]["schema"]["foreignKeys"]} == {
        "claim_id",
        "citation_id",
    }
