"""Agreement against published worked examples."""

from __future__ import annotations

import subprocess
import sys

import pytest

from publish.reviews.agreement import Rating, agreement, agreement_of
from publish.reviews.state import claim_state
from tests.commands import ROOT
from tests.publish.reviews.made import CLAIM, made, stands


def ratings(**rows: str) -> list[Rating]:
    """A row a reviewer, a word a claim, a point where nothing was said."""
    return [
        (who, str(place), value)
        for who, row in rows.items()
        for place, value in enumerate(row.split())
        if value != "."
    ]


# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: sections A, B and C (nominal).
PUBLISHED = {
    "two, binary": (
        ratings(meg="0 1 0 0 0 0 0 0 1 0", owen="1 1 1 0 0 1 0 0 0 0"), 0.095, 10, 2,
    ),
    "two, nominal": (
        ratings(ben="a a b b d c c c e d d a", gerry="b a b b b c c c e d d d"), 0.692, 12, 2,
    ),
    "four, with gaps": (
        ratings(
            a="1 2 3 3 2 1 4 1 2 . . .", b="1 2 3 3 2 2 4 1 2 5 . 3",
            c=". 3 3 3 2 3 4 2 2 5 1 .", d="1 2 3 3 2 4 4 1 2 5 1 .",
        ), 0.743, 11, 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PUBLISHED)
def test_alpha_is_what_was_published(case: str) -> None:
    given, alpha, claims, reviewers = PUBLISHED[case]
    found = agreement_of(given)
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert (found.claims, found.reviewers) == (claims, reviewers)


def test_kappa_is_what_was_published() -> None:
    # Artstein and Poesio, Comput Linguist 2008;34(4), tables 1 and 2: kappa 0.348.
    counts = {
        ("stat", "stat"): 20,
        ("stat", "ireq"): 20,
        ("ireq", "stat"): 10,
        ("ireq", "ireq"): 50,
    }
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    given = [
        (who, str(place), label)
        for place, pair in enumerate(pairs)
        for who, label in zip(("ann", "bob"), pair, strict=True)
    ]
    (pair,) = agreement_of(given).pairs
    assert pair.kappa == pytest.approx(0.348, abs=0.0005)
    assert (pair.reviewers, pair.claims, pair.alike) == (("ann", "bob"), 100, 70)


def test_kappa_of_a_pair_is_over_the_claims_of_both() -> None:
    found = agreement_of(ratings(ann="a a b .", bob="a b b a", cat=". . . a"))
    assert [(pair.reviewers, pair.claims) for pair in found.pairs] == [
        (("ann", "bob"), 3), (("bob", "cat"), 1),
    ]  # fmt: skip
    assert found.pairs[0].kappa == pytest.approx(0.4)
    assert found.pairs[1].kappa is None


@pytest.mark.parametrize("given", [[], ratings(ann="a b c"), ratings(ann="a b", bob="a .")])
def test_too_few_give_nothing(given: list[Rating]) -> None:
    found = agreement_of(given)
    assert found.alpha is None
    assert [pair.kappa for pair in found.pairs] in ([], [None])


def test_only_reviews_that_count_are_counted() -> None:
    reviews = [made("ann", at=0), made("ann", "supported", at=1), made("bob", at=2, inputs="then")]
    found = agreement([claim_state(CLAIM, reviews, stands())])
    assert (found.claims, found.reviewers) == (0, 0)
    reviews.append(made("bob", "supported", at=3))
    (pair,) = agreement([claim_state(CLAIM, reviews, stands())]).pairs
    assert (pair.claims, pair.alike) == (1, 1)


def test_nltk_is_left_out_until_it_is_asked_for() -> None:
    code = "import sys, publish.reviews.agreement; sys.exit('nltk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
