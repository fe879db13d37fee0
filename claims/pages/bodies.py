"""What a server sent: its body within a size, its media type and charset."""

from __future__ import annotations

import zlib
from email.message import Message
from typing import TYPE_CHECKING

from claims.pages.refused import refused

if TYPE_CHECKING:
    import httpx

SAVE_IT = "save the page and give the file"


async def read_body(name: str, response: httpx.Response, size: int) -> bytes:
    """The body, decompressed no further than to ``size`` bytes.

    Raises ``BadInput`` with one line if it is larger, or broken, or compressed but not by gzip.
    """
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise refused(name, f"it came compressed as {encoding}", SAVE_IT)
    unpacker = zlib.decompressobj(31) if "gzip" in encoding else None
    body = bytearray()
    async for chunk in response.aiter_raw():
        try:
            body += unpacker.decompress(chunk, size + 1 - len(body)) if unpacker else chunk
        except zlib.error as error:
            raise refused(name, "its gzip compression is broken", "try again") from error
        if len(body) > size:
            raise refused(
                name, f"it is larger than {size / 1e6:g} MB", "give the part that matters"
            )
    if unpacker and not unpacker.eof:
        raise refused(name, "it came incomplete", "try again")
    return bytes(body)


def content_type(header: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, None where it tells none."""
    if not header:
        return None, None
    message = Message()
    message["Content-Type"] = " ".join(header.split())
    return message.get_content_type(), message.get_content_charset()
