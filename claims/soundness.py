"""What the tests of each finding's own figures came to, as rows of the table ``consistency``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingest.consistency import checks
from ingest.evidence import Record

Row = dict[str, Any]


def consistency_rows(findings: Iterable[Record]) -> list[Row]:
    """A row for every test for which a finding has the figures."""
    return [
        {
            "finding_id": record.values["finding_id"],
            "test": check.test,
            "result": check.result,
            "detail": check.detail,
        }
        for record in findings
        for check in checks(record)
    ]
