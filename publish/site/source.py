"""The page of a page: what it claims, in its order, and what the evidence on file says of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request, Response

from publish.site.claim import references_of
from publish.site.respond import RequestError, load, page
from publish.site.rows import Row, one, rows


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Everything that the page of a page shows.

    ``claims`` stand in the order of the page; ``balance`` has an element a row, with the claims
    that give it under ``claims``.
    """

    page: Row
    counts: list[Row]
    claims: list[Row]
    attached: bool
    references: list[Row]
    contradictions: list[Row]
    balance: list[Row]


def read_source(conn: sqlite3.Connection, page_id: str) -> SourcePage | None:
    """The page of a page; None where there is no such page."""
    found = one(conn, "SELECT * FROM pages WHERE page_id = ?", page_id)
    if found is None:
        return None
    claims = rows(conn, _CLAIMS, page_id)
    return SourcePage(
        page=found,
        counts=rows(conn, _COUNTS, page_id),
        claims=claims,
        attached=any(claim["quote"] for claim in claims),
        references=references_of(conn, _REFERENCES, page_id),
        contradictions=rows(conn, _CONTRADICTIONS, page_id),
        balance=_balance(conn, page_id),
    )


async def view(datasette: Datasette, request: Request) -> Response:
    """The page that the address names."""
    page_id = tilde_decode(request.url_vars["page_id"])
    found = await load(datasette, lambda conn: read_source(conn, page_id))
    if found is None:
        raise RequestError(404, f"There is no page {page_id} on file; the table of pages has all.")
    return await page(datasette, request, "source.html", {"found": found})


def _balance(conn: sqlite3.Connection, page_id: str) -> list[Row]:
    given: dict[str, list[str]] = {}
    for row in rows(conn, _BALANCE, page_id):
        given.setdefault(row["element"], []).append(row["claim_id"])
    elements = rows(conn, "SELECT * FROM balance_elements ORDER BY position")
    return [{**row, "claims": given.get(row["element"], [])} for row in elements]


_COUNTS = """
SELECT verdict, label, severity, claims
FROM verdict_counts JOIN verdict_labels USING (verdict) WHERE page_id = ? ORDER BY severity DESC
"""
_CLAIMS = """
SELECT claims.*, kind, verdict, label, severity, as_cited, strength, rationale, quote
FROM claims JOIN readings USING (claim_id) JOIN verdicts USING (claim_id)
     JOIN verdict_labels USING (verdict) LEFT JOIN quotes USING (claim_id)
WHERE page_id = ? ORDER BY line, start, "end", claim_id
"""
_REFERENCES = """
SELECT citations.*, study_id, other_study_id, status, rationale, corrected
FROM citations LEFT JOIN citation_checks USING (citation_id)
WHERE page_id = ? ORDER BY line, citation_id
"""
_CONTRADICTIONS = """
SELECT contradictions.*, a.statement AS statement, b.statement AS other_statement
FROM contradictions JOIN claims AS a USING (claim_id)
     JOIN claims AS b ON b.claim_id = other_claim_id
WHERE a.page_id = ? ORDER BY a.line, a.start, claim_id, other_claim_id
"""
_BALANCE = """
SELECT element, claim_id FROM balance JOIN claims USING (claim_id)
WHERE balance.page_id = ? ORDER BY line, start, claim_id
"""
