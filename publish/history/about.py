"""What on file tells how a claim is read: its page's subject, and the names in its reading."""

from __future__ import annotations

from collections.abc import Iterator

from claims.vocabulary import split
from publish.history.sides import Difference, Side, differing

_VOCABULARY = {
    "drug": ("drugs", "drug"),
    "comparator": ("drugs", "drug"),
    "route": ("routes", "route"),
    "population": ("populations", "population"),
    "outcome": ("outcomes", "outcome"),
}
_ABOUT = ("subject", "condition")


def names_differing(before: Side, after: Side) -> list[Difference]:
    """Cells that differ in the page's row and in the vocabulary of what either reading names."""
    page_id = after.claim["page_id"]
    was, now = (side.row("pages", "page_id", page_id) or {} for side in (before, after))
    return [*differing(was, now, _ABOUT), *_vocabulary(before, after)]


def _vocabulary(before: Side, after: Side) -> Iterator[Difference]:
    for column, (table, key) in _VOCABULARY.items():
        read = (side.reading.get(column) for side in (after, before))
        for name in dict.fromkeys(name for cell in read for name in split(cell)):
            was, now = (side.row(table, key, name) or {} for side in (before, after))
            for cell in differing(was, now):
                yield Difference(f"{name}: {cell.column}", cell.before, cell.after)
