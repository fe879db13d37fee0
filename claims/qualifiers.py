"""Notes on the evidence behind a verdict: small, single, uncontrolled, wide, other denominator."""

from __future__ import annotations

from collections.abc import Sequence

from claims.evidence import Evidence
from claims.reading import Reading
from claims.verdict import NEAR_MISS, Candidate, Link, Reason
from ingest.schema import MACHINE
from ingest.statistics import grim_consistent, wilson_interval

_SMALL = 50
_WIDE = 30.0
_UNCONTROLLED = frozenset({"open-label", "observational", "survey"})


def notes(
    reading: Reading,
    verdict: str,
    deciding: Candidate | None,
    agreeing: Sequence[Candidate],
    evidence: Evidence,
) -> list[Reason]:
    """Notes for a verdict that rests on findings; none for one that rests on nothing."""
    if deciding is None or verdict in {"unsupported", "not-checkable"}:
        return []
    made = []
    finding, study = deciding.finding, evidence.study_of(deciding.finding)
    studies = {candidate.finding.study_id for candidate in agreeing}
    if len(studies) == 1:
        made.append(Reason("SINGLE_STUDY", f"only {study.short} agrees", "NOTE_SINGLE"))
    clinical = finding.percent is not None or finding.effect is not None
    if clinical and finding.n is not None and finding.n < _SMALL:
        made.append(Reason("SMALL_N", f"n = {finding.n}", "NOTE_SMALL"))
    alone = finding.comparator == "none" or study.design in _UNCONTROLLED
    if clinical and finding.comparator_percent is None and alone:
        made.append(Reason("UNCONTROLLED", f"{study.short} had no control group", "NOTE_CONTROL"))
    made += _interval(deciding) + _denominator(deciding, evidence)
    if finding.confidence == "conflicting":
        made.append(Reason("SOURCES_DISAGREE", finding.note or "", "NOTE_SOURCES"))
    if study.notice == "correction":
        made.append(Reason("CORRECTED_WORK", f"{study.short} carries a correction", "NOTICE"))
    return made


def machine_read(links: Sequence[Link]) -> list[Reason]:
    """That a verdict rests on findings which a program read and nobody has."""
    names = [
        link.candidate.finding.finding_id
        for link in links
        if link.role != NEAR_MISS and link.candidate.finding.confidence == MACHINE
    ]
    if not names:
        return []
    detail = f"nobody has read {', '.join(sorted(names))}"
    return [Reason("MACHINE_READ", detail, "NOTE_MACHINE")]


def _interval(deciding: Candidate) -> list[Reason]:
    finding = deciding.finding
    if finding.events is None or not finding.n:
        return []
    low, high = wilson_interval(finding.events, finding.n)
    if high - low <= _WIDE:
        return []
    detail = f"95% interval {low:.0f} to {high:.0f}%"
    return [Reason("WIDE_INTERVAL", detail, "NOTE_INTERVAL")]


def _denominator(deciding: Candidate, evidence: Evidence) -> list[Reason]:
    """Where the share is of fewer people than were randomised, and could not be of all of them."""
    finding, study = deciding.finding, evidence.study_of(deciding.finding)
    randomised = study.n_randomised
    if finding.percent is None or finding.n is None or not randomised or randomised == finding.n:
        return []
    if finding.subgroup or grim_consistent(finding.percent, 0, randomised):
        return []
    counts = f"{finding.events} of " if finding.events is not None else ""
    detail = (
        f"{counts}the {finding.n} {finding.n_kind or 'analysed'}; {randomised} were randomised, "
        f"and {finding.percent:g}% of {randomised} is impossible"
    )
    return [Reason("DENOMINATOR", detail, "NOTE_DENOMINATOR")]
