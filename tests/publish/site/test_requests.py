"""A request is refused before it is read where it holds too much or what nobody can decode."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

FORM = b"application/x-www-form-urlencoded"
WRITES = ["/-/login", "/-/messages", "/evidence", "/nosuch", "/x/-/claim-check"]


@pytest.fixture(scope="module")
def ask(bundle: Path) -> Iterator[Any]:
    with asyncio.Runner() as runner:
        datasette = Datasette([], config_dir=bundle)
        runner.run(datasette.invoke_startup())
        token = "ds_csrftoken=" + datasette.sign("x", "csrftoken")

        async def send(method: str, path: str, **sent: Any) -> Any:
            headers = [(b"cookie", token.encode()), (b"content-type", FORM)]
            arguments = {"headers": headers, **sent}
            return await datasette.client.request(method, path, **arguments)

        yield lambda *given, **sent: runner.run(send(*given, **sent))
        datasette.executor.shutdown()


def told(response: Any) -> tuple[int, str]:
    body = response.json()
    assert set(body) == {"ok", "error", "status", "title"} and body["ok"] is False
    assert body["status"] == response.status_code
    return body["status"], body["error"]


@pytest.mark.parametrize("path", WRITES)
def test_a_body_is_bounded_while_it_comes_in(ask: Any, path: str) -> None:
    response = ask("POST", path, content=b"a=" + b"x" * 64_000)
    assert told(response) == (413, "That is too much; send at most 64,000 bytes.")


def test_nothing_is_read_beyond_the_bound(bundle: Path) -> None:
    datasette, taken, said = Datasette([], config_dir=bundle), [0], []

    async def receive() -> dict[str, Any]:
        taken[0] += 1
        assert taken[0] < 100
        return {"type": "http.request", "body": b"x" * 10_000, "more_body": True}

    async def send(event: dict[str, Any]) -> None:
        said.append(event)

    scope = {
        "type": "http", "method": "POST", "scheme": "http", "path": "/-/login",
        "raw_path": b"/-/login", "query_string": b"", "client": ("127.0.0.1", 1),
        "headers": [(b"content-type", FORM), (b"cookie", b"a=b"), (b"host", b"x")],
    }  # fmt: skip
    asyncio.run(datasette.app()(scope, receive, send))
    assert (said[0]["status"], taken[0]) == (413, 7)


@pytest.mark.parametrize(
    ("query", "message"),
    [("&".join(["_facet=page_id"] * 11), "Ask for at most 10 facets at once."),
     ("&".join(["_f%61cet_array=page_id"] * 11), "Ask for at most 10 facets at once."),
     ("&".join(["statement__contains=a"] * 101), "Ask with at most 100 parameters.")],
)  # fmt: skip
def test_parameters_are_bounded(ask: Any, query: str, message: str) -> None:
    assert told(ask("GET", f"/evidence/claims?{query}")) == (400, message)


def test_what_people_ask_is_answered(ask: Any) -> None:
    facets = "&".join(["_facet=page_id"] * 10)
    assert ask("GET", f"/evidence/claims?{facets}").status_code == 200


MALFORMED = {
    "cookie": {"headers": [(b"cookie", b"a=\xff"), (b"content-type", FORM)], "content": b"a=b"},
    "form": {"content": b"a=\xff"},
    "token": {"content": b"csrftoken=%c3%a9"},
    "parts": {"headers": [(b"cookie", b"a=b"), (b"content-type", b"multipart/form-data")]},
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_cannot_be_decoded_is_told(ask: Any, case: str) -> None:
    assert told(ask("POST", "/-/login", **MALFORMED[case])) == (
        400,
        "The cookies or the form are malformed; load the page again.",
    )


def test_a_reader_with_an_odd_cookie_is_told(ask: Any) -> None:
    response = ask("GET", "/-/login", headers=[(b"cookie", b"ds_actor=\xff")])
    assert told(response)[0] == 400


def test_a_missing_token_is_told_in_the_shape_of_errors(ask: Any) -> None:
    status, error = told(ask("POST", "/-/login", content=b"a=b"))
    assert (status, error.startswith("The form's token is missing")) == (403, True)


def test_another_refusal_passes_as_it_is(ask: Any) -> None:
    assert "<title>Forbidden" in ask("GET", "/-/permissions", headers=[]).text
