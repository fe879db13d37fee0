"""Which reasons a verdict is given with, and how they differ in two databases."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code with its label, what exactly, and the rule that gives it where known."""

    code: str
    label: str
    detail: str | None
    rule: str | None


def reasons_differing(
    old: sqlite3.Connection, new: sqlite3.Connection, claim_id: str
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Reasons that are no longer given for a claim, and those that are new; the code and the rule
    tell one from another, not the detail."""
    was, now = _reasons(old, claim_id), _reasons(new, claim_id)
    went = tuple(reason for key, reason in was.items() if key not in now)
    came = tuple(reason for key, reason in now.items() if key not in was)
    return went, came


def _reasons(conn: sqlite3.Connection, claim_id: str) -> dict[tuple[str, str], Reason]:
    """Reasons by code and rule, those that decide first."""
    found = conn.execute(_REASONS, [claim_id])
    return {(code, rule): Reason(code, label, detail, rule) for code, label, detail, rule in found}


_REASONS = """
SELECT code, label, detail, rule FROM verdict_reasons JOIN reason_codes USING (code)
WHERE claim_id = ?
ORDER BY CASE effect WHEN 'decides' THEN 1 WHEN 'caps' THEN 2 ELSE 3 END, code
"""
