"""Which two records are one work, and which only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.comparison import compared
from ingest.duplicates import WorksOnFile
from ingest.evidence import Row
from ingest.schema import STUDIES
from ingest.titles import same_title, title_words

TITLE = "Leaf tea for restless sleep in older adults: a randomised trial"


def work(title: str = TITLE, /, **columns: object) -> Row:
    """A row of studies by Oak, 2001, where nothing else is said; None leaves a column out."""
    filled = {"authors": "Oak A; Elm B", "title": title, "year": 2001, **columns}
    return {name: value for name, value in filled.items() if value is not None}  # type: ignore[misc]


def found(one: Row, two: Row) -> bool:
    """Whether the second is found where the first is on file, and the other way about."""
    there = WorksOnFile([one | {"study_id": "one"}]).find(two)
    back = WorksOnFile([two | {"study_id": "two"}]).find(one)
    assert (there is None) == (back is None)
    return there is not None


SAME_TITLES = [
    (TITLE, "LEAF TEA FOR RESTLESS SLEEP IN OLDER ADULTS. A Randomized Trial."),
    (TITLE, "The leaf tea for restless sleep in the older adult - a randomised trial"),
    (TITLE, "RETRACTED: Leaf tea for restless sleep in older adults: a randomised trial"),
    (TITLE, "Leaf tea for restles sleep in older adults: a randomised trial"),
    ("Health care use and anaemia in paediatric tumour patients",
     "Healthcare use and anemia in pediatric tumor patients"),
    ("Oesophageal and haematological oedema after sulphate",
     "Esophageal and hematological edema after sulfate"),
    ("Effect of β-blockers versus placebo on naïve sleepers",
     "Effect of beta blockers vs. placebo on naive sleepers"),
    ("A randomised controled trial of leaf tea for restless sleep",
     "A randomized controlled trial of leaf tea for restless sleep"),
    ("Two-year follow-up of leaf tea drinkers, part II",
     "2-year followup of leaf tea drinkers, part 2"),
]  # fmt: skip
OTHER_TITLES = [
    ("Leaf tea for restless sleep, part I: dose finding",
     "Leaf tea for restless sleep, part II: dose finding"),
    ("Leaf tea for restless sleep in adults", "Leaf tea for restless sleep in adults, 2"),
    ("Leaf tea for restless sleep (LEAF-1)", "Leaf tea for restless sleep (LEAF-2)"),
    (TITLE, f"Reply to: {TITLE}"),
    (TITLE, f"Correction to: {TITLE}"),
    (TITLE, f"Retraction: {TITLE}"),
    (TITLE, f"{TITLE} protocol"),
    (TITLE, "Leaf tea for restless sleep in older adults: protocol of a randomised trial"),
    ("Screening for hepatitis B in adolescents", "Screening for hepatitis C in adolescents"),
    ("Vitamin D and the sleep of older adults", "Vitamin E and the sleep of older adults"),
    ("Efficacy of ketamine nasal spray in resistant depression",
     "Efficacy of esketamine nasal spray in resistant depression"),
    ("Leaf tea in symptomatic restless sleepers", "Leaf tea in asymptomatic restless sleepers"),
    ("Leaf tea and the control of hypertension", "Leaf tea and the control of hypotension"),
    ("Leaf tea for restless sleep with coffee", "Leaf tea for restless sleep without coffee"),
    ("Effects of exercise on sleep quality in older adults",
     "Effects of sleep on exercise quality in older adults"),
    ("Leaf tea for restless sleep in older men", "Leaf tea for restless sleep in older women"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two"), SAME_TITLES)
def test_one_title_in_two_spellings_is_one_work(one: str, two: str) -> None:
    assert found(work(one), work(two))


@pytest.mark.parametrize(("one", "two"), OTHER_TITLES)
def test_titles_that_tell_two_works_apart(one: str, two: str) -> None:
    assert not found(work(one), work(two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"doi": "10.1000/ABC"}, {"doi": "https://doi.org/10.1000/abc"}),
        ({"pmid": "123"}, {"pmid": "PMID: 0123"}),
        ({"pmcid": "PMC77"}, {"pmcid": "77"}),
        ({"nct": "NCT00000001", "journal": "ClinicalTrials.gov"},
         {"nct": "NCT00000001", "journal": "ClinicalTrials.gov"}),
    ],
)  # fmt: skip
def test_an_identifier_decides_whatever_the_title(one: Row, two: Row) -> None:
    assert found(work("On tea", **one), work("Something else", year=1950, **two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # One trial, two papers; a trial's record and its paper.
        ({"nct": "NCT00000001", "journal": "Sleep"}, {"nct": "NCT00000001", "journal": "Tea"}),
        ({"nct": "NCT00000001", "journal": "Sleep"}, {"nct": "NCT00000001"}),
        ({"pmid": "0"}, {"pmid": "0"}),
    ],
)
def test_an_identifier_that_several_works_share_decides_nothing(one: Row, two: Row) -> None:
    assert not found(work("On tea", **one), work("Something else", **two))


def test_a_record_of_a_trial_is_not_its_paper_of_the_same_title() -> None:
    assert not found(work(nct="NCT00000001"), work(nct="NCT00000001", doi="10.1000/1"))


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"year": 2001}, {"year": 2002}, True),
        ({"year": 2001}, {"year": 2003}, False),
        ({"year": 2001}, {"year": None}, True),
        ({"year": 2001}, {"year": 2003, "epub_year": 2002}, True),
        ({}, {"authors": "Ash C"}, False),
        ({}, {"authors": "(others)"}, True),
        ({"authors": "de Mendonça Lima T"}, {"authors": "Lima T"}, True),
        ({"doi": "10.1000/1"}, {"doi": "10.1000/2"}, False),
        ({"pmid": "1"}, {"pmid": "2"}, False),
        ({"doi": "10.1000/1"}, {"pmid": "2"}, True),
        ({"volume": "3", "pages": "7-9"}, {"volume": "65", "pages": "1-49"}, False),
        ({"volume": "3", "pages": "7-9"}, {"volume": "3", "pages": "1-3"}, True),
        ({"volume": "3", "pages": "7-9"}, {"pages": "1-3"}, True),
        ({"doi": "10.1000/1", "volume": "3", "pages": "7-9"},
         {"doi": "10.1000/2", "volume": "3", "pages": "7"}, True),
    ],
)  # fmt: skip
def test_year_author_and_identifiers_can_tell_one_title_apart(
    one: Row, two: Row, expected: bool
) -> None:
    assert found(work(**one), work(**two)) is expected


@pytest.mark.parametrize(
    ("title", "columns", "expected"),
    [
        ("Leaf tea for restless sleep in older adults", {"pages": "7-9"}, True),
        ("Leaf tea for restless sleep in older adults: randomised controlled trial",
         {"pages": "7-9"}, True),
        ("Leaf tea for restless sleep in older adults", {"pages": "8-9"}, False),
        ("Leaf tea for restless sleep in older adults", {"pages": "7", "authors": "Ash C"}, False),
        ("Coffee", {"pages": "7-9"}, False),
    ],
)  # fmt: skip
def test_a_cut_title_is_the_work_that_begins_on_the_same_page(
    title: str, columns: Row, expected: bool
) -> None:
    on_file = work(volume="3", pages="7-15")
    assert found(on_file, work(title, volume="3", **columns)) is expected


def test_a_cut_title_is_found_among_many() -> None:
    cut = work("Leaf tea for restless sleep", study_id="cut", volume="3", pages="7")
    others = [work(f"Ash and elm in mint {word}") for word in ("one", "two")]
    match = WorksOnFile([cut, *others]).find(
        work("Leaf tea for restless sleep: ash, elm and mint", volume="3", pages="7")
    )
    crowd = [work(f"Leaf tea for restless sleep and {word}s") for word in ("oak", "ash", "yew")]
    assert match == WorksOnFile([cut, *others, *crowd]).find(
        work("Leaf tea for restless sleep: ash, elm and mint", volume="3", pages="7")
    )
    assert match is not None
    assert match.study_id == "cut"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [({}, {}, True), ({}, {"authors": "(others)"}, False)],
)
def test_a_short_title_is_one_work_only_by_one_author(one: Row, two: Row, expected: bool) -> None:
    assert found(work("Restless sleep", **one), work("Restless sleep", **two)) is expected


def test_the_likest_work_is_named_with_the_reason() -> None:
    near, exact = work(study_id="near", year=2002), work(study_id="exact", year=2001)
    near["title"] = TITLE.replace("trial", "trials")
    match = WorksOnFile([near, exact]).find(work())
    assert match is not None
    assert (match.study_id, match.reason) == (
        "exact", "the same title (alike by 100 of 100; 2001)",
    )  # fmt: skip


def test_an_identifier_comes_before_a_title() -> None:
    titled, marked = work(study_id="titled"), work("On tea", study_id="marked", doi="10.1000/1")
    match = WorksOnFile([titled, marked]).find(work(doi="10.1000/1"))
    assert match is not None
    assert (match.study_id, match.reason) == ("marked", "the same DOI 10.1000/1")


WORDS = st.lists(
    st.sampled_from(
        [
            "leaf",
            "tea",
            "restless",
            "sleep",
            "older",
            "adults",
            "trial",
            "part",
            "i",
            "ii",
            "2",
            "b",
            "vs",
        ]
    ),
    max_size=8,
).map(" ".join)


@given(WORDS | st.text(max_size=20), WORDS | st.text(max_size=20))
def test_two_titles_are_one_both_ways_about(one: str, two: str) -> None:
    first, second = title_words(one), title_words(two)
    assert same_title(first, first)
    assert same_title(first, second) == same_title(second, first)


@given(st.text(max_size=40))
def test_any_title_of_enough_words_is_found_again(text: str) -> None:
    title = f"Leaf tea for restless sleepers {text}"
    many = [work(f"Leaf tea for restless sleepers on day {day}") for day in range(30)]
    on_file = WorksOnFile([*many, work(title, study_id="sought")])
    match = on_file.find(work(title))
    assert match is not None
    assert match.study_id == "sought" or title_words(title) in {
        title_words(str(one["title"])) for one in many
    }


def test_what_is_new_and_what_differs_is_told() -> None:
    on_file: Row = dict.fromkeys(STUDIES.names) | work(
        study_id="oak-2001", pages="139-45", journal="Journal of Trees", notice="none-known",
        journal_abbrev="J Trees", authors="Oak A; (others)", source_url="a", volume="3",
    )  # fmt: skip
    record = work(
        TITLE.upper(), year=2002, pages="139-145", journal="J Trees", doi="10.1000/1",
        authors="Oak AB; Elm B", source_url="b", volume="4", notice="none-known",
    )  # fmt: skip
    new, differences = compared(on_file, record)
    assert new == ("doi",)
    assert [str(one) for one in differences] == [
        "year '2001' on file, '2002' here",
        "volume '3' on file, '4' here",
    ]
    _, differences = compared(on_file | {"authors": "Elm B; Oak A"}, record)
    assert "authors" in [one.column for one in differences]
