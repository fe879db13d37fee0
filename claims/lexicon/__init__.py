"""The grammar's words: general language, kept as CSV beside this module.

Topic words (drugs, outcomes, conditions) are not here but in data/vocabulary.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``claims/lexicon/<name>.csv`` as dictionaries, in file order."""
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def spellings() -> tuple[tuple[str, str], ...]:
    """Pairs (British letters, American letters) that make one spelling of two."""
    return tuple((row["from"], row["to"]) for row in table("spelling"))


@cache
def stop_stems() -> frozenset[str]:
    """Words that carry no content of their own."""
    return frozenset(row["word"] for row in table("stopwords"))


@cache
def words_of(name: str, role: str) -> frozenset[str]:
    """The words of a role in ``claims/lexicon/<name>.csv``, a table of roles and their words."""
    return frozenset(
        word for row in table(name) if row["role"] == role for word in names(row["names"])
    )


def names(cell: str) -> list[str]:
    """The alternatives in a cell that divides them by '|'."""
    return [name.strip() for name in cell.split("|") if name.strip()]
