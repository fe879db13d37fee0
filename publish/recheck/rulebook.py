"""Which rows of the rule book differ in two databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from claims.schema import REASON_CODES, RULES, VERDICT_LABELS
from publish.history.sides import differing, in_words
from publish.site.rows import rows


def rules_differing(old: sqlite3.Connection, new: sqlite3.Connection) -> Iterator[str]:
    """A line for each rule, reason code and verdict that came, went or says something else."""
    for table in (RULES, REASON_CODES, VERDICT_LABELS):
        key = table.key[0]
        was, now = (
            {row[key]: row for row in rows(conn, f'SELECT * FROM "{table.name}" ORDER BY "{key}"')}
            for conn in (old, new)
        )
        for name in sorted({*was, *now}):
            if name not in was:
                yield f"{table.name}: {name} is new"
            elif name not in now:
                yield f"{table.name}: {name} is gone"
            elif differ := differing(was[name], now[name]):
                yield f"{table.name}: {name}: {in_words(differ)}"
