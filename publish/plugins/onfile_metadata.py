"""Keeps what the columns mean out of the copies that Datasette makes of its metadata.

For every table that a page names, Datasette copies all of its metadata to look for a permission:
with the descriptions of some hundred columns that is most of the time of a page.  They are handed
to it as a plugin's metadata instead, and only where a page may show them.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette

_COLUMNS: WeakKeyDictionary[Datasette, dict[str, Any]] = WeakKeyDictionary()


@hookimpl
def startup(datasette: Datasette) -> None:
    """Take the descriptions of columns out of the metadata that Datasette read from its file."""
    local = datasette._metadata_local.get("databases", {})
    _COLUMNS[datasette] = {
        "databases": {
            name: {
                "tables": {
                    table: {"columns": entry.pop("columns")}
                    for table, entry in database.get("tables", {}).items()
                    if "columns" in entry
                }
            }
            for name, database in local.items()
        }
    }


@hookimpl
def get_metadata(datasette: Datasette, key: str | None) -> dict[str, Any] | None:
    """The descriptions, where all metadata or that of databases is asked for."""
    return _COLUMNS.get(datasette) if key in (None, "databases") else None
