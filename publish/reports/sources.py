"""Evidence as reports show it: one line a finding, with its study, people, figure and links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from claims.checked import CheckedClaim
from claims.evidence import Evidence
from claims.records import Finding, Study
from claims.verdict import AGREES, BEARS_ON, DISAGREES, NEAR_MISS, Candidate, Link
from ingest.statistics import wilson_interval
from publish.reports.wording import amount, number

ROLES = {
    AGREES: "Agrees",
    DISAGREES: "Disagrees",
    BEARS_ON: "Bears on it",
    NEAR_MISS: "Near miss",
}
CITED = "Work meant"


@dataclass(frozen=True, slots=True)
class Source:
    """One finding beside a claim, or the work that a reference means, in words.

    ``role`` is one of ROLES or CITED; ``note`` tells what sets a near miss apart;
    ``links`` are a label and an address each.  ``finding_id`` is None where a work is meant.
    """

    role: str
    study_id: str
    finding_id: str | None
    study: str
    n: int | None
    figure: str
    statement: str
    note: str
    links: tuple[tuple[str, str], ...]


def sources_of(claim: CheckedClaim, evidence: Evidence) -> list[Source]:
    """What a verdict rests on, in the order of its links.

    Near misses are left out where something agrees.  A verdict on a reference rests on the work.
    """
    verdict = claim.verdict
    agreed = any(link.role == AGREES for link in verdict.links)
    found = [
        _source(link, evidence) for link in verdict.links if not (agreed and link.role == NEAR_MISS)
    ]
    work = evidence.studies.get(verdict.study_id or "")
    if not found and work is not None:
        return [
            Source(CITED, work.study_id, None, work.short, None, "", work.title, "", links_to(work))
        ]
    return found


def links_to(study: Study) -> tuple[tuple[str, str], ...]:
    """Where a study can be looked up: its DOI and PubMed record, as far as they are known."""
    doi, pmid = study.doi, study.pmid
    doi_link = [(f"doi:{doi}", f"https://doi.org/{quote(doi, safe='/:;().')}")] if doi else []
    pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{quote(str(pmid), safe='')}/"
    return (*doi_link, *([(f"PMID {pmid}", pubmed)] if pmid else []))


def figure_of(finding: Finding) -> str:
    """A finding's figure with its interval, '' where it has none.

    The interval is the source's where it gives one; else, for a share of people that are counted,
    Wilson's, which the words say.
    """
    return "; ".join(filter(None, (_share(finding), _effect(finding), _value(finding))))


def _source(link: Link, evidence: Evidence) -> Source:
    finding = link.candidate.finding
    study = evidence.study_of(finding)
    return Source(
        role=ROLES[link.role],
        study_id=study.study_id,
        finding_id=finding.finding_id,
        study=study.short,
        n=finding.n,
        figure=figure_of(finding),
        statement=finding.statement,
        note=_apart(link.candidate) if link.role == NEAR_MISS else "",
        links=links_to(study),
    )


def _apart(candidate: Candidate) -> str:
    if candidate.conflicts:
        return f"differs in: {', '.join(candidate.conflicts)}"
    return candidate.finding.barred


def _share(finding: Finding) -> str:
    if finding.percent is None:
        return ""
    about = "about " if finding.percent_approx else ""
    share = about + amount(finding.percent, finding.percent_high, "%")
    versus = finding.comparator_percent
    against = f" against {number(versus)}%" if versus is not None else ""
    told = ", ".join(filter(None, (_counts(finding), _share_interval(finding))))
    return share + (f" ({told})" if told else "") + against


def _counts(finding: Finding) -> str:
    if finding.events is None or finding.n is None:
        return ""
    return f"{finding.events} of {finding.n}"


def _share_interval(finding: Finding) -> str:
    if finding.effect is None and finding.ci_low is not None and finding.ci_high is not None:
        return f"95% CI {number(finding.ci_low)} to {number(finding.ci_high)}%"
    events, n = finding.events, finding.n
    if events is None or n is None or not 0 <= events <= n or n < 1:
        return ""
    low, high = wilson_interval(events, n)
    return f"95% interval {low:.0f} to {high:.0f}%, Wilson"


def _effect(finding: Finding) -> str:
    if finding.effect is None:
        return ""
    words = f"{finding.effect_type or 'effect'} {number(finding.effect)}"
    if finding.ci_low is None or finding.ci_high is None:
        return words
    return f"{words} (95% CI {number(finding.ci_low)} to {number(finding.ci_high)})"


def _value(finding: Finding) -> str:
    """A number with its unit; a year alone tells nothing that the statement does not."""
    if finding.value is None or finding.unit == "year":
        return ""
    return amount(finding.value, finding.value_high, finding.unit)


def split_roles(found: Iterable[Source]) -> tuple[list[Source], list[Source]]:
    """Sources that bear on a claim, and near misses."""
    every = list(found)
    near = [source for source in every if source.role == ROLES[NEAR_MISS]]
    return [source for source in every if source not in near], near
