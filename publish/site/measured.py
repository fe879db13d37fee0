"""Measured quality as the page and its JSON show it: figures with intervals, verdicts confused."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass

from claims.quality.figures import EVERY
from claims.quality.rows import ALL
from claims.schema import MEASURES
from ingest.statistics import wilson_interval
from publish.site.rows import Row, rows

# Shades of the table of confused verdicts, from none to all of a row.
_SHADES = 5


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent of ``of`` items, with its 95% interval (Wilson)."""

    right: int
    of: int
    percent: float
    low: float
    high: float

    @classmethod
    def counted(cls, right: int, of: int) -> Share | None:
        """The share that ``right`` of ``of`` items make; None of no items."""
        if not of:
            return None
        low, high = wilson_interval(right, of)
        return cls(right, of, *(round(value, 1) for value in (100 * right / of, low, high)))

    @property
    def words(self) -> str:
        """In whole percent; never all or none where it is not so."""
        whole = f"{self.percent:.0f}%"
        if whole not in ("0%", "100%") or self.right in (0, self.of):
            return whole
        return f"{min(max(self.percent, 0.1), 99.9):.1f}%"


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: how much of what was found is right, and how much of what is labelled was."""

    topic: str
    measure: str
    name: str
    labelled: int
    found: int
    right: int
    f1: float | None

    @property
    def precision(self) -> Share | None:
        """How much of what was found is right; None where nothing was found."""
        return Share.counted(self.right, self.found)

    @property
    def recall(self) -> Share | None:
        """How much of what is labelled was found and is right; None without labels."""
        return Share.counted(self.right, self.labelled)

    def told(self) -> Row:
        """The figure as data; shares in percent."""
        shares = {"precision": self.precision, "recall": self.recall}
        figures = asdict(self)
        del figures["right"]
        return {**figures, **{name: asdict(one) if one else None for name, one in shares.items()}}


@dataclass(frozen=True, slots=True)
class Confused:
    """A labelled verdict and the verdicts given, with a shade of 0 to 5 by their share of it."""

    label: Row
    claims: int
    cells: list[tuple[Row, int, int]]


def read_measured(conn: sqlite3.Connection) -> list[Measured]:
    """Every figure, sets by name with all together first, measures in the order of their table."""
    found = rows(conn, "SELECT * FROM quality")
    found.sort(key=lambda row: (row["topic"] != ALL, row["topic"], *_order(row)))
    return [
        Measured(
            row["topic"], row["measure"], row["name"], row["labelled"], row["found"],
            row["right"], row["f1"],
        )
        for row in found
    ]  # fmt: skip


def read_confused(conn: sqlite3.Connection) -> list[Confused]:
    """The table of confused verdicts over all topics, by severity; no verdict that is not there."""
    labels = rows(conn, "SELECT verdict, label, severity FROM verdict_labels ORDER BY severity")
    pairs = {
        (row["labelled"], row["given"]): int(row["claims"])
        for row in rows(conn, "SELECT * FROM confusion WHERE topic = ? AND part = ?", ALL, EVERY)
    }
    shown = [label for label in labels if any(label["verdict"] in pair for pair in pairs)]
    return [_confused(label, shown, pairs) for label in shown]


def _confused(label: Row, shown: list[Row], pairs: dict[tuple[str, str], int]) -> Confused:
    counts = [pairs.get((label["verdict"], given["verdict"]), 0) for given in shown]
    claims = sum(counts)
    shades = [-(-_SHADES * count // claims) if claims else 0 for count in counts]
    return Confused(label, claims, list(zip(shown, counts, shades, strict=True)))


def _order(row: Row) -> tuple[int, int, int, str]:
    """Measures in order; within one the figures with most labels first, then those most given."""
    return MEASURES.index(row["measure"]), -row["labelled"], -row["found"], row["name"]
