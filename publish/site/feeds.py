"""The bundle's feeds: files that were written when it was published, sent as they are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from datasette.app import Datasette
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import AsgiFileDownload, Request, Response

from publish.feeds.write import FOLDER
from publish.site.exports import LINKED_DATA
from publish.site.respond import RequestError

SUMS = "SHA256SUMS"
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
    return _file(datasette, request, name, KINDS[name])


async def of_page(datasette: Datasette, request: Request) -> Response | AsgiFileDownload:
    """The claims of one page as Web Annotations."""
    page_id = tilde_decode(request.url_vars["page_id"])
    return _file(datasette, request, f"annotations/{tilde_encode(page_id)}.json", ANNOTATIONS)


def _file(
    datasette: Datasette, request: Request, name: str, kind: str
) -> Response | AsgiFileDownload:
    """A file of the bundle, or 304 for who has it; its hash is its ETag."""
    digest = _sums(datasette.config_dir).get(f"{FOLDER}/{name}") if datasette.config_dir else None
    if digest is None:
        raise RequestError(404, f"This bundle has no {name}; the tables list what is on file.")
    headers = {"etag": f'"{digest}"', "cache-control": "public, max-age=300"}
    known = request.headers.get("if-none-match") or ""
    if digest in known or known.strip() == "*":
        return Response("", status=304, headers=headers, content_type=kind)
    return AsgiFileDownload(datasette.config_dir / FOLDER / name, content_type=kind,
                            headers=headers)  # fmt: skip


@lru_cache(maxsize=4)
def _sums(bundle: Path) -> dict[str, str]:
    """The hashes of a bundle's files by path; bundles never change."""
    lines = (bundle / SUMS).read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
