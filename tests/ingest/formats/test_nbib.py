"""NBIB: what a record fills, what is a notice, and that damage costs one record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import nbib
from tests.ingest.formats.readers import damaged, filled, keeps_its_word, sample, split

TEXT = sample("pubmed.nbib")


def test_article() -> None:
    work = split(nbib.read(TEXT, "a.nbib"))[0][0]
    assert filled(work.study) == {
        "authors": "Oak AB Jr; van der Elm JP; Leaf Study Group, North; Ash C",
        "title": "Leaf tea for headache: a randomised trial in adults who had tried two other teas",
        "journal": "Journal of leaves (London, England)",
        "journal_abbrev": "J Leaves",
        "year": 2010,
        "epub_year": 2009,
        "volume": "12",
        "issue": "3",
        "pages": "856-864",
        "pmid": "90000001",
        "pmcid": "PMC9000001",
        "doi": "10.9999/leaf(10)00001-2",
        "nct": "NCT09990001",
        "source_url": "https://pubmed.ncbi.nlm.nih.gov/90000001/",
    }
    assert (work.file, work.line, work.label) == ("a.nbib", 2, "PMID 90000001")


def test_notices_are_kept_apart_and_comments_are_none() -> None:
    work = split(nbib.read(TEXT, "a.nbib"))[0][0]
    told = [(n["kind"], n["date"], n["doi"], n["pmid"], n["source"]) for n in work.notices]
    assert told == [
        ("retraction", "2012-02-06", "10.9999/notice.1", "90000010", "pubmed"),
        ("correction", None, None, None, "pubmed"),
        ("expression-of-concern", None, None, "90000012", "pubmed"),  # there is no 31 November
    ]


def test_doi_in_brackets() -> None:
    text = "PMID- 1\nTI  - Tea.\nRIN - J Leaves. 2012;1(2):3 (doi: 10.9999/a(1)b).\n"
    ((work,), _) = split(nbib.read(text, "a"))
    assert work.notices[0]["doi"] == "10.9999/a(1)b"


def test_notice_about_another_work_is_none_of_its_own() -> None:
    works, _ = split(nbib.read(TEXT, "a.nbib"))
    assert [bool(work.notices) for work in works] == [True, False, False, False]
    assert [work.is_notice for work in works] == [False, False, False, True]
    assert [bool(work.about) for work in works] == [False, False, False, True]
    ((meant, notice),) = works[-1].about
    assert meant == "90000001"
    assert filled(notice) == {
        "kind": "retraction",
        "date": "2012-02-06",
        "doi": "10.9999/notice.1",
        "pmid": "90000010",
        "source": "pubmed",
        "source_url": "https://pubmed.ncbi.nlm.nih.gov/90000010/",
    }


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Retraction of Publication", True),
        ("Retraction Notice", True),
        ("Published Erratum", True),
        ("Expression of Concern", True),
        ("Retracted Publication", False),
        ("Corrected and Republished Article", False),
    ],
)
def test_records_that_are_nothing_but_notices(kind: str, expected: bool) -> None:
    text = f"PMID- 2\nTI  - Tea.\nPT  - Journal Article\nPT  - {kind}\nCRF - J. PMID: 1\n"
    ((work,), _) = split(nbib.read(text, "a"))
    assert work.is_notice is expected
    assert [meant for meant, _ in work.about] == ["1"]


def test_a_work_that_a_notice_names_by_its_doi_alone() -> None:
    text = "PMID- 2\nTI  - Note.\nEFR - J Leaves. 2012;1(2):3. doi: 10.9999/a(1)b.\n"
    ((work,), _) = split(nbib.read(text, "a"))
    assert [(meant, row["pmid"]) for meant, row in work.about] == [("10.9999/a(1)b", "2")]


def test_marked_as_retracted_without_a_place() -> None:
    text = "PMID- 1\nTI  - Tea.\nPT  - Retracted Publication\n"
    ((notice,),) = [work.notices for work in split(nbib.read(text, "a"))[0]]
    assert (notice["kind"], notice["date"]) == ("retraction", None)


def test_translated_title_several_trials_and_scans() -> None:
    study = split(nbib.read(TEXT, "a.nbib"))[0][1].study
    assert study["title"] == "Root tea in old age"
    assert study.get("nct") is None
    assert study["note"] == "Trials that the record names: NCT09990001, NCT09990002."
    assert (study["year"], study["epub_year"], study["pages"]) == (1998, None, "e12-3")
    assert study["design"] == "meta-analysis"


def test_chapter_of_a_book_with_editors_alone() -> None:
    study = split(nbib.read(TEXT, "a.nbib"))[0][2].study
    expected = ("Brewing", "Teas: A Handbook", "Fir E", 2020)
    assert tuple(study[name] for name in ("title", "journal", "authors", "year")) == expected
    book = TEXT.replace("TI  - Brewing.\n", "")
    study = split(nbib.read(book, "a.nbib"))[0][2].study
    assert (study["title"], study["journal"]) == ("Teas: A Handbook", "Leaf Press")


def test_malformed_record_is_refused_at_its_line_and_the_rest_come_in() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = TEXT.replace("DP  - 1998", "no field").replace("\n", end)
        line = text[: text.index("no field")].count(end) + 1
        works, refusals = split(nbib.read("\ufeff" + text, "a.nbib"))
        assert [(fault.file, fault.line) for fault in refusals] == [("a.nbib", line)]
        assert [work.study["pmid"] for work in works] == ["90000001", "90000003", "90000010"]


def test_records_without_a_blank_line_between_them() -> None:
    works, _ = split(nbib.read("PMID- 1\nTI  - A.\nPMID- 2\nTI  - B.\n", "a"))
    assert [(work.study["title"], work.line) for work in works] == [("A", 1), ("B", 3)]
    works, refusals = split(nbib.read("Exported today\nPMID- 2\nTI  - B.\n", "a"))
    assert [(work.study["title"], work.line) for work in works] == [("B", 2)]
    assert [fault.line for fault in refusals] == [1]


def test_record_without_title_and_file_without_record_are_refused() -> None:
    assert "no title" in split(nbib.read("PMID- 1\nDP  - 2001\n", "a"))[1][0].reason
    assert "no record" in split(nbib.read(" \n", "a"))[1][0].reason


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    keeps_its_word(nbib.read, text)


@given(damaged(TEXT))
def test_damage_is_borne(text: str) -> None:
    keeps_its_word(nbib.read, text)
