"""Forms with a file in them (multipart/form-data), read as they come in and held in memory."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from publish.reports.wording import one_line

_MOST_PARTS = 10
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form; media type and charset are None where it says none."""

    name: str
    data: bytes
    media_type: str | None
    charset: str | None


async def read_parts(
    boundary: bytes, chunks: AsyncIterator[bytes]
) -> tuple[dict[str, str], Upload | None]:
    """The fields of a form, and its file, None where none was chosen.

    Raises FormParserError where the form is malformed or incomplete, has more than ten parts, or
    several files.  How much comes in is for ``chunks`` to bound.
    """
    form = _Form(boundary)
    async for chunk in chunks:
        form.write(chunk)
    if not form.whole:
        raise MultipartParseError("the form is incomplete")
    return form.fields, form.upload


class _Form:
    """A form as far as it has come in."""

    def __init__(self, boundary: bytes) -> None:
        self.fields: dict[str, str] = {}
        self.upload: Upload | None = None
        self.whole = False
        self._parts = 0
        self._begin()
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._on_field,
                "on_header_value": self._on_value,
                "on_header_end": self._on_header,
                "on_part_data": self._on_data,
                "on_part_end": self._on_part,
                "on_end": self._on_end,
            },
        )

    def write(self, chunk: bytes) -> None:
        """Take in what has come; FormParserError where it cannot be part of a form."""
        self._parser.write(chunk)

    def _begin(self) -> None:
        self._headers: dict[bytes, bytes] = {}
        self._field, self._value, self._data = bytearray(), bytearray(), bytearray()

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header(self) -> None:
        self._headers[bytes(self._field).lower()] = bytes(self._value)
        self._field, self._value = bytearray(), bytearray()

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._data += data[start:end]

    def _on_end(self) -> None:
        self.whole = True

    def _on_part(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise MultipartParseError("too many parts")
        _, about = parse_options_header(self._headers.get(b"content-disposition"))
        if b"filename" in about:
            self._keep_file(about[b"filename"].decode("utf-8", "replace"))
        else:
            name = about.get(b"name", b"").decode("utf-8", "replace")
            self.fields[name] = self._data.decode("utf-8", "replace")

    def _keep_file(self, filename: str) -> None:
        """Keep the file; a browser sends one without name or content where none was chosen."""
        if not filename and not self._data:
            return
        if self.upload is not None:
            raise MultipartParseError("several files")
        kind, options = parse_options_header(self._headers.get(b"content-type"))
        self.upload = Upload(
            name=_plain_name(filename),
            data=bytes(self._data),
            media_type=kind.decode("latin-1") or None,
            charset=options.get(b"charset", b"").decode("latin-1") or None,
        )


def _plain_name(filename: str) -> str:
    """The last part of a path, fit to be shown, its suffix kept: that may tell the format."""
    return one_line(re.split(r"[/\\]", filename)[-1])[-_LONGEST_NAME:] or "the file"
