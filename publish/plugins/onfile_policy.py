"""What a page may load and run: one Content-Security-Policy for every page.

No page has script or style in it, those of tables and queries included: the templates that would
are replaced by ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl

from publish.site.asgi import App, Receive, Scope, Send

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


@hookimpl(tryfirst=True)
def asgi_wrapper() -> Callable[[App], App]:
    """Give each HTML page the policy.

    Asked first, so that the page cache keeps the policy with the page.
    """
    said = "; ".join(f"{name} {sources}" for name, sources in POLICY.items())
    header = (b"content-security-policy", said.encode())

    def wrap(app: App) -> App:
        async def with_policy(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_with_policy(event: dict[str, Any]) -> None:
                if event["type"] == "http.response.start" and _is_page(event):
                    event = {**event, "headers": [*event["headers"], header]}
                await send(event)

            await app(scope, receive, send_with_policy)

        return with_policy

    return wrap


def _is_page(start: dict[str, Any]) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in start["headers"]
    )
