"""Parsing, identifiers, journals and the works themselves: what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.citations import WorkIndex, parse, resolve
from claims.citations.identifiers import clean_doi, read_identifiers
from claims.citations.journals import JournalTable
from claims.citations.text import page_range, words
from claims.citations.works import person

JOURNALS = [
    {"journal": "Biological Psychiatry", "names": "Biol Psychiatry"},
    {"journal": "American Journal of Psychiatry", "names": "Am J Psychiatry"},
    {"journal": "JAMA Psychiatry", "names": ""},
    {"journal": "Depression and Anxiety", "names": "Depress Anxiety"},
    {"journal": "Sleep", "names": ""},
]
WORK: dict[str, object] = {
    "study_id": "lantern-2015",
    "authors": "Müller-Østergård K; de la Cruz P; Okafor NB",
    "title": "Lantern light and evening mood in night workers: a crossover study",
    "journal": "Sleep",
    "journal_abbrev": "Sleep",
    "year": 2015,
    "epub_year": 2014,
    "volume": "38",
    "issue": "2",
    "pages": "201-209",
    "doi": "10.5555/Lantern.2015(1)",
    "pmid": 1234567,
    "aliases": "LANTERN-1",
    "unverified_fields": "",
}
SIBLING = WORK | {
    "study_id": "lantern-2017",
    "title": "Morning daylight after shifts on a ferry: an open-label cohort",
    "year": 2017,
    "epub_year": None,
    "volume": "40",
    "pages": "11-19",
    "doi": "10.5555/lantern.2017",
    "pmid": 7654321,
    "aliases": None,
}
INDEX = WorkIndex.from_rows([WORK, SIBLING], JOURNALS)
FRAGMENTS = st.sampled_from(
    [
        *("Sleep", "Müller-Østergård K", "et al.", "(2015)", "38(2):201-9", "van de", "PMID 1"),
        *("Lantern light and evening mood", "Biol Psychiatry", "doi:10.5555/x"),
        *("'", "“", "”", ". ", ", ", " ", "(", ")"),
    ]
)
TEXTS = st.one_of(st.text(max_size=120), st.lists(FRAGMENTS, max_size=30).map("".join))


@given(TEXTS)
def test_fields_stand_where_they_say(text: str) -> None:
    found = parse(text)
    fields = [found.title, found.journal, found.volume, found.issue, found.pages, *found.years]
    for field in fields:
        if field is not None:
            blanked = text[field.start : field.end]
            assert len(blanked) == len(field.text) > 0
            assert all(a in (b, " ") for a, b in zip(field.text, blanked, strict=True))
    for author in found.authors:
        assert author.surname in text[author.start : author.end]


@given(TEXTS)
def test_any_text_resolves_or_not_but_never_fails(text: str) -> None:
    found = resolve(text, INDEX)
    assert 0 <= found.score <= 100
    assert found.study_id == (found.work.study_id if found.work else None)
    if found.status == "not-found":
        assert [fault.name for fault in found.faults] == ["nonexistent"]
    if found.status in ("ok", "incomplete"):
        assert found.study_id and all(f.name == "truncated-title" for f in found.faults)


STYLES = (
    "{vancouver}. {title}. {journal}. {year};{volume}({issue}):{pages}.",
    "{apa} ({year}). {title}. {journal}, {volume}({issue}), {pages}.",
    "{vancouver} ({year}) {title}. {journal} {volume}:{pages}",
    "{vancouver}: {title}. {journal} {year}, {volume}({issue}):{pages}.",
    '{apa} "{title}." {journal}, vol. {volume}, no. {issue}, {year}, pp. {pages}.',
    "{apa} “{title},” {journal} {volume}, no. {issue} ({year}): {pages}.",
    "{vancouver}, et al., '{title}', {journal} ({year})",
)
PRINTED = {
    "vancouver": "Müller-Østergård K, de la Cruz P",
    "apa": "Müller-Østergård, K., & de la Cruz, P.",
    "title": WORK["title"],
    "journal": "Sleep",
    "year": 2015,
    "volume": "38",
    "issue": "2",
    "pages": "201-209",
}
NAMES = st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True)


@pytest.mark.parametrize("style", STYLES)
def test_every_style_of_a_right_reference_is_ok(style: str) -> None:
    found = resolve(style.format(**PRINTED), INDEX)
    assert (found.study_id, found.status, found.faults) == ("lantern-2015", "ok", ())


@pytest.mark.parametrize("style", STYLES)
@given(year=st.integers(1950, 2013))
def test_a_planted_year_is_found(style: str, year: int) -> None:
    found = resolve(style.format(**PRINTED | {"year": year}), INDEX)
    assert found.study_id == "lantern-2015"
    assert [(f.name, f.printed, f.real) for f in found.faults] == [
        ("wrong-year", str(year), "2015 or 2014")
    ]


@pytest.mark.parametrize("style", STYLES)
def test_a_siblings_year_is_a_mix_up(style: str) -> None:
    found = resolve(style.format(**PRINTED | {"year": 2017}), INDEX)
    assert (found.study_id, found.status, found.others) == (
        "lantern-2015",
        "sibling-mix-up",
        ("lantern-2017",),
    )


@pytest.mark.parametrize("style", STYLES)
def test_a_planted_journal_is_found(style: str) -> None:
    found = resolve(style.format(**PRINTED | {"journal": "Biological Psychiatry"}), INDEX)
    assert found.study_id == "lantern-2015"
    assert [(f.name, f.real) for f in found.faults] == [("wrong-journal", "Sleep")]


@pytest.mark.parametrize("style", STYLES)
@given(surname=NAMES)
def test_a_planted_author_is_found(style: str, surname: str) -> None:
    names = {"vancouver": f"{surname} Q, Other B", "apa": f"{surname}, Q., & Other, B."}
    found = resolve(style.format(**PRINTED | names), INDEX)
    assert found.study_id == "lantern-2015"
    assert [fault.name for fault in found.faults] == ["wrong-author"]


def test_an_unverified_field_is_never_judged() -> None:
    fields = ("year", "journal", "title", "authors", "volume", "pages")
    wrong = PRINTED | {"year": 1999, "journal": "Biological Psychiatry", "volume": "9"}
    reference = STYLES[0].format(**wrong)
    index = WorkIndex.from_rows([WORK | {"unverified_fields": ";".join(fields)}], JOURNALS)
    assert resolve(reference, INDEX).faults
    assert resolve(reference, index).faults == ()


def test_a_shortened_title_by_another_author_is_not_the_work() -> None:
    index = WorkIndex.from_rows([WORK | {"unverified_fields": "authors"}], JOURNALS)
    shortened = PRINTED | {"title": "Lantern light and mood in workers"}
    assert resolve(STYLES[0].format(**shortened), index).study_id == "lantern-2015"
    other = shortened | {"vancouver": "Quillfeather B", "volume": "2", "pages": "1-4"}
    assert (
        resolve("{vancouver}. “{title}”. {journal}. {year}".format(**other), index).study_id is None
    )


def test_a_body_is_an_author() -> None:
    row = {"study_id": "board", "authors": "Harbour Safety Board", "title": "Lantern use afloat"}
    index = WorkIndex.from_rows([row], JOURNALS)
    assert resolve("Harbour Safety Board. “Lantern use afloat”.", index).study_id == "board"
    assert resolve("“Lantern use afloat”.", index).study_id is None


def test_author_and_year_make_no_certain_link() -> None:
    found = resolve("Müller-Østergård et al., 2015", INDEX)
    assert (found.study_id, found.status, found.score) == ("lantern-2015", "incomplete", 80)


@pytest.mark.parametrize(
    ("printed", "real", "same"),
    [
        ("Biol. Psychiatry", "Biological Psychiatry", True),
        ("The American Journal of Psychiatry", "Am J Psychiatry", True),
        ("Depression & Anxiety", "Depression and Anxiety", True),
        ("JAMA Psychiatry", "American Journal of Psychiatry", False),
        ("Psychiatry", "JAMA Psychiatry", False),
        ("J Imag Find", "Journal of Imaginary Findings", True),
        ("J Imag", "Journal of Imaginary Findings", False),
        ("Sleep Medicine", "Sleep", False),
    ],
)
def test_journals_are_equal_or_not_never_alike(printed: str, real: str, same: bool) -> None:
    assert JournalTable.from_rows(JOURNALS).same(printed, real) is same


def test_a_one_word_journal_counts_only_where_it_is_set_off() -> None:
    table = JournalTable.from_rows(JOURNALS)
    assert list(table.find("Sleep loss among nurses")) == []
    assert [name for *_, name in table.find("Loss among nurses. Sleep. 2015")] == ["Sleep"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("doi: 10.1016/S0006-3223(99)00230-9.", "doi", "10.1016/s0006-3223(99)00230-9"),
        ("(doi:10.5555/abc.1)", "doi", "10.5555/abc.1"),
        ("https://www.example.org/doi/full/10.5555/abc.1?query=2", "doi", "10.5555/abc.1"),
        ("https://doi.org/10.5555/S0006%283%29", "doi", "10.5555/s0006(3)"),
        ("PMID:123", "pmid", "123"),
        ("PMCID: PMC1234567", "pmcid", "PMC1234567"),
        ("https://clinicaltrials.gov/study/NCT01234567", "nct", "NCT01234567"),
    ],
)
def test_identifiers(text: str, kind: str, value: str) -> None:
    assert [(one.kind, one.value) for one in read_identifiers(text)] == [(kind, value)]


@given(st.from_regex(r"10\.\d{4,6}/[a-z0-9.()\-]{1,20}[a-z0-9]", fullmatch=True))
def test_a_clean_doi_stays_as_it_is(doi: str) -> None:
    if not doi.endswith((".pdf", ".full")):
        assert clean_doi(clean_doi(doi) + ".") == clean_doi(doi)


@given(st.integers(1, 9999), st.integers(0, 300))
def test_a_shortened_page_range_means_the_whole_one(first: int, more: int) -> None:
    last = str(first + more)
    shared = next((i for i, (a, b) in enumerate(zip(str(first), last, strict=False)) if a != b), 0)
    short = last[shared:] if len(str(first)) == len(last) else last
    assert page_range(f"{first}–{short}") == page_range(f"{first}-{last}") == (str(first), last)


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        ("Zarate CA Jr", ("Zarate", "CA")),
        ("aan het Rot M", ("aan het Rot", "M")),
        ("Cruz, Pilar M.", ("Cruz", "PM")),
        ("Cruz", ("Cruz", "")),
        ("US FDA", None),
        ("(others)", None),
    ],
)
def test_person(author: str, parts: tuple[str, str] | None) -> None:
    assert person(author) == parts


def test_spellings_are_one() -> None:
    assert words("Randomised anaesthesia behaviour") == words("randomized anesthesia behavior")
