"""One request to a service and its answer: bounded in size, time and redirects."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from ingest.errors import OnfileError
from ingest.services.addresses import same_service
from ingest.services.catalogue import Service
from ingest.services.limiter import Limiter

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = "try again later"
_ERRNO = re.compile(r"^\[Errno -?\d+\] ")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the network may take.

    ``tries`` for one answer, none of them begun after ``seconds``, which no answer and no wait
    that a service asks for may take either; ``pause`` seconds before the second try, doubled
    before each further; ``size`` in bytes once decompressed; ``fresh`` seconds that an answer on
    file is as good as a new one; ``failures`` in a row after which a service is asked no more.
    ``clock`` and ``sleep`` are what time is taken from.
    """

    tries: int = 4
    seconds: float = 60.0
    pause: float = 0.5
    size: int = 50_000_000
    redirects: int = 3
    fresh: int = 86_400
    failures: int = 2
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class ServiceError(OnfileError):
    """What came of asking a service, where it was no answer."""

    def __init__(self, service: Service, reason: str, remedy: str) -> None:
        self.service = service.name
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{service.name}: {reason}; {remedy}")


class BadAnswerError(ServiceError):
    """The service is there, and this answer of it cannot be used."""


class UnreachableError(ServiceError):
    """The service cannot be had."""


class PassingError(UnreachableError):
    """It cannot be had at the moment; ``after`` is how many seconds it asks to wait, if it does."""

    def __init__(self, service: Service, reason: str, after: float | None = None) -> None:
        self.after = after
        remedy = f"try again in {after:g} seconds" if after else _AGAIN
        super().__init__(service, reason, remedy)


@dataclass(frozen=True, slots=True)
class Reply:
    """A body, or None where the service says that it has no such record."""

    body: bytes | None


class Exchange:
    """Asks services over a client of its own, within limits and at their pace."""

    def __init__(self, contact: str, limits: Limits) -> None:
        self._limits = limits
        self._limiter = Limiter(limits.clock, limits.sleep)
        self._http = httpx.Client(
            timeout=httpx.Timeout(limits.seconds / 2, connect=limits.seconds / 6),
            headers={
                "User-Agent": f"Onfile/{version('onfile')} (mailto:{contact})",
                "Accept-Encoding": "gzip",
            },
        )

    def close(self) -> None:
        """Give up the connections."""
        self._http.close()

    def ask(self, service: Service, address: str) -> Reply:
        """The reply to one request.

        Raises ``PassingError`` where another try may do better, ``UnreachableError`` where there is
        nothing at the address, ``BadAnswerError`` where what comes back is no answer.
        """
        place = address
        for _ in range(self._limits.redirects + 1):
            self._limiter.wait(service.host, service.pace)
            try:
                reply = self._once(service, place)
            except httpx.TimeoutException as error:
                raise PassingError(service, "it did not answer in time") from error
            except (httpx.ConnectError, httpx.ProxyError) as error:
                why = _ERRNO.sub("", " ".join(str(error).split())) or type(error).__name__
                reason = f"it could not be reached ({why})"
                raise UnreachableError(service, reason, "check the connection") from error
            except httpx.TransportError as error:
                raise PassingError(service, "the connection broke off") from error
            if isinstance(reply, Reply):
                return reply
            place = reply
        raise BadAnswerError(service, "it redirects too often", _AGAIN)

    def _once(self, service: Service, place: str) -> Reply | str:
        """The reply, or the address that it is to be had from."""
        deadline = self._limits.clock() + self._limits.seconds
        url = httpx.URL(place).copy_merge_params(dict(service.told))
        with self._http.stream("GET", url, follow_redirects=False) as response:
            self._limiter.learn(service.host, response.headers)
            status = response.status_code
            if status in _REDIRECTS:
                return _target(service, place, response.headers.get("Location", ""))
            why = f"it answers {status} {response.reason_phrase}".strip()
            if status == 429 or status >= 500:
                after = retry_after(response.headers.get("Retry-After"), time.time())
                raise PassingError(service, why, after)
            body = self._body(service, response, deadline)
        if service.is_unknown(status, body):
            return Reply(None)
        if status != 200:
            # What it says is not told: it may repeat the key.
            remedy = "check the keys and addresses in the settings"
            raise BadAnswerError(service, why, remedy)
        if not service.accepts(body):
            raise BadAnswerError(service, "what it answers is no record", _AGAIN)
        return Reply(body)

    def _body(self, service: Service, response: httpx.Response, deadline: float) -> bytes:
        """The body, decompressed no further than to the size allowed."""
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in ("identity", "gzip"):
            raise BadAnswerError(service, f"its answer is compressed as {encoding}", _AGAIN)
        unpacker = zlib.decompressobj(31) if encoding == "gzip" else None
        size = self._limits.size
        body = bytearray()
        for chunk in response.iter_raw():
            try:
                body += unpacker.decompress(chunk, size + 1 - len(body)) if unpacker else chunk
            except zlib.error as error:
                raise PassingError(service, "its answer is broken") from error
            if len(body) > size:
                reason = f"its answer is larger than {size / 1e6:g} MB"
                raise BadAnswerError(service, reason, "leave the record out")
            if self._limits.clock() > deadline:
                raise PassingError(service, "its answer did not come in time")
        if unpacker and not unpacker.eof:
            raise PassingError(service, "its answer came incomplete")
        return bytes(body)


def _target(service: Service, place: str, location: str) -> str:
    """Where a redirect leads, if that is the same service."""
    try:
        target = str(httpx.URL(place).join(location))
    except (httpx.InvalidURL, ValueError):
        target = ""
    if not location or not same_service(service.base, target):
        remedy = "check its address in the settings"
        raise BadAnswerError(service, "it redirects to another place", remedy)
    return target


def retry_after(header: str | None, now: float) -> float | None:
    """Seconds to wait by a Retry-After header: a number of them, or a date; None without one.

    ``now`` is in seconds since 1970.
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError, OSError):
        return None
