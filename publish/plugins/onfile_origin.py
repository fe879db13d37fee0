"""Refuses what a page of another site sends in a visitor's name.

The token in each form guards against that already; this holds where a form should lack it.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from datasette import hookimpl

from publish.site.asgi import App, Receive, Scope, Send
from publish.site.respond import RequestError, refuse_early

# A check writes nothing and depends on nothing of the visitor, so any page may send one.
_FOR_ALL = "/-/claim-check"
# What a browser says that may not tell: our own forms, too, as no page of ours is told to others.
_UNKNOWN = ("", "null")
_READS = ("GET", "HEAD", "OPTIONS")
_REFUSED = RequestError(403, "Sent from a page of another site; send it from a page of this one.")


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """Answer 403 to whatever writes and comes from another site."""

    def wrap(app: App) -> App:
        async def at_home(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or not is_foreign(scope):
                await app(scope, receive, send)
                return
            await refuse_early(send, _REFUSED)

        return at_home

    return wrap


def is_foreign(scope: Scope) -> bool:
    """Whether a request that writes says that it comes from another site.

    Browsers say so in ``Sec-Fetch-Site``, which no proxy changes; older ones in ``Origin`` alone.
    """
    if scope["method"] in _READS or scope["path"].endswith(_FOR_ALL):
        return False
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if site := headers.get(b"sec-fetch-site"):
        return site not in ("same-origin", "none")
    origin = headers.get(b"origin", "")
    return origin not in _UNKNOWN and urlsplit(origin).netloc != headers.get(b"host")
