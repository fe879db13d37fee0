"""The page of a study: what it is, what it found, and what is said of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request, Response

from claims.records import Finding, finding_from_row, study_from_row
from publish.reports.sources import figure_of, links_to
from publish.site.conflicts import conflicts_of_study
from publish.site.plot import Figure, Plot, effect_of, plot, share_of
from publish.site.respond import RequestError, load, page
from publish.site.rows import Row, labels_of, one, rows

_MOST_CLAIMS = 50


@dataclass(frozen=True, slots=True)
class StudyPage:
    """Everything that the page of a study shows; ``findings`` come with their figure in words."""

    study: Row
    short: str
    reference: str
    links: tuple[tuple[str, str], ...]
    unverified: list[str]
    notices: list[Row]
    conflicts: list[Row]
    plots: list[Plot]
    findings: list[tuple[Finding, str, str]]
    rows: dict[str, Row]
    proposed: list[Row]
    claims: list[Row]
    claims_in_all: int
    misprints: list[Row]
    confused: list[Row]


def read_study(conn: sqlite3.Connection, study_id: str) -> StudyPage | None:
    """The page of a study; None where there is no such study."""
    row = one(conn, "SELECT * FROM studies WHERE study_id = ?", study_id)
    if row is None:
        return None
    study = study_from_row(row)
    found = rows(conn, "SELECT * FROM findings WHERE study_id = ? ORDER BY finding_id", study_id)
    findings = [finding_from_row(each) for each in found]
    outcomes = labels_of(conn, "outcomes")
    claims = rows(conn, _CLAIMS, study_id)
    return StudyPage(
        study=row,
        short=study.short,
        reference=reference_of(row),
        links=links_to(study),
        unverified=[name.strip() for name in (study.unverified_fields or "").split(";") if name],
        notices=rows(conn, "SELECT * FROM notices WHERE study_id = ? ORDER BY date", study_id),
        conflicts=conflicts_of_study(conn, study_id),
        plots=_plots(findings, outcomes),
        findings=[
            (each, figure_of(each), outcomes.get(each.outcome, each.outcome)) for each in findings
        ],
        rows={each["finding_id"]: each for each in found},
        proposed=rows(conn, _PROPOSED, study_id),
        claims=claims[:_MOST_CLAIMS],
        claims_in_all=len(claims),
        misprints=rows(conn, _MISPRINTS, study_id),
        confused=rows(conn, _CONFUSED, study_id),
    )


def reference_of(study: Row) -> str:
    """A study's reference on one line, from what is on file; '(others)' becomes 'et al.'."""
    authors = ", ".join(name.strip() for name in study["authors"].split(";"))
    where = study["journal_abbrev"] or study["journal"] or ""
    volume = "".join(
        (study["volume"] or "", f"({study['issue']})" if study["issue"] else "",
         f":{study['pages']}" if study["pages"] else "")
    )  # fmt: skip
    when = ";".join(filter(None, (str(study["year"] or ""), volume)))
    parts = (authors.replace("(others)", "et al."), study["title"], where, when)
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


async def view(datasette: Datasette, request: Request) -> Response:
    """The page of the study that the address names."""
    study_id = tilde_decode(request.url_vars["study_id"])
    found = await load(datasette, lambda conn: read_study(conn, study_id))
    if found is None:
        raise RequestError(404, f"There is no study {study_id} on file; search for its title.")
    return await page(datasette, request, "study.html", {"found": found})


def _plots(findings: Sequence[Finding], outcomes: dict[str, str]) -> list[Plot]:
    """Shares on one axis, and effects of each type that has several on one of their own."""
    shares = [f for each in findings if (f := share_of(each, _name(each, outcomes))) is not None]
    effects = sorted(
        (f for each in findings if (f := effect_of(each, _name(each, outcomes))) is not None),
        key=_effect_type,
    )
    plots = [plot("Shares, percent", "%", shares)]
    for kind, group in groupby(effects, _effect_type):
        figures = list(group)
        if len(figures) > 1:
            plots.append(plot(f"Effects: {kind}", kind, figures))
    return [each for each in plots if each is not None]


def _effect_type(figure: Figure) -> str:
    return figure.finding.effect_type or "effect"


def _name(finding: Finding, outcomes: dict[str, str]) -> str:
    """What a figure is of: outcome, arm and time point."""
    outcome = outcomes.get(finding.outcome, finding.outcome)
    return ", ".join(filter(None, (outcome, finding.arm, finding.timepoint)))


_CLAIMS = """
SELECT claims.claim_id, statement, claims.page_id, verdicts.verdict, label, severity, role
FROM (SELECT claim_id, min(role) AS role
      FROM (SELECT links.claim_id, role FROM findings JOIN links USING (finding_id)
            WHERE findings.study_id = ?1 AND role <> 'near-miss'
            UNION ALL
            SELECT claim_id, 'decides' FROM verdicts WHERE study_id = ?1)
      GROUP BY claim_id)
     JOIN claims USING (claim_id) JOIN verdicts USING (claim_id)
     JOIN verdict_labels ON verdict_labels.verdict = verdicts.verdict
ORDER BY severity DESC, claims.page_id, line, start
"""
# What a build let verdicts rest on stands among the findings.
_PROPOSED = """
SELECT proposals.* FROM proposals
WHERE study_id = ? AND status = 'machine'
      AND proposal_id NOT IN (SELECT finding_id FROM findings)
ORDER BY proposal_id
"""
_MISPRINTS = """
SELECT fault, field, printed, real, reference, citations.citation_id, page_id, status
FROM citation_checks JOIN citations USING (citation_id) JOIN citation_faults USING (citation_id)
WHERE study_id = ? ORDER BY page_id, line, fault
"""
_CONFUSED = """
SELECT citations.*, study_id, status, rationale
FROM citation_checks JOIN citations USING (citation_id)
WHERE other_study_id = ? ORDER BY page_id, line
"""
