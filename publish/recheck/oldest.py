"""What is due to be looked at: rows that were read long ago or never, and rows that are not sure.

Those on which verdicts rest come first: what decided one, or agrees, disagrees or bears on it.
"""

from __future__ import annotations

import sqlite3

from claims.records import study_from_row
from publish.recheck.report import Aged
from publish.site.rows import Row, rows


def oldest(conn: sqlite3.Connection, most: int) -> list[Aged]:
    """Findings and works in the order in which they are due, at most so many: those on which
    verdicts rest, then by the day they were last read, never before all, then by how many rest."""
    return [_aged(row) for row in rows(conn, _SQL.format(which="1"), most)]


def doubted(conn: sqlite3.Connection, most: int) -> list[Aged]:
    """Rows that are recalled, conflicting or have fields nobody verified, in the same order."""
    return [_aged(row) for row in rows(conn, _SQL.format(which="doubts IS NOT NULL"), most)]


def _aged(row: Row) -> Aged:
    return Aged(
        row["source"],
        row["id"],
        row["study_id"],
        study_from_row(row).short,
        row["checked"],
        row["checked_in"],
        row["rests"],
        tuple(filter(None, (row["doubts"] or "").split("\n"))),
    )


_SQL = """
WITH uses (finding_id, claim_id) AS (
    SELECT finding_id, claim_id FROM links WHERE role <> 'near-miss'
    UNION SELECT finding_id, claim_id FROM verdicts WHERE finding_id IS NOT NULL
), rest_on_finding (finding_id, rests) AS (
    SELECT finding_id, count(*) FROM uses GROUP BY finding_id
), rest_on_study (study_id, rests) AS (
    SELECT study_id, count(DISTINCT claim_id) FROM (
        SELECT study_id, claim_id FROM uses JOIN findings USING (finding_id)
        UNION SELECT study_id, claim_id FROM verdicts WHERE study_id IS NOT NULL
    ) GROUP BY study_id
), differ (finding_id, told) AS (
    SELECT finding_id, group_concat(told, char(10)) FROM (
        SELECT other AS finding_id, 'sources differ: ' || differs AS told FROM conflicts
        UNION SELECT followed, 'sources differ: ' || differs FROM conflicts
    ) WHERE finding_id IS NOT NULL GROUP BY finding_id
), due AS (
SELECT 'findings' AS source, finding_id AS id, study_id, authors, title, year,
       findings.checked, findings.checked_in, coalesce(rests, 0) AS rests,
       nullif(trim(iif(confidence = 'verified', '', confidence) || char(10)
                   || coalesce(differ.told, ''), char(10)), '') AS doubts
FROM findings JOIN studies USING (study_id)
     LEFT JOIN rest_on_finding USING (finding_id) LEFT JOIN differ USING (finding_id)
UNION ALL
SELECT 'studies', study_id, study_id, authors, title, year, checked, checked_in,
       coalesce(rests, 0), 'unverified: ' || nullif(unverified_fields, '')
FROM studies LEFT JOIN rest_on_study USING (study_id)
)
SELECT * FROM due WHERE {which}
ORDER BY rests = 0, checked, rests DESC, source, id LIMIT ?
"""
