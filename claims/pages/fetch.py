"""One page from the web: bounded in size and time, and never from a private network unasked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from claims.pages.addresses import Address, addresses_of, is_public
from claims.pages.bodies import SAVE_IT, content_type, read_body
from claims.pages.refused import refused
from ingest.errors import BadInput

if TYPE_CHECKING:
    import httpx

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html, text/markdown, text/plain, application/pdf, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may take: bytes once decompressed, seconds in all, redirects."""

    size: int = 10_000_000
    seconds: float = 20.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: ``url`` is where it was in the end; media type and charset may be None."""

    url: str
    data: bytes
    media_type: str | None
    charset: str | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of a server: a page or the place to go to."""

    location: str | None
    page: Fetched


def fetch(url: str, *, allow_private: bool = False) -> Fetched:
    """The page at an http or https URL.

    Raises ``BadInput`` with one line if it cannot be had, is larger than 10 MB, takes longer than
    20 seconds, is redirected more than five times or, unless ``allow_private``, is on an address
    that is not public; every redirect is held to the same.
    """
    return fetch_within(url, Limits(), (lambda _: True) if allow_private else is_public)


def fetch_within(url: str, limits: Limits, permits: Callable[[Address], bool]) -> Fetched:
    """``fetch`` within limits, from addresses that ``permits`` lets through."""
    deadline = time.monotonic() + limits.seconds
    place = url
    for _ in range(limits.redirects + 1):
        target = parsed(url, place)
        addresses = _addresses(url, target, permits, deadline - time.monotonic())
        answer = _answer(url, target, addresses, limits, deadline)
        if answer.location is None:
            return answer.page
        place = _next(url, target, answer.location)
    raise refused(
        url, f"it redirects more than {limits.redirects} times", "give the address it ends at"
    )


def parsed(name: str, url: str) -> httpx.URL:
    """A URL that may be fetched (http or https, a host, no password), or ``BadInput``."""
    import httpx  # takes a tenth of a second, which files need not wait for

    try:
        target = httpx.URL(url)
        known = target.host, target.raw_host, target.port
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise refused(name, "it is no valid URL", "check the address") from error
    if target.scheme not in ("http", "https") or not known[0]:
        raise refused(name, f"{url} is no http or https address", "give one, or a file")
    if target.userinfo:
        raise refused(name, "the URL holds a user name or password", SAVE_IT)
    if known[2] is not None and not 0 < known[2] < 65_536:
        raise refused(name, "the URL's port is out of range", "check the address")
    return target


def _next(name: str, target: httpx.URL, location: str) -> str:
    import httpx

    try:
        return str(target.join(location))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise refused(name, "it redirects to what is no valid URL", SAVE_IT) from error


def _addresses(
    name: str, target: httpx.URL, permits: Callable[[Address], bool], seconds: float
) -> list[Address]:
    """The addresses of a URL's host, all of which are permitted."""
    port = target.port or (443 if target.scheme == "https" else 80)
    try:
        addresses = addresses_of(target.raw_host.decode("ascii"), port, seconds)
    except TimeoutError as error:
        raise _too_slow(name) from error
    except OSError as error:
        raise refused(name, f"the host {target.host} is not known", "check the address") from error
    for address in addresses:
        if not permits(address):
            where = "" if str(address) == target.host else f" ({address})"
            raise refused(
                name,
                f"{target.host}{where} is not a public address",
                "use --allow-private if you trust it, or give the file",
            )
    return addresses


def _answer(
    name: str, target: httpx.URL, addresses: list[Address], limits: Limits, deadline: float
) -> _Answer:
    import httpx

    async def bounded() -> _Answer:
        async with asyncio.timeout(deadline - time.monotonic()):
            return await _asked_of_any(name, target, addresses, limits)

    try:
        return asyncio.run(bounded())
    except (TimeoutError, httpx.TimeoutException) as error:
        raise _too_slow(name) from error
    except httpx.HTTPError as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise refused(
            name, f"it could not be fetched ({why})", "try again, or " + SAVE_IT
        ) from error


async def _asked_of_any(
    name: str, target: httpx.URL, addresses: list[Address], limits: Limits
) -> _Answer:
    """The answer of the first address that takes a connection."""
    import httpx

    for address in addresses[:-1]:
        try:
            return await _asked(name, target, address, limits)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return await _asked(name, target, addresses[-1], limits)


async def _asked(name: str, target: httpx.URL, address: Address, limits: Limits) -> _Answer:
    """Ask the address that was checked, by the host's name: a second look-up could differ."""
    import httpx

    headers = {
        "Host": target.netloc.decode("ascii"),
        "User-Agent": f"Onfile/{version('onfile')} (checks the claims of health pages)",
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
    }
    named = {"sni_hostname": target.raw_host.decode("ascii")}
    timeout = httpx.Timeout(limits.seconds, connect=limits.seconds / 4)
    async with (
        httpx.AsyncClient(trust_env=False, timeout=timeout, follow_redirects=False) as client,
        client.stream(
            "GET", target.copy_with(host=str(address)), headers=headers, extensions=named
        ) as response,
    ):
        location = response.headers.get("Location")
        if response.status_code in _REDIRECTS and location:
            return _Answer(location, Fetched(str(target), b"", None, None))
        if response.status_code != 200:
            status = f"{response.status_code} {response.reason_phrase}".strip()
            raise refused(name, f"the server answers {status}", "check the address, or " + SAVE_IT)
        data = await read_body(name, response, limits.size)
        media_type, charset = content_type(response.headers.get("Content-Type"))
        return _Answer(None, Fetched(str(target), data, media_type, charset))


def _too_slow(name: str) -> BadInput:
    return refused(name, "it did not come in time", "try again, or " + SAVE_IT)
