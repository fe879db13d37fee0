"""What a finding is worth whatever the claim: its level of evidence, and how it is documented."""

from __future__ import annotations

import math

from claims.records import Finding, Study
from claims.vocabulary import split

_POOLED = frozenset({"meta-analysis", "systematic-review"})
_WELL_DOCUMENTED = 12
_LEVELS = {
    "pooled": 1.0,
    "regulator": 0.9,
    "controlled": 0.95,
    "guideline": 0.8,
    "established": 0.8,
    "survey": 0.6,
    "uncontrolled": 0.5,
    "practice": 0.4,
    "hypothesis": 0.4,
    "preclinical": 0.3,
}


def level(finding: Finding, study: Study) -> float:
    """Level of evidence from 0 to 1: pooled and controlled first, recall and opinion last."""
    base = _LEVELS.get(finding.basis or "", 0.4)
    if finding.basis in {"controlled", "uncontrolled"} and study.design in _POOLED:
        base = max(base, _LEVELS["pooled"])
    return base


def standing(study: Study, results: int) -> float:
    """How well a study is documented, 0 to 1, with so many of its results on file.

    Half for a record that a reader can look up (authors and title verified, journal, DOI or
    PMID), half for how many of its results are on file, full at a dozen.
    """
    unsure = set(split(study.unverified_fields))
    record = [
        "authors" not in unsure,
        "title" not in unsure,
        bool(study.journal) and "journal" not in unsure,
        bool(study.doi or study.pmid),
    ]
    depth = math.log1p(results) / math.log1p(_WELL_DOCUMENTED)
    return 0.5 * sum(record) / len(record) + 0.5 * min(1.0, depth)


def usable(finding: Finding, study: Study) -> bool:
    """Whether a verdict may rest on a finding: read by somebody, not set aside in a conflict of
    sources, in a work not retracted."""
    return finding.read and study.notice != "retraction"
