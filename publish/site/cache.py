"""A bounded cache, in memory, of the pages that are the same for everybody.

What may be kept is decided before a page is made: for a visitor who is not signed in the request
is cut down to host and address, and so nothing else that a visitor sends, cookies among it, can
bear on the page, be it kept or not.  Whoever is signed in, sends a token or asks for JSON by a
header goes past the cache in both directions.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from publish.site.asgi import App, Event, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

ENTRIES = 4_000
TOTAL = 64 * 1024 * 1024
LARGEST = 1024 * 1024

_LONGEST_KEY = 2_000
_OVERHEAD = 500
# Any cookie of Datasette's but that of its forms may say who somebody is or what to tell them.
_PERSONAL = re.compile(rb"ds_(?!csrftoken=)")
_NEVER = re.compile(
    rb"\.db$|/-/(?:login|logout|messages|actor|permissions|allow-debug|create-token|threads)"
)
_EMPTY: Event = {"type": "http.request", "body": b"", "more_body": False}


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as it is sent."""

    headers: Headers
    body: bytes
    etag: bytes

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return len(self.body) + sum(len(k) + len(v) + _OVERHEAD // 4 for k, v in self.headers)


class PageCache:
    """Pages by key: the least recently used go when there are too many pages or bytes."""

    def __init__(self, entries: int = ENTRIES, total: int = TOTAL) -> None:
        self._entries, self._total = entries, total
        self._pages: OrderedDict[Hashable, Stored] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> Stored | None:
        """The page, None where it is not kept."""
        if (page := self._pages.get(key)) is not None:
            self._pages.move_to_end(key)
        return page

    def put(self, key: Hashable, page: Stored) -> None:
        """Keep the page, in place of an older one under the key."""
        self._drop(key)
        self._pages[key] = page
        self.size += page.size + _OVERHEAD
        while self._pages and (len(self._pages) > self._entries or self.size > self._total):
            self._drop(next(iter(self._pages)))

    def _drop(self, key: Hashable) -> None:
        if (page := self._pages.pop(key, None)) is not None:
            self.size -= page.size + _OVERHEAD


def cached(app: App, version: Callable[[], Hashable], cache: PageCache | None = None) -> App:
    """The application with a page cache before it.

    ``version`` says in what state is what the pages show beside the immutable database: once it
    changes, no page from before is sent.
    """
    pages = PageCache() if cache is None else cache
    making: dict[Hashable, asyncio.Event] = {}

    async def with_cache(scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope, version) if scope["type"] == "http" else None
        if key is None:
            await app(scope, receive, send)
            return
        if pages.get(key) is None and key in making:
            await making[key].wait()
        if (page := pages.get(key)) is None:
            done = making[key] = asyncio.Event()
            taker = _Taker(scope["method"] == "HEAD", send)
            try:
                await app(_for_nobody(scope), _receive_nothing, taker.take)
            finally:
                done.set()
                if making.get(key) is done:
                    del making[key]
            if (page := taker.page) is None:
                return
            pages.put(key, page)
        await _send_page(page, scope, send)

    return with_cache


def _key(scope: Scope, version: Callable[[], Hashable]) -> Hashable | None:
    """Under what the answer is kept, None where it may be meant for somebody.

    Host and scheme belong to it: a page may have whole addresses in it.
    """
    if scope["method"] not in ("GET", "HEAD"):
        return None
    path = scope.get("raw_path") or scope["path"].encode()
    query, hosts = scope["query_string"], tuple(_values(scope, b"host"))
    asked = [] if path.endswith(b".json") else _values(scope, b"accept", b"content-type")
    if (
        any(_PERSONAL.search(value) for value in _values(scope, b"cookie"))
        or any(True for _ in _values(scope, b"authorization"))
        or any(b"json" in value.lower() for value in asked)
        or _NEVER.search(path)
    ):
        return None
    if len(path) + len(query) + sum(map(len, hosts)) > _LONGEST_KEY:
        return None
    return (scope["scheme"], hosts, path, query, version())


def _values(scope: Scope, *names: bytes) -> Iterable[bytes]:
    return (value for name, value in scope["headers"] if name.lower() in names)


def _for_nobody(scope: Scope) -> Scope:
    """The request without anything that one visitor sends and another does not."""
    hosts = [(name, value) for name, value in scope["headers"] if name.lower() == b"host"]
    return {**scope, "method": "GET", "headers": hosts}


async def _receive_nothing() -> Event:
    return _EMPTY


class _Taker:
    """Takes in an answer that may be kept, and passes on every other as it comes.

    ``page`` is the answer once it is whole, None where it was passed on.
    """

    def __init__(self, is_head: bool, send: Send) -> None:
        self._is_head = is_head
        self._send = send
        self._start: Event | None = None
        self._passing = False
        self._chunks: list[bytes] = []
        self.page: Stored | None = None

    async def take(self, event: Event) -> None:
        """The ``send`` of the application."""
        if event["type"] == "http.response.start" and _may_be_kept(event):
            self._start = event
        elif self._passing or self._start is None:
            await self._pass(event)
        elif event["type"] == "http.response.body":
            await self._collect(event)

    async def _collect(self, event: Event) -> None:
        assert self._start is not None
        self._chunks.append(event.get("body", b""))
        more = event.get("more_body", False)
        if more and (_length(self._start) is None or sum(map(len, self._chunks)) > LARGEST):
            await self._pass_on()
        elif not more and sum(map(len, self._chunks)) > LARGEST:
            await self._pass_on(whole=True)
        elif not more:
            self.page = _stored(self._start, b"".join(self._chunks))

    async def _pass_on(self, whole: bool = False) -> None:
        """Send what was held back; the rest then goes by."""
        self._passing = True
        assert self._start is not None
        await self._send(self._start)
        body = b"".join(self._chunks)
        await self._pass({"type": "http.response.body", "body": body, "more_body": not whole})

    async def _pass(self, event: Event) -> None:
        if self._is_head and event["type"] == "http.response.body":
            event = {**event, "body": b""}
        await self._send(event)


def _may_be_kept(start: Event) -> bool:
    """Whether an answer says of itself that it is the same for everybody, and is one to repeat."""
    said = [(name.lower(), value.lower()) for name, value in start["headers"]]
    against = ((b"cache-control", b"private"), (b"cache-control", b"no-store"), (b"vary", b"*"))
    return (
        start["status"] == 200
        and not any(name == b"set-cookie" for name, _ in said)
        and not any(
            name == word[0] and word[1] in value for name, value in said for word in against
        )
        and (_length(start) or 0) <= LARGEST
    )


def _length(start: Event) -> int | None:
    """Bytes that an answer says it has."""
    for name, value in start["headers"]:
        if name.lower() == b"content-length" and value.isdigit():
            return int(value)
    return None


def _stored(start: Event, body: bytes) -> Stored:
    """An answer with a tag by its content; a browser keeps it and asks each time if it holds."""
    etag = b'"' + hashlib.sha256(body).hexdigest()[:32].encode() + b'"'
    own = (b"content-length", b"cache-control", b"etag")
    headers = [(name, value) for name, value in start["headers"] if name.lower() not in own]
    headers += [(b"cache-control", b"no-cache"), (b"etag", etag)]
    return Stored(headers, body, etag)


async def _send_page(page: Stored, scope: Scope, send: Send) -> None:
    """Send a page, or only that the visitor's copy still holds."""
    known = b",".join(_values(scope, b"if-none-match")).replace(b"W/", b"")
    holds = known.strip() == b"*" or page.etag in [tag.strip() for tag in known.split(b",")]
    if holds:
        headers = [pair for pair in page.headers if not pair[0].lower().startswith(b"content-type")]
    else:
        headers = [*page.headers, (b"content-length", str(len(page.body)).encode())]
    await send({"type": "http.response.start", "status": 304 if holds else 200, "headers": headers})
    body = b"" if holds or scope["method"] == "HEAD" else page.body
    await send({"type": "http.response.body", "body": body})
