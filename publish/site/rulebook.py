"""The page of the rules: every verdict, reason and rule, how often it occurs, and one example."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from claims.schema import REASON_CODES, RULES
from claims.verdict import WEIGHTS
from publish.site.respond import load, page
from publish.site.rows import Row, rows

# What claims.strength says, for readers.
STRENGTHS = {
    "A": "A pooled analysis, a product label or a regulator; or two randomised trials that count "
    "100 people together. Nothing comparable says otherwise.",
    "B": "The same with something against it, or a single randomised trial of 100 people.",
    "C": "Smaller randomised trials, guidelines, or what is established.",
    "D": "Studies without a control group, or practice.",
    "E": "Animals, cells or a hypothesis.",
}
_STAGES = {
    "read": ("Reading", "What a claim says."),
    "compare": (
        "Comparing",
        "One facet of a claim against the same facet of a finding: equal, compatible, in conflict "
        "or unknown. A finding in conflict on any facet is not comparable and decides nothing.",
    ),
    "judge": ("Judging", "What the comparable findings together make of a claim."),
    "cite": ("References", "Which work on file a printed reference means."),
}
_EFFECTS = {
    "decides": ("Reasons that decide", "Each is enough for a verdict by itself."),
    "caps": ("Reasons that cap", "However good the support, it holds the verdict down."),
    "notes": ("Reasons that note", "Told beside the verdict, which stays as it is."),
}
_SCORED = ("facets that agree", "words in common", "level of evidence", "how well documented")


@dataclass(frozen=True, slots=True)
class Group:
    """Rules of one stage, or reasons of one effect; each with ``times``, ``claims`` and, where
    there is an example, ``claim_id`` and ``statement``."""

    key: str
    title: str
    words: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything that the page shows."""

    verdicts: list[Row]
    reasons: list[Group]
    rules: list[Group]
    strengths: dict[str, str]
    weights: tuple[tuple[str, str], ...]


def read_rulebook(conn: sqlite3.Connection) -> RuleBook:
    """The rule book with its counts.

    All counts were made at build, so that the page costs the same however many claims are on file.
    """
    return RuleBook(
        verdicts=rows(conn, _COUNTED.format("verdict_labels", "verdict", "severity"), "verdict"),
        reasons=_groups(
            rows(conn, _COUNTED.format("reason_codes", "code", "code"), "reason"),
            REASON_CODES.column("effect").choices, "effect", _EFFECTS,
        ),
        rules=_groups(
            rows(conn, _COUNTED.format("rules", "rule", "rule"), "rule"),
            RULES.column("stage").choices, "stage", _STAGES,
        ),
        strengths=STRENGTHS,
        weights=tuple(zip(_SCORED, (f"{weight:.0%}" for weight in WEIGHTS), strict=True)),
    )  # fmt: skip


async def view(datasette: Datasette, request: Request) -> Response:
    """The page of the rules."""
    found = await load(datasette, read_rulebook)
    return await page(datasette, request, "rules.html", {"found": found})


def _groups(
    found: Sequence[Row], keys: Sequence[str], column: str, told: dict[str, tuple[str, str]]
) -> list[Group]:
    """The rows by the value of a column, in the order of its choices; no empty group."""
    groups = (Group(key, *told[key], [row for row in found if row[column] == key]) for key in keys)
    return [group for group in groups if group.rows]


_COUNTED = """
SELECT book.*, coalesce(times, 0) AS times, coalesce(counts.claims, 0) AS claims,
       claims.claim_id, statement
FROM {0} AS book
     LEFT JOIN rule_counts AS counts ON counts.part = ? AND counts.name = book.{1}
     LEFT JOIN claims ON claims.claim_id = counts.claim_id
ORDER BY book.{2}
"""
