"""Pages of our own that are labelled by hand: what is found on them, and what is made of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.batch import Batch
from tests.claims.finding.checking import EVIDENCE, check
from tests.claims.scoring import Scores, Tally, align, overlap, score

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
PAGES = HERE / "pages_gold"
PACKS = sorted(path for path in (HERE / "packs_gold").iterdir() if path.is_dir())
SUFFIXES = {".html", ".txt", ".md"}
# Percent. Floors, but for "flagged": no more than so many that are no claims may be taken for one.
FLOORS = {
    "pages": {"recall": 81, "high": 88, "verdicts": 61, "drugs": 88, "kinds": 76},
    "packs": {"recall": 88, "high": 88, "verdicts": 69, "drugs": 91, "kinds": 68},
}
CEILINGS = {"pages": 8, "packs": 11}
HELD = [(name, measure) for name, floors in FLOORS.items() for measure in floors]


def pages_in(folder: Path) -> list[str]:
    found = (path for path in folder.iterdir() if path.suffix in SUFFIXES)
    return sorted(str(path) for path in found if path.name != "README.md")


def add_scores(folder: Path, packs: list[Path], scores: Scores) -> None:
    batch = Batch(packs, pages_in(folder))
    score(folder, list(batch.checked()), batch.evidence.vocabulary, scores)
    assert not batch.refused


@pytest.fixture(scope="module")
def measured() -> dict[str, Scores]:
    """The scores over the pages of the first topic, and over all the packs together."""
    scores = {"pages": Scores(), "packs": Scores()}
    add_scores(PAGES, [DATA], scores["pages"])
    for pack in PACKS:
        add_scores(pack, [DATA, pack], scores["packs"])
    return scores


def told(name: str, tally: Tally) -> str:
    misses = "\n  ".join(tally.missed)
    return f"{name}: {tally.share:.1f}% ({tally.met} of {tally.of}); missed:\n  {misses}"


@pytest.mark.parametrize(("name", "measure"), HELD)
def test_floor(name: str, measure: str, measured: dict[str, Scores]) -> None:
    tally = getattr(measured[name], measure)
    assert tally.share >= FLOORS[name][measure], told(f"{name}, {measure}", tally)


@pytest.mark.parametrize("name", CEILINGS)
def test_few_sentences_that_are_no_claim_are_taken_for_one(
    name: str, measured: dict[str, Scores]
) -> None:
    flagged = measured[name].flagged
    assert flagged.of > 50
    assert flagged.share <= CEILINGS[name], f"{name}: {flagged.share:.1f}%"


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Nausea is common.", "nausea IS common", 1),
        ("Nausea", "Nausea is common", 0.5),
        ("one two three four", "one two three four five six seven eight", 1),
        ("one one two", "one two", 0.8),
        ("12.5% of 1,200", "12.5 of 1,200!", 1),
        ("one", "two", 0),
        ("", "", 0),
    ],
)
def test_overlap(one: str, other: str, score: float) -> None:
    assert overlap(one, other) == overlap(other, one) == pytest.approx(score)


PAGE = """# Wegovy for obese people

Nausea is common. Wegovy works well for most obese people.

Nausea is common. Book a visit and see how Wegovy works.
"""


def label(line: int, quote: str, verdict: str = "supported") -> dict[str, object]:
    return {"id": f"l{line}", "page": "page.md", "quote": quote, "line_no": line, "drug": "Wegovy",
            "kind": "safety-qualitative", "checkworthy": "high", "expected_verdict": verdict,
            "alt_verdicts": []}  # fmt: skip


def test_each_claim_is_aligned_once_and_with_the_nearest() -> None:
    claims = check(PAGE).claims
    gold = [
        label(5, "Nausea is common."),
        label(3, "Nausea is common."),
        label(3, "Nausea is rare"),
    ]
    aligned = align(gold, claims)
    assert {i: claim.line for i, claim in aligned.items()} == {0: 5, 1: 3}


def test_scores_count_what_is_met_and_what_is_missed(tmp_path: Path) -> None:
    gold = [
        label(3, "Nausea is common."),
        label(5, "Nausea is common.", "contradicted"),
        label(3, "Parking is free for all."),
    ]
    negatives = [
        {"page": "page.md", "text": "Wegovy works well for most obese people."},
        {"page": "page.md", "text": "Book a visit and see how Wegovy works."},
        {"page": "other.md", "text": "Nausea is common."},
    ]
    for name, rows in (("gold", gold), ("negatives", negatives)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    scores = Scores()
    score(tmp_path, [check(PAGE)], EVIDENCE.vocabulary, scores)
    counted = {name: (tally.met, tally.of) for name, tally in vars(scores).items()}
    assert counted == {
        "recall": (2, 3), "high": (2, 3), "flagged": (1, 2),
        "verdicts": (1, 2), "drugs": (2, 2), "kinds": (2, 2),
    }  # fmt: skip
    assert [told.split(":")[0] for told in scores.verdicts.missed] == ["l5"]
    assert (Tally().share, round(scores.recall.share)) == (0, 67)
