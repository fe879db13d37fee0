"""What is read out of abstracts: golden abstracts as data, and what holds of any."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.proposing.passages import read_sentences
from claims.proposing.results import AbstractReader, Result
from claims.proposing.shares import agree
from claims.quality.references import rows
from claims.vocabulary import Vocabulary
from ingest.formats.record import Abstract
from tests.claims.small import VOCABULARY

CASES = rows(Path(__file__).parents[1] / "cases" / "proposals.csv")
READER = AbstractReader(Vocabulary.from_rows({}))
METHODS = "Adults were randomly assigned to birchin (n = {}) or placebo (n = {}) for 8 weeks."


def line(result: Result) -> str:
    """A result as the cases write it."""
    events, n = ("" if one is None else one for one in (result.events, result.n))
    return f"{result.arm.name}|{result.outcome.words}|{result.percent:g}|{events}|{n}"


def read(results: str, methods: str = METHODS.format(50, 50)) -> list[Result]:
    """The results of a trial of birchin against placebo."""
    return READER.read("Birchin", Abstract((("METHODS", methods), ("RESULTS", results))))


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_golden_abstract(case: dict[str, str]) -> None:
    sections = (("METHODS", case["methods"]), ("RESULTS", case["results"]))
    found = READER.read(case["title"], Abstract(sections))
    assert ";".join(map(line, found)) == case["expected"]


def test_a_figure_is_where_it_is_said_to_be() -> None:
    abstract = Abstract(
        (
            ("METHODS", METHODS.format(50, 50)),
            ("RESULTS", "Relapse: 20·0% with birchin, none after."),
        )
    )
    (result,) = READER.read("Birchin", abstract)
    assert abstract.text[result.start : result.end] == "20·0%"
    assert (result.sentence, result.percent, result.decimals) == (2, 20.0, 1)


@pytest.mark.parametrize(
    ("label", "read_there"),
    [("RESULTS", True), ("FINDINGS", True), ("Main results", True), ("CONCLUSIONS", False),
     ("BACKGROUND", False), ("METHODS", False), ("INTERPRETATION", False)],
)  # fmt: skip
def test_only_results_are_read(label: str, read_there: bool) -> None:
    sections = (
        ("DESIGN", METHODS.format(50, 50)),
        (label, "Relapse occurred in 20% with birchin and 46% with placebo."),
        ("RESULTS", "No harm was seen."),
    )
    assert len(READER.read("Birchin", Abstract(sections))) == (2 if read_there else 0)


def test_an_abstract_without_labels_is_read_but_for_its_conclusion() -> None:
    told = "Relapse occurred in 20% with birchin and 46% with placebo."
    text = f"{METHODS.format(50, 50)} {told} In conclusion, 20% with birchin had a relapse."
    abstract = Abstract((("", text),))
    assert [s.part for s in read_sentences(abstract)] == ["any", "any", "conclusion"]
    assert [result.sentence for result in READER.read("Birchin", abstract)] == [2, 2]


def test_a_time_counts_where_it_is_the_only_one_or_heads_its_figures() -> None:
    one, two = read(
        "At week 8, 64% of the birchin group and 28% of the placebo group were in remission."
    )
    assert (one.time, two.time) == (one.time, one.time)
    assert one.time is not None
    assert (one.time.words, one.time.high_h) == ("week 8", 8 * 168)
    several = read(
        "At week 4, 40% of the birchin group had healed; at week 8, 64% of the birchin group had "
        "healed."
    )
    assert [r.time.words for r in several if r.time] == ["week 4", "week 8"]


def test_the_control_stands_beside_the_intervention() -> None:
    one, two = read("Healing occurred in 64% with birchin and 28% with placebo.")
    assert one.against == two
    assert two.against is None


def test_what_an_aside_names_is_not_counted_though_it_is_on_file() -> None:
    row = {"outcome": "adverse-events", "label": "Adverse events", "family": "adverse-events",
           "kind": "safety", "valence": "bad", "weight": 2, "names": "adverse event*"}  # fmt: skip
    reader = AbstractReader(Vocabulary.from_rows({"outcomes": [row]}))
    told = "Rash, the most common adverse event, occurred in 20% of the birchin group."
    (result,) = reader.read("Birchin", Abstract((("", METHODS.format(50, 50)), ("RESULTS", told))))
    assert (result.outcome.outcome, result.outcome.known) == ("rash", False)


SIZES = st.integers(2, 400)


@st.composite
def counted(draw: st.DrawFn) -> tuple[int, int]:
    """People with an outcome, and how many there were."""
    n = draw(SIZES)
    return draw(st.integers(0, n)), n


FORMS = {
    "vs": "Healing was more frequent with birchin than with placebo ({a}% vs {b}%).",
    "respectively": "Healing occurred in {a}% and {b}% of the birchin and placebo groups, "
    "respectively.",
    "counts": "Healing occurred in {x} of {m} patients ({a}%) in the birchin group and {y} of {n} "
    "({b}%) in the placebo group.",
    "brackets": "Healing occurred in {a}% ({x}/{m}) of the birchin group and {b}% ({y}/{n}) of the "
    "placebo group.",
    "compared": "Compared with placebo, birchin raised healing ({a}% vs {b}%).",
}


@pytest.mark.parametrize("form", FORMS)
@given(counted(), counted(), st.integers(0, 2))
def test_shares_go_with_their_arms(
    form: str, one: tuple[int, int], other: tuple[int, int], decimals: int
) -> None:
    (x, m), (y, n) = one, other
    a, b = (f"{100 * events / size:.{decimals}f}" for events, size in (one, other))
    text = FORMS[form].format(a=a, b=b, x=x, y=y, m=m, n=n)
    found = {r.arm.name: r for r in read(text, METHODS.format(m, n))}
    # A percentage below 0.5 is read as it is printed, and so is one of 100.
    assert {name: r.percent for name, r in found.items()} == {
        "birchin": float(a),
        "placebo": float(b),
    }
    assert {name: r.n for name, r in found.items()} == {"birchin": m, "placebo": n}
    if "{x}" in FORMS[form]:
        assert [found[name].events for name in ("birchin", "placebo")] == [x, y]


@given(st.floats(0, 100).map(lambda share: round(share, 1)), SIZES)
def test_no_proposal_has_a_share_that_its_n_cannot_give(share: float, n: int) -> None:
    text = f"Healing occurred in {share}% of the birchin group."
    for result in read(text, METHODS.format(n, n)):
        assert agree(result.percent, result.decimals, result.events, result.n)


@given(st.text(max_size=300), st.text(max_size=80))
def test_any_text_can_be_read(text: str, title: str) -> None:
    abstract = Abstract((("RESULTS", text), ("", title)))
    for result in READER.read(title, abstract):
        assert 0 <= result.start < result.end <= len(abstract.text)


@pytest.mark.parametrize(
    ("results", "proposed"),
    [
        ("Gallstones were seen in 20% with birchin and 46% with placebo.", 2),
        ("Nausea and gallstones were seen in 20% with birchin and 46% with placebo.", 0),
        ("Kilogram targets were met by 20% with birchin and 46% with placebo.", 0),
        ("Sustained Xenical was seen in 20% with birchin and 46% with placebo.", 0),
    ],
)
def test_what_is_no_single_outcome_is_not_proposed(results: str, proposed: int) -> None:
    abstract = Abstract((("METHODS", METHODS.format(50, 50)), ("RESULTS", results)))
    assert len(AbstractReader(VOCABULARY).read("Birchin", abstract)) == proposed
