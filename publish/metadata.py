"""Datasette's metadata: metadata.yml, filled in from the table declarations.

Titles, licence, notice and canned queries are written by hand in metadata.yml; what a table and
its columns mean is declared once, beside the table.  Whatever is in the database and described in
neither place stops the publication, and so does a description of something that is not there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from ingest.schema import Column, Table
from publish.errors import PublishError

DATABASE = "evidence"
"""Name of the database on the site, and of its file without the suffix."""

Metadata = dict[str, Any]


def build_metadata(
    source: Path, tables: Sequence[Table], columns: Mapping[str, Sequence[str]]
) -> Metadata:
    """The metadata of a site over one database, ready to be written as JSON.

    ``source`` is metadata.yml, ``tables`` the declarations and ``columns`` what is in the database
    (see ``database_columns``).  Raises PublishError where the file cannot be used or describes a
    table, which its declaration does, and where declarations and database differ: every
    difference, one a line.
    """
    metadata = _read(source)
    database = metadata.setdefault("databases", {}).setdefault(DATABASE, {})
    if "tables" in database:
        raise PublishError(f"{source}: describe tables where they are declared, in a schema")
    entries = {table.name: _table_entry(table) for table in tables}
    if faults := sorted(_faults(entries, columns)):
        raise PublishError("descriptions and database differ:\n  " + "\n  ".join(faults))
    database["tables"] = entries
    return metadata


def describe_others(metadata: Metadata, others: Mapping[str, Sequence[Table]]) -> None:
    """Add to ``metadata`` the descriptions of databases that are made from declarations alone."""
    for name, tables in others.items():
        database = metadata["databases"].setdefault(name, {})
        database["tables"] = {table.name: _table_entry(table) for table in tables}


def database_columns(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Columns of each table and view that readers see: full-text and SQLite's own are left out."""
    names = db.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY name"
    ).fetchall()
    return {
        name: [row[0] for row in db.execute("SELECT name FROM pragma_table_info(?)", [name])]
        for (name,) in names
    }


def column_description(column: Column) -> str:
    """The description with its unit, on one line."""
    return f"{column.description} Unit: {column.unit}." if column.unit else column.description


def _read(source: Path) -> Metadata:
    try:
        metadata = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise PublishError(f"{source}: {error}") from error
    if not isinstance(metadata, dict):
        raise PublishError(f"{source}: expected a mapping at the top")
    return metadata


def _table_entry(table: Table) -> Metadata:
    """A declared table's entry; options that are not set are left out."""
    options = {
        "label_column": table.label,
        # Counted once: see publish/plugins/onfile_facets.py.
        "facets": [{"counted": column} for column in table.facets],
        "sort": table.sort,
        "sort_desc": table.sort_desc,
        "size": table.size,
    }
    return {
        "title": table.title,
        "description": table.description,
        "columns": {column.name: column_description(column) for column in table.columns},
        **{name: value for name, value in options.items() if value},
    }


def _faults(entries: Mapping[str, Metadata], columns: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Each difference between what is described and what is there."""
    for name in columns.keys() - entries.keys():
        yield f"{name}: in the database, described nowhere"
    for name in entries.keys() - columns.keys():
        yield f"{name}: described, not in the database"
    for name in entries.keys() & columns.keys():
        entry = entries[name]
        yield from (f"{name}: no {key}" for key in ("title", "description") if not entry.get(key))
        said = {column for column, text in entry["columns"].items() if text}
        there = set(columns[name])
        yield from (f"{name}.{column}: in the database, not described" for column in there - said)
        yield from (f"{name}.{column}: described, not in the database" for column in said - there)
