"""A real Datasette over a bundle that checks pages with settings of a test's own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from datasette.app import Datasette

from publish.site.checker import PATH, gate_of

PAGE = """# Examplam

Half of the people responded to examplam at one day. Some people responded at a week.

Examplam has no side effects.
"""
# More than a second's work, whatever the machine.
LONG = "Half of 20 people responded to examplam at one day. " * 38_000


class Site:
    """Asks the site within this process."""

    def __init__(self, datasette: Datasette, runner: asyncio.Runner) -> None:
        self._datasette = datasette
        self._runner = runner

    def ask(self, method: str = "POST", **request: Any) -> httpx.Response:
        """What /-/claim-check answers to one request."""
        return self.ask_all([request], method)[0]

    def ask_all(
        self, requests: Sequence[dict[str, Any]], method: str = "POST"
    ) -> list[httpx.Response]:
        """What it answers to several that are under way at once."""

        async def wait() -> list[httpx.Response]:
            asked: list[Awaitable[httpx.Response]] = [
                self._datasette.client.request(method, PATH, **request) for request in requests
            ]
            return await asyncio.gather(*asked)

        return self._runner.run(wait())


def configured(bundle: Path, **settings: Any) -> dict[str, Any]:
    """The bundle's metadata with these settings for checks."""
    metadata: dict[str, Any] = json.loads((bundle / "metadata.json").read_text(encoding="utf-8"))
    metadata["plugins"]["onfile_site"] = {"check": settings}
    return metadata


@contextmanager
def site(bundle: Path, **settings: Any) -> Iterator[Site]:
    """A site with these settings for checks, and its worker ended afterwards."""
    with asyncio.Runner() as runner:
        datasette = Datasette([], config_dir=bundle, metadata=configured(bundle, **settings))
        runner.run(datasette.invoke_startup())
        try:
            yield Site(datasette, runner)
        finally:
            gate_of(datasette).close()
            for database in datasette.databases.values():
                database.close()
            datasette.executor.shutdown()
