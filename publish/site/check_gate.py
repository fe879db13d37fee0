"""Who may have a page checked now: checks by address and minute, and a line of bounded length."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from datasette.utils.asgi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from publish.site.check_settings import CheckSettings
from publish.site.desk import Outcome, Task
from publish.site.respond import RequestError
from publish.site.worker import Bounds, Worker

# Requests whose pages are still coming in, each up to the size of an upload.
_MOST_COMING = 32
# Checks that one address may have in the line, so that it cannot fill it.
_MOST_OF_ONE = 3
_IPV6_SITE = 64


class Gate:
    """The way of all requests of one site to its worker."""

    def __init__(self, database: Path, settings: CheckSettings) -> None:
        self.settings = settings
        self.worker = Worker(database, Bounds(settings.seconds, settings.megabytes))
        # One thread, since the worker takes one page at a time; the others stand in its line.
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="claim-check")
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._limit = RateLimitItemPerMinute(settings.per_minute)
        self._coming = 0
        self._standing: Counter[str] = Counter()

    def warm(self) -> None:
        """Have the worker start, without waiting for it."""
        Thread(target=self.worker.warm, daemon=True).start()

    def close(self) -> None:
        """End the worker."""
        self.worker.close()

    def admit(self, request: Request) -> None:
        """Count a request; RequestError 429 where its address has had its share of this minute."""
        address = address_of(request, self.settings.address_header)
        if not self._limiter.hit(self._limit, address):
            again = self._limiter.get_window_stats(self._limit, address).reset_time - time.time()
            wait = {"Retry-After": str(max(1, math.ceil(again)))}
            most = self.settings.per_minute
            raise RequestError(429, f"more than {most} checks in a minute; wait for the next", wait)

    @contextmanager
    def coming(self) -> Iterator[None]:
        """Room for a page to come in; RequestError 503 where too many are coming."""
        if self._coming >= _MOST_COMING:
            raise self._busy()
        self._coming += 1
        try:
            yield
        finally:
            self._coming -= 1

    async def check(self, task: Task, request: Request) -> Outcome:
        """Have a page checked in its turn; RequestError 503 where too many stand in line, 429 where
        those of the request's address do."""
        address = address_of(request, self.settings.address_header)
        # One is being checked, the others wait.
        if self._standing.total() > self.settings.waiting:
            raise self._busy()
        if self._standing[address] >= _MOST_OF_ONE:
            wait = {"Retry-After": str(self.settings.seconds)}
            raise RequestError(429, f"{_MOST_OF_ONE} of your checks wait; let them end first", wait)
        self._standing[address] += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._line, self.worker.check, task)
        finally:
            self._standing -= Counter([address])

    def _busy(self) -> RequestError:
        wait = {"Retry-After": str(self.settings.seconds)}
        return RequestError(503, "too many pages are being checked; try again in a moment", wait)


def address_of(request: Request, header: str) -> str:
    """Whose request it is: an IPv4 address, or the network of an IPv6 one, which one host may fill.

    ``header`` is the one in which a proxy gives it (the last value, which is the proxy's own word);
    '' where there is none, and where its word is no address the connection's counts.
    """
    told = (request.headers.get(header.lower()) or "").rpartition(",")[2].strip() if header else ""
    host = (request.scope.get("client") or ("",))[0]
    for written in (told, host):
        try:
            address = ipaddress.ip_address(written)
        except ValueError:
            continue
        if address.version == 4:
            return str(address)
        return str(ipaddress.ip_network((int(address), _IPV6_SITE), strict=False))
    return ""
