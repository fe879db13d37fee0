"""What is counted when answers are compared with labels, and the figures that follow from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

# What a figure is of: what is measured, and the field, verdict, kind or fault.
Name = tuple[str, str]

# Names of figures that are no field, verdict, kind or fault.
CLAIMS, HIGH, NO_CLAIMS = "claims", "claims most worth checking", "sentences that are no claim"
SEEN, NO_REFERENCES = "references", "text that is no reference"
ACCEPTABLE = "same or as good"
WORKS, NO_WORK = "work on file", "no work on file"
CORE_FAULTS = "faults that matter most"

# What verdicts that are confused are of: all claims, a kind of claim, a reason code.
EVERY, OF_KIND, OF_REASON = PARTS = ("all", "kind", "reason")


@dataclass
class Figure:
    """One thing that may be said of many items: by their labels, by the checker, by both alike.

    ``missed`` are the words of items where the two part.
    """

    labelled: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, labelled: bool, found: bool, right: bool, told: str) -> None:
        """Count an item: whether its label says so, whether the checker does, whether they agree.

        What neither says counts for nothing.
        """
        self.labelled += labelled
        self.found += found
        self.right += labelled and found and right
        if (labelled or found) and not (labelled and found and right):
            self.missed.append(told)

    def given(self, right: bool, told: str) -> None:
        """Count an item of which the checker says so and no label could: whether it is right."""
        self.found += 1
        self.right += right
        if not right:
            self.missed.append(told)

    def update(self, other: Figure) -> None:
        """Count another's items in."""
        self.labelled += other.labelled
        self.found += other.found
        self.right += other.right
        self.missed += other.missed

    @property
    def precision(self) -> float | None:
        """How much of what was found is right, 0 to 1; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """How much of what is labelled was found and is right, 0 to 1; None without labels."""
        return self.right / self.labelled if self.labelled else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where either cannot be told."""
        if not self.found or not self.labelled:
            return None
        return 2 * self.right / (self.found + self.labelled)


@dataclass
class Scores:
    """All figures of a set, and how often a labelled verdict was given as which: of all claims, of
    those of a labelled kind, and of those whose verdict carries a reason code."""

    figures: defaultdict[Name, Figure] = field(default_factory=lambda: defaultdict(Figure))
    confusion: Counter[tuple[Name, str, str]] = field(default_factory=Counter)

    def update(self, other: Scores) -> None:
        """Count another set in."""
        for name, figure in other.figures.items():
            self.figures[name].update(figure)
        self.confusion.update(other.confusion)


def together(sets: Iterable[Scores]) -> Scores:
    """The scores over several sets."""
    scores = Scores()
    for one in sets:
        scores.update(one)
    return scores
