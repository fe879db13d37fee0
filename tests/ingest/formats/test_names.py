"""Names of authors, from other people's spellings to ours and back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given

from ingest.formats import names
from ingest.formats.name_lists import read_list
from tests.ingest.formats.works import INITIALS, NAMES, PERSONS, SURNAMES

with Path(__file__).with_name("names.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = [(row["written"], row["name"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("written", "name"), GOLDEN)
def test_golden_names(written: str, name: str) -> None:
    assert names.inverted(written) == name


@given(name=NAMES)
def test_a_name_is_spelt_and_read_back(name: str) -> None:
    assert names.inverted(names.spell(name)) == name


@given(name=PERSONS)
def test_a_person_has_parts_that_make_the_name(name: str) -> None:
    parts = names.parse(name)
    assert parts is not None
    assert names.person(parts.surname, parts.given, parts.suffix) == name
    assert names.person(parts.surname, parts.initials, parts.suffix) == name


@given(surname=SURNAMES, initials=INITIALS)
def test_spellings_of_one_person_agree(surname: str, initials: str) -> None:
    name = f"{surname} {initials}"
    dotted = "".join(f"{letter}." for letter in initials)
    for written in (f"{surname}, {initials}", f"{surname}, {dotted}", f"{surname} {dotted}", name):
        assert names.inverted(written) == name


@pytest.mark.parametrize(
    "name",
    [
        names.OTHERS,
        "US FDA",
        "Food and Drug Administration",
        "Oak",
        "Bark Study Group A",
        "Oak ABCDE",
    ],
)
def test_what_is_no_person(name: str) -> None:
    assert names.parse(name) is None


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Oak AB, Elm B Jr; Hawthorn Study Group.", ["Oak AB", "Elm B Jr", "Hawthorn Study Group"]),
        ("Oak A, Elm B, et al.", ["Oak A", "Elm B", names.OTHERS]),
        ("Oak A.B., Elm B.", ["Oak AB", "Elm B"]),
        ("Oak A, Elm B, and Ash C", ["Oak A", "Elm B", "Ash C"]),
        ("Oak, A.B., Elm, B.", ["Oak AB", "Elm B"]),
        ("Oak, Ada B.; Elm, Ben", ["Oak AB", "Elm B"]),
        ("Oak A.B.; Elm-Ash B.-C.", ["Oak AB", "Elm-Ash BC"]),
        ("Oak, A. and Elm, B.", ["Oak A", "Elm B"]),
        ("Oak, Ada", ["Oak A"]),
        ("Food and Drug Administration", ["Food and Drug Administration"]),
        ("", []),
    ],
)
def test_cells_of_names(cell: str, found: list[str]) -> None:
    assert read_list(cell) == found
