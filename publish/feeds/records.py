"""Every claim with its page, reading, verdict and reasons, one after the other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from claims.schema import READINGS, VERDICT_LABELS, VERDICT_TABLE
from ingest.schema import CLAIMS, PAGES

Record = dict[str, Any]

_PARTS = {
    "claim": (CLAIMS.name, CLAIMS.names),
    "page": (PAGES.name, PAGES.names),
    "reading": (READINGS.name, READINGS.names[1:]),
    "verdict": (VERDICT_TABLE.name, VERDICT_TABLE.names[1:]),
    "label": (VERDICT_LABELS.name, VERDICT_LABELS.names),
}


def records(conn: sqlite3.Connection, page_id: str | None = None) -> Iterator[Record]:
    """Claims in the order of their ids, or those of one page in its order.

    Each has the rows ``claim``, ``page``, ``reading``, ``verdict`` and ``label`` (what its verdict
    means), its ``reasons``, and its ``quote``, None where the page's text was not attached.  They
    come one by one: memory does not grow with their number.
    """
    if page_id is None:
        found = conn.execute(f"{_SELECT} ORDER BY claims.claim_id")
    else:
        found = conn.execute(f"{_SELECT} WHERE claims.page_id = ? {_OF_PAGE}", [page_id])
    for cells in found:
        yield _record(iter(cells))


def record_of(conn: sqlite3.Connection, claim_id: str) -> Record | None:
    """One claim as ``records`` gives it; None where there is no such claim."""
    cells = conn.execute(f"{_SELECT} WHERE claims.claim_id = ?", [claim_id]).fetchone()
    return cells and _record(iter(cells))


def _record(cells: Iterator[Any]) -> Record:
    # zip asks its first argument first: with the names there, it takes no cell too many.
    record: Record = {
        part: dict(zip(names, cells, strict=False)) for part, (_, names) in _PARTS.items()
    }
    record["quote"] = next(cells)
    record["reasons"] = json.loads(next(cells))
    return record


_COLUMNS = ", ".join(f'"{table}"."{name}"' for table, names in _PARTS.values() for name in names)
_SELECT = f"""
SELECT {_COLUMNS}, quote,
       (SELECT json_group_array(json_object('code', code, 'detail', detail, 'rule', rule))
        FROM (SELECT * FROM verdict_reasons
              WHERE verdict_reasons.claim_id = claims.claim_id ORDER BY code))
FROM claims JOIN pages USING (page_id) JOIN readings USING (claim_id) JOIN verdicts USING (claim_id)
     JOIN verdict_labels ON verdict_labels.verdict = verdicts.verdict
     LEFT JOIN quotes ON quotes.claim_id = claims.claim_id
"""
_OF_PAGE = 'ORDER BY claims.line, claims.start, claims."end", claims.claim_id'
