"""A digest of what a verdict rests on, by which a review of it is known to be out of date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from claims.verdict import NEAR_MISS, Verdict


def inputs_digest(reading: Mapping[str, Any], statement: str, verdict: Verdict) -> str:
    """Sixteen hexadecimal digits that change with the statement, its reading (a row of
    ``readings``), the findings that bear on it, the work that decided, or the verdict.

    What is empty does not count, so that a column added to a table changes nothing by itself; nor
    do near misses, scores and the wording of a rationale.
    """
    content = {
        "statement": statement,
        "reading": _said({k: v for k, v in reading.items() if k != "claim_id"}),
        "verdict": [verdict.verdict, verdict.as_cited, verdict.study_id],
        "findings": sorted(
            (
                [link.role, _said(asdict(link.candidate.finding))]
                for link in verdict.links
                if link.role != NEAR_MISS
            ),
            key=lambda pair: json.dumps(pair),
        ),
    }
    text = json.dumps(content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, "", ())}
