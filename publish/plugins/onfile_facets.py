"""Facets that a table always shows: counted once, since the database does not change.

To count 100,000 rows by a column takes some 8 ms, each time that a page of them is shown.  The type
``counted`` is Datasette's own facet by column, but for what it asks of an immutable database: that
is asked once.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Results
from datasette.facets import ColumnFacet

_MOST = 256
Key = tuple[str, str, tuple[tuple[Any, Any], ...]]

_ANSWERS: WeakKeyDictionary[Datasette, OrderedDict[Key, Results]] = WeakKeyDictionary()


@hookimpl
def register_facet_classes() -> list[type[ColumnFacet]]:
    """The facets that declarations of tables name."""
    return [CountedFacet]


class CountedFacet(ColumnFacet):  # type: ignore[misc]
    """A facet by column that is declared, and not suggested."""

    type = "counted"

    def __init__(self, ds: Datasette, *arguments: Any, **named: Any) -> None:
        super().__init__(_Remembering(ds), *arguments, **named)

    async def suggest(self) -> list[dict[str, Any]]:
        """Nothing: whoever wants another facet is offered Datasette's."""
        return []


class _Remembering:
    """Datasette, asked nothing twice of a database that does not change."""

    def __init__(self, datasette: Datasette) -> None:
        self._datasette = datasette

    def __getattr__(self, name: str) -> Any:
        return getattr(self._datasette, name)

    async def execute(self, database: str, sql: str, params: Any = None, **named: Any) -> Results:
        """As Datasette's own; the answers used least lately are forgotten."""
        if self._datasette.get_database(database).is_mutable:
            return await self._datasette.execute(database, sql, params, **named)
        answers = _ANSWERS.setdefault(self._datasette, OrderedDict())
        values = params.items() if isinstance(params, dict) else enumerate(params or ())
        key = (database, sql, tuple(values))
        if key not in answers:
            answers[key] = await self._datasette.execute(database, sql, params, **named)
        answers.move_to_end(key)
        while len(answers) > _MOST:
            answers.popitem(last=False)
        return answers[key]
