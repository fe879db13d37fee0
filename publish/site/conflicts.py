"""Conflicts of sources as pages show them: which finding is followed, which is not, and why."""

from __future__ import annotations

import sqlite3

from publish.site.rows import Row, rows


def conflicts_of_study(conn: sqlite3.Connection, study_id: str) -> list[Row]:
    """Conflicts in which a finding of the study stands on either side."""
    return rows(conn, _CONFLICTS.format("?1 IN (followed.study_id, other.study_id)"), study_id)


def conflicts_of_finding(conn: sqlite3.Connection, finding_id: str) -> list[Row]:
    """Conflicts in which the finding stands on either side."""
    return rows(conn, _CONFLICTS.format("?1 IN (conflicts.followed, conflicts.other)"), finding_id)


_CONFLICTS = """
SELECT conflict_id, differs, reason, conflicts.checked,
       followed.finding_id AS followed, followed.statement AS followed_says,
       followed.study_id AS followed_study,
       other.finding_id AS other, other.statement AS other_says, other.study_id AS other_study
FROM conflicts JOIN findings AS other ON other.finding_id = conflicts.other
     LEFT JOIN findings AS followed ON followed.finding_id = conflicts.followed
WHERE {} ORDER BY conflict_id
"""
