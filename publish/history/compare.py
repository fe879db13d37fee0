"""Sets two evidence databases side by side: what came, went and changed, and which verdicts.

Knows nothing of bundles or publication: it takes two connections and only reads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, NamedTuple

from ingest.schema import Table
from publish.history.cause import Account, Cause
from publish.history.causes import account_of
from publish.tables import DECLARED, TABLES

COUNTED = ("studies", "findings", "claims")

_BY_NAME = {table.name: table for table in DECLARED}
_Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A claim whose verdict differs; ``before`` is None for a new claim, ``after`` for one that is
    gone; ``statement`` and ``place`` (line, start, end) are the later ones.

    ``line_before`` is None for a new claim; ``cited_before`` and ``cited_after`` are the verdicts
    on the works that its page cites.
    """

    claim_id: str
    page_id: str
    place: tuple[int, int, int]
    statement: str
    before: str | None
    after: str | None
    account: Account
    line_before: int | None = None
    cited_before: str | None = None
    cited_after: str | None = None

    @property
    def cause(self) -> Cause:
        """The most direct cause, with the rule that now gives another reason where it has none."""
        first, reasons = self.account.causes[0], (*self.account.came, *self.account.went)
        rule = first.rule or next((reason.rule for reason in reasons), None)
        return replace(first, rule=rule)


class Tally(NamedTuple):
    """Rows of a table that came, went, or say something else."""

    added: int = 0
    removed: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one database differs from another: a tally for each of COUNTED, and changed verdicts."""

    tallies: Mapping[str, Tally]
    changes: tuple[Change, ...]


NO_CHANGE = Comparison({name: Tally() for name in COUNTED}, ())


def compare(old: sqlite3.Connection, new: sqlite3.Connection) -> Comparison:
    """What differs; sqlite3.Error where one of them cannot be read or lacks a table."""
    tallies = {name: tally(old, new, name) for name in COUNTED}
    return Comparison(tallies, tuple(changes(old, new)))


def same(old: sqlite3.Connection, new: sqlite3.Connection) -> bool:
    """Whether both databases have the same rows in every declared table.

    A table or column that one of them does not have makes them differ.
    """
    try:
        return all(_agree(old, new, table) for table in TABLES)
    except sqlite3.OperationalError:
        return False


def tally(old: sqlite3.Connection, new: sqlite3.Connection, name: str) -> Tally:
    """How the rows of one of COUNTED differ, over the columns that both databases have."""
    sql = ordered(_BY_NAME[name], _shared(old, new, name))
    added = removed = changed = 0
    for before, after in _paired(old.execute(sql), new.execute(sql)):
        added += before is None
        removed += after is None
        changed += before is not None and after is not None and before != after
    return Tally(added, removed, changed)


def changes(
    old: sqlite3.Connection, new: sqlite3.Connection, *, as_cited: bool = False
) -> Iterator[Change]:
    """Claims whose verdict differs, that came or that went, in the order of their ids.

    With ``as_cited`` also those of which only the verdict on the works cited differs.  A claim is
    the same claim where its id is.
    """
    for before, after in _paired(old.execute(_VERDICTS), new.execute(_VERDICTS)):
        if before is None or after is None:
            yield _came_or_went(new if before is None else old, before, after)
        elif before[1] != after[1] or (as_cited and before[2] != after[2]):
            claim_id, verdict, cited, page_id, *place, statement = after
            yield Change(
                claim_id, page_id, _place(place), statement, before[1], verdict,
                account_of(claim_id, old, new), before[4], before[2], cited,
            )  # fmt: skip


def _place(cells: list[int]) -> tuple[int, int, int]:
    line, start, end = cells
    return line, start, end


def ordered(table: Table, columns: tuple[str, ...]) -> str:
    """The query for rows of a table in the order of its key.

    Columns are named with their table: SQLite takes a quoted name alone for a text where there is
    no such column.
    """
    listed = ", ".join(f'"{table.name}"."{column}"' for column in columns)
    keys = ", ".join(f'"{key}"' for key in table.key)
    return f'SELECT {listed} FROM "{table.name}" ORDER BY {keys}'


def _came_or_went(conn: sqlite3.Connection, before: _Cells | None, after: _Cells | None) -> Change:
    """The change of a claim that only one of the databases has."""
    claim_id, verdict, cited, page_id, *place, statement = before or after or ()
    title = conn.execute("SELECT title FROM pages WHERE page_id = ?", [page_id]).fetchone()
    page = title[0] if title else page_id
    own = claim_id, page_id, _place(place), statement
    if before is None:
        cause = Cause("claim-added", f"The claim is new on file, of the page: {page}.")
        return Change(*own, None, verdict, Account((cause,), (), ()), None, None, cited)
    cause = Cause("claim-removed", f"The claim is no longer on file, of the page: {page}.")
    return Change(*own, verdict, None, Account((cause,), (), ()), place[0], cited, None)


def _agree(old: sqlite3.Connection, new: sqlite3.Connection, table: Table) -> bool:
    sql = ordered(table, table.names)
    pairs = zip_longest(old.execute(sql), new.execute(sql))
    return all(before == after for before, after in pairs)


def _shared(old: sqlite3.Connection, new: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """Declared columns of a table that both databases have, its key first."""
    sql = "SELECT name FROM pragma_table_info(?)"
    there = [{row[0] for row in conn.execute(sql, [name])} for conn in (old, new)]
    table = _BY_NAME[name]
    rest = (column for column in table.names if column not in table.key)
    return (*table.key, *(column for column in rest if all(column in each for each in there)))


def _paired(
    old: Iterator[_Cells], new: Iterator[_Cells]
) -> Iterator[tuple[_Cells | None, _Cells | None]]:
    """Rows with the same first cell side by side, None beside a row that stands alone.

    Both come in the order of their first cells, of which each has no two alike.
    """
    before, after = next(old, None), next(new, None)
    while before is not None or after is not None:
        if after is None or (before is not None and before[0] < after[0]):
            yield before, None
            before = next(old, None)
        elif before is None or after[0] < before[0]:
            yield None, after
            after = next(new, None)
        else:
            yield before, after
            before, after = next(old, None), next(new, None)


_VERDICTS = """
SELECT claims.claim_id, verdict, as_cited, page_id, line, start, "end", statement
FROM claims JOIN verdicts USING (claim_id) ORDER BY claims.claim_id
"""
