"""Bounds what a request may hold, before anything reads it.

Datasette and its guard against forged forms read whatever is sent until it ends, copy it with each
piece, and fail on what they cannot decode.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http.cookies import CookieError
from urllib.parse import parse_qsl

import asgi_csrf  # type: ignore[import-untyped]
from datasette import hookimpl
from datasette.app import Datasette

from publish.site.asgi import App, Event, Receive, Scope, Send
from publish.site.checker import PATH
from publish.site.respond import RequestError, refuse_early

MOST_BYTES = 64_000
MOST_PARAMETERS = 100
# Each counts a whole column, and its links repeat the address: many of them cost their square.
MOST_FACETS = 10
_SECONDS = 30
_READS = ("GET", "HEAD", "OPTIONS")
_FORGED = frozenset(text.encode() for text in asgi_csrf.error_messages.values())
# What the guard raises on cookies, tokens and forms that are malformed; Datasette's own pages
# answer for what goes wrong in them.
_MALFORMED = (ValueError, TypeError, IndexError, AssertionError, CookieError)
_UNREADABLE = RequestError(400, "The cookies or the form are malformed; load the page again.")


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """Refuse what is too much or malformed, in the shape of every error."""

    def wrap(app: App) -> App:
        async def bounded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            try:
                _require_few(scope["query_string"])
                # A page to check is larger, and bounded where it is read.
                if scope["method"] not in _READS and scope["path"] != datasette.urls.path(PATH):
                    receive = await _whole(receive)
                await app(scope, receive, _without_forged(send))
            except RequestError as error:
                await refuse_early(send, error)
            except _MALFORMED:
                await refuse_early(send, _UNREADABLE)

        return bounded

    return wrap


def _require_few(query: bytes) -> None:
    """RequestError 400 where an address has more parameters, or facets, than may be."""
    try:
        asked = parse_qsl(query.decode("latin-1"), True, max_num_fields=MOST_PARAMETERS)
    except ValueError as error:
        raise RequestError(400, f"Ask with at most {MOST_PARAMETERS} parameters.") from error
    if sum(name.startswith("_facet") for name, _ in asked) > MOST_FACETS:
        raise RequestError(400, f"Ask for at most {MOST_FACETS} facets at once.")


async def _whole(receive: Receive) -> Receive:
    """The body of a request once it is all there; RequestError 408 where it is slow, 413 where it
    is too large."""
    try:
        async with asyncio.timeout(_SECONDS):
            events = await _read(receive)
    except TimeoutError as error:
        raise RequestError(408, "That takes too long to come in; send it again.") from error

    async def again() -> Event:
        return events.pop(0) if events else await receive()

    return again


async def _read(receive: Receive) -> list[Event]:
    body, more = bytearray(), True
    while more:
        event = await receive()
        if event["type"] != "http.request":
            raise RequestError(400, "The request broke off; send it again.")
        body += event.get("body", b"")
        if len(body) > MOST_BYTES:
            raise RequestError(413, f"That is too much; send at most {MOST_BYTES:,} bytes.")
        more = event.get("more_body", False)
    return [{"type": "http.request", "body": bytes(body), "more_body": False}]


def _without_forged(send: Send) -> Send:
    """``send``, with what the guard against forged forms says put into the shape of an error."""
    held: list[Event] = []

    async def told(event: Event) -> None:
        if event["type"] == "http.response.start" and event["status"] == 403:
            held.append(event)
        elif held and event.get("body") in _FORGED:
            raise RequestError(403, "The form's token is missing or old; load the form again.")
        else:
            for start in held:
                await send(start)
            held.clear()
            await send(event)

    return told
