"""Answers of the site: pages, JSON, and one shape for everything that goes wrong."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from publish.metadata import DATABASE

Loaded = TypeVar("Loaded")


@dataclass
class RequestError(Exception):
    """A request that is not answered: the HTTP status, and one line on what is wrong and what to
    do; ``headers`` go along (Retry-After)."""

    status: int
    error: str
    headers: Mapping[str, str] | None = None

    def body(self) -> dict[str, Any]:
        """The one shape of errors in JSON."""
        title = HTTPStatus(self.status).phrase.capitalize()
        return {"ok": False, "error": self.error, "status": self.status, "title": title}


async def load(
    datasette: Datasette, loader: Callable[[sqlite3.Connection], Loaded], database: str = DATABASE
) -> Loaded:
    """Run ``loader`` on one connection to the database, in a thread: all SQL of a page at once."""
    result: Loaded = await datasette.get_database(database).execute_fn(loader)
    return result


async def page(
    datasette: Datasette,
    request: Request,
    template: str,
    context: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """One of our templates as an HTML page."""
    variables = {"metadata": datasette.metadata(), **context}
    text = await datasette.render_template(f"onfile/{template}", variables, request=request)
    return Response.html(text, status=status, headers=dict(headers or {}))


def answer(
    content: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A JSON answer."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    kind = "application/json; charset=utf-8"
    return Response(text, status=status, headers=dict(headers or {}), content_type=kind)


def absolute(datasette: Datasette, request: Request, path: str) -> str:
    """A path of the site with the scheme and host that it was asked by: never to be kept for those
    who ask by another."""
    url: str = datasette.absolute_url(request, datasette.urls.path(path))
    return url


async def refuse(datasette: Datasette, request: Request, error: RequestError) -> Response:
    """The answer to a refused request: in JSON for who asks for it, else as a page."""
    if wants_json(request):
        return answer(error.body(), error.status, error.headers)
    context = {"error": error.body()}
    return await page(datasette, request, "error.html", context, error.status, error.headers)


async def refuse_early(
    send: Callable[[dict[str, Any]], Awaitable[None]], error: RequestError
) -> None:
    """Refuse in JSON, where there is no request yet for which a page could be made."""
    headers = [(b"content-type", b"application/json; charset=utf-8")]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(error.body()).encode()})


def wants_json(request: Request) -> bool:
    """Whether who asks sent JSON, asks for JSON, or for an address that ends in .json."""
    sent = request.headers.get("content-type") or ""
    wanted = request.headers.get("accept") or ""
    return (
        request.path.endswith(".json")
        or sent.partition(";")[0].strip().lower() == "application/json"
        or "application/json" in wanted.lower()
    )
