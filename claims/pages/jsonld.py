"""Questions and answers that a page gives as JSON-LD."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# A string that does not end takes all the rest, so that none is begun twice.
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)\\?(?:"|\Z)', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_COMMENT = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[)|(?://\s*\]\]>|-->)\s*\Z")
_TRAILING_COMMA = re.compile(r",(?=\s*+[}\]])")


@dataclass(frozen=True, slots=True)
class Text:
    """A string of the JSON, escapes decoded; each character has its place in the source."""

    text: str
    starts: array[int]
    ends: array[int]


def questions(source: str, start: int, end: int) -> Iterator[tuple[Text, list[Text]]]:
    """Each question with its answers in the JSON-LD at ``source[start:end]``, in its order.

    JSON that cannot be read has none.
    """
    strings: list[tuple[int, int]] = []

    def numbered(hit: re.Match[str]) -> str:
        strings.append((start + hit.start(1), start + hit.end(1)))
        return f'"{len(strings) - 1}"'

    # With a number for each string, the parser tells which strings of the source it found where.
    skeleton = _COMMENT.sub("", _STRING.sub(numbered, source[start:end]))
    try:
        tree = json.loads(_TRAILING_COMMA.sub("", skeleton))
    except (ValueError, RecursionError):
        return
    texts = _Strings(source, strings)
    for thing in _things(tree, texts):
        if "Question" in texts.kinds(thing):
            name = texts.of(thing.get("name")) or texts.of(thing.get("text"))
            if name is not None:
                yield name, list(_answers(thing, texts))


class _Strings:
    """The strings of a JSON text by their numbers."""

    def __init__(self, source: str, strings: list[tuple[int, int]]) -> None:
        self._source = source
        self._strings = strings

    def of(self, number: object) -> Text | None:
        """The string that a number stands for; None for what is no string."""
        if not isinstance(number, str):
            return None
        return _decoded(self._source, *self._strings[int(number)])

    def spelt(self, node: dict[str, Any]) -> dict[str, Any]:
        """An object of the JSON, its keys as words."""
        return {self._word(key): value for key, value in node.items()}

    def kinds(self, thing: dict[str, Any]) -> list[str]:
        """The types of an object without the address of their vocabulary."""
        return [self._word(kind).rsplit("/", 1)[-1] for kind in _listed(thing.get("@type"))]

    def _word(self, number: object) -> str:
        if not isinstance(number, str):
            return ""
        start, end = self._strings[int(number)]
        return self._source[start:end]


def _things(tree: object, texts: _Strings) -> Iterator[dict[str, Any]]:
    """All objects in a JSON value, outer ones first."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            waiting.extend(reversed(node.values()))
            yield texts.spelt(node)


def _answers(thing: dict[str, Any], texts: _Strings) -> Iterator[Text]:
    for name in ("acceptedAnswer", "suggestedAnswer"):
        for answer in _listed(thing.get(name)):
            if isinstance(answer, dict):
                text = texts.of(texts.spelt(answer).get("text"))
                if text is not None:
                    yield text


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _decoded(source: str, start: int, end: int) -> Text:
    parts: list[str] = []
    starts, ends = array("i"), array("i")
    place = start
    for escape in _ESCAPE.finditer(source, start, end):
        parts += [source[place : escape.start()], _char(escape)]
        starts.extend(range(place, escape.start()))
        ends.extend(range(place + 1, escape.start() + 1))
        starts.append(escape.start())
        ends.append(escape.end())
        place = escape.end()
    parts.append(source[place:end])
    starts.extend(range(place, end))
    ends.extend(range(place + 1, end + 1))
    return Text("".join(parts), starts, ends)


def _char(escape: re.Match[str]) -> str:
    high, low, letter = escape.groups()
    if letter is not None:
        return _PLAIN.get(letter, letter)
    code = int(high, 16)
    if low is not None and 0xD800 <= code < 0xDC00:
        return chr(0x10000 + ((code - 0xD800) << 10) + (int(low, 16) - 0xDC00))
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
