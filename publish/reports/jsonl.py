"""JSON Lines: one claim a line, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from claims.checked import CheckedClaim, CheckedPage
from claims.corpus import Judged
from claims.evidence import Evidence
from claims.store import reading_row, verdict_row
from publish.reports.wording import writable

KEYS = (
    "page", "quote", "line", "start", "end", "statement", "kind", "drug", "route", "dose",
    "population", "outcome", "value", "value_high", "unit", "comparator_value", "timepoint_value",
    "timepoint_unit", "n_doses", "hedged", "absolute_language", "cites", "verdict", "as_cited",
    "reasons", "strength", "study_id", "finding_id", "score", "rationale", "suggestion",
)  # fmt: skip
# JSON leaves these as they are, and some readers of lines end a line at them.
_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}
_FLAGS = ("hedged", "absolute_language")


def write(pages: Iterable[CheckedPage], evidence: Evidence, out: TextIO, today: date) -> None:
    """Write each claim as one line with the keys KEYS; what is unknown is null.

    ``start`` and ``end`` are character offsets into the page's text as it came; several drugs,
    routes or populations are divided by "; ".  Neither evidence nor date is needed.
    """
    for page in pages:
        for claim in page.claims:
            out.write(json_line(claim_row(page, claim)))
        out.flush()


def json_line(row: dict[str, Any]) -> str:
    """A row as one line that every reader of lines takes for one, its end included."""
    line = json.dumps(row, ensure_ascii=False, allow_nan=False)
    return writable(line.translate(_BREAKS)) + "\n"


def claim_row(page: CheckedPage, claim: CheckedClaim) -> dict[str, Any]:
    """One claim as it is printed: the values of KEYS, in their order."""
    reading = reading_row("", claim.reading)
    values = {
        **reading,
        **verdict_row(Judged("", claim.reading, claim.verdict)),
        **{name: bool(reading[name]) for name in _FLAGS},
        "page": page.page.name,
        "quote": claim.quote,
        "line": claim.line,
        "start": claim.start,
        "end": claim.end,
        "statement": claim.statement,
        "cites": [one.resolution.study_id or one.text for one in claim.references],
        "reasons": [reason.code for reason in claim.verdict.reasons],
    }
    return {key: values[key] for key in KEYS}
