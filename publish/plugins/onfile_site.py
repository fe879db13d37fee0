"""Hands the site's addresses to Datasette, and to the row of a finding its conflicts of sources."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request

from ingest.schema import FINDINGS
from publish.site.conflicts import conflicts_of_finding
from publish.site.respond import load
from publish.site.routes import View, routes


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Pages of Onfile's own; see ``publish.site.routes``."""
    return routes()


@hookimpl
def extra_template_vars(
    table: str | None, view_name: str, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """The conflicts of sources in which a finding stands, for the page of its row."""
    if view_name != "row" or table != FINDINGS.name or request is None:
        return None
    finding_id = tilde_decode(request.url_vars["pks"])

    async def variables() -> dict[str, Any]:
        return {"conflicts": await load(datasette, lambda db: conflicts_of_finding(db, finding_id))}

    return variables
