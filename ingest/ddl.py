"""Table declarations as SQL: STRICT tables whose constraints hold whoever writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import sqlite_utils

from ingest.errors import OnfileError
from ingest.schema import Column, Table


def create_tables(db: sqlite_utils.Database, tables: Sequence[Table]) -> None:
    """Create the tables, and a link table for each column that holds several ids.

    Takes declarations in an order in which a table stands behind those that it references.  Other
    rooms add their own tables to the same database in the same way.
    """
    for table in (*tables, *link_tables(tables)):
        db.execute(table_sql(table))


def create_indexes(db: sqlite_utils.Database, tables: Sequence[Table]) -> None:
    """Create the declared indexes and those that foreign keys need; done after the rows are in."""
    for table in (*tables, *link_tables(tables)):
        for columns in _indexes(table):
            name = "_".join(("idx", table.name, *columns))
            listed = ", ".join(map(_quote, columns))
            db.execute(f"CREATE INDEX {_quote(name)} ON {_quote(table.name)} ({listed})")


def create_search(db: sqlite_utils.Database, tables: Sequence[Table]) -> None:
    """Index the ``search`` columns of the tables for full text, words cut to their stems.

    The index keeps no copy of the text (FTS5 external content), so the tables must not change
    afterwards.
    """
    for table in tables:
        if table.search:
            db.table(table.name).enable_fts(table.search, tokenize="porter unicode61")


def link_tables(tables: Sequence[Table]) -> tuple[Table, ...]:
    """One table ``<table>_<column>`` for each column of several references: one row a reference."""
    return tuple(
        _link_table(table, column)
        for table in tables
        for column in table.columns
        if column.many and column.references
    )


def _link_table(table: Table, column: Column) -> Table:
    """The link table of one column: the row's key, the key it names, and its place in the cell."""
    own, (_, theirs) = table.column(table.key[0]), _target(column)
    if own.name == theirs:
        raise OnfileError(f"{table.name}.{column.name} would link {theirs} to itself")
    return Table(
        name=f"{table.name}_{column.name}",
        title=f"{table.title}: {column.name}",
        description=f"{table.title} and what their column '{column.name}' names, one a row.",
        key=(own.name, theirs),
        columns=(
            Column(own.name, own.type, own.description, required=True,
                   references=f"{table.name}.{own.name}"),
            Column(theirs, "TEXT", column.description, required=True, references=column.references),
            Column("position", "INTEGER", "Place in the cell, from 1.", required=True, minimum=1),
        ),
        indexes=((theirs,),),
    )  # fmt: skip


def table_sql(table: Table) -> str:
    """The CREATE TABLE statement of one declaration."""
    parts = [_column_sql(table, column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_quote, table.key))})")
    parts += [f"CHECK ({check})" for check in table.checks]
    parts += [
        f"FOREIGN KEY ({_quote(column.name)}) REFERENCES {_reference(column)}"
        for column in table.columns
        if column.references and not column.many
    ]
    body = ",\n  ".join(parts)
    return f"CREATE TABLE {_quote(table.name)} (\n  {body}\n) STRICT"


def _column_sql(table: Table, column: Column) -> str:
    """One column with its constraints; a key is never empty, whatever SQLite allows."""
    needed = column.required or column.name in table.key
    words = [_quote(column.name), column.type, *(["NOT NULL"] if needed else [])]
    words += [f"CHECK ({check})" for check in _checks(column)]
    return " ".join(words)


def _checks(column: Column) -> Iterator[str]:
    """Constraints on single cells; SQLite passes an empty cell through any of them."""
    name = _quote(column.name)
    if column.choices:
        choices = (
            _literal(choice) if column.type == "TEXT" else choice for choice in column.choices
        )
        yield f"{name} IN ({', '.join(choices)})"
    if column.required and column.type == "TEXT":
        yield f"{name} <> ''"
    if column.minimum is not None:
        yield f"{name} >= {column.minimum:g}"
    if column.maximum is not None:
        yield f"{name} <= {column.maximum:g}"


def _indexes(table: Table) -> tuple[tuple[str, ...], ...]:
    """Declared indexes, those of facets, and one for each foreign key that none begins with."""
    declared = tuple(dict.fromkeys((*table.indexes, *_facet_indexes(table))))
    leading = {columns[0] for columns in (table.key, *declared)}
    keys = (column.name for column in table.columns if column.references and not column.many)
    return (*declared, *((key,) for key in keys if key not in leading))


def _facet_indexes(table: Table) -> Iterator[tuple[str, ...]]:
    """What it takes to filter by a facet without reading rows that are not shown: an index in the
    table's order for the rows, and one with each other facet for the counts."""
    order = tuple(filter(None, (table.sort or table.sort_desc,))) or table.key
    for facet in table.facets:
        yield tuple(dict.fromkeys((facet, *order)))
    begun = {columns[:2] for columns in table.indexes}
    yield from (pair for pair in permutations(table.facets, 2) if pair not in begun)


def _target(column: Column) -> tuple[str, str]:
    """Table and column that a column references."""
    table, _, name = (column.references or "").partition(".")
    return table, name


def _reference(column: Column) -> str:
    table, name = _target(column)
    return f"{_quote(table)} ({_quote(name)})"


def _quote(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    """An SQL string."""
    return "'" + text.replace("'", "''") + "'"
