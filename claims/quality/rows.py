"""Measured quality as rows of the tables ``quality`` and ``confusion``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claims.quality.figures import Scores, together

Row = dict[str, Any]
ALL = "all"
_PLACES = 4


def quality_tables(sets: Mapping[str, Scores]) -> dict[str, list[Row]]:
    """The rows of both tables, by table: for every set, and for all together."""
    every = {**sets, ALL: together(sets.values())} if sets else {}
    return {
        "quality": [row for topic, scores in every.items() for row in _figures(topic, scores)],
        "confusion": [row for topic, scores in every.items() for row in _confusion(topic, scores)],
    }


def _figures(topic: str, scores: Scores) -> Iterator[Row]:
    for (measure, name), figure in scores.figures.items():
        yield {
            "topic": topic,
            "measure": measure,
            "name": name,
            "labelled": figure.labelled,
            "found": figure.found,
            "right": figure.right,
            "precision": _rounded(figure.precision),
            "recall": _rounded(figure.recall),
            "f1": _rounded(figure.f1),
        }


def _confusion(topic: str, scores: Scores) -> Iterator[Row]:
    for ((part, name), labelled, given), claims in scores.confusion.items():
        yield {
            "topic": topic,
            "part": part,
            "name": name,
            "labelled": labelled,
            "given": given,
            "claims": claims,
        }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _PLACES)
