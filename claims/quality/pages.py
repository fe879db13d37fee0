"""Scores what was found on labelled pages: what is a claim, how it was read, how it was judged."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from claims.check import Checker
from claims.checked import CheckedClaim, CheckedPage
from claims.pages.formats import read_page
from claims.quality.fields import compare_fields
from claims.quality.figures import (
    ACCEPTABLE,
    CLAIMS,
    EVERY,
    HIGH,
    NO_CLAIMS,
    OF_KIND,
    OF_REASON,
    Scores,
)
from claims.quality.labels import LEAST, Label, align, labels, overlap
from claims.vocabulary import Vocabulary

_SUFFIXES = frozenset({".html", ".md", ".txt"})


def score_topic(folder: Path, checker: Checker) -> Scores:
    """How the checker does on the labelled pages in ``folder``.

    Raises OnfileError for a page that cannot be read.
    """
    pages = (checker.check(read_page(path.name, path.read_bytes())) for path in pages_in(folder))
    return score(folder, pages, checker.evidence.vocabulary)


def pages_in(folder: Path) -> list[Path]:
    """The pages of a labelled folder, by name."""
    found = (path for path in folder.iterdir() if path.suffix in _SUFFIXES)
    return sorted(path for path in found if path.name != "README.md")


def score(folder: Path, pages: Iterable[CheckedPage], vocabulary: Vocabulary) -> Scores:
    """How pages that were checked fit ``gold.jsonl`` and ``negatives.jsonl`` of their folder.

    Fields and verdicts are of the claims that were found.  Text that no label speaks of counts for
    nothing, so precision of finding is told against labelled sentences alone.
    """
    gold, negatives = labels(folder / "gold.jsonl"), labels(folder / "negatives.jsonl")
    scores = Scores()
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
                _score_negative(row["text"], free, scores)
    return scores


def _score_negative(text: str, free: Iterable[CheckedClaim], scores: Scores) -> None:
    taken = any(overlap(text, claim.quote) >= LEAST for claim in free)
    scores.figures["detection", NO_CLAIMS].add(True, not taken, True, text)
    for name in (CLAIMS, HIGH):
        scores.figures["detection", name].add(False, taken, False, text)


def _score_label(
    row: Label, claim: CheckedClaim | None, vocabulary: Vocabulary, scores: Scores
) -> None:
    told, figures = f"{row['id']}: {row['quote']}", scores.figures
    found = claim is not None
    figures["detection", CLAIMS].add(True, found, found, told)
    figures["detection", NO_CLAIMS].add(False, not found, False, told)
    if row["checkworthy"] == "high":
        figures["detection", HIGH].add(True, found, found, told)
    right = claim is not None and _acceptable(row, claim)
    figures["kind", row["kind"]].add(True, found, right, told)
    if claim is None:
        return
    _score_verdict(row, claim, told, scores)
    for kind in {row["kind"], claim.reading.kind}:
        labelled, read = kind == row["kind"], kind == claim.reading.kind
        figures["kind-read", kind].add(labelled, read, True, told)
    for name, (labelled, read, agree) in compare_fields(row, claim.reading, vocabulary).items():
        figures["field", name].add(labelled, read, agree, told)


def _score_verdict(row: Label, claim: CheckedClaim, told: str, scores: Scores) -> None:
    wanted, given = row["expected_verdict"], claim.verdict.verdict
    told += f"\n    {given}, not {wanted}"
    right, codes = _acceptable(row, claim), sorted({one.code for one in claim.verdict.reasons})
    scores.figures["verdict", ACCEPTABLE].add(True, True, right, told)
    for code in codes:
        scores.figures["reason", code].given(right, told)
    parts = ((EVERY, EVERY), (OF_KIND, row["kind"]), *((OF_REASON, code) for code in codes))
    for part in parts:
        scores.confusion[part, wanted, given] += 1
    for verdict in {wanted, given}:
        figure = scores.figures["verdict", verdict]
        figure.add(verdict == wanted, verdict == given, wanted == given, told)


def _acceptable(row: Label, claim: CheckedClaim) -> bool:
    """Whether the verdict is the labelled one or one that would also do."""
    return claim.verdict.verdict in {row["expected_verdict"], *(row["alt_verdicts"] or ())}
