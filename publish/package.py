"""The Frictionless Data Package: what the bundle's data files are, and what every column means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from ingest.schema import Column, Table
from publish.checksums import digest
from publish.csv_tables import FOLDER
from publish.metadata import Metadata, column_description
from publish.own_code import project_version

Descriptor = dict[str, Any]

TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
MEDIA = {".csv": "text/csv", ".db": "application/vnd.sqlite3", ".json": "application/json"}

_ELSEWHERE = ("feeds", "")
"""Folders beside that of the tables which hold data; the empty one is the bundle itself."""


def data_package(
    bundle: Path, root: Path, metadata: Metadata, tables: Sequence[Table]
) -> Descriptor:
    """The content of datapackage.json, for the files that the bundle holds by now.

    ``root`` is the checkout, with pyproject.toml and CITATION.cff; ``metadata`` is the site's.
    Follows https://specs.frictionlessdata.io/data-package/ and, for a table,
    https://specs.frictionlessdata.io/tabular-data-resource/.
    """
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return {
        "profile": "data-package",
        "name": "onfile",
        "title": citation["title"],
        "description": " ".join(citation["abstract"].split()),
        "version": project_version(root),
        "keywords": [word.lower() for word in citation["keywords"]],
        "licenses": [_licence(metadata)],
        "sources": [{"title": metadata["source"], "path": f"{FOLDER}/studies.csv"}],
        "contributors": [{"title": a["name"], "role": "author"} for a in citation["authors"]],
        "resources": [*_table_resources(bundle, tables), *_other_resources(bundle)],
    }


def _licence(metadata: Metadata) -> Descriptor:
    title = metadata["license"]
    return {"name": title.replace(" ", "-"), "title": title, "path": metadata["license_url"]}


def _table_resources(bundle: Path, tables: Sequence[Table]) -> Iterator[Descriptor]:
    for table in tables:
        yield {
            **_file(bundle, bundle / FOLDER / f"{table.name}.csv"),
            "name": table.name,
            "title": table.title,
            "description": table.description,
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
            "schema": _schema(table),
        }


def _other_resources(bundle: Path) -> Iterator[Descriptor]:
    """The databases, and the data files that are no table of ours."""
    for folder in _ELSEWHERE:
        for path in sorted((bundle / folder).glob("*")):
            if path.suffix == ".db" or (folder and path.suffix in MEDIA):
                name = path.relative_to(bundle).as_posix().lower()
                yield {"name": name, "profile": "data-resource", **_file(bundle, path)}


def _file(bundle: Path, path: Path) -> Descriptor:
    """What is told of any file; ``bytes`` is its size."""
    return {
        "path": path.relative_to(bundle).as_posix(),
        "format": path.suffix[1:],
        "mediatype": MEDIA[path.suffix],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
    }


def _schema(table: Table) -> Descriptor:
    """A Table Schema.  A cell of several ids refers to nothing itself: its link table does."""
    single = [column for column in table.columns if column.references and not column.many]
    keys = [
        {"fields": column.name, "reference": {"resource": resource, "fields": field}}
        for column in single
        for resource, field in [str(column.references).split(".")]
    ]
    schema: Descriptor = {
        "fields": [_field(column, table) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, table: Table) -> Descriptor:
    rules: Mapping[str, object] = {
        "required": column.required or column.name in table.key,
        "unique": table.key == (column.name,),
        "enum": [] if column.many else list(column.choices),
        "pattern": "" if column.many else column.pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    constraints = {name: value for name, value in rules.items() if _given(value)}
    field = {
        "name": column.name,
        "type": TYPES[column.type],
        "description": column_description(column),
    }
    return field | ({"constraints": constraints} if constraints else {})


def _given(value: object) -> bool:
    """Whether a constraint says anything; a bound of 0 does."""
    return value is not None and value is not False and value not in ("", [])
