"""Crossref's JSON: what a record fills, and its notices in both directions."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import crossref
from tests.ingest.formats.readers import (
    damaged,
    filled,
    json_values,
    keeps_its_word,
    keys_of,
    sample,
    split,
)

TEXT, NOTICE = sample("crossref_work.json"), sample("crossref_notice.json")
KEYS = sorted({*keys_of(json.loads(TEXT)), "update-to", "items"})


def test_work() -> None:
    ((work,), _) = split(crossref.read(TEXT, "a.json"))
    assert filled(work.study) == {
        "authors": "Oak AB Jr; Leaf Study Group; van der Elm JP",
        "title": "Leaf tea for headache & sleep: A randomised trial",
        "journal": "Journal of Leaves & Roots",
        "journal_abbrev": "J Leaves Roots",
        "year": 2010,
        "epub_year": 2009,
        "volume": "12",
        "issue": "3",
        "pages": "856-864",
        "doi": "10.9999/leaf.1",
        "nct": "NCT09990001",
        "source_url": "https://doi.org/10.9999/leaf.1",
    }
    assert (work.line, work.label) == (0, "10.9999/leaf.1")


def test_notices_of_the_work_are_kept_apart_and_told_once() -> None:
    ((work,), _) = split(crossref.read(TEXT, "a.json"))
    told = [(n["kind"], n["date"], n["doi"], n["reason"], n["source"]) for n in work.notices]
    assert told == [
        ("retraction", "2012-02-06", "10.9999/notice.1", None, "retraction-watch; crossref"),
        ("expression-of-concern", None, "10.9999/notice.2", None, "crossref"),
        ("correction", "2011-05-07", "10.9999/notice.3", "erratum", "crossref"),
        ("reinstatement", "2013-01-02", "10.9999/notice.4", None, "retraction-watch"),
        ("retraction", "2014-03-04", "10.9999/notice.5", "withdrawal", "crossref"),
    ]


def test_notices_about_other_works() -> None:
    ((work,), _) = split(crossref.read(NOTICE, "a.json"))
    assert work.notices == ()
    assert work.is_notice
    told = [(doi, row["kind"], row["date"], row["doi"], row["reason"]) for doi, row in work.about]
    assert told == [
        ("10.9999/first", "retraction", "2015-06-01", "10.9999/notice.9", "removal"),
        ("10.9999/second", "correction", "2015-06-02", "10.9999/notice.9", "corrigendum"),
    ]
    ((other,), _) = split(crossref.read(TEXT, "a.json"))
    assert (other.about, other.is_notice) == ((), False)


@pytest.mark.parametrize("kind", ["new_version", "addendum"])
def test_an_update_that_is_no_notice_leaves_a_work(kind: str) -> None:
    record = {"title": ["Tea"], "DOI": "10.9/b", "update-to": [{"DOI": "10.9999/a", "type": kind}]}
    ((work,), _) = split(crossref.read(json.dumps(record), "a"))
    assert (work.about, work.is_notice) == ((), False)


def test_a_work_that_was_changed_in_its_place_is_no_notice() -> None:
    update = {"type": "retraction", "updated": {"date-parts": [[2015, 6, 1]]}}
    record = {
        "title": ["Tea"],
        "DOI": "10.9999/A",
        "update-to": [{**update, "DOI": "10.9999/a"}],
        "updated-by": [{**update, "DOI": "10.9999/a", "source": "retraction-watch"}],
    }
    ((work,), _) = split(crossref.read(json.dumps(record), "a"))
    assert (work.about, work.is_notice) == ((), False)
    assert [(row["kind"], row["date"], row["source"]) for row in work.notices] == [
        ("retraction", "2015-06-01", "retraction-watch; crossref")
    ]
    del record["updated-by"]
    ((work,), _) = split(crossref.read(json.dumps(record), "a"))
    assert [row["kind"] for row in work.notices] == ["retraction"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Retraction", "retraction"),
        ("removal", "retraction"),
        ("expression of concern", "expression-of-concern"),
        ("partial_retraction", "correction"),
        ("correction", "correction"),
        ("addendum", None),
    ],
)
def test_kinds(kind: str, expected: str | None) -> None:
    record = {"title": ["Tea"], "updated-by": [{"DOI": "10.9999/a", "type": kind}]}
    ((work,), _) = split(crossref.read(json.dumps(record), "a"))
    assert [notice["kind"] for notice in work.notices] == ([expected] if expected else [])


def test_title_that_says_retracted_is_a_notice() -> None:
    ((work,), _) = split(crossref.read('{"title": ["RETRACTED ARTICLE: Tea"]}', "a"))
    assert work.study["title"] == "Tea"
    assert [notice["kind"] for notice in work.notices] == ["retraction"]


def test_list_of_works_with_a_bad_one() -> None:
    items = {"message": {"items": [{"DOI": "10.9999/a"}, 3, {"title": ["Tea"]}]}}
    works, refusals = split(crossref.read(json.dumps(items), "a"))
    assert [work.study["title"] for work in works] == ["Tea"]
    assert ["no title" in fault.reason for fault in refusals] == [True, True]


def test_what_is_no_json_is_refused_at_its_line() -> None:
    _, (fault,) = split(crossref.read('{"message":\n{', "a.json"))
    assert (fault.file, fault.line) == ("a.json", 2)
    for text in ("[" * 100_000, "9" * 5000, "[1]", '"x"', "null"):
        assert len(split(crossref.read(text, "a"))[1]) == 1


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    keeps_its_word(crossref.read, text)


@given(damaged(TEXT))
def test_damage_is_borne(text: str) -> None:
    keeps_its_word(crossref.read, text)


@given(json_values(KEYS))
def test_no_shape_is_too_strange(value: object) -> None:
    keeps_its_word(crossref.read, json.dumps(value))
    keeps_its_word(crossref.read, json.dumps({"message": {"title": ["Tea"], "updated-by": value}}))
    record = {"title": ["Tea"], "DOI": "10.9/a", "update-to": value}
    keeps_its_word(crossref.read, json.dumps({"message": record}))
