"""A large evidence database, written through the declared tables like one that is built.

Its rows are invented (``benchmarks.invented``).  The same sizes and seed give the same file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlite_utils

from benchmarks.invented import Invented, Sizes
from claims.evidence import Evidence as Knowledge
from claims.paged import page_tables
from claims.quality.measure import measure
from claims.quality.rows import quality_tables
from claims.schema import TABLES as CLAIMS_TABLES
from claims.store import derive, tables_of
from ingest.build import staged_database, write_rows
from ingest.corpus import read_evidence
from ingest.ddl import create_indexes, create_search, create_tables, link_tables
from ingest.schema import TABLES as INGEST_TABLES
from ingest.schema import VOCABULARY, Table

ROOT = Path(__file__).resolve().parent.parent


def generate(out: Path, sizes: Sizes = Sizes(), seed: int = 1) -> Path:  # noqa: B008 - frozen
    """Write the database to ``out`` and return it.  Raises OnfileError where that cannot be."""
    words = read_evidence([ROOT / "data"])
    vocabulary = Knowledge.from_corpus(words).vocabulary
    rulebook = {
        **tables_of([], {}),
        **page_tables([], [], vocabulary),
        **quality_tables(measure(ROOT / "data" / "gold")),
    }
    tables = (*INGEST_TABLES, *CLAIMS_TABLES)
    invented = Invented(words, rulebook, sizes, seed)
    with staged_database(out) as db:
        create_tables(db, tables)
        with db.atomic():
            for table in VOCABULARY:
                write_rows(db, table, words.rows(table.name))
            for table in tables:
                if rows := rulebook.get(table.name):
                    write_rows(db, table, rows)
                elif make := invented.makers.get(table.name):
                    _write(db, table, make())
            derive(db)
        create_indexes(db, tables)
        create_search(db, tables)
    return out


def _write(db: sqlite_utils.Database, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows that come in the order of their key, absent cells empty.

    A table with a link table goes the way of a build; the rest is too much to hold in memory.
    """
    names = table.names
    if link_tables((table,)):
        write_rows(db, table, [dict.fromkeys(names) | row for row in rows])
        return
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    db.conn.executemany(
        f"INSERT INTO {table.name} ({listed}) VALUES ({marks})",
        ([row.get(name) for name in names] for row in rows),
    )
