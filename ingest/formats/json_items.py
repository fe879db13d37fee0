"""JSON lists item by item: read with the line on which each begins, and written."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator
from typing import Any, TextIO

from ingest.errors import Refusal

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def read_items(text: str, file: str) -> Iterator[tuple[int, Any] | Refusal]:
    """The items of a list with their lines, or the one value that the text holds.

    Where the text is no JSON, what stands before comes out and then one refusal.
    """
    text = text.removeprefix("\ufeff")
    place = _skip(text, 0)
    try:
        if text[place : place + 1] == "[":
            place = yield from _list(text, place)
        else:
            value, end = _DECODER.raw_decode(text, place)
            yield _line(text, place), value
            place = end
        if _skip(text, place) < len(text):
            yield _refused(text, place, file, "there is more text behind the end")
    except json.JSONDecodeError as error:
        yield _refused(text, error.pos, file, f"this cannot be read as JSON ({error.msg})")
    except (ValueError, RecursionError):  # Numbers or lists beyond what anybody writes.
        yield _refused(text, place, file, "the JSON from here on is too large or too deep")


def write_items(items: Iterable[object], out: TextIO) -> None:
    """Items as a list, one after another, so that many need no more room than one."""
    between = "[\n"
    for item in items:
        out.write(between + json.dumps(item, ensure_ascii=False, indent=1))
        between = ",\n"
    out.write("\n]\n" if between == ",\n" else "[]\n")


def _list(text: str, place: int) -> Generator[tuple[int, Any], None, int]:
    """The items of the list that begins here; returns where it ends."""
    place = _skip(text, place + 1)
    line, counted = _line(text, place), place
    while text[place : place + 1] != "]":
        value, end = _DECODER.raw_decode(text, place)
        line, counted = line + text.count("\n", counted, place), place
        yield line, value
        place = _skip(text, end)
        mark = text[place : place + 1]
        if mark not in (",", "]"):
            raise json.JSONDecodeError("Expecting ',' or ']'", text, place)
        if mark == ",":
            place = _skip(text, place + 1)
            if text[place : place + 1] == "]":
                raise json.JSONDecodeError("Expecting a value", text, place)
    return place + 1


def _skip(text: str, place: int) -> int:
    """The place of the next sign that is no white space."""
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _refused(text: str, place: int, file: str, reason: str) -> Refusal:
    return Refusal(file, _line(text, place), "", reason, "mend the file or export it again")
