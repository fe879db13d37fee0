"""Bake a bundle: ``python -m publish.bake BUNDLE FOLDER``, with the code first on Python's path."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from datasette.app import Datasette

from ingest.progress import progress
from publish.bake.places import LISTS, all_places, listed
from publish.bake.rewrite import rewrite
from publish.errors import PublishError
from publish.in_process import report, serving
from publish.metadata import DATABASE


def bake(bundle: Path, folder: str) -> None:
    """Write the pages into that folder of the bundle, one at a time.

    Raises PublishError where a page does not answer, or needs what a static file cannot give.
    """
    asyncio.run(_bake(bundle, bundle / folder))


async def _bake(bundle: Path, out: Path) -> None:
    async with serving(bundle) as datasette:
        places = await datasette.get_database(DATABASE).execute_fn(all_places)
        assets: set[str] = set()
        for path, file in progress(places, "Baking pages", total=len(places)):
            content, loaded = rewrite(await _page(datasette, path), path, places)
            assets |= loaded
            _write(out / file, content)
        for path in sorted(assets):
            _write(out / path[1:], await _get(datasette, path))


async def _page(datasette: Datasette, path: str) -> str:
    if path not in LISTS:
        return (await _get(datasette, path)).decode()
    name = LISTS[path]
    rows = await datasette.get_database(DATABASE).execute_fn(lambda db: listed(db, name))
    text: str = await datasette.render_template(
        "onfile/list.html", {"name": name, "rows": rows}, view_name="list"
    )
    return text


async def _get(datasette: Datasette, path: str) -> bytes:
    response = await datasette.client.get(path)
    if response.status_code != 200:
        raise PublishError(f"{path}: {response.status_code}; it cannot be baked")
    content: bytes = response.content
    return content


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


if __name__ == "__main__":
    report(bake, sys.argv[1:])
