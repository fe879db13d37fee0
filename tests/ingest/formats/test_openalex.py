"""OpenAlex's JSON: what a record fills, and what it tells of retractions."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import openalex
from tests.ingest.formats.readers import (
    damaged,
    filled,
    json_values,
    keeps_its_word,
    keys_of,
    sample,
    split,
)

TEXT = sample("openalex_works.json")
KEYS = sorted(set(keys_of(json.loads(TEXT))))


def test_work() -> None:
    work = split(openalex.read(TEXT, "a.json"))[0][0]
    assert filled(work.study) == {
        "authors": "Oak AB Jr; van der Elm JP; Ash C",
        "title": "Leaf tea for headache",
        "journal": "Journal of Leaves",
        "year": 2010,
        "volume": "12",
        "issue": "3",
        "pages": "856-864",
        "pmid": "90000001",
        "pmcid": "PMC9000001",
        "doi": "10.9999/leaf.1",
        "source_url": "https://openalex.org/W9000000001",
    }
    assert work.label == "W9000000001"


def test_retraction_without_a_date() -> None:
    retracted, other = split(openalex.read(TEXT, "a.json"))[0]
    assert [filled(notice) for notice in retracted.notices] == [
        {
            "kind": "retraction",
            "source": "openalex",
            "source_url": "https://openalex.org/W9000000001",
        }
    ]
    assert other.notices == ()


def test_archive_is_no_journal() -> None:
    study = split(openalex.read(TEXT, "a.json"))[0][1].study
    expected = {"title": "A copy", "year": 2011, "pages": "e12", "doi": "10.9999/copy"}
    assert {**filled(study), "source_url": ""} == {**expected, "source_url": ""}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Carlos A. Zarate", "Zarate CA"),
        ("Rebecca Price Jr", "Price R Jr"),
        ("Marije aan het Rot", "aan het Rot M"),
        ("Luc Van Nueten", "Van Nueten L"),
        ("Zarate, Carlos A.", "Zarate CA"),
        ("Plato", "Plato"),
    ],
)
def test_names(name: str, expected: str) -> None:
    record = {"title": "Tea", "authorships": [{"raw_author_name": name}]}
    ((work,), _) = split(openalex.read(json.dumps(record), "a"))
    assert work.study["authors"] == expected


def test_single_work_and_no_work() -> None:
    single = json.dumps(json.loads(TEXT)["results"][0])
    assert len(split(openalex.read(single, "a"))[0]) == 1
    for text in ('{"results": []}', "{}", '{"results": [1]}', "x"):
        works, refusals = split(openalex.read(text, "a"))
        assert works == [] and len(refusals) == 1


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    keeps_its_word(openalex.read, text)


@given(damaged(TEXT))
def test_damage_is_borne(text: str) -> None:
    keeps_its_word(openalex.read, text)


@given(json_values(KEYS))
def test_no_shape_is_too_strange(value: object) -> None:
    keeps_its_word(openalex.read, json.dumps(value))
    keeps_its_word(openalex.read, json.dumps({"title": "Tea", "authorships": value, "ids": value}))
