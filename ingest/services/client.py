"""Asks the services, with patience, and remembers what they answered."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urlencode

import stamina

from ingest.services.cache import Cache
from ingest.services.catalogue import Service
from ingest.services.exchange import (
    Exchange,
    Limits,
    PassingError,
    Reply,
    ServiceError,
    UnreachableError,
)
from ingest.services.settings import Settings

_LONGEST_PAUSE = 10.0

# Tries are nothing to tell of while there are more.
logging.getLogger("stamina").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service has at an address (without contact and key); ``text`` None: it has nothing."""

    text: str | None
    address: str


class Client:
    """Asks services; a context manager, since it holds connections and a file."""

    def __init__(self, settings: Settings, limits: Limits, note: Callable[[str], None]) -> None:
        """``note`` is told where an answer on file stands for one that could not be had.

        Raises ``OnfileError`` without a contact address or a usable folder for the cache.
        """
        self._limits = limits
        self._note = note
        self._exchange = Exchange(settings.contact, limits)
        self._cache = Cache(settings.cache, self._asked, limits.fresh)
        self._failures: Counter[str] = Counter()
        self._down: dict[str, UnreachableError] = {}
        self._noted: set[str] = set()

    def __enter__(self) -> Client:
        """The client itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close what is held."""
        self._cache.close()
        self._exchange.close()

    def get(self, service: Service, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """What the service has at a path (already percent-encoded) under its address.

        Raises ``BadAnswerError`` where this one answer cannot be used, ``UnreachableError`` where
        the service cannot be had, and neither where an older answer is on file.
        """
        address = f"{service.base}/{path}"
        if query:
            address += f"?{urlencode(query, safe=',')}"
        try:
            reply = self._cache.get(service, address)
        except ServiceError as error:
            kept = self._cache.stale(service, address)
            if kept is None:
                raise
            self.note_once(service, f"{error}. What it answered before is used.")
            reply = kept
        text = None if reply.body is None else reply.body.decode("utf-8", "replace")
        return Answer(text, address)

    def note_once(self, service: Service, text: str) -> None:
        """Tell what the user should know of a service, the first time that there is anything."""
        if service.name not in self._noted:
            self._noted.add(service.name)
            self._note(text)

    def _asked(self, service: Service, address: str) -> Reply:
        """The reply after as many tries as it takes; a service that is down is left alone."""
        if service.name in self._down:
            raise self._down[service.name]
        try:
            reply = self._tried(service, address)
        except UnreachableError as error:
            self._failures[service.name] += 1
            if self._failures[service.name] >= self._limits.failures:
                self._down[service.name] = error
            raise
        self._failures[service.name] = 0
        return reply

    def _tried(self, service: Service, address: str) -> Reply:
        limits = self._limits

        def again(error: Exception) -> bool | float:
            if not isinstance(error, PassingError):
                return False
            if error.after is None:
                return True
            return error.after if error.after <= limits.seconds else False

        for attempt in stamina.retry_context(
            on=again,
            attempts=limits.tries,
            timeout=limits.seconds,
            wait_initial=limits.pause,
            wait_max=_LONGEST_PAUSE,
            wait_jitter=limits.pause,
        ):
            with attempt:
                return self._exchange.ask(service, address)
        raise AssertionError("the last attempt raises what went wrong")
