"""Links one assertion of a claim to findings: by facets first, by words where facets give none."""

from __future__ import annotations

from collections.abc import Iterable

from claims.evidence import Evidence
from claims.facets import closeness, comparable, compare
from claims.lexicon import stop_stems
from claims.reading import Assertion, Reading
from claims.records import Finding
from claims.text import content_stems, tokenise
from claims.verdict import Candidate

_LIKE_ENOUGH = 0.6
_MOST = 40


def candidates(reading: Reading, assertion: Assertion, evidence: Evidence) -> list[Candidate]:
    """Findings on the assertion's outcome, wider and narrower ones, compared facet by facet.

    Best first: comparable before not, then by score. Findings that nobody has read in a source
    stay among them but never count as comparable.
    """
    stems = claim_stems(reading.statement)
    tree = evidence.vocabulary.outcome_tree
    wider = tree.above(assertion.outcome) - {assertion.outcome}
    pool = {f.finding_id: f for f in evidence.of_outcome(assertion.outcome)}
    for name in sorted(wider):
        pool |= {f.finding_id: f for f in evidence.exactly(name)}
    return ranked(weigh(reading, assertion, finding, evidence, stems) for finding in pool.values())


def same_figure(reading: Reading, assertion: Assertion, evidence: Evidence) -> list[Candidate]:
    """Findings of any outcome that print the claim's share: where a figure may have come from."""
    if reading.unit != "%" or reading.value is None:
        return []
    stems = claim_stems(reading.statement)
    alike = [
        finding
        for finding in evidence.findings.values()
        if finding.percent is not None and abs(finding.percent - reading.value) <= 0.5
    ]
    return ranked(weigh(reading, assertion, finding, evidence, stems) for finding in alike)[:_MOST]


def like_in_words(
    reading: Reading, evidence: Evidence, enough: float = _LIKE_ENOUGH
) -> list[Candidate]:
    """Comparable findings whose statements carry that share of the claim's content words, or more.

    Words count by their rarity on file.
    """
    stems = claim_stems(reading.statement)
    found = []
    for finding in evidence.like(stems):
        assertion = Assertion(finding.outcome, None, 0, 0)
        candidate = weigh(reading, assertion, finding, evidence, stems)
        if candidate.comparable and candidate.text_score >= enough:
            found.append(candidate)
    return ranked(found)


def weigh(
    reading: Reading,
    assertion: Assertion,
    finding: Finding,
    evidence: Evidence,
    stems: frozenset[str],
) -> Candidate:
    """One finding against one assertion, with its component scores."""
    comparisons = compare(reading, assertion, finding, evidence.vocabulary)
    return Candidate(
        finding,
        comparisons,
        round(closeness(comparisons), 4),
        round(evidence.coverage(stems, finding), 4),
        evidence.level(finding),
        round(evidence.standing(finding), 4),
        finding.read and comparable(comparisons) and not _dropped(finding, evidence),
    )


def claim_stems(statement: str) -> frozenset[str]:
    """Content stems of a claim."""
    return content_stems(tokenise(statement), stop_stems())


def ranked(found: Iterable[Candidate]) -> list[Candidate]:
    """Comparable first, then by score, then by id so that the order never depends on chance."""
    return sorted(found, key=lambda c: (not c.comparable, -c.score, c.finding.finding_id))


def _dropped(finding: Finding, evidence: Evidence) -> bool:
    return evidence.study_of(finding).notice == "retraction"
