"""Claims on file that say the same as one that was just read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from claims.checked import CheckedClaim
from publish.reports.labels import Label, labels

ON_FILE = """
SELECT claim_id, statement, verdict, outcome, kind, direction, value, unit, finding_id
FROM claims JOIN readings USING (claim_id) JOIN verdicts USING (claim_id)
WHERE outcome IS NOT NULL
ORDER BY claim_id
"""
_MOST = 5

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ClaimOnFile:
    """A claim on file with the label of its verdict."""

    claim_id: str
    statement: str
    label: Label


class ClaimsOnFile:
    """Claims on file by what they say: the same as where the page of a claim lists others."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Index the rows of ON_FILE."""
        self._claims: dict[Key, list[ClaimOnFile]] = defaultdict(list)
        for claim_id, statement, verdict, *said in rows:
            key = _key(*said)
            if key is not None and len(self._claims[key]) < _MOST:
                self._claims[key].append(ClaimOnFile(claim_id, statement, labels()[verdict]))

    def like(self, claim: CheckedClaim) -> list[ClaimOnFile]:
        """Claims on file with the same outcome the same way, and the same figure, or, where there
        is none, decided by the same finding; at most five."""
        reading, deciding = claim.reading, claim.verdict.deciding
        finding_id = deciding.finding.finding_id if deciding else None
        key = _key(
            reading.outcome,
            reading.kind,
            reading.direction,
            reading.value,
            reading.unit,
            finding_id,
        )
        return self._claims.get(key, []) if key else []


def _key(
    outcome: str | None,
    kind: str,
    direction: str | None,
    value: float | None,
    unit: str | None,
    finding_id: str | None,
) -> Key | None:
    """What claims that say the same have in common; None where too little is said to tell."""
    if outcome is None or (value is None and finding_id is None):
        return None
    told = (finding_id,) if value is None else (value, unit)
    return outcome, kind, direction, *told
