"""Gives a figure without a known outcome the one that its study, its neighbour or its words tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.evidence import Evidence
from claims.judges.claimed import Claimed, claimed_figure, match
from claims.judges.numbers import AGREEING
from claims.link import claim_stems
from claims.printed import printed
from claims.reading import Assertion, Reading
from claims.records import Finding

_ALIKE = 0.3


def grounded(
    reading: Reading, previous: Reading | None, evidence: Evidence, named: frozenset[str]
) -> Reading:
    """The reading with an outcome for its figure, where it names none on file for its drug.

    A finding of the drug that prints the figure gives it, if the claim names its study, goes on
    from a claim about its outcome, or has its words; else the claim before it does.
    """
    claimed = claimed_figure(reading)
    if claimed is None or not reading.drugs or _knows(reading, evidence):
        return reading
    before = previous.outcome if previous is not None and not reading.assertions else None
    same = _same_figure(claimed, evidence.about(reading.drugs))
    stems = claim_stems(reading.statement)
    fitting = [
        finding
        for finding in same
        if finding.study_id in named
        or finding.outcome == before
        or evidence.coverage(stems, finding) >= _ALIKE
    ]
    if fitting:
        best = max(fitting, key=lambda f: (f.study_id in named, f.outcome == before,
                                           evidence.coverage(stems, f), f.finding_id))  # fmt: skip
        return _about(best.outcome, reading)
    return _about(before, reading) if before is not None else reading


def _knows(reading: Reading, evidence: Evidence) -> bool:
    """Whether an outcome that the claim names is on file for its drug."""
    related = evidence.vocabulary.outcome_tree.related
    on_file = {finding.outcome for finding in evidence.about(reading.drugs)}
    return not on_file or any(
        related(a.outcome, name) for a in reading.assertions for name in on_file
    )


def _same_figure(claimed: Claimed, findings: Sequence[Finding]) -> list[Finding]:
    return [
        finding
        for finding in findings
        if finding.read and any(match(claimed, figure) in AGREEING for figure in printed(finding))
    ]


def _about(outcome: str, reading: Reading) -> Reading:
    """The reading with that outcome in front; those that it named are not on file for its drug."""
    kind = reading.kind if reading.kind.endswith("-rate") else "efficacy-rate"
    assertion = Assertion(outcome, None, 0, len(reading.statement))
    return replace(reading, assertions=(assertion,), kind=kind)
