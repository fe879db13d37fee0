"""What judging gives: links, reasons, the judgement of each part of a claim, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from claims.facets import Comparison
from claims.reading import Assertion
from claims.records import Finding

# What facets, words, level of evidence and documentation count in a candidate's score.
WEIGHTS = (0.45, 0.15, 0.2, 0.2)
AGREES, DISAGREES, BEARS_ON, NEAR_MISS = "agrees", "disagrees", "bears-on", "near-miss"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code with what exactly, and the rule that gave it."""

    code: str
    detail: str
    rule: str


def score_of(facet: float, text: float, level: float, standing: float) -> float:
    """Component scores as one, each by its weight."""
    by_facet, by_text, by_level, by_standing = WEIGHTS
    return by_facet * facet + by_text * text + by_level * level + by_standing * standing


class Candidate(NamedTuple):
    """A finding set beside a claim: facets compared, component scores, and whether comparable."""

    finding: Finding
    comparisons: tuple[Comparison, ...]
    facet_score: float
    text_score: float
    level_score: float
    standing_score: float
    comparable: bool

    @property
    def score(self) -> float:
        """Facets, words, level of evidence and documentation, each by its weight."""
        return score_of(self.facet_score, self.text_score, self.level_score, self.standing_score)

    def result(self, facet: str) -> str:
        """How one facet stands; ``unknown`` for one that was not compared."""
        for comparison in self.comparisons:
            if comparison.facet == facet:
                return comparison.result
        return "unknown"

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Facets that stand in the way."""
        return tuple(c.facet for c in self.comparisons if c.result == "conflict")


@dataclass(frozen=True, slots=True)
class Part:
    """The judgement of one thing that a claim asserts.

    ``deciding`` is the candidate that decided most; ``note`` a half sentence on why.
    """

    assertion: Assertion | None
    verdict: str
    reasons: tuple[Reason, ...] = ()
    deciding: Candidate | None = None
    agreeing: tuple[Candidate, ...] = ()
    disagreeing: tuple[Candidate, ...] = ()
    bearing: tuple[Candidate, ...] = ()
    near: tuple[Candidate, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A candidate with its part in the verdict; ``rank`` 1 is the best."""

    candidate: Candidate
    role: str
    rank: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a claim and everything it rests on."""

    verdict: str
    as_cited: str | None
    strength: str | None
    reasons: tuple[Reason, ...]
    links: tuple[Link, ...]
    deciding: Candidate | None
    rationale: str
    suggestion: str | None
    searched_findings: int
    searched_studies: int
    study_id: str | None
