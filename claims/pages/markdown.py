"""Markdown as blocks: its structure by a CommonMark parser, its words from the source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from claims.pages import headings
from claims.pages.columns import told_row
from claims.pages.decode import decode
from claims.pages.inline import strip_inline
from claims.pages.links import links_in
from claims.pages.located import Located, printed, run_on
from claims.pages.markdown_source import MarkdownSource, definition_of
from claims.pages.page import Block, Page

_FRONT = re.compile(
    r"(---|\+\+\+)[ \t]*(?:\r\n?|\n)(.{0,20000}?)(?:\r\n?|\n)\1[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL
)
_FIELD = re.compile(
    r"^(title|description|summary|excerpt)\s*[:=][ \t]*([\"']?)(\S.*?)\2[ \t\r]*$", re.MULTILINE
)
_UNSEEN = re.compile(r"<!--|<(?:script|style|pre|textarea)\b", re.IGNORECASE)


def read_markdown(name: str, data: bytes, declared: str | None = None) -> Page:
    """A Markdown text (CommonMark with tables and footnotes), read; nothing is raised.

    ``declared`` is the charset of its HTTP header. Front matter gives the page's description.
    """
    source = decode(data, declared)
    front = _FRONT.match(source)
    fields = list(_FIELD.finditer(source, front.start(2), front.end(2))) if front else []
    told = {field.group(1): printed(source, *field.span(3)) for field in fields}
    meta = [text.block("meta") for text in told.values() if text.text]
    blocks = (*meta, *_Reader(MarkdownSource(source, front.end() if front else 0)).blocks())
    first = next((block.text for block in blocks if block.kind == "heading"), None)
    title = told["title"].text if "title" in told else first
    digest = hashlib.sha256(data).hexdigest()
    return Page(name, "markdown", source, digest, blocks, title, tuple(links_in(source)))


class _Reader:
    """Walks the parsed document and finds the words of each part in the source."""

    def __init__(self, source: MarkdownSource) -> None:
        """Read from what stands behind the front matter."""
        self._source = source

    def blocks(self) -> Iterator[Block]:
        """The blocks in order."""
        # The block rules alone: the inline ones tell no places, and definitions would be swallowed.
        parser = MarkdownIt("commonmark").enable("table").disable(["reference", "inline"])
        yield from self._walk(SyntaxTreeNode(parser.parse(self._source.body)), 0)

    def _walk(self, parent: SyntaxTreeNode, depth: int) -> Iterator[Block]:
        """The blocks within a part; ``depth`` is how many lists it is in."""
        for node in parent.children:
            first = parent.type == "list_item" and node is parent.children[0]
            if node.type == "heading":
                yield from self._plain(self._lines(node), "heading", int(node.tag[1:]))
            elif node.type == "paragraph":
                yield from self._paragraph(self._lines(node), depth if first else 0)
            elif node.type == "table":
                yield from self._table(node)
            elif node.type in ("html_block", "code_block", "fence"):
                yield from self._verbatim(node)
            else:
                yield from self._walk(node, depth + node.type.endswith("_list"))

    def _lines(self, node: SyntaxTreeNode) -> list[Located]:
        content, place = node.children[0].content, node.map
        return self._source.lines_of(content, place[0] if place else 0)

    def _paragraph(self, lines: list[Located], depth: int) -> Iterator[Block]:
        """A paragraph, or an item if ``depth`` is not 0, with the definitions that end it."""
        text: list[Located] = []
        kind = "item" if depth else "paragraph"
        for line in lines:
            definition = definition_of(line.text)
            if definition is None:
                text.append(line)
                continue
            yield from self._plain(text, kind, depth)
            is_note, start = definition
            kind, text = "note", [line.cut(start)] if is_note else []
        yield from self._plain(text, kind, depth if kind == "item" else 0)

    def _plain(self, lines: Sequence[Located], kind: str, level: int = 0) -> Iterator[Block]:
        """A block without its markup, and the images in it."""
        lines = [line for line in lines if line.text]
        if not lines:
            return
        raw = run_on(lines)
        text, alts = strip_inline(raw, self._source.labels)
        if kind == "paragraph" and headings.is_question(text.text):
            kind = "question"
        if text.text:
            yield text.block(kind, level)
        yield from (alt.block("alt") for alt in alts)

    def _table(self, table: SyntaxTreeNode) -> Iterator[Block]:
        header: list[str] = []
        for row in (row for part in table.children for row in part.children):
            contents = [cell.children[0].content for cell in row.children]
            cells = self._source.cells_of(contents, row.map[0] if row.map else 0)
            plain = [strip_inline(cell, self._source.labels) for cell in cells]
            if not header:
                header = [text.text for text, _ in plain]
                continue
            told = told_row([text for text, _ in plain], header)
            if told.text:
                yield told.block("row")
            yield from (alt.block("alt") for _, alts in plain for alt in alts)

    def _verbatim(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """Text that was indented or fenced, and the text within raw HTML; no program code."""
        if node.info or node.map is None or _UNSEEN.match(node.content.lstrip()):
            return
        first, last = node.map
        lines = list(self._source.verbatim(first, last))
        if node.type == "html_block":
            yield from self._plain(lines, "paragraph")
            return
        yield from (line.block("paragraph") for line in lines if not line.text.startswith("```"))
