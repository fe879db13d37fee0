"""A small evidence database for the tests of room publish, made from the table declarations."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette

from claims.store import derive
from ingest.build import staged_database, write_rows
from ingest.ddl import create_indexes, create_search, create_tables
from publish import bundle as bundles
from publish.bundle import make_bundle
from publish.tables import DECLARED

ROWS = yaml.safe_load((Path(__file__).parent / "small.yml").read_text(encoding="utf-8"))


def write_small(path: Path) -> Path:
    """Write the rows of small.yml into a new database at ``path``."""
    return write_rows_of(path, ROWS)


def write_rows_of(path: Path, given: Mapping[str, list[dict[str, Any]]]) -> Path:
    """Write rows by table, absent cells empty, into a new database at ``path``."""
    with staged_database(path) as db:
        create_tables(db, DECLARED)
        for table in DECLARED:
            rows = given.get(table.name, [])
            write_rows(db, table, [dict.fromkeys(table.names) | row for row in rows])
        derive(db)
        create_indexes(db, DECLARED)
        create_search(db, DECLARED)
    return path


@pytest.fixture
def small_db(tmp_path: Path) -> Path:
    """A database that a test may spoil."""
    return write_small(tmp_path / "evidence.db")


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle that tests only read."""
    folder = tmp_path_factory.mktemp("bundle")
    return make_bundle(write_small(folder / "small.db"), folder / "dist")


@pytest.fixture
def untried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out counting rows and asking for pages, in tests that are about something else: it
    takes seconds."""

    def run(draft: Path, module: str, *arguments: str) -> None:
        for folder in arguments:
            (draft / folder).mkdir()
            (draft / folder / "index.html").write_text("A page")

    monkeypatch.setattr(bundles, "_inspect", lambda draft: None)
    monkeypatch.setattr(bundles, "run_own", run)


@pytest.fixture
def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


Get = Callable[..., Any]


@pytest.fixture(scope="session")
def get(bundle: Path) -> Iterator[Get]:
    """A function that asks a real Datasette, serving the bundle, for a path."""
    with serving(bundle) as ask:
        yield ask


@contextmanager
def serving(bundle: Path) -> Iterator[Get]:
    """A function that asks a real Datasette, serving that bundle, for a path."""
    with asyncio.Runner() as runner:
        datasette = Datasette([], config_dir=bundle)

        def run(awaitable: Awaitable[Any]) -> Any:
            async def wait() -> Any:
                return await awaitable

            return runner.run(wait())

        run(datasette.invoke_startup())
        yield lambda path, **arguments: run(datasette.client.get(path, params=arguments or None))
        for database in datasette.databases.values():
            database.close()
        datasette.executor.shutdown()
