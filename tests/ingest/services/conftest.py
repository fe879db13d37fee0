"""The services on this machine, time of our own, and no settings of the user's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import Refusal
from ingest.formats.record import Incoming
from ingest.services.fetch import fetch
from tests.ingest.services.local import Clock, Local, quick, settings_for

Ask = Callable[..., list[Incoming | Refusal]]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "ONFILE_CONFIG", "ONFILE_EMAIL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def local() -> Iterator[Local]:
    """The four services, down once the test is over."""
    server = Local()
    yield server
    server.close()


@pytest.fixture
def clock() -> Clock:
    """Time that passes only where somebody waits."""
    return Clock()


@pytest.fixture
def notes() -> list[str]:
    """What the user was told."""
    return []


@pytest.fixture
def ask(local: Local, clock: Clock, notes: list[str], tmp_path: Path) -> Ask:
    """A function that fetches sources from the local services; limits and settings by name."""

    def asking(
        *sources: str, limits: dict[str, Any] | None = None, **settings: Any
    ) -> list[Incoming | Refusal]:
        chosen = settings_for(local, tmp_path / "cache", **settings)
        return list(fetch(sources, chosen, notes.append, quick(clock, **(limits or {}))))

    return asking
