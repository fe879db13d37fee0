"""Verdicts as reports show them: label, meaning, severity and rating, from the rule book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.checked import CheckedClaim, CheckedPage
from claims.rules import rows


@dataclass(frozen=True, slots=True)
class Label:
    """One row of ``verdict_labels``; ``rating`` is 1 to 5, None where a verdict gives none."""

    verdict: str
    label: str
    meaning: str
    severity: int
    rating: int | None

    @property
    def letter(self) -> str:
        """What tells the verdict where there is no room for a word: no two share an initial."""
        return self.label[0]


@cache
def labels() -> dict[str, Label]:
    """Verdicts by name, the gravest first."""
    found = [
        Label(
            row["verdict"],
            row["label"],
            row["meaning"],
            int(row["severity"]),
            int(row["claimreview_rating"]) if row["claimreview_rating"] else None,
        )
        for row in rows("verdict_labels")
    ]
    return {one.verdict: one for one in sorted(found, key=lambda one: -one.severity)}


def label_of(claim: CheckedClaim) -> Label:
    """The label of a claim's verdict."""
    return labels()[claim.verdict.verdict]


def worst_first(claims: Iterable[CheckedClaim]) -> list[CheckedClaim]:
    """Claims by severity, the gravest first; those alike in the order in which they are given."""
    return sorted(claims, key=lambda claim: -label_of(claim).severity)


def counted(pages: Iterable[CheckedPage]) -> list[tuple[Label, int]]:
    """How many claims have each verdict that occurs, the gravest first."""
    counts = [page.counts for page in pages]
    totals = [(one, sum(count[one.verdict] for count in counts)) for one in labels().values()]
    return [(one, total) for one, total in totals if total]
