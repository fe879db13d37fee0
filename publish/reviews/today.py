"""What evidence.db says today of the claims that were reviewed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.errors import OnfileError

# The site bounds the length of a value; ids are some dozens of characters.
_BATCH = 500
_SQL = """
SELECT claim_id, statement, verdict, inputs FROM claims JOIN verdicts USING (claim_id)
WHERE claim_id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Today:
    """A claim as it stands: its words, the machine's verdict, the digest of what that rests on."""

    claim_id: str
    statement: str
    verdict: str
    inputs: str


def stands(claim: Mapping[str, Any], verdict: Mapping[str, Any]) -> Today:
    """A claim as it stands, of its rows of ``claims`` and ``verdicts``."""
    return Today(claim["claim_id"], claim["statement"], verdict["verdict"], verdict["inputs"])


def today(conn: sqlite3.Connection, claim_ids: Iterable[str]) -> dict[str, Today]:
    """Those of the claims that are on file, by their ids."""
    names = iter(dict.fromkeys(claim_ids))
    found: dict[str, Today] = {}
    while batch := list(islice(names, _BATCH)):
        found |= {row[0]: Today(*row) for row in conn.execute(_SQL, [json.dumps(batch)])}
    return found


def today_in(db: Path, claim_ids: Iterable[str]) -> dict[str, Today]:
    """As ``today``, from a built database; OnfileError where it cannot be read."""
    if not db.is_file():
        raise OnfileError(f"{db}: there is no such database; build it first")
    try:
        with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as conn:
            return today(conn, claim_ids)
    except sqlite3.Error as error:
        raise OnfileError(f"{db}: cannot be read ({error}); build it anew") from error
