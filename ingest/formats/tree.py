"""JSON of services: parsed without ever raising, and read without trusting its shape."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ingest.errors import Refusal
from ingest.formats.text import clean

# SQLite keeps whole numbers in 64 bits.
_LARGEST = 2**63 - 1
Node = object


def parse(text: str, file: str) -> Node | Refusal:
    """The JSON in the text, or a refusal that names the line where it cannot be read."""
    try:
        return json.loads(text.removeprefix("\ufeff"))  # type: ignore[no-any-return]
    except json.JSONDecodeError as error:
        reason = f"the text cannot be read as JSON ({error.msg})"
        return Refusal(file, error.lineno, "", reason, "fetch or export it again")
    except (ValueError, RecursionError):
        reason = "the text cannot be read as JSON (a number is too long or it is nested too deep)"
        return Refusal(file, 0, "", reason, "fetch or export it again")


def at(node: Node, *path: str) -> Node:
    """What stands at the path of keys; None where any of them is missing."""
    for key in path:
        node = node.get(key) if isinstance(node, dict) else None
    return node


def text_at(node: Node, *path: str) -> str:
    """The text at the path on one line, or a number there as text; '' for anything else."""
    found = at(node, *path)
    if isinstance(found, str):
        return clean(found)
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return ""
    return str(found) if -_LARGEST <= found <= _LARGEST else ""


def items_at(node: Node, *path: str) -> list[Node]:
    """The list at the path, empty where there is none."""
    found = at(node, *path)
    return found if isinstance(found, list) else []


def texts_at(node: Node, *path: str) -> list[str]:
    """The texts in the list at the path; what is no text is left out."""
    return [text for item in items_at(node, *path) if (text := text_at(item))]


def whole(node: Node) -> int | None:
    """A count: a whole number of at least 0, printed as a number or as text."""
    if isinstance(node, str) and len(node) <= 18 and node.strip().isascii():
        node = int(node) if node.strip().isdigit() else None
    if isinstance(node, bool) or not isinstance(node, int):
        return None
    return node if 0 <= node <= _LARGEST else None


def records(text: str, file: str, *lists: str) -> Iterator[Node | Refusal]:
    """The records of an answer: those of the first list that is there, or the answer itself.

    ``lists`` name the keys that hold records.  What is no object is refused in its place.
    """
    answer = parse(text, file)
    if isinstance(answer, Refusal):
        yield answer
        return
    found = [items_at(answer, name) for name in lists if isinstance(at(answer, name), list)]
    for number, record in enumerate(found[0] if found else [answer], start=1):
        if isinstance(record, dict):
            yield record
        else:
            place = f"record {number} is" if found else "the text is"
            yield Refusal(file, 0, "", f"{place} no JSON object", "fetch or export it again")
    if found and not found[0]:
        yield Refusal(file, 0, "", "there is no record in it", "check what was asked for")
