"""What somebody hands in to be checked, out of the body of a request, bounded while it comes in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from datasette.utils.asgi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from claims.pages.formats import MEDIA_TYPES
from publish.site.check_parts import Upload, read_parts
from publish.site.check_settings import CheckSettings, in_words
from publish.site.respond import RequestError

_SECONDS = 30
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_PARTS = "multipart/form-data"
_FILES = ("text/plain", *MEDIA_TYPES)
# What surrounds a page in a form or in JSON.
_AROUND = 10_000
_MOST_FIELDS = 10
_TYPED = {"text": "text/plain", "html": "text/html", "markdown": "text/markdown"}
_PASTED = "pasted text"
_WANTED = "give one of text, file or url"


@dataclass(frozen=True, slots=True)
class Submission:
    """A page as it was handed in, or the address of one; media type and charset may be None."""

    name: str
    data: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None


async def read_submission(request: Request, settings: CheckSettings) -> Submission:
    """The one page that a request hands in, of any type that is taken.

    Raises RequestError with 400 where the request is malformed or gives no page or several, 408
    where it is slow, 413 where it is larger than the settings allow, 415 for another type.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    named = kind.decode("latin-1")
    if named not in (_FORM, _JSON, _PARTS, *_FILES):
        taken = ", ".join((_PARTS, _FORM, _JSON, *_FILES))
        what = f"a body of type {named[:50]}" if named else "a body without a type"
        raise RequestError(415, f"{what} is not taken; send one of {taken}")
    if (request.headers.get("content-encoding") or "identity").lower() != "identity":
        raise RequestError(415, "a compressed body is not taken; send it as it is")
    try:
        async with asyncio.timeout(_SECONDS):
            return await _read(named, options, request, settings)
    except TimeoutError as error:
        raise RequestError(408, "the page takes too long to come in; send it again") from error


async def _read(
    kind: str, options: Mapping[bytes, bytes], request: Request, settings: CheckSettings
) -> Submission:
    chunks = _bounded(request, settings.upload_bytes, 0 if kind in _FILES else _AROUND)
    if kind == _PARTS:
        fields, upload = await _parts(options, chunks)
        return _one_of(fields, upload, settings)
    body = b"".join([chunk async for chunk in chunks])
    if kind == _FORM:
        return _one_of(_form(body), None, settings)
    if kind == _JSON:
        return _one_of(_members(body), None, settings)
    charset = options.get(b"charset", b"").decode("latin-1") or None
    return Submission("the page", body, kind, charset)


async def _bounded(request: Request, most: int, around: int) -> AsyncIterator[bytes]:
    """The body in pieces as it comes; 413 as soon as it is known to be too large."""
    declared = request.headers.get("content-length") or ""
    seen = int(declared) if declared.isdecimal() and len(declared) < 20 else 0
    too_large = RequestError(413, f"that is more than {in_words(most)}; give the part that matters")
    if seen > most + around:
        raise too_large
    seen, more = 0, True
    while more:
        message = await request.receive()
        if message["type"] != "http.request":
            raise RequestError(400, "the request broke off; send it again")
        chunk: bytes = message.get("body", b"")
        seen += len(chunk)
        if seen > most + around:
            raise too_large
        more = message.get("more_body", False)
        yield chunk


async def _parts(
    options: Mapping[bytes, bytes], chunks: AsyncIterator[bytes]
) -> tuple[dict[str, str], Upload | None]:
    try:
        return await read_parts(options.get(b"boundary", b""), chunks)
    except FormParserError as error:
        raise RequestError(400, "the form is malformed; send multipart/form-data") from error


def _form(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise RequestError(400, f"the form has too many fields; {_WANTED}") from error
    return dict(fields)


def _members(body: bytes) -> dict[str, str]:
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RequestError(400, 'the body is no JSON; send {"text": "..."}') from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise RequestError(400, 'the JSON is no object of texts; send {"text": "..."}')
    return found


def _one_of(
    fields: Mapping[str, str], upload: Upload | None, settings: CheckSettings
) -> Submission:
    """The page among the fields of a form or of JSON; blank ones count as not given."""
    if unknown := sorted(fields.keys() - {*_TYPED, "url"}):
        raise RequestError(400, f"there is no field {unknown[0][:50]!r}; {_WANTED}")
    given = {name: value for name, value in fields.items() if value.strip()}
    if len(given) + (upload is not None) != 1:
        raise RequestError(
            400, f"{'several pages were' if given else 'no page was'} given; {_WANTED}"
        )
    if upload is not None:
        return Submission(upload.name, upload.data, upload.media_type, upload.charset)
    name, value = next(iter(given.items()))
    if name == "url":
        return Submission(value.strip(), url=value.strip())
    # A lone surrogate, which JSON can spell, becomes "?".
    data = value.encode("utf-8", "replace")
    if len(data) > settings.text_bytes:
        most = in_words(settings.text_bytes)
        raise RequestError(413, f"the text is more than {most}; give the part that matters")
    return Submission(_PASTED, data, _TYPED[name], "utf-8")
