"""Golden cases: one a row, in cases/*.csv."""

from __future__ import annotations

import csv
from pathlib import Path

CASES = Path(__file__).parent / "cases"

Case = dict[str, str]


def golden(name: str) -> list[Case]:
    """The rows of ``cases/<name>.csv`` as dictionaries."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def parts(cell: str) -> list[str]:
    """The parts of a cell that holds several, divided by ';'."""
    return [part.strip() for part in cell.split(";") if part.strip()]
