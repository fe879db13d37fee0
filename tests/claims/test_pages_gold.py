"""Pages of our own that are labelled by hand: what is found on them, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.batch import Batch
from tests.claims.scoring import Scores, Tally, score

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
PAGES = HERE / "pages_gold"
PACKS = sorted(path for path in (HERE / "packs_gold").iterdir() if path.is_dir())
SUFFIXES = {".html", ".txt", ".md"}
# Percent. Floors, but for "flagged": no more than so many that are no claims may be taken for one.
FLOORS = {
    "pages": {"recall": 0, "high": 0, "verdicts": 0, "drugs": 0, "kinds": 0},
    "packs": {"recall": 0, "high": 0, "verdicts": 0, "drugs": 0, "kinds": 0},
}
CEILINGS = {"pages": 100, "packs": 100}
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
    assert flagged.share <= CEILINGS[name], f"{name}: {flagged.share:.1f}%"
