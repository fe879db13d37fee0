"""How sound what is on file is: read, dated, consistent, in conflict. From the table of counts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ingest.consistency import FAILS, HOLDS, OPEN, TESTS
from publish.site.covered import Covered, read_covered
from publish.site.rows import Row, rows

_NEVER = "never"


@dataclass(frozen=True, slots=True)
class Tally:
    """One test of findings' own figures: how many hold, are open, and fail."""

    test: str
    holds: int
    open: int
    fails: int


@dataclass(frozen=True, slots=True)
class OnFile:
    """Counts of rows by (table, aspect) and value, as ``soundness`` has them; and the topics."""

    counts: dict[tuple[str, str], dict[str, int]]
    covered: Covered

    def of(self, table: str, aspect: str) -> dict[str, int]:
        """Rows by value, most first."""
        found = self.counts.get((table, aspect), {})
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))

    @property
    def studies(self) -> int:
        """How many there are."""
        return sum(self.of("studies", "fields").values())

    @property
    def unverified(self) -> int:
        """Studies with a field that nobody has verified."""
        return self.of("studies", "fields").get("unverified", 0)

    @property
    def tested(self) -> list[Tally]:
        """What each test came to, in their order; no test that was not made."""
        made = ((test, self.of("findings", test)) for test in TESTS)
        return [
            Tally(test, *(found.get(result, 0) for result in (HOLDS, OPEN, FAILS)))
            for test, found in made
            if found
        ]

    def checked(self, table: str) -> list[tuple[str, int]]:
        """How many rows of a table were last read in which month, the newest first."""
        found = self.of(table, "checked")
        return sorted(((month, n) for month, n in found.items() if month != _NEVER), reverse=True)

    def never(self, table: str) -> int:
        """How many rows of a table nobody wrote a day for."""
        return self.of(table, "checked").get(_NEVER, 0)

    def told(self) -> Row:
        """The same as data."""
        return {
            "counts": [
                {"rows_of": table, "aspect": aspect, "value": value, "rows": count}
                for (table, aspect), values in self.counts.items()
                for value, count in values.items()
            ],
            "topics": self.covered.topics,
            "best_covered": self.covered.best,
            "gaps": self.covered.gaps,
        }


def read_on_file(conn: sqlite3.Connection) -> OnFile:
    """The counts and the topics."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows(conn, "SELECT * FROM soundness ORDER BY rows_of, aspect, value"):
        counts.setdefault((row["rows_of"], row["aspect"]), {})[row["value"]] = row["rows"]
    return OnFile(counts, read_covered(conn))
