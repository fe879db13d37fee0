"""Try a bundle: every page that the site links to has to answer."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import path_from_row_pks

from ingest.progress import progress
from publish.errors import PublishError
from publish.metadata import DATABASE


def smoke(bundle: Path) -> None:
    """Ask a real Datasette, in this process, for each page of the bundle and for its JSON.

    The pages are the home page, the database, every table and view, the first row of each table,
    and every canned query with a value from the database for each parameter.  Raises PublishError
    with each address that did not answer 200.
    """
    failures = asyncio.run(_failures(bundle))
    if failures:
        raise PublishError("pages of the site fail:\n  " + "\n  ".join(failures))


async def _failures(bundle: Path) -> list[str]:
    datasette = Datasette([], config_dir=bundle)
    try:
        await datasette.invoke_startup()
        failures = []
        for path in progress(await _paths(datasette), "Trying pages"):
            response = await datasette.client.get(path)
            if response.status_code != 200:
                failures.append(f"{path}: {response.status_code}")
        return failures
    finally:
        for database in datasette.databases.values():
            database.close()
        datasette.executor.shutdown()


async def _paths(datasette: Datasette) -> list[str]:
    """Addresses of all pages, each followed by that of its JSON."""
    paths = ["/", "/.json"]
    for page in [
        str(datasette.urls.database(DATABASE)),
        *await _table_pages(datasette),
        *await _query_pages(datasette),
    ]:
        path, _, arguments = page.partition("?")
        paths += [page, f"{path}.json?_shape=objects&{arguments}"]
    return paths


async def _table_pages(datasette: Datasette) -> list[str]:
    """Every table and view, and the first row of each table that has one."""
    database = datasette.get_database(DATABASE)
    hidden = set(await database.hidden_table_names())
    pages = [str(datasette.urls.table(DATABASE, name)) for name in await database.view_names()]
    for name in await database.table_names():
        if name not in hidden:
            pages.append(str(datasette.urls.table(DATABASE, name)))
            keys = await database.primary_keys(name)
            first = (await database.execute(f'SELECT * FROM "{name}" LIMIT 1')).first()
            if first and keys:
                path = path_from_row_pks(first, keys, False)
                pages.append(str(datasette.urls.row(DATABASE, name, path)))
    return pages


async def _query_pages(datasette: Datasette) -> list[str]:
    """Every canned query, with a value from the database for each of its parameters."""
    queries: dict[str, Any] = await datasette.get_canned_queries(DATABASE, None)
    pages = []
    for name, query in queries.items():
        values = {param: await _example(datasette, param) for param in query.get("params", [])}
        pages.append(f"{datasette.urls.query(DATABASE, name)}?{urlencode(values)}")
    return pages


async def _example(datasette: Datasette, param: str) -> str:
    """A value that a parameter may have: the first id, in the table whose only key it names."""
    database = datasette.get_database(DATABASE)
    for table in await database.table_names():
        if await database.primary_keys(table) == [param]:
            rows = await database.execute(f'SELECT min("{param}") FROM "{table}"')
            return str(rows.single_value() or "")
    raise PublishError(f"metadata.yml: no table has the key {param}; name the parameter after one")
