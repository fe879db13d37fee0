"""HTML pages as blocks of text in reading order."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from dataclasses import replace

from claims.pages.boilerplate import Furniture
from claims.pages.decode import decode
from claims.pages.html_reader import Reader
from claims.pages.jsonld import Text, questions
from claims.pages.line import Line
from claims.pages.links import links_among
from claims.pages.main_text import main_text
from claims.pages.markup import parse
from claims.pages.outline import Place
from claims.pages.page import Block, Page
from claims.pages.repeats import told_once
from claims.pages.stat_cards import with_labels
from claims.pages.tree import Element, Run

_DESCRIPTIONS = ("description", "og:description", "twitter:description")


def read_html(name: str, data: bytes, charset: str | None = None) -> Page:
    """A page out of the bytes of an HTML document; any bytes are read, nothing is raised.

    ``name`` is what the user called it; ``charset`` is what the server said, if anything. Blocks
    come in reading order: descriptions, what is visible or can be opened, then the questions and
    answers of JSON-LD. A text that is given several times comes once, where it is visible.
    """
    source = decode(data, charset)
    root = parse(source)
    reader = Reader(source, root)
    reader.read(root, Place())
    kept = with_labels(Furniture(reader.drafts, lambda: main_text(source)).kept())
    visible = [draft.line.block(draft.kind, draft.level) for draft in kept]
    elements = list(root.elements())
    title = _title(source, elements)
    blocks = told_once(_described(source, elements), visible, list(_faq(source, elements)))
    digest = hashlib.sha256(data).hexdigest()
    return Page(name, "html", source, digest, blocks, title, links_among(elements))


def _title(source: str, elements: list[Element]) -> str | None:
    for element in elements:
        if element.name == "title":
            line = Line()
            for run in element.runs():
                line.add(source, run.start, run.end)
            return line.text or None
    return None


def _described(source: str, elements: list[Element]) -> list[Block]:
    """The page's descriptions of itself."""
    found = []
    for element in elements:
        if element.name == "meta":
            about = (element.get("name") or element.get("property")).lower()
            if about in _DESCRIPTIONS:
                line = Line()
                line.add(source, *element.place_of("content"))
                if len(line):
                    found.append(line.block("meta"))
    return found


def _faq(source: str, elements: list[Element]) -> Iterator[list[Block]]:
    """Each question of the JSON-LD with the blocks of its answers."""
    for element in elements:
        is_data = element.name == "script" and "ld+json" in element.get("type").lower()
        for run in element.children if is_data else ():
            if isinstance(run, Run):
                for question, answers in questions(source, run.start, run.end):
                    asked = [replace(block, kind="question") for block in _blocks(question)[:1]]
                    told = [block for answer in answers for block in _blocks(answer)]
                    yield asked + told


def _blocks(text: Text) -> list[Block]:
    """A string of HTML, or of plain text, as blocks with places in the page's source."""
    root = parse(text.text)
    reader = Reader(text.text, root)
    reader.read(root, Place())
    blocks = (draft.line.block(draft.kind, draft.level) for draft in reader.drafts)
    return [_moved(block, text) for block in blocks]


def _moved(block: Block, text: Text) -> Block:
    """A block with offsets into a text turned into offsets into that text's source."""
    starts, ends = array("i"), array("i")
    for start, end in zip(block.starts, block.ends, strict=True):
        is_printed = end > start
        starts.append(text.starts[start] if start < len(text.starts) else text.ends[-1])
        ends.append(text.ends[end - 1] if is_printed else starts[-1])
    return replace(block, starts=starts, ends=ends)
