"""Plain text as blocks: what a reader takes each line for, told by its shape and its neighbours."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from claims.pages import headings
from claims.pages.decode import decode
from claims.pages.page import Block, Page
from claims.pages.text_lines import TextLine, text_lines
from claims.pages.units import Unit, units

# Short lines on end, with nothing between them, that make a list without bullets.
_LIST_RUN = 3


def read_text(name: str, data: bytes, declared: str | None = None) -> Page:
    """A plain text, read; ``declared`` is the charset of its HTTP header. Nothing is raised."""
    source = decode(data, declared)
    blocks = blocks_of(source, text_lines(source))
    title = blocks[0].text if blocks and blocks[0].kind in ("heading", "question") else None
    return Page(name, "text", source, hashlib.sha256(data).hexdigest(), tuple(blocks), title)


def blocks_of(source: str, lines: Sequence[TextLine], slack: float = 1.0) -> list[Block]:
    """Blocks of the lines of a text; ``slack`` below 1 where letters are of unequal width."""
    found = units(source, lines, slack)
    bare = _bare_lists(found)
    marks = _note_marks(source)
    blocks: list[Block] = []
    indents: list[int] = []
    in_references = False
    for i, unit in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        kind, level = ("item", 1) if i in bare else _kind(unit, after, in_references, marks)
        if kind == "heading":
            in_references = headings.heads_references(unit.text.text)
            level = 1 if not blocks else level
        if kind == "item":
            level = _depth(indents, unit.indent)
        else:
            indents.clear()
        blocks.append(_block(unit, kind, level))
    return blocks


def _block(unit: Unit, kind: str, level: int) -> Block:
    text = unit.text
    if kind == "heading" and text.text.endswith(":") and len(text) > 1:
        text = text.cut(0, len(text) - 1)
    return text.block(kind, level)


def _kind(
    unit: Unit, after: Unit | None, in_references: bool, marks: frozenset[str]
) -> tuple[str, int]:
    """Kind and level of a unit; the level of an item is told later."""
    if unit.is_row:
        return "row", 0
    if unit.marker is not None:
        kind = _marked(unit, in_references, marks)
        if kind:
            return kind, 0
    if unit.listed:
        return "item", 0
    return _line(unit, after)


def _marked(unit: Unit, in_references: bool, marks: frozenset[str]) -> str | None:
    marker = unit.marker
    assert marker is not None
    if marker.kind == "turn":
        return None
    if marker.kind == "number" and not in_references and headings.is_question(unit.text.text):
        return "question"
    if marker.kind == "reference":
        return "item" if in_references else "note"
    if marker.kind == "note" or (marker.sign == "*" and "*" in marks and not unit.listed):
        return "note"
    return "item"


def _line(unit: Unit, after: Unit | None) -> tuple[str, int]:
    text = unit.text.text
    if headings.is_question(text):
        return "question", 0
    if unit.underlined or (unit.lines == 1 and headings.is_capitals(text)):
        return "heading", 1
    if unit.lines > 1 or after is None:
        return "paragraph", 0
    if headings.is_label(text) and after.marker is not None:
        return "heading", 3
    if headings.is_lead(text) or headings.is_title(text) or headings.is_phrase(text):
        return "heading", 2
    return "paragraph", 0


def _bare_lists(found: Sequence[Unit]) -> frozenset[int]:
    """Units that are items of a list without bullets: all but the first of a run of short lines."""
    items: set[int] = set()
    run: list[int] = []
    for i, unit in enumerate(found):
        short = unit.marker is None and not unit.is_row and headings.is_phrase(unit.text.text)
        if run and (not short or unit.gap):
            items.update(run[1:] if len(run) >= _LIST_RUN else ())
            run = []
        if short and not headings.is_capitals(unit.text.text) and not unit.underlined:
            run.append(i)
    items.update(run[1:] if len(run) >= _LIST_RUN else ())
    return frozenset(items)


def _note_marks(source: str) -> frozenset[str]:
    """Signs that stand behind a word or figure, so that a line that begins with one is its note."""
    return frozenset("*") if re.search(r"[\w%)\].]\*(?![\w*])", source) else frozenset()


def _depth(indents: list[int], indent: int) -> int:
    """The depth of an item, the indents of those around it being kept from the outermost in."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents)
