"""Every table of evidence.db, and where an id in a cell leads."""

from __future__ import annotations

from collections.abc import Sequence

from claims.schema import DERIVED
from claims.schema import TABLES as CLAIMS_TABLES
from ingest.ddl import link_tables
from ingest.schema import TABLES as INGEST_TABLES
from ingest.schema import Column, Table
from publish.history.schema import TABLES as HISTORY_TABLES
from publish.reviews.schema import DATABASE as REVIEWS_DATABASE
from publish.reviews.schema import TABLES as REVIEWS_TABLES

DECLARED = (*INGEST_TABLES, *CLAIMS_TABLES)

TABLES: tuple[Table, ...] = (*DECLARED, *link_tables(DECLARED))

OTHERS: dict[str, tuple[Table, ...]] = {
    "history": HISTORY_TABLES,
    REVIEWS_DATABASE: REVIEWS_TABLES,
}
"""Tables of the other databases that are served beside evidence.db, by the database's name."""

PAGED = {"claims": "claim_id", "pages": "page_id", "studies": "study_id"}
"""Tables whose every row has a page of its own on the site, and their keys."""

QUERY = ""
"""Stands for the result of a query where a table is named."""


def cell_links(tables: Sequence[Table]) -> dict[str, dict[str, str]]:
    """For each table and ``QUERY``: the columns whose ids lead to a row, and of which table.

    In a query's result and in a derived table any column named like the key of a table that
    others refer to leads there.  In a table Datasette follows foreign keys itself, with labels;
    what it cannot follow is a cell of several ids.
    """
    many = {table.name: _several(table) for table in tables}
    targets = {_target(column) for table in tables for column in table.columns if column.references}
    anywhere = {table.key[0]: table.name for table in tables if table.name in targets}
    for links in many.values():
        anywhere |= links
    return {
        QUERY: anywhere,
        **dict.fromkeys(DERIVED, anywhere),
        **{name: links for name, links in many.items() if links},
    }


def references(tables: Sequence[Table]) -> dict[str, dict[str, str]]:
    """For each table: the columns that hold one id of a row elsewhere, and of which table."""
    found = {
        table.name: {c.name: _target(c) for c in table.columns if c.references and not c.many}
        for table in tables
    }
    return {name: columns for name, columns in found.items() if columns}


def _several(table: Table) -> dict[str, str]:
    """Columns whose cells hold several ids, and the table that they refer to."""
    return {c.name: _target(c) for c in table.columns if c.many and c.references}


def _target(column: Column) -> str:
    """The table that a column refers to; empty where it refers to none."""
    return (column.references or "").partition(".")[0]
