"""Pages of our own that are labelled by hand: what is found on them, and what is made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from claims.quality.figures import (
    ACCEPTABLE,
    CLAIMS,
    HIGH,
    NO_CLAIMS,
    Figure,
    Name,
    Scores,
    together,
)
from claims.quality.labels import align, overlap
from claims.quality.measure import Gold
from claims.quality.pages import pages_in, score
from tests.claims.finding.checking import EVIDENCE, check

GOLD = Gold(Path(__file__).parents[3] / "data" / "gold")
MEASURES: dict[str, Name] = {
    "recall": ("detection", CLAIMS),
    "high": ("detection", HIGH),
    "left alone": ("detection", NO_CLAIMS),
    "verdicts": ("verdict", ACCEPTABLE),
    "drugs": ("field", "drug"),
    "kinds": ("field", "kind"),
}
# Percent of the labels, a little under what is reached: for pages of the first topic, and for all
# that bring a pack of their own.
FLOORS = {
    "pages": {"recall": 81, "high": 88, "left alone": 92, "verdicts": 61, "drugs": 88, "kinds": 76},
    "packs": {"recall": 88, "high": 88, "left alone": 89, "verdicts": 69, "drugs": 91, "kinds": 68},
}
HELD = [(name, measure) for name, floors in FLOORS.items() for measure in floors]


@pytest.fixture(scope="module")
def measured() -> dict[str, Scores]:
    """The scores over the pages of the first topic, and over all the packs together."""
    folders = {folder.name: folder for folder in GOLD.topics}
    first = GOLD.topic(folders.pop("depression"))
    return {"pages": first, "packs": together(GOLD.topic(one) for one in folders.values())}


def told(name: str, figure: Figure) -> str:
    misses = "\n  ".join(figure.missed)
    return f"{name}: {figure.right} of {figure.labelled}; missed:\n  {misses}"


@pytest.mark.parametrize(("name", "measure"), HELD)
def test_floor(name: str, measure: str, measured: dict[str, Scores]) -> None:
    figure = measured[name].figures[MEASURES[measure]]
    assert figure.labelled > 50
    assert 100 * (figure.recall or 0) >= FLOORS[name][measure], told(f"{name}, {measure}", figure)


def test_every_labelled_page_is_there() -> None:
    named = {row["page"] for folder in GOLD.topics for row in rows_of(folder)}
    assert named == {path.name for folder in GOLD.topics for path in pages_in(folder)}


def rows_of(folder: Path) -> list[dict[str, str]]:
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


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


EMPTY = (
    "route", "dose", "population", "outcome", "value", "value_high", "value_as_written", "unit",
    "comparator_value", "timepoint_value", "timepoint_unit", "n_doses",
)  # fmt: skip


def label(line: int, quote: str, verdict: str = "supported") -> dict[str, object]:
    return {"id": f"l{line}", "page": "page.md", "quote": quote, "line_no": line, "drug": "Wegovy",
            "kind": "safety-qualitative", "checkworthy": "high", "expected_verdict": verdict,
            "alt_verdicts": [], **dict.fromkeys(EMPTY), "hedged": False,
            "absolute_language": False}  # fmt: skip


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
    scores = score(tmp_path, [check(PAGE)], EVIDENCE.vocabulary)
    # Found: both lines on nausea, and the sentence on most people, which is labelled as no claim.
    # Passed over: the sentence on a visit, and the claim on parking.
    assert counted(scores, MEASURES.values()) == [
        (3, 3, 2), (3, 3, 2), (2, 2, 1), (2, 2, 1), (2, 2, 2), (2, 2, 2),
    ]  # fmt: skip
    assert counted(scores, [("verdict", "supported"), ("verdict", "contradicted")]) == [
        (1, 2, 1), (1, 0, 0),
    ]  # fmt: skip
    assert counted(scores, [("kind", "safety-qualitative")]) == [(3, 2, 1)]
    taken = [("supported", "supported"), ("contradicted", "supported")]
    parts = [("all", "all"), ("kind", "safety-qualitative")]
    codes = {name for measure, name in scores.figures if measure == "reason"}
    assert codes
    parts += [("reason", code) for code in codes]
    assert scores.confusion == {(part, *pair): 1 for part in parts for pair in taken}
    assert counted(scores, [("reason", code) for code in codes]) == [(0, 2, 1)] * len(codes)
    assert [one.split(":")[0] for one in scores.figures["verdict", ACCEPTABLE].missed] == ["l5"]


def counted(scores: Scores, names: Iterable[Name]) -> list[tuple[int, int, int]]:
    figures = [scores.figures[name] for name in names]
    return [(one.labelled, one.found, one.right) for one in figures]


def test_a_verdict_that_would_also_do_is_as_good(tmp_path: Path) -> None:
    row = label(3, "Nausea is common.", "overstated") | {"alt_verdicts": ["supported"]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row))
    (tmp_path / "negatives.jsonl").touch()
    scores = score(tmp_path, [check(PAGE)], EVIDENCE.vocabulary)
    names = [("verdict", ACCEPTABLE), ("verdict", "overstated"), ("verdict", "supported")]
    assert counted(scores, names) == [(1, 1, 1), (1, 0, 0), (0, 1, 0)]


def test_a_claim_read_as_another_kind_counts_under_both(tmp_path: Path) -> None:
    row = label(3, "Nausea is common.") | {"kind": "onset"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row))
    (tmp_path / "negatives.jsonl").touch()
    scores = score(tmp_path, [check(PAGE)], EVIDENCE.vocabulary)
    names = [("kind-read", "onset"), ("kind-read", "safety-qualitative")]
    assert counted(scores, names) == [(1, 0, 0), (0, 1, 0)]
    assert {name for (part, name), *_ in scores.confusion if part == "kind"} == {"onset"}


def test_figures_follow_from_counts() -> None:
    figure = Figure()
    for item in [
        (True, True, True),
        (True, False, False),
        (False, True, True),
        (True, True, False),
    ]:
        figure.add(*item, told=str(item))
    figure.add(False, False, True, "nothing to tell")
    assert (figure.labelled, figure.found, figure.right, len(figure.missed)) == (3, 3, 1, 3)
    assert (figure.precision, figure.recall, figure.f1) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    figure.update(Figure(labelled=1, found=0, right=0))
    assert (figure.precision, figure.recall) == pytest.approx((1 / 3, 1 / 4))
    assert figure.f1 == pytest.approx(2 / (3 + 4))
    carried = Figure()
    carried.given(True, "right")
    carried.given(False, "wrong")
    assert (carried.labelled, carried.found, carried.right) == (0, 2, 1)
    assert (carried.precision, carried.recall, carried.missed) == (0.5, None, ["wrong"])
    assert (Figure().precision, Figure().recall, Figure(labelled=1).f1) == (None, None, None)
