"""Ids of works: first author and year, ASCII, each once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.evidence import Row
from ingest.schema import ID
from ingest.study_ids import StudyIds, composed_id, short_name

NAMES = [
    ("aan het Rot M; Collins KA", "aanhetrot"),
    ("van de Loo AJAE", "vandeloo"),
    ("Smith-Apeldoorn SY; Veraart JKE", "smith-apeldoorn"),
    ("Castro Santos H", "castro-santos"),
    ("Zarate CA Jr; (others)", "zarate"),
    ("Oak A III", "oak"),
    ("D'Angelo S", "dangelo"),
    ("Plöderl M", "ploderl"),
    ("Włodarczyk A", "wlodarczyk"),
    ("Groß J", "gross"),
    ("Øye I", "oye"),
    ("Šimić Š", "simic"),
    ("Li X", "li"),
    ("Müller J-P", "muller"),
    ("SMITH J", "smith"),
    ("Erowid", "erowid"),
    ("Food and Drug Administration", "fda"),
    ("US Food and Drug Administration", "fda"),
    ("US FDA / Janssen", "fda"),
    ("World Health Organization; Oak A", "who"),
    ("National Institute for Health and Care Excellence", "nice"),
    ("Centers for Disease Control and Prevention (CDC)", "cdc"),
    ("Centers for Disease Control and Prevention", "cdc"),
    ("RECOVERY Collaborative Group", "recovery"),
    ("Yale University", "yale-university"),
    ("Oak Research, LLC", "oak-research"),
    ("(others)", ""),
    ("(various); Oak A", ""),
    ("", ""),
]


@pytest.mark.parametrize(("authors", "name"), NAMES)
def test_the_first_author_names_the_work(authors: str, name: str) -> None:
    assert short_name(authors) == name


@pytest.mark.parametrize(
    ("study", "expected"),
    [
        ({"authors": "Oak A", "title": "On tea", "year": 2001}, "oak-2001"),
        ({"authors": "Oak A", "title": "On tea"}, "oak-nd"),
        ({"authors": "(others)", "title": "The effect of tea leaves", "year": 2001},
         "effect-tea-2001"),
        ({"authors": "茶", "title": "茶", "year": 2001}, "work-2001"),
        ({"authors": "Yale University", "title": "Tea", "nct": "NCT00000001", "year": 2018,
          "journal": "ClinicalTrials.gov"}, "nct00000001"),
        ({"authors": "Oak A", "title": "Tea", "nct": "NCT00000001", "year": 2018,
          "journal": "Journal of Trees"}, "oak-2018"),
        ({"authors": "Oak A", "title": "Tea", "nct": "NCT00000001", "year": 2018,
          "doi": "10.1000/1"}, "oak-2018"),
    ],
)  # fmt: skip
def test_an_id_is_author_and_year_or_a_registry_number(study: Row, expected: str) -> None:
    assert composed_id(study) == expected


def test_letters_follow_where_an_id_is_taken() -> None:
    ids = StudyIds(["oak-2001", "oak-2001c"])
    work: Row = {"authors": "Oak A", "title": "On tea", "year": 2001}
    given_ids = [ids.give(work) for _ in range(28)]
    assert given_ids[:3] == ["oak-2001b", "oak-2001d", "oak-2001e"]
    assert given_ids[-5:] == ["oak-2001z", "oak-2001aa", "oak-2001ab", "oak-2001ac", "oak-2001ad"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("tea-trial", "tea-trial"),
        ("elm-1999", "oak-2001"),
        ("Tea Trial", "oak-2001"),
        ("nct00000001", "nct00000001"),
        ("oak2001leaf", "oak-2001"),
        ("4711", "oak-2001"),
    ],
)
def test_an_id_of_ours_is_kept_where_it_is_free_and_fit(own: str, expected: str) -> None:
    work: Row = {"study_id": own, "authors": "Oak A", "title": "On tea", "year": 2001}
    assert StudyIds(["elm-1999"]).give(work) == expected


@given(
    st.lists(
        st.fixed_dictionaries(
            {"authors": st.text(max_size=12), "title": st.text(max_size=12)},
            optional={"year": st.integers(1900, 2100), "study_id": st.text(max_size=6)},
        ),
        max_size=30,
    )
)
def test_every_work_gets_a_fit_id_of_its_own_and_the_same_again(works: list[Row]) -> None:
    ids, again = StudyIds(["oak-2001"]), StudyIds(["oak-2001"])
    given_ids = [ids.give(work) for work in works]
    assert all(re.fullmatch(ID, one) for one in given_ids)
    assert len({*given_ids, "oak-2001"}) == len(works) + 1
    assert given_ids == [again.give(work) for work in works]
