"""The page cache: what is kept, for whom, how much, and what nobody can put into it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from publish.site import cache as caches
from publish.site.cache import App, PageCache, Stored, cached

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """An application that counts how often it is asked, and answers as it is told to."""

    def __init__(self, **says: Any) -> None:
        self.asked: list[dict[str, Any]] = []
        self.status = says.get("status", 200)
        self.headers = says.get("headers", [(b"content-type", b"text/html")])
        self.chunks = says.get("chunks")
        self.wait: asyncio.Event | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope)
        if self.wait:
            await self.wait.wait()
        host = dict(scope["headers"]).get(b"host", b"nobody")
        body = host + b" " + scope["path"].encode() + b"?" + scope["query_string"]
        chunks = self.chunks or [body]
        start = {"type": "http.response.start", "status": self.status, "headers": self.headers}
        await send(start)
        for place, chunk in enumerate(chunks, 1):
            more = place < len(chunks)
            await send({"type": "http.response.body", "body": chunk, "more_body": more})


async def ask(app: App, address: str = "/", method: str = "GET", **headers: str) -> Answer:
    path, _, query = address.partition("?")
    sent = {"host": "here", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }
    events: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(event: dict[str, Any]) -> None:
        events.append(event)

    await app(scope, receive, send)
    found = {name.decode().lower(): value.decode() for name, value in events[0]["headers"]}
    return events[0]["status"], found, b"".join(event.get("body", b"") for event in events[1:])


def asked(site: Site, *requests: dict[str, str], **parts: Any) -> list[Answer]:
    """Answers to requests one after another, through one cache."""
    app = cached(site, parts.get("version", lambda: 0), parts.get("cache"))

    async def run() -> list[Answer]:
        return [await ask(app, **request) for request in requests]

    return asyncio.run(run())


HERE: dict[str, str] = {}


def test_the_second_visitor_is_served_from_memory() -> None:
    site = Site()
    first, second = asked(site, HERE, HERE)
    assert len(site.asked) == 1
    assert first == second
    assert (first[0], first[2]) == (200, b"here /?")
    assert first[1]["content-length"] == "7" and first[1]["cache-control"] == "no-cache"


@pytest.mark.parametrize("tag", ["{}", "W/{}", '"other", {}', "*"])
def test_a_copy_that_holds_is_not_sent_again(tag: str) -> None:
    (_, headers, _), *_ = asked(Site(), HERE)
    status, found, body = asked(Site(), HERE, {"if_none_match": tag.format(headers["etag"])})[1]
    assert (status, body, found["etag"]) == (304, b"", headers["etag"])


def test_a_copy_that_does_not_hold_is_sent_again() -> None:
    site = Site()
    answers = asked(site, {"if_none_match": '"old"'}, {"if_none_match": '"old"'})
    assert [answer[0] for answer in answers] == [200, 200]


def test_head_has_the_headers_and_no_body() -> None:
    site = Site()
    page, head = asked(site, HERE, {"method": "HEAD"})
    assert head == (page[0], page[1], b"")
    assert len(site.asked) == 1
    refused = Site(status=404)
    assert asked(refused, {"method": "HEAD"})[0][2] == b""


PERSONAL = [
    {"cookie": "ds_actor=x"},
    {"cookie": "ds_csrftoken=x; ds_actor=y"},
    {"cookie": "a=b; ds_messages=y"},
    {"authorization": "Bearer x"},
    {"authorization": ""},
    {"accept": "application/json"},
    {"content_type": "application/json"},
    {"method": "POST"},
    {"address": "/-/login"},
    {"address": "/-/logout"},
    {"address": "/evidence.db"},
]


@pytest.mark.parametrize("request_", PERSONAL)
def test_somebody_neither_sees_nor_fills_the_cache(request_: dict[str, str]) -> None:
    site = Site()
    pages = PageCache()
    asked(site, request_, cache=pages)
    assert len(pages) == 0
    same = {"address": request_.get("address", "/")}
    asked(site, same, request_, request_, cache=pages)
    sent = [dict(scope["headers"]) for scope in site.asked]
    name, value = next(iter(request_.items()))
    if name not in ("method", "address"):
        given = (name.replace("_", "-").encode(), value.encode())
        assert sum(given in headers.items() for headers in sent) == 3
    assert len(site.asked) == 4


def test_a_form_token_alone_does_not_go_past_the_cache_nor_into_it() -> None:
    site = Site()
    asked(site, {"cookie": "ds_csrftoken=abc; other=1"}, HERE, {"cookie": "theme=dark"})
    assert [dict(scope["headers"]) for scope in site.asked] == [{b"host": b"here"}]


REFUSED = [
    {"status": 404},
    {"status": 500},
    {"status": 302},
    {"headers": [(b"Set-Cookie", b"ds_csrftoken=x")]},
    {"headers": [(b"Cache-Control", b"private, no-store")]},
    {"headers": [(b"cache-control", b"max-age=5"), (b"cache-control", b"no-store")]},
    {"headers": [(b"vary", b"*")]},
    {"headers": [(b"content-length", b"99999999")]},
    {"chunks": [b"a", b"b"]},
    {"chunks": [b"x" * (caches.LARGEST + 1)]},
    {"headers": [(b"content-length", b"9")], "chunks": [b"x" * (caches.LARGEST + 1), b"y"]},
]


@pytest.mark.parametrize("says", REFUSED)
def test_what_is_not_for_everybody_is_passed_on_and_not_kept(says: dict[str, Any]) -> None:
    site, pages = Site(**says), PageCache()
    answers = asked(site, HERE, HERE, cache=pages)
    assert len(site.asked) == 2 and len(pages) == 0
    for status, headers, body in answers:
        assert status == site.status and "etag" not in headers
        assert set(headers) == {name.decode().lower() for name, _ in site.headers}
        assert body == b"".join(site.chunks or [b"here /?"])


def test_a_file_in_parts_is_kept_whole() -> None:
    site = Site(headers=[(b"content-length", b"4")], chunks=[b"ab", b"cd"])
    answers = asked(site, HERE, HERE)
    assert [answer[2] for answer in answers] == [b"abcd", b"abcd"]
    assert len(site.asked) == 1


def test_host_scheme_path_and_query_tell_pages_apart() -> None:
    site = Site()
    requests = [
        {"address": "/a?x=1&y=2"},
        {"address": "/a?y=2&x=1"},
        {"address": "/a"},
        {"address": "/b"},
        {"address": "/b", "host": "there"},
    ]
    answers = asked(site, *requests, *requests)
    assert len(site.asked) == 5
    assert [answer[2] for answer in answers[:5]] == [answer[2] for answer in answers[5:]]
    assert answers[8][2] == b"here /b?" and answers[9][2] == b"there /b?"


ODD = ["x_forwarded_host", "x_forwarded_proto", "x_original_url", "accept_language", "range",
       "x_http_method_override", "user_agent", "origin", "if_modified_since"]  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_no_header_of_a_visitor_reaches_a_page(name: str) -> None:
    site = Site()
    asked(site, {name: "evil"}, HERE)
    assert [dict(scope["headers"]) for scope in site.asked] == [{b"host": b"here"}]


def test_a_new_review_makes_all_pages_anew() -> None:
    site = Site()
    states = iter([1, 1, 2, 2])
    asked(site, HERE, HERE, HERE, HERE, version=lambda: next(states))
    assert len(site.asked) == 2


def test_what_is_kept_is_bounded() -> None:
    pages = PageCache(entries=3, total=10_000)
    for name in "abc":
        pages.put(name, Stored([], b"", b""))
    assert pages.get("a") is not None
    pages.put("d", Stored([], b"", b""))
    assert [name for name in "abcd" if pages.get(name)] == ["a", "c", "d"]
    pages.put("e", Stored([], b"x" * 9_100, b""))
    assert [name for name in "acde" if pages.get(name)] == ["e"]
    pages.put("f", Stored([], b"x" * 10_001, b""))
    assert (len(pages), pages.size) == (0, 0)
    pages.put("g", Stored([], b"x", b""))
    pages.put("g", Stored([], b"y", b""))
    assert len(pages) == 1 and pages.size < 1_000


def test_very_long_addresses_are_not_kept() -> None:
    site = Site()
    long = {"address": "/?q=" + "x" * 3_000}
    asked(site, long, long, {"host": "h" * 3_000}, {"host": "h" * 3_000})
    assert len(site.asked) == 4


@pytest.mark.parametrize(("status", "times"), [(200, 1), (404, 5)])
def test_visitors_at_once_wait_for_one_page(status: int, times: int) -> None:
    site = Site(status=status)
    app = cached(site, lambda: 0)

    async def run() -> list[Answer]:
        site.wait = asyncio.Event()
        tasks = [asyncio.create_task(ask(app)) for _ in range(5)]
        await asyncio.sleep(0)
        site.wait.set()
        return await asyncio.gather(*tasks)

    answers = asyncio.run(run())
    assert {answer[2] for answer in answers} == {b"here /?"}
    assert len(site.asked) == times


def test_a_page_that_fails_holds_nobody_up() -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError("broken")

    app = cached(broken, lambda: 0)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="broken"):
            asyncio.run(ask(app))


@pytest.fixture
def served(bundle: Path) -> Callable[..., Any]:
    """A function that asks a new Datasette over the bundle for a path, each time with the headers
    that a function of the answer before gives."""

    def run(path: str, *headers: Callable[[Datasette, Any], dict[str, str]]) -> list[Any]:
        async def answers() -> list[Any]:
            datasette = Datasette([], config_dir=bundle)
            await datasette.invoke_startup()
            found: list[Any] = []
            for make in headers:
                sent = make(datasette, found[-1] if found else None)
                found.append(await datasette.client.get(path, headers=sent))
            datasette.executor.shutdown()
            return found

        return asyncio.run(answers())

    return run


def nobody(datasette: Datasette, before: Any) -> dict[str, str]:
    return {}


def again(datasette: Datasette, before: Any) -> dict[str, str]:
    return {"if-none-match": before.headers["etag"]}


def signed_in(datasette: Datasette, before: Any) -> dict[str, str]:
    return {"cookie": f"ds_actor={datasette.sign({'a': {'id': 'root'}}, 'actor')}"}


def from_afar(datasette: Datasette, before: Any) -> dict[str, str]:
    return {"host": "evil.example"}


CLAIM = "/evidence/claims/page-1-001"


@pytest.mark.parametrize("path", ["/", CLAIM, "/evidence/claims", "/evidence/claims.json"])
def test_a_real_page_is_kept_and_tagged(served: Callable[..., Any], path: str) -> None:
    first, second, third = served(path, nobody, nobody, again)
    assert second.text == first.text and third.text == ""
    assert (second.status_code, third.status_code) == (200, 304)
    assert third.headers["x-content-type-options"] == "nosniff"


def test_who_is_signed_in_is_greeted_and_nobody_else(served: Callable[..., Any]) -> None:
    before, signed, after = served(CLAIM, nobody, signed_in, nobody)
    assert "Signed in as" in signed.text and "csrftoken" in signed.text
    assert signed.headers["cache-control"] == "private, no-store"
    assert before.text == after.text and "Signed in as" not in before.text


def test_addresses_of_another_host_are_not_given_to_this_one(served: Callable[..., Any]) -> None:
    afar, here = served("/evidence/claims?_facet=page_id", from_afar, nobody)
    assert "http://evil.example/" in afar.text
    assert "evil.example" not in here.text
