"""The data dictionary: every table and column on one page, from the declarations."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.schema import Column, Table
from publish.tables import OTHERS, TABLES

HEAD = """\
# Data dictionary

Made by `make docs` from the table declarations: `ingest/schema.py`, `claims/schema.py` and, for the
databases that are served beside evidence.db, `publish/*/schema.py`.
"""

EVERY = (*TABLES, *(table for tables in OTHERS.values() for table in tables))
"""What the dictionary tells of: evidence.db, then the databases beside it."""


def dictionary(tables: Sequence[Table]) -> str:
    """Markdown: for each table its title, description, key and a row a column."""
    return HEAD + "".join(_section(table) for table in tables)


def _section(table: Table) -> str:
    rows = "".join(_row(column, table) for column in table.columns)
    return (
        f"\n## {table.name}: {table.title}\n\n{table.description}\n\n"
        f"| column | type | meaning |\n|---|---|---|\n{rows}"
    )


def _row(column: Column, table: Table) -> str:
    meaning = [column.description]
    if column.unit:
        meaning.append(f"Unit: {column.unit}.")
    if column.choices:
        meaning.append("One of: " + ", ".join(f"`{choice}`" for choice in column.choices) + ".")
    if column.minimum is not None or column.maximum is not None:
        meaning.append(f"Range: {_bound(column.minimum)} to {_bound(column.maximum)}.")
    if column.many:
        meaning.append("Several are divided by `;`.")
    if column.references:
        meaning.append(f"Refers to `{column.references}`.")
    if column.name in table.key:
        meaning.append("Part of the key." if len(table.key) > 1 else "The key.")
    elif column.required:
        meaning.append("Required.")
    return f"| `{column.name}` | {column.type} | {' '.join(meaning).replace('|', '&#124;')} |\n"


def _bound(number: float | None) -> str:
    return "any" if number is None else f"{number:g}"


def main() -> None:
    """Write the dictionary of every declared table to the path given as the only argument."""
    Path(sys.argv[1]).write_text(dictionary(EVERY), encoding="utf-8")


if __name__ == "__main__":
    main()
