"""Golden cases of the resolution of references: one a row, in cases/citations.csv."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from claims.citations import WorkIndex, resolve

CASES = Path(__file__).parent / "cases"
JOURNALS = Path(__file__).parents[2] / "data" / "vocabulary" / "journals.csv"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


GOLDEN = rows(CASES / "citations.csv")


@pytest.fixture(scope="module")
def index() -> WorkIndex:
    return WorkIndex.from_rows(rows(CASES / "citations_works.csv"), rows(JOURNALS))


@pytest.mark.parametrize("case", GOLDEN, ids=[f"{c['style']}: {c['reference']}" for c in GOLDEN])
def test_golden(case: dict[str, str], index: WorkIndex) -> None:
    found = resolve(case["reference"], index)
    assert (
        found.study_id or "",
        found.status,
        sorted({fault.name for fault in found.faults}),
        sorted(found.others),
    ) == (
        case["study_id"],
        case["status"],
        sorted(filter(None, case["faults"].split(";"))),
        sorted(filter(None, case["others"].split(";"))),
    ), found.rationale
