"""Puts a verdict into words: why it fell, and what would be true instead."""

from __future__ import annotations

from claims.combine import Outcome
from claims.evidence import Evidence
from claims.reading import Reading
from claims.rules import reason_label

_OPENINGS = {
    "supported": "Evidence on file says the same",
    "partly-supported": "The core holds, with a material qualifier",
    "overstated": "The direction holds, but the claim goes beyond the evidence on file",
    "contradicted": "Comparable evidence on file says otherwise",
    "misattributed": "The figure is real but belongs to something else",
    "not-checkable": "This is not a matter for literature",
}
_MOST = 4


def rationale(reading: Reading, outcome: Outcome, evidence: Evidence, searched: int) -> str:
    """Why the verdict fell, from its reasons and the finding that decided."""
    if outcome.verdict == "unsupported":
        return _nothing(reading, outcome, evidence, searched)
    detail = "; ".join(
        reason.detail or reason_label(reason.code) for reason in outcome.reasons[:_MOST]
    )
    sentence = (
        f"{_OPENINGS[outcome.verdict]} ({detail})." if detail else f"{_OPENINGS[outcome.verdict]}."
    )
    if outcome.deciding is None:
        return sentence
    study = evidence.study_of(outcome.deciding.finding)
    return f"{sentence} {study.short}: {outcome.deciding.finding.statement}"


def suggestion(outcome: Outcome, evidence: Evidence) -> str | None:
    """A wording that the evidence supports; None where the claim stands or nothing is on file."""
    if outcome.verdict in {"supported", "not-checkable", "unsupported"} or outcome.deciding is None:
        return None
    finding = outcome.deciding.finding
    study = evidence.study_of(finding)
    against = next(
        (
            link.candidate.finding
            for link in outcome.links
            if link.role == "disagrees" and link.candidate.finding is not finding
        ),
        None,
    )
    words = f"{finding.statement.rstrip('.')} ({study.short})."
    if against is not None and outcome.verdict in {"partly-supported", "overstated"}:
        other = evidence.study_of(against)
        words += f" {against.statement.rstrip('.')} ({other.short})."
    return words


def _nothing(reading: Reading, outcome: Outcome, evidence: Evidence, searched: int) -> str:
    drugs = ", ".join(evidence.vocabulary.labels.get(drug, drug) for drug in reading.drugs)
    about = f" about {drugs}" if drugs else ""
    sentence = f"Nothing comparable among {searched} findings on file{about}."
    near = [link.candidate for link in outcome.links if link.role == "near-miss"]
    if near:
        finding, facets = near[0].finding, ", ".join(near[0].conflicts)
        apart = f"differs in: {facets}" if facets else finding.barred or "its work was retracted"
        sentence += f" Nearest: {finding.statement} ({apart})."
    return sentence
