"""Sentences as single claims, and the places where they may be cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.finding.atoms import Atom, atoms
from claims.finding.clauses import proposed_cuts
from claims.reading import Context
from claims.text import tokenise
from tests.claims.finding.marked import grouped
from tests.claims.golden import Case
from tests.claims.small import VOCABULARY

CONTEXT = Context(drugs=("semaglutide",), populations=("obesity",))
COLUMNS = ("part", "kind", "drugs", "outcome", "value", "unit", "time", "comparator")


def figure(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def flat(sentence: str, atom: Atom) -> Case:
    reading = atom.reading
    time = reading.timepoint_value
    return {
        "part": sentence[atom.start : atom.end],
        "kind": reading.kind,
        "drugs": ";".join(reading.drugs),
        "outcome": reading.outcome or "",
        "value": figure(reading.value),
        "unit": reading.unit or "",
        "time": f"{time:g} {reading.timepoint_unit}" if time is not None else "",
        "comparator": figure(reading.comparator_value),
    }


@pytest.mark.parametrize("group", grouped("atoms", "sentence"))
def test_golden(group: list[Case]) -> None:
    sentence = group[0]["sentence"]
    found = [flat(sentence, atom) for atom in atoms(sentence, VOCABULARY, CONTEXT)]
    assert found == [{name: case[name] for name in COLUMNS} for case in group]


def test_a_second_part_is_on_the_people_of_the_first() -> None:
    first, second = atoms("Teenagers lost weight, but nausea was common.", VOCABULARY, CONTEXT)
    assert (first.reading.populations, first.reading.population_stated) == (("teenagers",), True)
    assert (second.reading.populations, second.reading.population_stated) == (("teenagers",), False)


def test_a_part_that_names_no_outcome_takes_that_of_its_neighbour_and_its_kind() -> None:
    first, second = atoms("20% had nausea at 12 weeks and 30% at 24 weeks.", VOCABULARY, CONTEXT)
    assert second.reading.assertions == first.reading.assertions != ()
    assert second.reading.kind == "safety-rate"


@pytest.mark.parametrize(
    ("sentence", "styles"),
    [
        ("Wegovy works; nausea is common", ["semicolon"]),
        ("Wegovy works, but nausea is common", ["contrast"]),
        ("Wegovy works and it costs $50", ["clause"]),
        ("Wegovy works and costs $50", ["verb"]),
        ("20% slept and 30% woke", ["share"]),
        ("Nausea and gallstones are common", []),
        ("20% versus 30% slept", []),
        ("20% to 30% slept", []),
        ("Wegovy (it works; it costs $50) is common", []),
        ("; Wegovy works ;", []),
    ],
)
def test_places_to_cut(sentence: str, styles: list[str]) -> None:
    assert [cut.style for cut in proposed_cuts(tokenise(sentence))] == styles


WORDS = st.lists(
    st.sampled_from(
        ["40%", "12 of 30", "semaglutide", "orlistat", "placebo", "reached the target weight",
         "nausea", "and", "but", "while", "whereas", ",", ";", "(", ")", "with", "versus", "works",
         "is", "costs", "$50", "it", "at 24 weeks", "including", "mostly", "—", "so", ".", "?"]
    ),
    max_size=24,
).map(" ".join)  # fmt: skip


@given(st.text() | WORDS)
@example("semaglutide works ; , it costs $50")
def test_parts_cover_the_sentence_in_order_and_read_as_they_stand(sentence: str) -> None:
    parts = atoms(sentence, VOCABULARY, CONTEXT)
    assert parts == atoms(sentence, VOCABULARY, CONTEXT)
    assert all(0 <= part.start <= part.end <= len(sentence) for part in parts)
    assert all(one.end <= other.start for one, other in pairwise(parts))
    if len(parts) > 1:
        ends = [sentence[part.start : part.end] for part in parts]
        assert ends == [text.lstrip(" ,;").rstrip(" ,;–—") for text in ends]
    said = "\n".join(sentence[part.start : part.end] for part in parts)
    dropped = {"and", "but", "while", "whereas", "so", "with", "yet", "although", "though",
               "however", "including"}  # fmt: skip
    missing = [t.text for t in tokenise(sentence) if t.is_word and t.text not in tokenise_set(said)]
    assert set(missing) <= dropped


@given(st.text() | WORDS)
def test_places_to_cut_are_inside_and_in_order(sentence: str) -> None:
    tokens = tokenise(sentence)
    cuts = proposed_cuts(tokens)
    assert [cut.before for cut in cuts] == sorted({cut.before for cut in cuts})
    assert all(0 < cut.before <= cut.resume <= len(tokens) for cut in cuts)


def tokenise_set(text: str) -> set[str]:
    return {token.text for token in tokenise(text)}
