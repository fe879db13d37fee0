"""The tree of a page read in order into drafts of blocks."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.pages.drafts import Draft, append, goes_on, is_title, joined
from claims.pages.html_signals import controlled_ids, is_unseen, signals
from claims.pages.html_tables import grid_of, rows_of
from claims.pages.line import Line
from claims.pages.outline import Place, outline
from claims.pages.tree import Element, Run, elements

# A reference mark set as a superscript: "3", "3,4", "5-8", "[2]".
_MARK = re.compile(r"[\[(]?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\])]?")
_POWER = re.compile(r"[+\-−–]?\d{1,3}")
# What a superscript number is a power of: ten, a symbol, a length.
_BASE = re.compile(r"(?:^|[^\w.])(?:10|[^\W\d_]|[cdkmnµμ]m|ft)$")
_OPENS_NOTE = re.compile(r"\[\d{1,3}\]|[*†‡§]")
_FILE_NAME = re.compile(r"\S*\.(?:jpe?g|png|gif|webp|svg|avif)|[\w-]*\d[\w-]*|\W*", re.IGNORECASE)
_OUT, _INLINE, _BOLD = map(elements, ("out", "inline", "bold"))


class Reader:
    """Reads elements of one source; ``drafts`` grow in the order of the page."""

    def __init__(self, source: str, root: Element) -> None:
        """``root`` is the whole page."""
        self.drafts: list[Draft] = []
        self._source = source
        self._root = root
        self._controlled: frozenset[str] | None = None
        self._lines: list[Draft] = [Draft("", Line(), root)]
        self._alts: list[Draft] = []
        self._links: list[bool] = []
        self._bold = 0
        self._heading = 1

    def read(self, element: Element, place: Place) -> None:
        """Read an element as blocks of its own."""
        self._flush(place, element)
        self._children(element, place)
        self._flush(place, element)

    def _children(self, element: Element, place: Place) -> None:
        for node in element.children:
            if isinstance(node, Run):
                self._text(node)
            elif not self._is_left_out(node):
                self._element(node, place, element)

    def _is_left_out(self, element: Element) -> bool:
        if element.name in _OUT:
            return True
        if not element.raw:
            return False
        said = signals(element)
        if not said.hidden and "unseen" not in said:
            return False
        if self._controlled is None:
            self._controlled = controlled_ids(self._root)
        return is_unseen(element, self._controlled)

    def _element(self, element: Element, place: Place, within: Element) -> None:
        name = element.name
        if name == "img" or element.get("role") == "img":
            self._image(element)
        elif name == "br":
            self._break(place, element)
        elif name == "table" and (grid := grid_of(element)) is not None:
            self._flush(place, within)
            self._table(element, grid, place)
        elif "aria-expanded" in element.raw and "aria-expanded" in element.attributes:
            self._flush(place, within)
            self.read(element, replace(outline(element, place), opens=True))
        elif name in ("button", "label"):
            self._flush(place, within)
            self._button(element, place)
        elif name in _INLINE:
            if not self._mark(element):
                self._inline(element, place)
        else:
            self._flush(place, within)
            self.read(element, outline(element, place))

    def _text(self, run: Run) -> None:
        draft = self._lines[-1]
        before = len(draft.line)
        if draft.line.tail(1) == "%" and self._source[run.start].isalpha():
            # A figure and its label, parted by nothing but their looks.
            draft.line.blank(run.start, run.start)
        draft.line.add(self._source, run.start, run.end)
        added = len(draft.line) - before
        if self._links:
            draft.linked += added
            draft.inward += added * self._links[-1]
        if self._bold:
            draft.bold += added

    def _inline(self, element: Element, place: Place) -> None:
        is_link = element.name == "a" and bool(element.get("href"))
        is_bold = element.name in _BOLD
        if is_link:
            self._links.append(_leads_inward(element.get("href")))
        self._bold += is_bold
        self._children(element, place)
        self._bold -= is_bold
        if is_link:
            self._links.pop()

    def _mark(self, element: Element) -> bool:
        """Append the mark of a footnote in brackets of its own; say whether it was one."""
        is_link = element.name == "a" and element.get("href").startswith("#")
        if element.name != "sup" and not is_link:
            return False
        mark = Line()
        for run in element.runs():
            mark.add(self._source, run.start, run.end)
        line = self._lines[-1].line
        if element.name == "sup" and _POWER.fullmatch(mark.text):
            base = _BASE.search(line.tail(4))
            if base is not None:
                if base.group().endswith("10"):
                    line.say("^", mark.starts[0])
                return False
        if not _MARK.fullmatch(mark.text) or (is_link and not len(line)):
            return False
        line.close_up()
        bracketed = mark.text[0] in "[("
        line.say("" if bracketed else "[", mark.starts[0])
        line.extend(mark)
        line.say("" if bracketed else "]", mark.ends[-1])
        return True

    def _image(self, element: Element) -> None:
        name = "alt" if element.name == "img" else "aria-label"
        if not element.get(name).strip() or _FILE_NAME.fullmatch(element.get(name).strip()):
            return
        line = Line()
        line.add(self._source, *element.place_of(name))
        if len(line):
            self._alts.append(Draft("alt", line, element))

    def _button(self, element: Element, place: Place) -> None:
        """A button or label is the question of an accordion, or else no text of the page."""
        before = len(self.drafts)
        self.read(element, replace(place, opens=True))
        self.drafts[before:] = [one for one in self.drafts[before:] if one.line.tail(1) == "?"]

    def _table(self, element: Element, grid: list[list[Element]], place: Place) -> None:
        caption = Line()
        for node in element.children:
            if isinstance(node, Element) and node.name == "caption":
                before = len(self.drafts)
                self.read(node, Place("caption"))
                caption = joined(self.drafts[before:])
        cells: list[list[Line]] = []
        linked: list[int] = []
        for row in grid:
            before = len(self.drafts)
            cells.append([self._cell(cell) for cell in row])
            linked.append(sum(part.linked for part in self.drafts[before:]))
            del self.drafts[before:]
        for number, line in rows_of(grid, cells, caption):
            self.drafts.append(Draft("row", line, element, linked=linked[number]))

    def _cell(self, cell: Element) -> Line:
        start = len(self.drafts)
        self.read(cell, Place("row"))
        return joined(self.drafts[start:])

    def _break(self, place: Place, element: Element) -> None:
        """A line break parts lines of running text; in a title or cell it is a blank."""
        draft = self._lines[-1]
        if place.kind in ("paragraph", "item", "note") and not place.opens:
            self._lines.append(Draft("", Line(), draft.element))
        else:
            draft.line.blank(element.start, element.start)

    def _flush(self, place: Place, element: Element) -> None:
        """End the blocks that are being gathered."""
        if len(self._lines) == 1 and not self._alts and not len(self._lines[0].line):
            # Nothing was: a blank may be waiting, which goes with them.
            self._lines[0].line.close_up()
            return
        lines, self._lines = self._lines, [Draft("", Line(), element)]
        last: Draft | None = None
        for draft in lines:
            if last is not None and len(draft.line) and goes_on(last.line, draft.line):
                append(last, draft)
                continue
            last = draft if len(draft.line) else None
            if last is not None:
                last.element = element
                self._finish(last, place)
                self.drafts.append(last)
        self.drafts.extend(self._alts)
        self._alts = []

    def _finish(self, draft: Draft, place: Place) -> None:
        """Settle what kind of block a draft is."""
        draft.kind, draft.level = place.kind, place.level
        asks = draft.line.tail(1) == "?"
        is_bold = draft.bold * 10 > len(draft.line) * 9
        if place.opens and (asks or place.kind != "heading"):
            draft.kind, draft.level = "question", 0
        elif place.kind == "heading":
            self._heading = place.level
        elif place.kind == "paragraph" and is_bold and asks:
            draft.kind = "question"
        elif place.kind == "paragraph" and is_bold and is_title(draft.line.text):
            draft.kind, draft.level = "heading", min(6, self._heading + 1)
        elif place.kind == "paragraph" and _OPENS_NOTE.match(draft.line.text[:5]):
            draft.kind = "note"


def _leads_inward(href: str) -> bool:
    """Whether a link leads to the same site, as far as its address says."""
    return not href.startswith(("http:", "https:", "//", "#"))
