"""Where in a Markdown source the words of the parser's tokens stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.pages.located import Located, printed

_LINE_END = re.compile(r"\r\n?|\n")
_DEFINITION = re.compile(r"[ \t>]*\[(\^?)([^\[\]\s][^\[\]]{0,200})\]:[ \t]*")
_QUOTE = re.compile(r"(?:[ \t]*>)*")


class MarkdownSource:
    """A Markdown source from behind its front matter on, by lines."""

    def __init__(self, source: str, start: int) -> None:
        """Note where the lines are that the parser counts."""
        self.source = source
        self.body = source[start:]
        ends = list(_LINE_END.finditer(source, start))
        starts = [start, *(end.end() for end in ends)]
        self._lines = list(zip(starts, [*(end.start() for end in ends), len(source)], strict=True))
        definitions = [_DEFINITION.match(source, *line) for line in self._lines]
        self.labels = frozenset(hit.group(2).lower() for hit in definitions if hit and not hit[1])

    def lines_of(self, content: str, first: int) -> list[Located]:
        """The lines of a paragraph or heading that begins on line ``first``, as they stand."""
        return [
            self._line(line, number)
            for number, line in enumerate(content.split("\n"), first)
            if line.strip() and number < len(self._lines)
        ]

    def _line(self, content: str, number: int) -> Located:
        start, end = self._lines[number]
        raw, words = self.source[start:end], content.strip()
        at = raw.find(words)
        if raw.rstrip().endswith(words):
            at = len(raw.rstrip()) - len(words)
        if at < 0:
            at, words = 0, raw
        text = printed(self.source, start + at, start + at + len(words))
        # A backslash at the end of a line is a break.
        return text.cut(0, -1) if text.text.endswith("\\") else text

    def cells_of(self, contents: Sequence[str], number: int) -> Iterator[Located]:
        """The cells of a table's row on one line; an absent cell is empty."""
        place, end = self._lines[number]
        for content in contents:
            for words in (content, content.replace("|", "\\|")):
                at = self.source.find(words, place, end) if words else -1
                if at >= 0:
                    place = at + len(words)
                    yield printed(self.source, at, place)
                    break
            else:
                yield Located("", (), ())

    def verbatim(self, first: int, last: int) -> Iterator[Located]:
        """The lines from ``first`` up to ``last`` that print something, marks of quotation off."""
        for start, end in self._lines[first:last]:
            quote = _QUOTE.match(self.source, start, end)
            text = printed(self.source, quote.end() if quote else start, end)
            if text.text:
                yield text


def definition_of(line: str) -> tuple[bool, int] | None:
    """Of a line that defines a label: whether of a footnote, and where its text begins."""
    hit = _DEFINITION.match(line)
    return (bool(hit.group(1)), hit.end()) if hit else None
