"""Answers kept on disk: fresh ones need no network, stale ones serve where there is none."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from email.utils import formatdate
from pathlib import Path

import httpx
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheTransport

from ingest.errors import OnfileError
from ingest.services.catalogue import Service
from ingest.services.exchange import Reply

_SIZE = 256_000_000
_DAYS = 180
_FRESH = CacheOptions(shared=False)
_STALE = CacheOptions(shared=False, allow_stale=True)

# hishel tells of trouble with a traceback and goes on without its cache; what can be wrong with
# the file is said in one line when it is opened.
logging.getLogger("hishel").addHandler(logging.NullHandler())


class _Origin(httpx.BaseTransport):
    """What the cache asks.

    It sees addresses without contact and key, so neither is kept; how long an answer stays fresh
    is for us to say, since none of the services tells.
    """

    def __init__(self, ask: Callable[[Service, str], Reply], fresh: int) -> None:
        self._ask = ask
        self._fresh = fresh

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer of the service that the request names."""
        if request.extensions["stale"]:
            return httpx.Response(504, headers={"Cache-Control": "no-store"})
        reply = self._ask(request.extensions["service"], str(request.url))
        if reply.body is None:
            return httpx.Response(404, headers={"Cache-Control": "no-store"})
        headers = {
            "Date": formatdate(usegmt=True),
            "Cache-Control": f"max-age={self._fresh}",
        }
        return httpx.Response(200, headers=headers, content=reply.body)


class Cache:
    """Answers by address, in one SQLite file in a folder."""

    def __init__(self, folder: Path, ask: Callable[[Service, str], Reply], fresh: int) -> None:
        """``fresh`` is in seconds.  Raises ``OnfileError`` where the folder cannot be used."""
        storage = _storage(folder / "answers.db")
        self._http = httpx.Client(
            transport=CacheTransport(_Origin(ask, fresh), storage, rfc=_FRESH), trust_env=False
        )

    def close(self) -> None:
        """Close the file."""
        self._http.close()

    def get(self, service: Service, address: str) -> Reply:
        """The reply on file where it is fresh, else that of ``ask``, whose errors go through."""
        response = self._response(service, address, stale=False)
        return Reply(response.content if response.status_code == 200 else None)

    def stale(self, service: Service, address: str) -> Reply | None:
        """The reply on file however old it is, None where there is none; nothing is asked."""
        response = self._response(service, address, stale=True)
        return Reply(response.content) if response.status_code == 200 else None

    def _response(self, service: Service, address: str, *, stale: bool) -> httpx.Response:
        caching = {"rfc": _STALE if stale else _FRESH}
        extensions = {"service": service, "stale": stale, "caching": caching}
        return self._http.get(address, extensions=extensions)


def _storage(path: Path) -> SqliteStorage:
    storage = SqliteStorage(database_path=path, max_size=_SIZE, default_ttl=_DAYS * 86_400)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
        storage.get_entries("")
    except (OSError, sqlite3.Error, RuntimeError) as error:
        storage.close()
        raise OnfileError(
            f"{path}: the cache cannot be used ({error}); remove the file, or name another folder"
            " as cache in the settings"
        ) from error
    return storage
