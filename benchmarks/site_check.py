"""What it costs to check a pasted paragraph against all that is on file, once that is loaded."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import sqlite_utils

from claims.check import Checker
from claims.citations import WorkIndex
from claims.evidence import Evidence
from claims.pages.plain import read_text
from ingest.schema import TABLES

_ROUNDS = 20
_PARAGRAPH = (
    "Ketamine infusions ease depression within hours. In studies, 67% of people with "
    "treatment-resistant depression responded within 24 hours. Side effects such as dizziness "
    "are mild and pass within two hours. About half of patients relapse within four weeks."
)


@dataclass(frozen=True, slots=True)
class Checked:
    """Seconds to load what is on file; claims found; milliseconds of processor time a check."""

    loading: float
    claims: int
    median: float
    worst: float


def check_paragraph(db: Path) -> Checked:
    """Load the database into a checker and check one paragraph over and over."""
    start = time.process_time()
    tables = {table.name: list(sqlite_utils.Database(db)[table.name].rows) for table in TABLES}
    works = WorkIndex.from_rows(tables["studies"], tables["journals"])
    checker = Checker(Evidence.from_rows(tables), works)
    page = read_text("paragraph", _PARAGRAPH.encode())
    claims = len(checker.check(page).claims)
    loading = time.process_time() - start
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        checker.check(page)
        times.append(1000 * (time.process_time() - start))
    return Checked(loading, claims, statistics.median(times), max(times))
