"""PubMed's XML: what a record fills, whose identifiers count, and that damage costs one record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import pubmed_xml
from ingest.formats.record import Incoming
from tests.ingest.formats.readers import damaged, filled, keeps_its_word, sample, split

TEXT = sample("pubmed.xml")


def _others(work: Incoming) -> list[Incoming]:
    return [other for other in split(pubmed_xml.read(TEXT, "a.xml"))[0] if other.line != work.line]


def test_article() -> None:
    work = split(pubmed_xml.read(TEXT, "a.xml"))[0][0]
    assert filled(work.study) == {
        "authors": "Oak AB Jr; Leaf Study Group; van der Elm JP",
        "title": "Leaf tea for headache: CO2 & x",
        "journal": "Journal of leaves",
        "journal_abbrev": "J Leaves",
        "year": 2010,
        "epub_year": 2009,
        "volume": "12",
        "issue": "3",
        "pages": "856-864",
        "pmid": "90000001",
        "pmcid": "PMC9000001",
        "doi": "10.9999/leaf.1",
        "nct": "NCT09990001",
        "source_url": "https://pubmed.ncbi.nlm.nih.gov/90000001/",
    }
    assert (work.line, work.label) == (4, "PMID 90000001")


def test_notices() -> None:
    work = split(pubmed_xml.read(TEXT, "a.xml"))[0][0]
    told = [(n["kind"], n["date"], n["doi"], n["pmid"]) for n in work.notices]
    assert told == [
        ("correction", "2011-05-07", "10.9999/erratum.1", None),
        ("expression-of-concern", None, None, "90000012"),
        ("retraction", None, None, None),
    ]


def test_notice_about_another_work() -> None:
    work = split(pubmed_xml.read(TEXT, "a.xml"))[0][1]
    assert work.notices == ()
    assert (work.study["year"], work.study["epub_year"]) == (2012, 2012)
    assert work.study["title"] == "Retraction note"
    ((meant, notice),) = work.about
    assert (meant, notice["kind"], notice["date"]) == ("90000001", "retraction", "2012-02-06")
    assert (notice["pmid"], notice["doi"]) == ("90000010", "10.9999/notice.1")
    assert work.is_notice
    assert not any(other.is_notice or other.about for other in _others(work))


def test_chapter_and_book() -> None:
    chapter, book = (work.study for work in split(pubmed_xml.read(TEXT, "a.xml"))[0][2:])
    names = ("title", "journal", "authors", "doi", "year")
    assert tuple(chapter[n] for n in names) == ("Brewing", "Teas: A Handbook", "Ash C", None, 2020)
    expected = ("Teas: A Handbook", "Leaf Press", "Fir E", "10.9999/book", 2020)
    assert tuple(book[n] for n in names) == expected


def test_malformed_record_is_refused_at_its_line_and_the_rest_come_in() -> None:
    text = TEXT.replace("<Initials>E</Initials>", "<Initials>E", 1)
    line = TEXT[: TEXT.index("<Initials>E</Initials>")].count("\n") + 1
    works, refusals = split(pubmed_xml.read(text, "a.xml"))
    assert [work.study["pmid"] for work in works] == ["90000001", "90000003", "90000004"]
    assert [(fault.file, fault.line) for fault in refusals] == [("a.xml", line)]


def test_where_the_file_breaks_off_what_came_before_comes_in() -> None:
    within = TEXT[: TEXT.index("Retraction note")]
    works, refusals = split(pubmed_xml.read(within, "a.xml"))
    assert [work.study["pmid"] for work in works] == ["90000001"]
    assert [fault.line for fault in refusals] == [
        TEXT[: TEXT.rindex("<PubmedArticle>")].count("\n") + 1
    ]
    between = TEXT[: TEXT.index("<PubmedBookArticle>")]
    works, refusals = split(pubmed_xml.read(between, "a.xml"))
    assert len(works) == 2 and [fault.line for fault in refusals] == [between.count("\n") + 1]
    works, refusals = split(pubmed_xml.read(TEXT.replace("</PubmedArticle>", "", 1), "a.xml"))
    assert len(works) == 3 and [fault.line for fault in refusals] == [4]


def test_record_whose_tag_is_damaged_is_not_lost_in_silence() -> None:
    works, refusals = split(pubmed_xml.read(TEXT.replace("<PubmedArticle>", "<Pubmed>", 1), "a"))
    assert len(works) == 3
    assert [fault.line for fault in refusals] == [4]


@pytest.mark.parametrize("text", ["", "<PubmedArticleSet></PubmedArticleSet>", "<html/>"])
def test_no_record_is_one_refusal(text: str) -> None:
    works, refusals = split(pubmed_xml.read(text, "a.xml"))
    assert works == [] and ["no PubMed record" in fault.reason for fault in refusals] == [True]


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "tea"><!ENTITY f SYSTEM "file:///etc/passwd">]>\n'
    record = TEXT[TEXT.index("<PubmedArticle>") : TEXT.index("<PubmedBookArticle>")]
    for name in ("a", "f"):
        text = bomb + record.replace("CO<sub>2</sub>", f"&{name};")
        works, refusals = split(pubmed_xml.read(text, "a.xml"))
        assert [work.study["pmid"] for work in works] == ["90000010"]
        line = text[: text.index(f"&{name};")].count("\n") + 1
        assert [fault.line for fault in refusals][-1:] == [line]


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    keeps_its_word(pubmed_xml.read, text)


@given(damaged(TEXT))
def test_damage_is_borne(text: str) -> None:
    keeps_its_word(pubmed_xml.read, text)
