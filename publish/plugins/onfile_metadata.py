"""Keeps what the tables mean out of the copies that Datasette makes to look for a permission.

For every table that a page names Datasette copies its metadata, all of it, to find out who may see
the table: with descriptions of some hundred columns that is most of the time of a page.  So what
was read from the file is handed to it as a plugin's metadata for every question but that one, and
only what bears on permissions stays where it is copied.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette

_READ: WeakKeyDictionary[Datasette, dict[str, Any]] = WeakKeyDictionary()
_PERMISSIONS = {"allow", "allow_sql"}


@hookimpl
def startup(datasette: Datasette) -> None:
    """Leave of the metadata that Datasette read from its file only the permissions of tables."""
    if datasette not in _READ:
        _READ[datasette] = datasette._metadata_local
        datasette._metadata_local = _permissions(datasette._metadata_local)


@hookimpl
def get_metadata(datasette: Datasette, key: str | None) -> dict[str, Any] | None:
    """What was read, but for the key under which permissions of tables are looked up."""
    return None if key == "tables" else _READ.get(datasette)


def _permissions(metadata: dict[str, Any]) -> dict[str, Any]:
    """The tables of each database with what is said of their permissions; without empty ones."""
    databases = {
        name: {
            "tables": {
                table: kept
                for table, entry in database.get("tables", {}).items()
                if (kept := {key: entry[key] for key in _PERMISSIONS & entry.keys()})
            }
        }
        for name, database in metadata.get("databases", {}).items()
    }
    return {"databases": databases}
