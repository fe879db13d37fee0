"""Nothing is written for a page of another site, nor without the token of a form."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

WRITES = ["/-/reviews/page-1-001", "/-/login", "/-/logout", "/-/messages", "/evidence", "/nosuch"]
CHECK = "/-/claim-check"
REFUSED = "Sent from a page of another site; send it from a page of this one."
FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "http://localhost:1"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"origin": "http://localhost", "sec-fetch-site": "cross-site"},
]
OWN = [
    {},
    {"origin": "null"},
    {"origin": ""},
    {"origin": "http://localhost"},
    {"origin": "https://x", "sec-fetch-site": "same-origin"},
]


@pytest.fixture(scope="module")
def post(bundle: Path) -> Iterator[Any]:
    with asyncio.Runner() as runner:
        datasette = Datasette([], config_dir=bundle)
        runner.run(datasette.invoke_startup())
        cookie = f"ds_actor={datasette.sign({'a': {'id': 'root'}}, 'actor')}"

        async def send(path: str, headers: dict[str, str], method: str) -> Any:
            sent = {"cookie": cookie, **headers}
            return await datasette.client.request(method, path, headers=sent, data={"a": "b"})

        yield lambda path, headers, method="POST": runner.run(send(path, headers, method))
        datasette.executor.shutdown()


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("headers", FOREIGN)
def test_what_another_site_sends_is_refused(post: Any, path: str, headers: dict[str, str]) -> None:
    response = post(path, headers)
    assert (response.status_code, response.json()["error"]) == (403, REFUSED)
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("headers", OWN)
def test_what_comes_without_a_token_is_refused(
    post: Any, path: str, headers: dict[str, str]
) -> None:
    response = post(path, headers)
    assert response.status_code == 403 and REFUSED not in response.text
    assert response.json()["error"].startswith("The form's token is missing")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_every_method_that_writes_is_guarded(post: Any, method: str) -> None:
    assert post("/-/logout", FOREIGN[0], method).text == post("/-/logout", FOREIGN[0]).text


def test_reading_is_for_all_and_so_is_a_check(post: Any) -> None:
    assert post("/", FOREIGN[0], "GET").status_code == 200
    assert REFUSED not in post(CHECK, FOREIGN[0]).text
