"""How well the claims found on labelled pages fit their labels: aligned then compared."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from claims.checked import CheckedClaim, CheckedPage
from claims.text import tokenise
from claims.vocabulary import Vocabulary

Label = dict[str, Any]
LEAST = 0.55
# A part of fewer words than this is contained in too much.
_FEW = 4
_WORD = re.compile(r"\w+(?:[.,]\w+)*")


@dataclass
class Tally:
    """Labels that were met out of all that could be, and the words of those that were not."""

    met: int = 0
    of: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, met: bool, told: str) -> None:
        self.met += met
        self.of += 1
        if not met:
            self.missed.append(told)

    @property
    def share(self) -> float:
        """In percent; 0 where there was nothing to meet."""
        return 100 * self.met / self.of if self.of else 0.0


@dataclass
class Scores:
    """What is measured: ``flagged`` counts sentences that are no claim and were taken for one."""

    recall: Tally = field(default_factory=Tally)
    high: Tally = field(default_factory=Tally)
    flagged: Tally = field(default_factory=Tally)
    verdicts: Tally = field(default_factory=Tally)
    drugs: Tally = field(default_factory=Tally)
    kinds: Tally = field(default_factory=Tally)


def labels(path: Path) -> list[Label]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def overlap(one: str, other: str) -> float:
    """How much of the words two texts share, 0 to 1: by Dice, or of the shorter where it is long.

    Words count as often as they stand; case and marks do not.
    """
    a, b = _words(one), _words(other)
    shared, least = (a & b).total(), min(a.total(), b.total())
    if not least:
        return 0.0
    dice = 2 * shared / (a.total() + b.total())
    return max(dice, shared / least) if least >= _FEW else dice


@cache
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def align(gold: Sequence[Label], claims: Sequence[CheckedClaim]) -> dict[int, CheckedClaim]:
    """Which claim each label of one page means, one to one: label's index to claim.

    The closest in words first; among equals whole before part, then the nearest line.
    """
    pairs = sorted(
        (
            -score,
            -_dice_of_lengths(row["quote"], claim.quote),
            abs(row["line_no"] - claim.line),
            i,
            j,
        )
        for i, row in enumerate(gold)
        for j, claim in enumerate(claims)
        if (score := overlap(row["quote"], claim.quote)) >= LEAST
    )
    aligned: dict[int, CheckedClaim] = {}
    used: set[int] = set()
    for *_, i, j in pairs:
        if i not in aligned and j not in used:
            aligned[i] = claims[j]
            used.add(j)
    return aligned


def score(
    folder: Path, pages: Iterable[CheckedPage], vocabulary: Vocabulary, scores: Scores
) -> None:
    """Add to ``scores`` how pages fit ``gold.jsonl`` and ``negatives.jsonl`` of their folder."""
    gold, negatives = labels(folder / "gold.jsonl"), labels(folder / "negatives.jsonl")
    for page in pages:
        name = Path(page.page.name).name
        own = [row for row in gold if row["page"] == name]
        aligned = align(own, page.claims)
        for i, row in enumerate(own):
            _score_label(row, aligned.get(i), vocabulary, scores)
        used = {id(claim) for claim in aligned.values()}
        free = [claim for claim in page.claims if id(claim) not in used]
        for row in negatives:
            if row["page"] == name:
                taken = any(overlap(row["text"], claim.quote) >= LEAST for claim in free)
                scores.flagged.add(taken, row["text"])


def _score_label(
    row: Label, claim: CheckedClaim | None, vocabulary: Vocabulary, scores: Scores
) -> None:
    told = f"{row['id']}: {row['quote']}"
    scores.recall.add(claim is not None, told)
    if row["checkworthy"] == "high":
        scores.high.add(claim is not None, told)
    if claim is None:
        return
    right = {row["expected_verdict"], *(row["alt_verdicts"] or ())}
    given = claim.verdict.verdict
    scores.verdicts.add(given in right, f"{told}\n    {given}, not {row['expected_verdict']}")
    kind = claim.reading.kind
    scores.kinds.add(kind == row["kind"], f"{told}\n    {kind}, not {row['kind']}")
    drugs = set(_drugs(row["drug"], vocabulary))
    if drugs:
        read = claim.reading.drugs
        scores.drugs.add(bool(drugs & set(read)), f"{told}\n    {read}, not {drugs}")


def _drugs(name: str | None, vocabulary: Vocabulary) -> Iterator[str]:
    for match in vocabulary.drug_terms.find(tokenise(name or "")):
        yield match.payload.id


def _dice_of_lengths(one: str, other: str) -> float:
    a, b = len(one), len(other)
    return 2 * min(a, b) / (a + b)
