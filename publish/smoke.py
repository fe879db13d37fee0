"""Try a bundle: every page that the site links to has to answer, and to carry the notice.

``python -m publish.smoke BUNDLE`` does it with the code that comes first on Python's path.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import path_from_row_pks

from ingest.progress import progress
from publish.errors import PublishError
from publish.in_process import report, serving
from publish.metadata import DATABASE
from publish.smoke_pages import HTML, JSON, Page, fault, own_pages


def smoke(bundle: Path) -> None:
    """Ask a real Datasette, in this process, for each page of the bundle and for its JSON.

    The pages are all of Onfile's own kinds (``publish.smoke_pages``), the database, every table
    and view, the first row of each table, and every canned query with a value from the database
    for each parameter.  Raises PublishError with each address that did not answer as it should.
    """
    failures = asyncio.run(_failures(bundle))
    if failures:
        raise PublishError("pages of the site fail:\n  " + "\n  ".join(failures))


async def _failures(bundle: Path) -> list[str]:
    async with serving(bundle) as datasette:
        notice = str(datasette.metadata("description_html"))
        pages = [page async for page in _pages(datasette)]
        failures = []
        for page in progress(pages, "Trying pages"):
            response = await datasette.client.get(page.path, headers={"accept": "*/*"})
            if wrong := fault(page, response, notice):
                failures.append(f"{page.path}: {wrong}")
        return failures


async def _pages(datasette: Datasette) -> AsyncIterator[Page]:
    """Our own pages; then Datasette's, each followed by its JSON."""
    for page in await own_pages(datasette):
        yield page
    for path in [
        str(datasette.urls.database(DATABASE)),
        *await _table_pages(datasette),
        *await _query_pages(datasette),
    ]:
        bare, _, arguments = path.partition("?")
        yield Page(path, HTML)
        yield Page(f"{bare}.json?_shape=objects&{arguments}", JSON)


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


if __name__ == "__main__":
    report(smoke, sys.argv[1:])
