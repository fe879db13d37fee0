"""Where each page that is baked stands: its address on the live site, and its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from datasette.utils import tilde_encode

from publish.metadata import DATABASE
from publish.tables import PAGED

STATIC = "/static/"

SINGLE = {
    "/": "index.html",
    "/-/rules": "rules.html",
    "/-/quality": "quality.html",
    "/-/changes": "changes.html",
}
"""Pages of which there is one."""

LISTS = {f"/{DATABASE}/{table}": table for table in ("pages", "studies")}
"""Addresses of tables in whose place a list of their rows is baked, and the tables."""


@dataclass(frozen=True, slots=True)
class Places:
    """The files of a static copy, relative to its folder, by address; both without fragments."""

    files: dict[str, str]

    def file(self, address: str) -> str | None:
        """The file for a path with its query; None for what has no place in the copy."""
        path, _, _ = address.partition("?")
        if path.startswith(STATIC):
            return path[1:]
        return self.files.get(address)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """The addresses to bake, each with its file."""
        return iter(self.files.items())

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self.files)


def all_places(db: sqlite3.Connection) -> Places:
    """The place of every page of the site that a file can stand for."""
    files = SINGLE | {address: f"{table}/index.html" for address, table in LISTS.items()}
    for table, key in PAGED.items():
        for (row,) in db.execute(f"SELECT {key} FROM {table} ORDER BY {key}"):
            name = tilde_encode(row)
            files[f"/{DATABASE}/{table}/{name}"] = f"{table}/{name}.html"
    return Places(files)


def listed(db: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Key and title of every row of a table that is listed, by title."""
    key = PAGED[table]
    return db.execute(f"SELECT {key}, title FROM {table} ORDER BY title, {key}").fetchall()
