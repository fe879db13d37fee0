"""The drugs that a claim is about and those that it is compared with."""

from __future__ import annotations

import pytest

from claims.read import read
from claims.reading import Context
from tests.claims.finding.marked import marked
from tests.claims.golden import Case, parts
from tests.claims.small import VOCABULARY


@pytest.mark.parametrize("case", marked("subjects", "statement"))
def test_golden(case: Case) -> None:
    reading = read(case["statement"], VOCABULARY, Context(drugs=tuple(parts(case["context"]))))
    assert list(reading.drugs) == parts(case["drugs"])
    assert reading.drug_stated == (case["stated"] == "yes")
    assert list(reading.comparators) == parts(case["comparators"])
