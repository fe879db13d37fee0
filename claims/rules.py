"""Rules, reason codes and verdicts as data: ``claims/rulebook/*.csv``."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

UNFLAGGED = frozenset({"supported", "not-checkable"})
"""Verdicts that flag nothing about a claim."""


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``rules``, ``reason_codes`` or ``verdict_labels``, in file order."""
    text = (files("claims") / "rulebook" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def reason_labels() -> dict[str, str]:
    """The reason codes in a few words, by code."""
    return {row["code"]: row["label"] for row in rows("reason_codes")}


def reason_label(code: str) -> str:
    """A reason code in a few words. Raises KeyError for a code that is not in the rule book."""
    return reason_labels()[code]
