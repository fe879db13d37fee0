"""The bundle's feeds: files that were written when it was published, sent as they are."""

from __future__ import annotations

from asyncio import to_thread
from functools import lru_cache
from pathlib import Path

from datasette.app import Datasette
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import AsgiFileDownload, Request, Response

from publish.checksums import digest
from publish.feeds.write import FOLDER
from publish.site.exports import LINKED_DATA
from publish.site.respond import RequestError

KINDS = {
    "claims.csv": "text/csv; charset=utf-8",
    "claims.json": "application/json; charset=utf-8",
    "claimreview.json": LINKED_DATA,
}
ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"; charset=utf-8'


async def whole(datasette: Datasette, request: Request) -> Response | AsgiFileDownload:
    """Every claim, in one of KINDS."""
    name = request.url_vars["name"]
    if name not in KINDS:
        raise RequestError(404, f"There is no such feed; there are {', '.join(KINDS)}.")
    return await _file(datasette, request, name, KINDS[name])


async def of_page(datasette: Datasette, request: Request) -> Response | AsgiFileDownload:
    """The claims of one page as Web Annotations."""
    page_id = tilde_decode(request.url_vars["page_id"])
    return await _file(datasette, request, f"annotations/{tilde_encode(page_id)}.json", ANNOTATIONS)


async def _file(
    datasette: Datasette, request: Request, name: str, kind: str
) -> Response | AsgiFileDownload:
    """A file of the bundle, or 304 for who has it; its hash is its ETag."""
    path = (datasette.config_dir or Path()) / FOLDER / name
    if not path.is_file():
        raise RequestError(404, f"This bundle has no {name}; /-/feeds/claims.csv has every claim.")
    tag = f'"{await to_thread(_digest, path)}"'
    headers = {"etag": tag, "cache-control": "public, max-age=300"}
    known = [one.strip().removeprefix("W/") for one in _known(request).split(",")]
    if tag in known or "*" in known:
        return Response("", status=304, headers=headers, content_type=kind)
    return AsgiFileDownload(path, content_type=kind, headers=headers)


def _known(request: Request) -> str:
    return str(request.headers.get("if-none-match") or "")


@lru_cache(maxsize=1000)
def _digest(path: Path) -> str:
    """The hash of a file of a bundle, worked out once: bundles never change."""
    return digest(path)
