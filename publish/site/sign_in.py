"""Signing in: a form, a password tried slowly, and a cookie that ends."""

from __future__ import annotations

import asyncio
import re
import time
from functools import cache
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.utils import baseconv
from datasette.utils.asgi import Request, Response
from datasette_auth_passwords.utils import (  # type: ignore[import-untyped]
    hash_password,
    verify_password,
)
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from publish.reviews.accounts import Account
from publish.site.check_gate import address_of
from publish.site.check_settings import CheckSettings
from publish.site.posted import posted
from publish.site.respond import RequestError, page
from publish.site.reviewing import desk_of, reviewer_of

SESSION_S = 12 * 3600
_OF_ONE_NAME, _OF_ONE_ADDRESS = RateLimitItemPerMinute(5), RateLimitItemPerMinute(10)
# A path of this site: no second slash, which would name a host, and nothing that browsers drop or
# take for a slash.
_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,500}")
_LONGEST_PASSWORD = 1000

_limiters: WeakKeyDictionary[Datasette, MovingWindowRateLimiter] = WeakKeyDictionary()


async def view(datasette: Datasette, request: Request) -> Response:
    """GET: the form.  POST: back to the page one came from with a cookie, or the form again."""
    if not desk_of(datasette).signs_in:
        raise RequestError(404, "Nobody can sign in here; reviewers are named when it is served.")
    if request.method != "POST":
        return await _form(datasette, request, _path(request.args.get("next")))
    fields = await posted(request)
    if "ds_csrftoken" not in request.cookies:
        # Without any cookie Datasette does not ask for the token that goes with it.
        raise RequestError(403, "The form's cookie is missing; allow cookies and load it again.")
    back, name = _path(fields.get("next")), fields.get("username", "")
    account = desk_of(datasette).accounts.get(name)
    _slow_down(datasette, request, account)
    known = account.password_hash if account else None
    if await _proves(fields.get("password", ""), known) and account:
        return _signed_in(datasette, request, account, back)
    return await _form(datasette, request, back, "The name or the password is not right.", 403)


async def _form(
    datasette: Datasette, request: Request, back: str, error: str = "", status: int = 200
) -> Response:
    context = {"back": back, "error": error, "reviewer": reviewer_of(datasette, request)}
    headers = {"cache-control": "no-store"}
    return await page(datasette, request, "sign_in.html", context, status, headers)


def _signed_in(datasette: Datasette, request: Request, account: Account, back: str) -> Response:
    ends = int(time.time()) + SESSION_S
    signed = datasette.sign({"a": account.actor, "e": baseconv.base62.encode(ends)}, "actor")
    there = back or datasette.urls.instance()
    response = Response.redirect(there, 303, {"cache-control": "no-store"})
    secure = request.scheme == "https" or bool(datasette.setting("force_https_urls"))
    response.set_cookie("ds_actor", signed, max_age=SESSION_S, secure=secure, httponly=True)
    return response


async def _proves(password: str, known: str | None) -> bool:
    """Whether it is the password of a hash; in a thread, since it takes a core a while."""
    given = password[:_LONGEST_PASSWORD]
    return await asyncio.to_thread(verify_password, given, known or _nobody()) and bool(known)


@cache
def _nobody() -> str:
    """A hash to try where there is none, so that the time taken does not tell."""
    return str(hash_password("nobody"))


def _slow_down(datasette: Datasette, request: Request, account: Account | None) -> None:
    """Count the try; RequestError 429 where there were too many within a minute."""
    limiter = _limiters.get(datasette)
    if limiter is None:
        limiter = _limiters[datasette] = MovingWindowRateLimiter(MemoryStorage())
    settings = CheckSettings.from_config(datasette.plugin_config("onfile_site"))
    address = address_of(request, settings.address_header)
    name = account.name if account else ""
    if not (
        limiter.hit(_OF_ONE_ADDRESS, address) and limiter.hit(_OF_ONE_NAME, address, "as", name)
    ):
        raise RequestError(
            429, "Too many tries; wait a minute and try again.", {"Retry-After": "60"}
        )


def _path(wanted: str | None) -> str:
    """Where to go afterwards: a path of this site; empty where it is none, or leads back here."""
    if wanted is None or not _PATH.fullmatch(wanted) or "/-/log" in wanted:
        return ""
    return wanted
