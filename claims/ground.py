"""Gives a figure without a known outcome that of its study, its neighbour or its words."""

from __future__ import annotations

from dataclasses import replace

from claims.evidence import Evidence
from claims.judges.claimed import claimed_figure, prints
from claims.link import claim_stems
from claims.printed import RATIO
from claims.reading import Assertion, Reading

_ALIKE = 0.3
_ALIKE_EXACT = 0.15
_ASIDE = frozenset({"dosing", "evidence", "safety"})


def grounded(
    reading: Reading, previous: Reading | None, evidence: Evidence, named: frozenset[str]
) -> Reading:
    """The reading with an outcome for its figure, where it names none on file for its drug.

    A finding of the drug that prints the figure gives it, if the claim names its study, goes on
    from a claim about its outcome, or has its words; else the claim before it does.
    """
    if not reading.drugs or _knows(reading, evidence):
        return reading
    claimed = claimed_figure(reading)
    if claimed is None:
        return reading
    before = previous.outcome if previous is not None and not reading.assertions else None
    same = [f for f in evidence.about(reading.drugs) if f.read and prints(f, claimed)]
    stems = claim_stems(reading.statement)
    enough = _ALIKE_EXACT if claimed.decimals else _ALIKE  # few findings share a decimal by chance
    words = frozenset(stem for stem in stems if not stem[0].isdigit())
    fitting = [
        finding
        for finding in same
        if finding.outcome == before
        or (finding.study_id in named and reading.assertions)
        or evidence.coverage(words if finding.study_id in named else stems, finding) >= enough
    ]
    if fitting:
        best = max(fitting, key=lambda f: (f.study_id in named, f.outcome == before,
                                           evidence.coverage(stems, f), f.finding_id))  # fmt: skip
        return _about(best.outcome, reading)
    return _about(before, reading) if before is not None else reading


def with_figure(reading: Reading) -> Reading:
    """The reading with the ratio or change that it states, where it was read without a figure."""
    claimed = claimed_figure(reading) if reading.value is None else None
    if claimed is None:
        return reading
    unit = "fold" if claimed.unit == RATIO else claimed.unit or None
    return replace(reading, value=claimed.value, value_high=claimed.high, unit=unit,
                   modifier=claimed.modifier, decimals=claimed.decimals,
                   in_words=claimed.words)  # fmt: skip


def _knows(reading: Reading, evidence: Evidence) -> bool:
    """Whether an outcome that the claim names is on file for its drug, or is a harm.

    A harm that is not on file is another one, while response or benefit may mean any outcome.
    """
    on_file, outcomes = evidence.outcomes_of(reading.drugs), evidence.vocabulary.outcomes
    kinds = {outcomes[a.outcome].kind for a in reading.assertions}
    return not on_file or any(
        outcomes[a.outcome].kind == "safety" or a.outcome in on_file
        for a in reading.assertions
        if len(kinds) == 1 or outcomes[a.outcome].kind not in _ASIDE
    )


def _about(outcome: str, reading: Reading) -> Reading:
    """The reading with that outcome in front; those that it named are not on file for its drug."""
    kind = reading.kind if reading.kind.endswith("-rate") else "efficacy-rate"
    assertion = Assertion(outcome, None, 0, len(reading.statement))
    return replace(reading, assertions=(assertion,), kind=kind)
