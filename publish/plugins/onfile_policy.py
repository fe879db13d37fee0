"""What a page may load and run: the Content-Security-Policy of every page made from a template.

Pages of our own have no script and no style in them, so theirs is the strictest.  Three templates
of Datasette's do, and are allowed just those: scripts by the hash of their very text, styles at
large, because Datasette writes the names of columns into them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment

_STRICT = {
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
# Templates with script or style in them, and those that they include.
_LOOSE = ("table.html", "query.html", "database.html")
_INCLUDED = ("_codemirror_foot.html",)
# The one script that is not the same on every page, with all that it may be.
_VARIABLE = "{{ datasette_allow_facet }}"
_VALUES = ("true", "false")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_MADE_BY = "onfile_made_by"

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@hookimpl
def extra_template_vars(template: str | None, request: Request | None) -> dict[str, Any]:
    """Note which template makes the page: what its policy allows depends on that alone."""
    if request is not None and _MADE_BY in request.scope:
        request.scope[_MADE_BY].append(template)
    return {}


@hookimpl(tryfirst=True)
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """Give each HTML page its policy.

    Asked first, so that the page cache keeps the policy with the page.
    """
    strict = _header(_STRICT)
    loose = _header(_loose(datasette.jinja_env))

    def wrap(app: App) -> App:
        async def with_policy(scope: Scope, receive: Receive, send: Send) -> None:
            made_by: list[str] = []

            async def send_with_policy(event: dict[str, Any]) -> None:
                if event["type"] == "http.response.start" and _is_page(event):
                    is_loose = any(template in _LOOSE for template in made_by)
                    header = loose if is_loose else strict
                    event = {**event, "headers": [*event["headers"], header]}
                await send(event)

            await app({**scope, _MADE_BY: made_by}, receive, send_with_policy)

        return with_policy

    return wrap


def _is_page(start: dict[str, Any]) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in start["headers"]
    )


def _loose(env: Environment) -> dict[str, str]:
    hashes = " ".join(sorted(set(script_hashes(env))))
    return _STRICT | {
        "script-src": f"{_STRICT['script-src']} {hashes}",
        "style-src": "'self' 'unsafe-inline'",
    }


def script_hashes(env: Environment) -> Iterator[str]:
    """The sources ``'sha256-...'`` of the scripts that stand in the templates themselves."""
    assert env.loader is not None
    for name in (*_LOOSE, *_INCLUDED):
        source, _, _ = env.loader.get_source(env, name)
        for script in _SCRIPT.findall(source):
            for text in {script.replace(_VARIABLE, value) for value in _VALUES}:
                digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
                yield f"'sha256-{digest}'"


def _header(policy: dict[str, str]) -> tuple[bytes, bytes]:
    said = "; ".join(f"{name} {sources}" for name, sources in policy.items())
    return b"content-security-policy", said.encode()
