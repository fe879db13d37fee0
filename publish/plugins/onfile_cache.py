"""Sends pages that are the same for everybody from memory; see ``publish.site.cache``."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from datasette import hookimpl
from datasette.app import Datasette

from ingest.errors import OnfileError
from publish.reviews.store import version
from publish.site.asgi import App
from publish.site.cache import cached
from publish.site.reviewing import desk_of


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """One cache a site; a new review makes all pages anew."""

    def reviews_version() -> Hashable:
        path = desk_of(datasette).reviews
        try:
            return path and version(path)
        except OnfileError:
            # The page itself says what is wrong with the file; nothing is sent from memory.
            return object()

    return lambda app: cached(app, reviews_version)
