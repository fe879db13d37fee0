"""Blocks in the making, with what decides whether and how they are kept."""

from __future__ import annotations

from dataclasses import dataclass

from claims.pages.line import Line
from claims.pages.tree import Element

_TITLE_WORDS = 8


@dataclass(slots=True, eq=False)
class Draft:
    """A block that may be kept: its line, its element, and how many characters are links."""

    kind: str
    line: Line
    element: Element
    level: int = 0
    linked: int = 0
    inward: int = 0  # of the linked, those that lead to pages of the same site
    bold: int = 0


def is_title(text: str) -> bool:
    """Whether a line set in bold reads as the title of what follows."""
    words = text.split()
    return (
        len(words) <= _TITLE_WORDS
        and text[-1] not in ".!;,"
        and not any(char.isdigit() for char in text)
    )


def goes_on(line: Line, following: Line) -> bool:
    """Whether a line break stands within a sentence."""
    first = following.tail(len(following))[0] if len(following) < 80 else following.text[0]
    return first.islower() or line.tail(1) in (",", "–", "—")


def append(draft: Draft, other: Draft) -> None:
    """Run one draft on after another, with a blank."""
    draft.line.blank(draft.line.ends[-1], draft.line.ends[-1])
    draft.line.extend(other.line)
    draft.linked += other.linked
    draft.inward += other.inward
    draft.bold += other.bold


def joined(drafts: list[Draft]) -> Line:
    """The text of a cell or caption as one line."""
    line = Line()
    for draft in drafts:
        if len(line):
            line.blank(line.ends[-1], line.ends[-1])
        line.extend(draft.line)
    return line
