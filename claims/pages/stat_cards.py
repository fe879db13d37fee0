"""Figures set large above their labels, read as the one statement that they are."""

from __future__ import annotations

import re
from collections import Counter

from claims.pages.drafts import Draft
from claims.pages.tree import Element

_FIGURE = re.compile(r"[<>~≈$£€]?\s?\d[\d.,]*(?:\s?[–-]\s?\d[\d.,]*)?\s?(?:%|\+|x|×|/\s?\d+)?\+?")
_KINDS = ("paragraph", "heading")
_LONGEST_FIGURE = 14


def with_labels(drafts: list[Draft]) -> list[Draft]:
    """The drafts, with a bare figure and the label under it made one paragraph.

    They belong together where some element holds these two and nothing else.
    """
    held: Counter[Element] = Counter(
        element for draft in drafts for element in draft.element.ancestors()
    )
    joined: list[Draft] = []
    for draft in drafts:
        if joined and _is_pair(joined[-1], draft, held):
            figure = joined[-1]
            figure.line.blank(figure.line.ends[-1], figure.line.ends[-1])
            figure.line.extend(draft.line)
            figure.kind, figure.level = "paragraph", 0
        else:
            joined.append(draft)
    return joined


def _is_pair(figure: Draft, label: Draft, held: Counter[Element]) -> bool:
    if figure.kind not in _KINDS or label.kind not in _KINDS or figure.element is label.element:
        return False
    if len(figure.line) > _LONGEST_FIGURE or not _FIGURE.fullmatch(figure.line.text):
        return False
    around = set(label.element.ancestors())
    common = next(element for element in figure.element.ancestors() if element in around)
    return held[common] == 2
