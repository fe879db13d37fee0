"""Every address that Onfile answers itself; all others are Datasette's.

Datasette tries these before its own, so the page of a claim stands where the row of the claim would
be, and whatever refers to the row leads to it.  The row's JSON stays at its ``.json`` address.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps

from datasette.app import Datasette
from datasette.utils.asgi import AsgiFileDownload, Request, Response

from publish.site import (
    atom,
    changes,
    checker,
    claim,
    exports,
    feeds,
    home,
    quality,
    reviewed,
    reviews,
    robots,
    rulebook,
    search,
    sign_in,
    sitemap,
    source,
    study,
    tables,
)
from publish.site.respond import RequestError, refuse

View = Callable[[Datasette, Request], Awaitable[Response | AsgiFileDownload]]

ROUTES: tuple[tuple[str, View], ...] = (
    (r"^/$", home.view),
    # Datasette asks for a format, which what it answers in HTML has not.
    (r"^/(?P<database>evidence)(?P<format>)$", tables.view),
    (r"^/evidence/claims/(?P<claim_id>[^/.]+)$", claim.view),
    (r"^/evidence/pages/(?P<page_id>[^/.]+)$", source.view),
    (r"^/evidence/studies/(?P<study_id>[^/.]+)$", study.view),
    (r"^/-/search$", search.view),
    (r"^/-/rules$", rulebook.view),
    (r"^/-/quality$", quality.view),
    (r"^/-/quality\.json$", quality.as_json),
    (r"^/-/claim-check$", checker.view),
    (r"^/-/reviews$", reviewed.view),
    (r"^/-/reviews/(?P<claim_id>[^/.]+)$", reviews.view),
    (r"^/-/login$", sign_in.view),
    (r"^/-/changes$", changes.view),
    (r"^/-/changes\.atom$", atom.view),
    (r"^/-/claims/(?P<claim_id>[^/.]+)\.json$", exports.claim_json),
    (r"^/-/claims/(?P<claim_id>[^/.]+)\.claimreview\.json$", exports.claim_review),
    (r"^/-/claims/(?P<claim_id>[^/.]+)\.bib$", exports.claim_bibtex),
    (r"^/-/pages/(?P<page_id>[^/.]+)\.annotations\.json$", feeds.of_page),
    (r"^/-/feeds/annotations/(?P<page_id>[^/.]+)\.json$", feeds.of_page),
    (r"^/-/feeds/(?P<name>[^/]+)$", feeds.whole),
    (r"^/robots\.txt$", robots.robots),
    (r"^/llms\.txt$", robots.llms),
    (r"^/sitemap\.xml$", sitemap.index),
    (r"^/sitemap-(?P<name>[a-z]+)-(?P<number>[1-9]\d{0,5})\.xml$", sitemap.part),
)


def routes() -> list[tuple[str, View]]:
    """The addresses as Datasette wants them, each view answering for what it refuses."""
    return [(pattern, _guarded(view)) for pattern, view in ROUTES]


def _guarded(view: View) -> View:
    @wraps(view)
    async def guarded(datasette: Datasette, request: Request) -> Response | AsgiFileDownload:
        try:
            return await view(datasette, request)
        except RequestError as error:
            return await refuse(datasette, request, error)

    return guarded
