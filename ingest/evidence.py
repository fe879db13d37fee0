"""What ingest hands from one of its steps to the next, and to whoever builds on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import Refusal
from ingest.rows import Value

Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Record:
    """One typed row and where it stands: its file and physical line.

    ``written`` keeps cells as they are printed where a number loses that: how many decimals a
    percentage has tells which people it can come from.
    """

    file: str
    line: int
    values: Row
    written: Mapping[str, str] = field(default_factory=dict)

    def refuse(self, column: str, reason: str, remedy: str) -> Refusal:
        """A refusal of one cell of this row."""
        return Refusal(self.file, self.line, column, reason, remedy)

    def text(self, column: str) -> str:
        """The cell as text, '' where it is empty."""
        value = self.values.get(column)
        return "" if value is None else str(value)

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several, divided by ';'."""
        return tuple(filter(None, (part.strip() for part in self.text(column).split(";"))))


Records = Mapping[str, tuple[Record, ...]]


@dataclass(frozen=True, slots=True)
class Pack:
    """One folder of evidence: its good rows by table, and what was refused.

    ``refused`` holds the keys of refused rows by table: what points at one of these is not adrift.
    ``notes`` tell what was left out of the pack without harm.
    """

    name: str
    folder: Path
    tables: Records
    refusals: tuple[Refusal, ...] = ()
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two packs that differ about one cell; ``kept`` stands and ``other`` does not."""

    table: str
    key: str
    column: str
    kept: str
    other: str
    kept_in: str
    other_in: str

    def __str__(self) -> str:
        """One line: what differs, what stands."""
        return (
            f"{self.other_in}: {self.table} {self.key}, {self.column}: '{self.other}' disagrees "
            f"with '{self.kept}' in {self.kept_in}, which stands"
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything on file: rows by table, in the order of the packs and their lines."""

    tables: Records
    disagreements: tuple[Disagreement, ...] = ()
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: tuple[Refusal, ...] = ()

    def rows(self, table: str) -> list[Row]:
        """The rows of a table, as columns to values."""
        return [record.values for record in self.tables.get(table, ())]
