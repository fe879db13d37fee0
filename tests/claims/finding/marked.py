"""Golden cases in cases/, with those that do not hold yet marked by the reason."""

from __future__ import annotations

import csv
import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.claims.golden import Case

FOLDER = Path(__file__).parent / "cases"


def rows(name: str) -> list[Case]:
    """The rows of ``cases/<name>.csv``."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def marked(name: str, column: str) -> list[Any]:
    """Each row as a parameter that is called by a column."""
    return [param(row, row[column], row["fails"]) for row in rows(name)]


def grouped(name: str, column: str) -> list[Any]:
    """Neighbouring rows that share a column as one parameter."""
    groups = [list(group) for _, group in groupby(rows(name), key=lambda row: row[column])]
    return [param(group, group[0][column], group[0]["fails"]) for group in groups]


def pages(name: str) -> list[Any]:
    """The cases of ``cases/<name>.json``."""
    cases = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [param(case, case["name"], case.get("fails", "")) for case in cases]


def param(value: object, name: str, fails: str) -> Any:
    """A parameter; where ``fails`` gives a reason, one that must fail."""
    marks = [pytest.mark.xfail(strict=True, reason=fails)] if fails else []
    return pytest.param(value, id=name or "nothing", marks=marks)
