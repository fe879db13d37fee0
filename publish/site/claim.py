"""The page of a claim: what it says, what the evidence on file says of it, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request, Response

from claims.records import Finding, finding_from_row, study_from_row
from claims.verdict import NEAR_MISS
from publish.reports.sources import ROLES, figure_of
from publish.reports.wording import amount
from publish.reviews.today import stands
from publish.site.changes import history_of
from publish.site.covered import Searched, read_searched
from publish.site.plot import Figure, Plot, amount_of, plot, share_of
from publish.site.reading import Chip, chips
from publish.site.respond import RequestError, load, page
from publish.site.reviews import for_claim
from publish.site.rows import Row, labels_of, one, rows

FACETS = ("drug", "route", "population", "outcome", "comparator", "time", "doses", "subgroup")
NAMED = {
    "drug": "drugs",
    "route": "routes",
    "population": "populations",
    "outcome": "outcomes",
    "comparator": "drugs",
}
_ALIKE = 8


@dataclass(frozen=True, slots=True)
class Linked:
    """A finding beside the claim; ``facets`` are rows of ``comparisons`` by facet."""

    link: Row
    finding: Finding
    row: Row
    study: str
    role: str
    figure: str
    facets: dict[str, Row]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything that the page of a claim shows, as rows of the tables that their names say.

    ``words`` has for each facet with a vocabulary the labels of its names; ``searched`` is told of
    a claim that nothing supports.
    """

    claim: Row
    page: Row
    quote: str | None
    reading: Row
    chips: list[Chip]
    verdict: Row
    as_cited: Row | None
    reasons: list[Row]
    bearing: list[Linked]
    near: list[Linked]
    facets: list[str]
    words: dict[str, dict[str, str]]
    plot: Plot | None
    references: list[Row]
    alike: list[Row]
    neighbours: dict[str, str | None]
    searched: Searched | None


def read_claim(conn: sqlite3.Connection, claim_id: str) -> ClaimPage | None:
    """The page of a claim; None where there is no such claim."""
    claim = one(conn, "SELECT * FROM claims WHERE claim_id = ?", claim_id)
    if claim is None:
        return None
    reading = one(conn, "SELECT * FROM readings WHERE claim_id = ?", claim_id)
    verdict = one(conn, _VERDICT, claim_id)
    source = one(conn, "SELECT * FROM pages WHERE page_id = ?", claim["page_id"])
    if reading is None or verdict is None or source is None:
        return None
    quote = one(conn, "SELECT quote FROM quotes WHERE claim_id = ?", claim_id)
    linked = _linked(conn, claim_id)
    shown = {facet for each in linked for facet, row in each.facets.items() if _tells(row)}
    return ClaimPage(
        claim=claim,
        page=source,
        quote=quote["quote"] if quote else None,
        reading=reading,
        chips=chips(conn, reading),
        verdict=verdict,
        as_cited=one(conn, "SELECT * FROM verdict_labels WHERE verdict = ?", verdict["as_cited"]),
        reasons=rows(conn, _REASONS, claim_id),
        bearing=[each for each in linked if each.link["role"] != NEAR_MISS],
        near=[each for each in linked if each.link["role"] == NEAR_MISS],
        facets=[facet for facet in FACETS if facet in shown],
        words={facet: labels_of(conn, table) for facet, table in NAMED.items() if facet in shown},
        plot=_plot(reading, linked),
        references=references_of(conn, _CITED, claim_id),
        alike=_alike(conn, claim, reading, verdict),
        neighbours=_neighbours(conn, claim),
        searched=read_searched(conn, reading) if verdict["verdict"] == "unsupported" else None,
    )


def references_of(conn: sqlite3.Connection, sql: str, key: str) -> list[Row]:
    """References with their checks, and under ``faults`` what is wrong with each.

    ``sql`` chooses rows of ``citations`` by ``key``.
    """
    found = rows(conn, sql, key)
    for row in found:
        row["faults"] = rows(
            conn, "SELECT * FROM citation_faults WHERE citation_id = ? ORDER BY fault",
            row["citation_id"],
        )  # fmt: skip
    return found


async def view(datasette: Datasette, request: Request) -> Response:
    """The page of the claim that the address names."""
    claim_id = tilde_decode(request.url_vars["claim_id"])
    found = await load(datasette, lambda conn: read_claim(conn, claim_id))
    if found is None:
        raise RequestError(404, f"There is no claim {claim_id} on file; search for its words.")
    context = {
        "found": found,
        "reviews": await for_claim(
            datasette, request, claim_id, stands(found.claim, found.verdict)
        ),
        "history": await history_of(datasette, claim_id),
    }
    return await page(datasette, request, "claim.html", context)


def _linked(conn: sqlite3.Connection, claim_id: str) -> list[Linked]:
    """Findings beside the claim by rank: four queries, however many there are."""
    compared: dict[str, dict[str, Row]] = {}
    for row in rows(conn, "SELECT * FROM comparisons WHERE claim_id = ?", claim_id):
        compared.setdefault(row["finding_id"], {})[row["facet"]] = row
    found = {row["finding_id"]: row for row in rows(conn, _FINDINGS, claim_id)}
    studies = {row["study_id"]: study_from_row(row).short for row in rows(conn, _STUDIES, claim_id)}
    links = rows(conn, "SELECT * FROM links WHERE claim_id = ? ORDER BY rank", claim_id)
    return [
        _link(link, found[link["finding_id"]], studies, compared.get(link["finding_id"], {}))
        for link in links
    ]


def _link(link: Row, row: Row, studies: dict[str, str], facets: dict[str, Row]) -> Linked:
    finding = finding_from_row(row)
    return Linked(
        link=link,
        finding=finding,
        row=row,
        study=studies[finding.study_id],
        role=ROLES[link["role"]],
        figure=figure_of(finding),
        facets=facets,
    )


def _tells(row: Row) -> bool:
    return bool(row["result"] != "unknown")


def _plot(reading: Row, linked: Iterable[Linked]) -> Plot | None:
    """What is claimed against every figure on file in the same unit; nothing without a figure."""
    value, unit = reading["value"], reading["unit"]
    if value is None or not unit or unit == "year":
        return None
    figures = [figure for each in linked if (figure := _figure(each, unit)) is not None]
    claimed = [end for end in (value, reading["value_high"]) if end is not None]
    words = amount(value, reading["value_high"], unit)
    return plot("The figure claimed and those on file", unit, figures, claimed, words)


def _figure(linked: Linked, unit: str) -> Figure | None:
    if unit == "%":
        return share_of(linked.finding, linked.study, linked.role)
    if linked.finding.unit != unit:
        return None
    return amount_of(linked.finding, linked.study, linked.role)


def _alike(conn: sqlite3.Connection, claim: Row, reading: Row, verdict: Row) -> list[Row]:
    """Claims of other pages that say the same: the same outcome the same way, and the same figure,
    or, where there is none, decided by the same finding."""
    if reading["outcome"] is None:
        return []
    values = (reading["outcome"], reading["kind"], claim["page_id"], reading["direction"])
    if reading["value"] is not None:
        return rows(
            conn, _ALIKE_SQL.format("readings.value = ? AND readings.unit IS ?"),
            *values, reading["value"], reading["unit"], _ALIKE,
        )  # fmt: skip
    if verdict["finding_id"] is None:
        return []
    test = "readings.value IS NULL AND verdicts.finding_id = ?"
    return rows(conn, _ALIKE_SQL.format(test), *values, verdict["finding_id"], _ALIKE)


def _neighbours(conn: sqlite3.Connection, claim: Row) -> dict[str, str | None]:
    """The claims before and after it on its page."""
    place = (claim["page_id"], claim["line"], claim["start"], claim["claim_id"])
    before = one(conn, _BESIDE.format("<", "DESC"), *place)
    after = one(conn, _BESIDE.format(">", "ASC"), *place)
    return {
        "before": before["claim_id"] if before else None,
        "after": after["claim_id"] if after else None,
    }


_VERDICT = """
SELECT verdicts.*, label, meaning, severity, claimreview_rating
FROM verdicts JOIN verdict_labels USING (verdict) WHERE claim_id = ?
"""
_REASONS = """
SELECT code, label, detail, effect, rule, rules.description AS says
FROM verdict_reasons JOIN reason_codes USING (code) JOIN rules USING (rule)
WHERE claim_id = ?
ORDER BY CASE effect WHEN 'decides' THEN 1 WHEN 'caps' THEN 2 ELSE 3 END, code
"""
_FINDINGS = """
SELECT findings.*, (SELECT conflict_id FROM conflicts WHERE other = finding_id) AS set_aside
FROM links JOIN findings USING (finding_id) WHERE claim_id = ?
"""
_STUDIES = """
SELECT * FROM studies WHERE study_id IN
    (SELECT study_id FROM links JOIN findings USING (finding_id) WHERE claim_id = ?)
"""
_CITED = """
SELECT citations.*, study_id, status, rationale, corrected
FROM claims_cites JOIN citations USING (citation_id)
     LEFT JOIN citation_checks USING (citation_id)
WHERE claim_id = ? ORDER BY position
"""
_ALIKE_SQL = """
SELECT claims.claim_id, statement, claims.page_id, pages.title, verdicts.verdict, label, severity
FROM readings JOIN claims USING (claim_id) JOIN verdicts USING (claim_id)
     JOIN verdict_labels ON verdict_labels.verdict = verdicts.verdict
     JOIN pages ON pages.page_id = claims.page_id
WHERE readings.outcome = ? AND readings.kind = ? AND claims.page_id <> ?
      AND readings.direction IS ? AND {}
LIMIT ?
"""
_BESIDE = """
SELECT claim_id FROM claims
WHERE page_id = ? AND (line, start, claim_id) {0} (?, ?, ?)
ORDER BY line {1}, start {1}, claim_id {1} LIMIT 1
"""
