"""What is on file, held for reading: findings, studies and vocabulary, indexed by facet and word.

The index never changes once made: checking a claim is a pure function of the claim and this.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from claims.lexicon import stop_stems
from claims.records import Finding, Study, finding_from_row, study_from_row
from claims.text import content_stems, tokenise
from claims.vocabulary import Vocabulary, split

_POOLED = frozenset({"meta-analysis", "systematic-review"})


class Evidence:
    """Findings and studies with their vocabulary, indexed."""

    def __init__(
        self, vocabulary: Vocabulary, studies: Iterable[Study], findings: Iterable[Finding]
    ) -> None:
        self.vocabulary = vocabulary
        self.studies = {study.study_id: study for study in studies}
        self.findings = {finding.finding_id: finding for finding in findings}
        self._by_outcome: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings.values():
            self._by_outcome[finding.outcome].append(finding)

    @classmethod
    def from_rows(cls, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Evidence:
        """An index of the rows given by table name: studies, findings and the vocabulary."""
        return cls(
            Vocabulary.from_rows(
                {k: v for k, v in tables.items() if k not in {"studies", "findings"}}
            ),
            (study_from_row(row) for row in tables.get("studies", ())),
            (finding_from_row(row) for row in tables.get("findings", ())),
        )

    def of_outcome(self, outcome: str) -> list[Finding]:
        """Findings on an outcome and on every narrower one."""
        return [finding for name in self._narrower(outcome) for finding in self._by_outcome[name]]

    def exactly(self, outcome: str) -> list[Finding]:
        """Findings on an outcome itself, narrower ones left out."""
        return self._by_outcome.get(outcome, [])

    def study_of(self, finding: Finding) -> Study:
        """The study that reports a finding."""
        return self.studies[finding.study_id]

    def about(self, drugs: Iterable[str]) -> list[Finding]:
        """Findings about any of these drugs, their classes or their members."""
        wanted = tuple(drugs)
        tree = self.vocabulary.drugs
        return [
            finding
            for finding in self.findings.values()
            if any(tree.related(one, other) for one in finding.drug for other in wanted)
        ]

    def coverage(self, stems: frozenset[str], finding: Finding) -> float:
        """Share of a claim's content words, by weight of rarity, that a finding's statement has."""
        if not stems:
            return 0.0
        total = sum(self._rarity(stem) for stem in stems)
        return sum(self._rarity(stem) for stem in stems & self.stems_of(finding)) / total

    def stems_of(self, finding: Finding) -> frozenset[str]:
        """Content stems of a finding's statement."""
        return self._stems[finding.finding_id]

    def like(self, stems: frozenset[str], limit: int = 20) -> list[Finding]:
        """Findings whose statements share the rarest words with these, best first."""
        scores: dict[str, float] = defaultdict(float)
        for stem in stems:
            rarity = self._rarity(stem)
            for finding_id in self._postings.get(stem, ()):
                scores[finding_id] += rarity
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [self.findings[finding_id] for finding_id, _ in best]

    def level(self, finding: Finding) -> float:
        """Level of evidence from 0 to 1: pooled and controlled first, recall and opinion last."""
        base = _LEVELS.get(finding.basis or "", 0.4)
        design = self.study_of(finding).design
        if finding.basis in {"controlled", "uncontrolled"} and design in _POOLED:
            base = max(base, _LEVELS["pooled"])
        return base

    def standing(self, finding: Finding) -> float:
        """How well a finding's study is documented, 0 to 1.

        Half for a record that a reader can look up (authors and title verified, journal, DOI or
        PMID), half for how many of its results are on file, full at a dozen.
        """
        study = self.study_of(finding)
        unsure = set(split(study.unverified_fields))
        record = [
            "authors" not in unsure,
            "title" not in unsure,
            bool(study.journal) and "journal" not in unsure,
            bool(study.doi or study.pmid),
        ]
        depth = math.log1p(self._depth[study.study_id]) / math.log1p(_WELL_DOCUMENTED)
        return 0.5 * sum(record) / len(record) + 0.5 * min(1.0, depth)

    @cached_property
    def _depth(self) -> Counter[str]:
        return Counter(finding.study_id for finding in self.findings.values() if finding.read)

    def _narrower(self, outcome: str) -> list[str]:
        tree = self.vocabulary.outcome_tree
        return [name for name in self._by_outcome if tree.is_a(name, outcome)]

    @cached_property
    def _stems(self) -> dict[str, frozenset[str]]:
        stop = stop_stems()
        return {
            finding_id: content_stems(tokenise(finding.statement), stop)
            for finding_id, finding in self.findings.items()
        }

    @cached_property
    def _postings(self) -> dict[str, list[str]]:
        postings: dict[str, list[str]] = defaultdict(list)
        for finding_id, stems in self._stems.items():
            for stem in stems:
                postings[stem].append(finding_id)
        return postings

    def _rarity(self, stem: str) -> float:
        """Inverse document frequency, smoothed, as in BM25 (Robertson and Zaragoza 2009)."""
        count, total = len(self._postings.get(stem, ())), len(self.findings)
        return math.log(1 + (total - count + 0.5) / (count + 0.5))


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
