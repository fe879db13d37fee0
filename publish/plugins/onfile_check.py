"""What the page /-/claim-check needs of the server beside its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import StartupError

from publish.errors import PublishError
from publish.site.asgi import App
from publish.site.checker import PATH, gate_of


@hookimpl
def startup(datasette: Datasette) -> None:
    """Refuse to start with settings that cannot be used."""
    try:
        gate_of(datasette)
    except PublishError as error:
        raise StartupError(str(error)) from error


@hookimpl
def skip_csrf(datasette: Datasette, scope: dict[str, Any]) -> bool:
    """Take a page to check without a token, also from a browser that holds cookies.

    A check writes nothing, and its answer is the same whoever asks: a foreign page that sends one
    in a visitor's name gains nothing.  With a token, each visitor would need a form of their own.
    """
    return bool(scope["path"] == datasette.urls.path(PATH))


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """Start the worker when a server starts, if that is wanted, and end it when the server ends.

    A Datasette that only answers within a process, as in tests, has no such moments: its worker
    starts with the first check.
    """

    def wrap(app: App) -> App:
        async def with_worker(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] != "lifespan":
                await app(scope, receive, send)
                return
            gate = gate_of(datasette)
            if gate.settings.warm:
                gate.warm()
            try:
                await app(scope, receive, send)
            finally:
                gate.close()

        return with_worker

    return wrap
