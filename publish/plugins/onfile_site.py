"""Hands the site's addresses to Datasette."""

from __future__ import annotations

from datasette import hookimpl

from publish.site.routes import View, routes


@hookimpl
def register_routes() -> list[tuple[str, View]]:
    """Pages of Onfile's own; see ``publish.site.routes``."""
    return routes()
