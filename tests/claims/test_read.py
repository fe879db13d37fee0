"""Golden readings of claims in different voices, on two topics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.evidence import Evidence
from claims.read import read
from claims.reading import Context, Reading
from claims.schema import KINDS
from tests.claims.golden import Case, golden
from tests.claims.small import VOCABULARY, read_small

CASES = golden("readings")
COLUMNS = [name for name in CASES[0] if name not in {"topic", "statement"}]


def figure(number: float | None) -> str:
    return "" if number is None else f"{number:.4g}"


def flat(reading: Reading) -> Case:
    """A reading as a row of the golden cases."""
    flags = {"H": reading.hedged, "A": reading.absolute, "S": reading.superlative}
    time = reading.timepoint_value
    return {
        "kind": reading.kind,
        "drugs": ";".join(reading.drugs),
        "populations": ";".join(reading.populations),
        "routes": ";".join(reading.routes),
        "outcome": reading.outcome or "",
        "direction": reading.direction or "",
        "value": figure(reading.value),
        "value_high": figure(reading.value_high),
        "unit": reading.unit or "",
        "modifier": reading.modifier or "",
        "counts": f"{reading.events}/{reading.n}" if reading.n is not None else "",
        "comparators": ";".join(reading.comparators),
        "comparator_value": figure(reading.comparator_value),
        "time": f"{time:g} {reading.timepoint_unit}" if time is not None else "",
        "doses": str(reading.n_doses) if reading.n_doses is not None else "",
        "dose": reading.dose or "",
        "frequency": reading.frequency or "",
        "flags": "".join(letter for letter, raised in flags.items() if raised),
        "speech": reading.speech,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["statement"] for case in CASES])
def test_golden(case: Case, evidence: Evidence) -> None:
    vocabulary = VOCABULARY if case["topic"] == "weight" else evidence.vocabulary
    assert flat(read(case["statement"], vocabulary)) == {name: case[name] for name in COLUMNS}


def test_the_page_stands_in_for_what_is_not_named() -> None:
    context = Context(drugs=("orlistat",), populations=("diabetes",))
    silent = read("40% reached the target weight", VOCABULARY, context)
    assert (silent.drugs, silent.drug_stated) == (("orlistat",), False)
    assert (silent.populations, silent.population_stated) == (("diabetes",), False)
    named = read("40% of obese people reached the target weight on Wegovy", VOCABULARY, context)
    assert (named.drugs, named.drug_stated) == (("semaglutide",), True)
    assert (named.populations, named.population_stated) == (("obesity",), True)


def test_what_is_not_said_stays_unknown() -> None:
    reading = read("Some lines about nothing on file", VOCABULARY)
    assert reading.assertions == ()
    assert (reading.value, reading.timepoint_value, reading.n_doses) == (None, None, None)
    assert (reading.drugs, reading.populations, reading.outcome) == ((), (), None)


def test_a_reference_is_a_citation() -> None:
    reading = read("Oak A. A trial. 2020", VOCABULARY, Context(is_citation=True))
    assert reading.kind == "citation"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("70% reached the target weight", "70 per cent reached the target weight"),
        ("70% reached the target weight", "Seventy percent reached the target weight"),
        (
            "70% reached the target weight at day 28",
            "At day 28, 70\u00a0% reached the target weight",
        ),
        ("Wegovy’s half-life is 7 days", "Wegovy's half life is 7 days"),
        (
            "12–18% were obese people at a normal weight",
            "12 to 18% were obese people at a normal weight",
        ),
    ],
)
def test_two_ways_to_write_one_claim(one: str, other: str) -> None:
    ignored = {"counts", "dose"}
    first, second = flat(read_small(one)), flat(read_small(other))
    assert {k: v for k, v in first.items() if k not in ignored} == {
        k: v for k, v in second.items() if k not in ignored
    }


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    reading = read(text, VOCABULARY)
    assert reading.statement == text
    assert reading.kind in KINDS
    for assertion in reading.assertions:
        assert 0 <= assertion.start < assertion.end <= len(text)


WORDS = st.lists(
    st.sampled_from(
        ["71%", "semaglutide", "orlistat", "target weight", "nausea", "not", "than", "as", "safe",
         "like", "obese", "week", "24 h", "2 mg", "a further", "because of", ",", ";", "and", "?",
         "works", "costs", "$50", "reached the target weight", "more effective", "12 of 17",
         "every"]
    ),
    max_size=16,
).map(" ".join)  # fmt: skip


@given(WORDS, WORDS)
def test_any_run_of_its_own_words_is_read(one: str, other: str) -> None:
    reading = read_small(one, read_small(other))
    outcomes = {str(row["outcome"]) for row in VOCABULARY.tables["outcomes"]}
    assert {assertion.outcome for assertion in reading.assertions} <= outcomes
    assert reading.value_high is None or (reading.value or 0) < reading.value_high
    assert (reading.time_low_h is None) == (reading.timepoint_value is None)
    assert read_small(one, read_small(other)) == reading
