"""What is on file, held for reading: findings, studies and vocabulary, indexed by facet and word.

The index never changes once made: checking a claim is a pure function of the claim and this.
Parts of it are made when first asked for; any thread may ask, and it can be pickled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from claims.grid import Grid
from claims.lexicon import stop_stems
from claims.memo import Memo
from claims.merit import level, standing, usable
from claims.named import StudyNames
from claims.pool import Entry, Pool
from claims.reading import Assertion, Reading
from claims.records import (
    Finding,
    Search,
    Study,
    finding_from_row,
    search_from_row,
    set_aside,
    study_from_row,
)
from claims.text import content_stems, tokenise
from claims.vocabulary import Vocabulary
from claims.wordindex import WordIndex
from ingest.evidence import Evidence as Corpus

_MOST_DRUG_LISTS = 64
_HAIR = 1e-9


class Evidence:
    """Findings and studies with their vocabulary, indexed; and what was searched for."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        studies: Iterable[Study],
        findings: Iterable[Finding],
        searches: Iterable[Search] = (),
    ) -> None:
        self.vocabulary = vocabulary
        self.studies = {study.study_id: study for study in studies}
        self.findings = {finding.finding_id: finding for finding in findings}
        self.searches = tuple(searches)
        self._in_order = list(self.findings.values())
        self._by_outcome: dict[str, list[Finding]] = defaultdict(list)
        self._by_drug: dict[str, list[int]] = defaultdict(list)
        for place, finding in enumerate(self._in_order):
            self._by_outcome[finding.outcome].append(finding)
            for drug in finding.drug:
                self._by_drug[drug].append(place)
        self._pools: Memo[str, Pool] = Memo(self._pool)
        self._about: Memo[tuple[str, ...], tuple[Finding, ...]] = Memo(
            self._find_about, _MOST_DRUG_LISTS
        )
        self._outcomes: Memo[tuple[str, ...], frozenset[str]] = Memo(
            self._find_outcomes, _MOST_DRUG_LISTS
        )
        self._searched: Memo[tuple[str, ...], tuple[int, int]] = Memo(
            self._count_about, _MOST_DRUG_LISTS
        )

    @classmethod
    def from_rows(cls, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Evidence:
        """An index of the rows given by table name: studies, findings, their conflicts, searches,
        and the vocabulary."""
        studies, findings = (tuple(tables.get(name, ())) for name in ("studies", "findings"))
        aside = set_aside(tables.get("conflicts", ()))
        words = {name: rows for name, rows in tables.items() if name != "studies"}
        return cls(
            Vocabulary.from_rows(words | {"findings": findings}),
            (study_from_row(row) for row in studies),
            (
                finding_from_row({**row, "set_aside": aside.get(row["finding_id"])})
                for row in findings
            ),
            map(search_from_row, tables.get("searches", ())),
        )

    @classmethod
    def from_corpus(cls, corpus: Corpus) -> Evidence:
        """An index of what the packs hold, as ``ingest.corpus.read_evidence`` gives it."""
        return cls.from_rows({name: corpus.rows(name) for name in corpus.tables})

    def of_outcome(self, outcome: str) -> list[Finding]:
        """Findings on an outcome and on every narrower one."""
        is_a = self.vocabulary.outcome_tree.is_a
        groups = self._by_outcome.items()
        return [f for name, findings in groups if is_a(name, outcome) for f in findings]

    def pool(self, outcome: str) -> Pool:
        """Findings on an outcome, on every narrower and on every wider one."""
        return self._pools[outcome]

    def near_share(self, share: float, within: float) -> list[Finding]:
        """Findings that print a share within so many points of that one, in percent."""
        shares, findings = self._shares
        first = bisect_left(shares, share - within - _HAIR)
        last = bisect_right(shares, share + within + _HAIR)
        return [findings[i] for i in range(first, last) if abs(shares[i] - share) <= within]

    @cached_property
    def two_armed(self) -> list[Finding]:
        """Findings that a verdict may rest on and that print a share in each of two arms."""
        return [
            finding
            for finding in self.findings.values()
            if finding.percent is not None
            and finding.comparator_percent is not None
            and usable(finding, self.study_of(finding))
        ]

    def study_of(self, finding: Finding) -> Study:
        """The study that reports a finding."""
        return self.studies[finding.study_id]

    def about(self, drugs: Iterable[str]) -> tuple[Finding, ...]:
        """Findings about any of these drugs, their classes or their members, in file order."""
        return self._about[tuple(drugs)]

    def outcomes_of(self, drugs: tuple[str, ...]) -> frozenset[str]:
        """Outcomes of the findings about these drugs, with every wider and narrower one."""
        return self._outcomes[drugs]

    def searched(self, drugs: tuple[str, ...]) -> tuple[int, int]:
        """How many findings of how many studies are about these drugs; all where none is named."""
        return self._searched[drugs]

    def coverage(self, stems: frozenset[str], finding: Finding) -> float:
        """Share of a claim's content words, by weight of rarity, that a finding's statement has."""
        return self.words.coverage(stems, finding.finding_id)

    def like(self, stems: frozenset[str], enough: float, limit: int = 20) -> list[Finding]:
        """Findings whose statements have at least that share of these words, best first."""
        return [self.findings[name] for name in self.words.like(stems, enough, limit)]

    def stems_of(self, finding: Finding) -> frozenset[str]:
        """Content stems of a finding's statement."""
        return self._stems[finding.finding_id]

    def entry(self, finding: Finding) -> Entry:
        """A finding with what of its worth depends on no claim."""
        return self._entries[finding.finding_id]

    @cached_property
    def grid(self) -> Grid:
        """The values of findings in each facet, to compare claims with."""
        return Grid(self._in_order, self.vocabulary)

    @cached_property
    def study_names(self) -> StudyNames:
        """Finds the studies on file that a text names."""
        return StudyNames(self.studies.values())

    @cached_property
    def words(self) -> WordIndex:
        """The words of findings' statements, by the findings' ids."""
        return WordIndex(self._stems)

    @cached_property
    def _stems(self) -> dict[str, frozenset[str]]:
        stop = stop_stems()
        return {
            name: content_stems(tokenise(finding.statement), stop)
            for name, finding in self.findings.items()
        }

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        depth = Counter(finding.study_id for finding in self._in_order if finding.read)
        standings = {
            name: round(standing(study, depth[name]), 4) for name, study in self.studies.items()
        }
        return {
            name: Entry(
                finding,
                self.grid.numbers[name],
                self._stems[name],
                level(finding, self.study_of(finding)),
                standings[finding.study_id],
                usable(finding, self.study_of(finding)),
            )
            for name, finding in self.findings.items()
        }

    @cached_property
    def _shares(self) -> tuple[list[float], list[Finding]]:
        """Shares that findings print, in rising order, and the findings."""
        pairs = [(f.percent, f.finding_id) for f in self._in_order if f.percent is not None]
        pairs.sort()
        return [share for share, _ in pairs], [self.findings[name] for _, name in pairs]

    def _pool(self, outcome: str) -> Pool:
        related = self.vocabulary.outcome_tree.related
        groups = self._by_outcome.items()
        found = [f for name, findings in groups if related(name, outcome) for f in findings]
        rows = self.grid.rows(Reading("", ""), Assertion(outcome, None, 0, 0))
        return Pool([self.entry(finding) for finding in found], rows)

    def _find_about(self, drugs: tuple[str, ...]) -> tuple[Finding, ...]:
        related = self.vocabulary.drugs.related
        places = {
            place
            for name, found in self._by_drug.items()
            if any(related(name, drug) for drug in drugs)
            for place in found
        }
        return tuple(self._in_order[place] for place in sorted(places))

    def _find_outcomes(self, drugs: tuple[str, ...]) -> frozenset[str]:
        related = self.vocabulary.outcome_tree.related
        own = {finding.outcome for finding in self.about(drugs)}
        return frozenset(
            name for name in self.vocabulary.outcomes if any(related(name, one) for one in own)
        )

    def _count_about(self, drugs: tuple[str, ...]) -> tuple[int, int]:
        found = self.about(drugs) if drugs else self._in_order
        return len(found), len({finding.study_id for finding in found})
