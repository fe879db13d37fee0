"""A Datasette over a bundle in this process, and how a module reports what is wrong."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from datasette.app import Datasette

from ingest.errors import OnfileError


@asynccontextmanager
async def serving(bundle: Path) -> AsyncIterator[Datasette]:
    """A Datasette that is ready to be asked; closed afterwards."""
    datasette = Datasette([], config_dir=bundle)
    try:
        await datasette.invoke_startup()
        yield datasette
    finally:
        for database in datasette.databases.values():
            database.close()
        datasette.executor.shutdown()


def report(work: Callable[..., None], arguments: Sequence[str]) -> None:
    """Do the work on a bundle; what goes wrong goes to standard output, with exit status 1.

    The first of the arguments is the bundle.
    """
    try:
        work(Path(arguments[0]), *arguments[1:])
    except OnfileError as error:
        print(error)
        sys.exit(1)
