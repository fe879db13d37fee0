"""The page /-/claim-check: hand in a page, see its claims and the evidence on file beside them."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from pathlib import Path
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from claims.pages.addresses import Address, is_public
from claims.pages.fetch import Limits, fetch_within
from claims.pages.formats import SUFFIXES
from claims.pages.refused import refused
from ingest.errors import OnfileError
from publish.metadata import DATABASE
from publish.reports.wording import one_line
from publish.site.check_body import Submission, read_submission
from publish.site.check_gate import Gate
from publish.site.check_settings import CheckSettings, in_words
from publish.site.desk import Outcome, Task
from publish.site.respond import RequestError, page, wants_json

PATH = "/-/claim-check"

_METHODS = "GET, HEAD, POST"
# An answer is about what one person handed in: nobody is to keep it.
_UNKEPT = {"Cache-Control": "no-store"}

_gates: WeakKeyDictionary[Datasette, Gate] = WeakKeyDictionary()


def gate_of(datasette: Datasette) -> Gate:
    """The site's gate; PublishError where its settings cannot be used."""
    if datasette not in _gates:
        settings = CheckSettings.from_config(datasette.plugin_config("onfile_site"))
        _gates[datasette] = Gate(Path(datasette.get_database(DATABASE).path), settings)
    return _gates[datasette]


async def view(datasette: Datasette, request: Request) -> Response:
    """The form, or what was found on the page that was handed in."""
    if request.method in ("GET", "HEAD"):
        return await _form(datasette, request)
    if request.method == "POST":
        return await _check(datasette, request)
    raise RequestError(405, f"{request.method[:20]} is not answered; use POST", {"Allow": _METHODS})


async def _form(datasette: Datasette, request: Request) -> Response:
    settings = gate_of(datasette).settings
    context = {
        "settings": settings,
        "text_size": in_words(settings.text_bytes),
        "upload_size": in_words(settings.upload_bytes),
        "suffixes": ",".join(SUFFIXES),
        "path": datasette.urls.path(PATH),
    }
    return await page(datasette, request, "check.html", context)


async def _check(datasette: Datasette, request: Request) -> Response:
    gate = gate_of(datasette)
    gate.admit(request)
    with gate.coming():
        given = await read_submission(request, gate.settings)
        if given.url is not None:
            given = await _fetched(given.url, gate.settings)
    form = "json" if wants_json(request) else "html"
    base = datasette.setting("base_url")
    outcome = await gate.check(
        Task(given.name, given.data, given.media_type, given.charset, form, base), request
    )
    if outcome.status != HTTPStatus.OK:
        raise _refusal(outcome, gate.settings)
    if form == "json":
        kind = "application/json; charset=utf-8"
        return Response(outcome.text, headers=dict(_UNKEPT), content_type=kind)
    context = {"result": Markup(outcome.text), "path": datasette.urls.path(PATH)}
    return await page(datasette, request, "checked.html", context, headers=_UNKEPT)


def _refusal(outcome: Outcome, settings: CheckSettings) -> RequestError:
    again = {"Retry-After": str(settings.seconds)}
    is_passing = outcome.status == HTTPStatus.SERVICE_UNAVAILABLE
    return RequestError(outcome.status, outcome.text, again if is_passing else None)


async def _fetched(url: str, settings: CheckSettings) -> Submission:
    """The page at an address, where the site fetches any: bounded, and from public addresses."""
    if not settings.urls:
        raise RequestError(400, "this site fetches no pages; paste the text or upload the file")
    limits = Limits(size=settings.upload_bytes, seconds=settings.seconds)

    def permits(address: Address) -> bool:
        if not is_public(address):
            raise refused(url, "it is not at a public address", "paste the text or upload the file")
        return True

    try:
        found = await asyncio.to_thread(fetch_within, url, limits, permits)
    except OnfileError as error:
        raise RequestError(HTTPStatus.UNPROCESSABLE_ENTITY, one_line(str(error))) from error
    return Submission(url, found.data, found.media_type, found.charset)
