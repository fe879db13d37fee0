"""Reviews on the site: the accounts for Datasette's sign-in, and the file among its databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import datasette_auth_passwords  # type: ignore[import-untyped]
from click import ClickException
from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils.asgi import Request
from jinja2 import Environment

from ingest.errors import OnfileError
from publish.site.asgi import App, Scope
from publish.site.reviewing import desk_of, open_desk


@hookimpl
def startup(datasette: Datasette) -> None:
    """Read accounts and reviews that the environment names.

    datasette-auth-passwords gives us its hashes and the command that makes them.  Its pages and its
    hooks are put aside: they set a cookie that scripts can read and that never ends, hash whatever
    a stranger sends, and try a password with every request, as often as one likes.  Raises
    ClickException where what is named cannot be used.
    """
    if pm.is_registered(datasette_auth_passwords):
        pm.unregister(datasette_auth_passwords)
    try:
        open_desk(datasette)
    except OnfileError as error:
        # One line, where anything else would show a server's operator a traceback.
        raise ClickException(str(error)) from error


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """The filter ``named``: a reviewer as readers know them, by name where the account is gone."""

    def named(reviewer: str) -> str:
        account = desk_of(datasette).accounts.get(reviewer)
        return account.display if account else reviewer

    env.filters["named"] = named


@hookimpl
def get_metadata(datasette: Datasette, key: str | None) -> dict[str, Any]:
    """The tokens for datasette-auth-tokens, and links from reviews to their claims.

    Only to who asks for the configuration of plugins: the page of all metadata asks for no key, and
    shows whatever it is given.  A new mapping each time, since Datasette merges into it.
    """
    if key != "plugins":
        return {}
    accounts = desk_of(datasette).accounts.values()
    tokens = [
        {"token": account.token, "actor": account.actor} for account in accounts if account.token
    ]
    return {
        "plugins": {
            "datasette-auth-tokens": {"tokens": tokens},
            "onfile_pages": {"links": {"reviews": {"claim_id": "claims"}}},
        }
    }


@hookimpl
def menu_links(
    datasette: Datasette, actor: dict[str, Any] | None, request: Request | None
) -> list[dict[str, str]]:
    """The reviews, where the site takes any, and the way in, where there is one."""
    desk = desk_of(datasette)
    links = []
    if desk.reviews:
        links.append({"href": datasette.urls.path("/-/reviews"), "label": "Reviews"})
    if desk.signs_in and not actor and request and not request.path.endswith("/-/login"):
        back = quote(request.full_path, safe="/")
        links.append({"href": datasette.urls.path(f"/-/login?next={back}"), "label": "Sign in"})
    return links


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """Leave out what no token can be: datasette-auth-tokens fails on letters beyond ASCII."""

    def wrap(app: App) -> App:
        async def without(scope: Scope, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                kept = [
                    (name, value)
                    for name, value in scope["headers"]
                    if name.lower() != b"authorization" or value.isascii()
                ]
                scope = {**scope, "headers": kept}
            await app(scope, receive, send)

        return without

    return wrap
