"""Strings made comparable, mark-up blanked out, and titles compared."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.citations.markup import without_markup
from claims.citations.text import (
    bare_name_key,
    is_slip,
    name_key,
    page_range,
    place_key,
    run,
    stems,
    words,
)
from claims.citations.title import main_title, title_of
from claims.citations.title_match import compare_titles
from claims.citations.works import entry_of, work_from_row
from tests.claims.golden import Case, golden
from tests.claims.invented import INDEX

TITLES = golden("titles")


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("harbour", "harbour", True),
        ("harbour", "harbor", True),
        ("harbour", "harbuor", True),
        ("harbour", "harvour", True),
        ("harbour", "harvuor", False),
        ("harbour", "barbour", False),
        ("ferry", "fery", False),
        ("moss", "mos", False),
        ("hornberg", "homberg", True),
        ("homberg", "hornberg", True),
        ("", "", False),
        ("", "harbour", False),
    ],
)
def test_a_slip_is_one_letter_of_a_longer_name(one: str, other: str, slip: bool) -> None:
    assert is_slip(one, other) is slip


@given(st.text(), st.text())
def test_any_two_names_are_compared_and_in_either_order(one: str, other: str) -> None:
    assert is_slip(one, other) == is_slip(other, one)


@pytest.mark.parametrize(
    ("name", "bare", "key"),
    [
        ("van der Kolk", "kolk", "vanderkolk"),
        ("Van Gaal", "gaal", "vangaal"),
        ("de la Cruz", "cruz", "delacruz"),
        ("aan het Rot", "rot", "aanhetrot"),
        ("De", "de", "de"),
        ("Vance", "vance", "vance"),
        ("O’Neill", "oneill", "oneill"),
        ("Müller-Østergård", "mullerostergard", "mullerostergard"),
        ("", "", ""),
    ],
)
def test_a_surname_with_and_without_particles(name: str, bare: str, key: str) -> None:
    assert (bare_name_key(name), name_key(name)) == (bare, key)


@pytest.mark.parametrize(
    ("volume", "pages", "key"),
    [
        ("12", "34-56", "12:34"),
        ("12", "34", "12:34"),
        ("Suppl 1A", "E1-E9", "suppl 1a:e1"),
        (None, "3", None),
        ("3", None, None),
        ("", "3", None),
        ("3", "", None),
    ],
)
def test_a_place_is_volume_and_first_page(
    volume: str | None, pages: str | None, key: str | None
) -> None:
    assert place_key(volume, pages) == key


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [
        ("158-168.e4", "158", "168"),
        ("1002-9.e12", "1002", "1009"),
        ("E067194", "e067194", None),
        ("12-", "12", None),
        ("S1-S9", "s1", "s9"),
        ("389−395", "389", "395"),
        ("12 – 19", "12", "19"),
        ("99-102", "99", "102"),
        ("100-1e", "100", "1e"),
    ],
)
def test_page_range(pages: str, first: str, last: str | None) -> None:
    assert page_range(pages) == (first, last)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("beta-endor-\nphin treat- ment", "beta endorphin treatment"),
        ("short- and long-term", "short and long term"),
        ("1,234 of 5,6", "1234 of 5 6"),
        ("R&D o’clock it's", "r and d oclock its"),
        ("tumour oedema anaesthetised", "tumor edema anesthetized"),
        ("our hour", "our hour"),
        ("", ""),
    ],
)
def test_words(text: str, found: str) -> None:
    assert " ".join(words(text)) == found


def test_hyphens_and_word_breaks_do_not_part_a_run() -> None:
    assert run(words("beta-endorphin")) == run(words("betaendorphin")) == "betendorphin"


def test_stems_are_the_beginnings_of_longer_content_words() -> None:
    assert stems("Depression, depressive mood during the night") == {"depre", "night"}
    assert stems("") == frozenset()


MARKED = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<a href='x'>", "<", ">", "&amp;", "&lt;", "&#8211;", "&#x2019;", "&bogus;",
         "&", ";", "[J]", "[Internet]", "[", "](#ref7)", "]", "(", ")", "â€œ", "â€", "â€™", " | ",
         " // ", "Oak", "é", " "]
    )
).map("".join)  # fmt: skip


@given(MARKED | st.text())
def test_mark_up_keeps_every_offset(text: str) -> None:
    plain = without_markup(text)
    assert len(plain) == len(text)
    for hit in re.finditer(r"[A-Za-z0-9éÉ]+", plain):
        written = text[hit.start() : hit.end()]
        if plain[hit.start() : hit.end()] != written:
            assert "&" in text[max(0, hit.start() - 12) : hit.end()]


@given(st.text("abc é,.:;-"))
def test_text_without_mark_up_stays_as_it_is(text: str) -> None:
    assert without_markup(text) == text


@given(st.text("ab <>&é'", max_size=20))
def test_what_was_escaped_is_read(text: str) -> None:
    plain = without_markup(html.escape(text))
    assert plain.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<b>Oak</b> A", "   Oak     A"),
        ("Oak &amp; Elm", "Oak &     Elm"),
        ("12&#8211;19", "12–      19"),
        ("Tea | Oak | 2015", "Tea . Oak . 2015"),
        ("Tea[J]. a [Internet]", "Tea   . a           "),
        ("[Oak 2015](#ref7)", "[Oak 2015        "),
        ("â€œTeaâ€\x9d 12â€“19", "“  Tea”   12–  19"),
        ("p < 0.05 and n > 3", "p < 0.05 and n > 3"),
        ("&bogus; A&B; &#1234567;", "&bogus; A&B; &#1234567;"),
    ],
)
def test_mark_up(text: str, plain: str) -> None:
    assert without_markup(text) == plain


def within(value: float, cell: str) -> bool:
    low, _, high = cell.partition("..")
    return float(low) <= value <= float(high) if high else value == pytest.approx(float(low))


@pytest.mark.parametrize("case", TITLES, ids=[f"{c['printed']} ({c['bounded']})" for c in TITLES])
def test_title(case: Case) -> None:
    printed = case["printed"]
    entry = entry_of(work_from_row({"study_id": "x", "title": case["real"]}))
    found = compare_titles(
        title_of(printed),
        title_of(main_title(printed)),
        run(words(printed)),
        entry,
        case["bounded"] == "yes",
    )
    assert (found.kind, found.subtitle_only) == (case["kind"], case["subtitle_only"] == "yes")
    assert within(found.score, case["score"]), found.score
    assert within(found.coverage, case["coverage"]), found.coverage


@given(st.text() | st.sampled_from([case["printed"] for case in TITLES]), st.booleans())
def test_only_a_title_word_for_word_scores_100(printed: str, bounded: bool) -> None:
    for entry in INDEX.entries.values():
        found = compare_titles(
            title_of(printed), title_of(main_title(printed)), run(words(printed)), entry, bounded
        )
        assert 0 <= found.score <= 100 and 0 <= found.coverage <= 1
        if found.score == 100:
            joined = title_of(printed).joined
            assert entry.main.joined in joined or joined == entry.title.joined


def test_a_title_that_stands_in_the_text_needs_no_parse() -> None:
    entry = INDEX.entries["quill-2015"]
    nothing = title_of("")
    whole = run(words(f"Quill, 2015: {entry.work.title}, J Harb Med"))
    main = run(words(f"Quill, 2015: {main_title(entry.work.title)}, J Harb Med"))
    assert compare_titles(nothing, nothing, whole, entry, False).kind == "same"
    found = compare_titles(nothing, nothing, main, entry, False)
    assert (found.kind, found.subtitle_only, found.score) == ("shortened", True, 100)
    assert compare_titles(nothing, nothing, "quill2015", entry, False).score == 0


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Part II of tea", {"2"}),
        ("II. Of tea", set()),
        ("4,444 patients: 2 doses", {"4444", "2"}),
        ("Step 1a", set()),
    ],
)
def test_numbers_of_a_title(title: str, numbers: set[str]) -> None:
    assert title_of(title).numbers == numbers


@pytest.mark.parametrize(
    ("title", "main"),
    [
        ("The sea: a view", "The sea"),
        ("The sea? A view", "The sea?"),
        ("The sea – a view", "The sea"),
        ("The sea. A view", "The sea"),
        ("Co-use of 3:1 tea", "Co-use of 3:1 tea"),
        ("", ""),
    ],
)
def test_a_title_without_its_subtitle(title: str, main: str) -> None:
    assert main_title(title) == main


def test_what_is_ready_of_a_work() -> None:
    board, quill, berg = (INDEX.entries[i] for i in ("hsb-2020", "quill-2015", "vandenberg-2021"))
    assert (board.body, board.surname, board.acronyms) == ("harborsafetyboard", None, {"HSB"})
    assert (quill.body, quill.surname, quill.initials) == (None, "quill", "BT")
    assert quill.surnames == {"quill", "harbour"}
    assert (berg.surname, berg.bare) == ("vandenberg", "berg")
    assert berg.surnames == {"berg", "cruz", "oster"}
    assert (quill.work.years, quill.work.sizes) == ((2015, 2014), {118, 120})
    notices = {i: entry.work.notice for i, entry in INDEX.entries.items()}
    assert {i for i, notice in notices.items() if notice} == {"pine-2012"}
    row = {"study_id": "x", "title": "The SEA trial at 5 PM: LAMPS", "authors": "EU"}
    assert entry_of(work_from_row(row)).acronyms == {"SEA", "LAMPS"}


def test_cells_that_are_missing_are_not_known() -> None:
    row = {
        "study_id": "x",
        "title": " Tea. ",
        "year": float("nan"),
        "pages": None,
        "doi": " ",
        "pmid": float("nan"),
    }
    work = work_from_row(row)
    assert (work.title, work.year, work.pages, work.doi, work.pmid, work.authors) == (
        "Tea", None, None, None, None, (),
    )  # fmt: skip
    with pytest.raises(KeyError):
        work_from_row({"study_id": "x"})
