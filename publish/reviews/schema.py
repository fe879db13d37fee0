"""The table of reviews, declared once, in the form of ``ingest.schema``, and what guards it.

It stands in a database of its own, outside every bundle: evidence.db is built anew again and again,
and what a reviewer wrote outlives each of them.
"""

from __future__ import annotations

from claims.schema import VERDICTS
from ingest.schema import ID, Column, Table

DATABASE = "reviews"
"""Name of the database on the site."""

APPLICATION_ID = 0x4F6E4672
"""Marks a SQLite file as one of reviews ("OnFr")."""

FORMAT = 1
"""The shape of the file, as its user_version."""

ACCEPT, OVERRULE = "accept", "overrule"
NOTE_LENGTH = 2000
MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z"

REVIEWS = Table(
    name="reviews",
    title="Reviews",
    description="What reviewers said of verdicts: one review a row, never changed and never taken "
    "away. Of one reviewer's reviews of a claim the newest counts, while what the verdict rests on "
    "is still the same.",
    key=("review_id",),
    facets=("action", "verdict", "reviewer"),
    sort_desc="made_at",
    indexes=(("claim_id", "made_at"), ("made_at",)),
    columns=(
        Column(
            "review_id",
            "TEXT",
            "Digest of all other columns: the same review is the same wherever it comes from.",
            required=True,
            pattern=r"[0-9a-f]{20}",
        ),
        Column("claim_id", "TEXT", "The claim.", required=True, pattern=ID),
        Column("statement", "TEXT", "The claim as it stood then.", required=True),
        Column(
            "machine_verdict",
            "TEXT",
            "What the rules had said of it.",
            required=True,
            choices=VERDICTS,
        ),
        Column(
            "action",
            "TEXT",
            "Whether the reviewer accepted that verdict or overruled it.",
            required=True,
            choices=(ACCEPT, OVERRULE),
        ),
        Column("verdict", "TEXT", "The reviewer's verdict.", required=True, choices=VERDICTS),
        Column(
            "code",
            "TEXT",
            "Reason code, as in the table reason_codes of the evidence; needed to overrule.",
            pattern=r"[A-Z][A-Z0-9_]{0,63}",
        ),
        Column("note", "TEXT", "Why, in the reviewer's words; needed to overrule."),
        Column("reviewer", "TEXT", "Who reviewed.", required=True, pattern=ID),
        Column(
            "made_at", "TEXT", "When: year-month-dayThour:minute:second.microsecondZ, in UTC.",
            required=True, pattern=MOMENT,
        ),
        Column(
            "inputs",
            "TEXT",
            "Digest of what the verdict rested on then, from the table verdicts of the evidence.",
            required=True,
        ),
    ),
    checks=(
        "(action = 'accept') = (verdict = machine_verdict)",
        "action = 'accept' OR (code IS NOT NULL AND note IS NOT NULL)",
        f"length(note) BETWEEN 1 AND {NOTE_LENGTH}",
        "made_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
        ".[0-9][0-9][0-9][0-9][0-9][0-9]Z'",
    ),
)  # fmt: skip

TABLES = (REVIEWS,)

# INSERT OR REPLACE deletes without firing a trigger on DELETE, by either key; hence the third.
TRIGGERS = {
    "reviews_stay_as_they_are": "BEFORE UPDATE ON reviews",
    "reviews_stay": "BEFORE DELETE ON reviews",
    "reviews_come_once": "BEFORE INSERT ON reviews WHEN EXISTS (SELECT 1 FROM reviews "
    "WHERE review_id = NEW.review_id OR rowid = NEW.rowid)",
}
"""Each refuses a statement: the database takes new reviews and nothing else."""


def trigger_sql(name: str) -> str:
    """The CREATE TRIGGER statement of one of ``TRIGGERS``."""
    refuse = "SELECT RAISE(ABORT, 'reviews are only ever added')"
    return f"CREATE TRIGGER {name} {TRIGGERS[name]} BEGIN {refuse}; END"
