"""A page that was checked on the site, as JSON and as a part of an HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from datasette.utils import tilde_encode

from claims.checked import CheckedClaim, CheckedPage, CitedPage
from claims.evidence import Evidence
from publish.metadata import DATABASE
from publish.references.jsonl import reference_row
from publish.reports.edition import onfile_version, rule_set
from publish.reports.jsonl import claim_row
from publish.reports.labels import labels
from publish.reports.sheets import environment, key_of, sheet_of
from publish.reports.sources import Source, sources_of
from publish.site.similar import ClaimOnFile

Similar = Sequence[Sequence[ClaimOnFile]]
"""For each claim of a page those on file that are like it."""

_SOURCE = tuple(field.name for field in fields(Source))


class Paths:
    """Addresses of rows on a site whose addresses begin with ``base`` (Datasette's base_url)."""

    def __init__(self, base: str) -> None:
        self._base = base

    def row(self, table: str, key: str) -> str:
        """The page of the row with that key."""
        return f"{self._base}{DATABASE}/{table}/{tilde_encode(key)}"


def as_fragment(page: CheckedPage, evidence: Evidence, similar: Similar, base: str) -> str:
    """The page with its claims marked and the evidence beside it, to stand within a site's page."""
    return (
        environment()
        .get_template("fragment.html")
        .render(
            site=Paths(base),
            similar=similar,
            sheet=sheet_of(1, page, evidence),
            labels=labels().values(),
            version=onfile_version(),
            rule_set=rule_set(),
        )
    )


def as_json(page: CheckedPage, evidence: Evidence, similar: Similar) -> dict[str, Any]:
    """The page as it is answered to programs; claims are numbered from 1 in their order."""
    numbers = {key_of(claim): number for number, claim in enumerate(page.claims, 1)}
    cited = CitedPage(page.page, page.references)
    return {
        "ok": True,
        "page": {
            "name": page.page.name,
            "title": page.page.title,
            "format": page.page.format,
            "sha256": page.page.sha256,
            "characters": len(page.page.source),
        },
        "onfile": onfile_version(),
        "rule_set": rule_set(),
        "counts": {name: page.counts[name] for name in labels()},
        "claims": [
            claim_row(page, claim)
            | {"evidence": _evidence(claim, evidence), "similar": [_similar(one) for one in alike]}
            for claim, alike in zip(page.claims, similar, strict=True)
        ],
        "references": [reference_row(cited, one, "vancouver") for one in page.references],
        "contradictions": [
            {"claims": [numbers[key_of(one.first)], numbers[key_of(one.second)]], "why": one.why}
            for one in page.contradictions
        ],
        "balance": [
            {
                "element": one.element,
                "label": one.label,
                "claims": [numbers[key_of(claim)] for claim in one.claims],
            }
            for one in page.balance
        ],
    }


def _evidence(claim: CheckedClaim, evidence: Evidence) -> list[dict[str, Any]]:
    """What a verdict rests on; links are addresses alone."""
    return [
        {name: getattr(source, name) for name in _SOURCE}
        | {"links": [address for _, address in source.links]}
        for source in sources_of(claim, evidence)
    ]


def _similar(one: ClaimOnFile) -> dict[str, str]:
    return {"claim_id": one.claim_id, "statement": one.statement, "verdict": one.label.verdict}
