"""Corrected references in both styles: golden cases, and what holds for any work."""

from __future__ import annotations

import csv
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claims.citations import Style, Work, WorkIndex, corrected_reference, resolve
from claims.citations.works import work_from_row

CASES = Path(__file__).parent / "cases" / "corrected.csv"
STYLES: tuple[Style, ...] = get_args(Style)

with CASES.open(encoding="utf-8", newline="") as lines:
    GOLDEN = [{**row, "study_id": "quill-2015"} for row in csv.DictReader(lines)]
# Without a title a reference is its identifier at most; what the reader of references cannot
# take apart yet is marked in the case.
READ_BACK = [
    (case, style)
    for case in GOLDEN
    for style in STYLES
    if "title" not in case["unverified_fields"] and style not in case["not_read_back"]
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", GOLDEN, ids=[case["case"] for case in GOLDEN])
def test_golden(case: dict[str, str], style: Style) -> None:
    assert corrected_reference(work_from_row(case), style) == case[style]


@pytest.mark.parametrize(
    ("case", "style"), READ_BACK, ids=[f"{case['case']}-{style}" for case, style in READ_BACK]
)
def test_what_is_printed_means_the_work(case: dict[str, str], style: Style) -> None:
    found = resolve(case[style], WorkIndex.from_rows([case], []))
    assert (found.study_id, found.faults) == ("quill-2015", ())


NAMES = st.from_regex(
    r"(?:van |de la )?[A-Z][a-z]{4,9}(?:-[A-Z][a-z]{4,9})? [A-Z]{1,3}", fullmatch=True
)
PEOPLE = st.builds(str.__add__, NAMES, st.sampled_from(["", "", "", " Jr", " III"]))
TITLES = st.lists(
    st.sampled_from(
        [
            *("lantern", "evening", "mood", "night", "worker", "ferry", "bell", "sleep", "tide"),
            *("table", "memory", "fog", "horn", "headache", "winter", "cohort", "rope", "wrist"),
            *("salt", "spray", "skin", "deck", "crew", "pilot"),
        ]
    ),
    min_size=6,
    max_size=14,
    unique=True,
)
ENDS = st.sampled_from(["", "?", "!", ": a diary study", " (DECK-3)", "? A trial"])
# Each field is of values that no other has, so that a printed one can be told.
WORKS = st.builds(
    Work,
    study_id=st.just("on-file"),
    authors=st.lists(PEOPLE, max_size=24, unique=True).map(tuple),
    title=st.builds(lambda words, end: " ".join(words).capitalize() + end, TITLES, ENDS),
    journal=st.sampled_from([None, "Annals of Imaginary Findings"]),
    journal_abbrev=st.sampled_from([None, "Ann Imag Find"]),
    year=st.none() | st.integers(1950, 1999),
    epub_year=st.none() | st.integers(2000, 2030),
    volume=st.none() | st.integers(300, 399).map(str),
    issue=st.none() | st.integers(60, 69).map(str),
    pages=st.none()
    | st.builds("{}-{}".format, st.integers(4000, 4999), st.integers(5000, 5999))
    | st.integers(700000, 799999).map("e{}".format),
    pmid=st.none(),
    pmcid=st.none(),
    doi=st.none() | st.from_regex(r"10\.5555/x[0-9]{7}", fullmatch=True),
    nct=st.none(),
    aliases=st.just(()),
    unverified=st.just(frozenset()),
)
PRINTED = (
    *("authors", "title", "journal", "journal_abbrev", "year", "epub_year"),
    *("volume", "issue", "pages", "doi"),
)
UNVERIFIED = st.frozensets(st.sampled_from(PRINTED))


def tokens(value: object) -> set[str]:
    return set(re.findall(r"\w{2,}", " ".join(value) if isinstance(value, tuple) else str(value)))


@pytest.mark.parametrize("style", STYLES)
@settings(deadline=None)
@given(work=WORKS, unverified=UNVERIFIED)
def test_no_unverified_field_is_printed(
    style: Style, work: Work, unverified: frozenset[str]
) -> None:
    printed = corrected_reference(replace(work, unverified=unverified), style)
    assert printed and "\n" not in printed and ".." not in printed and "  " not in printed
    known = {field: tokens(value) for field in PRINTED if (value := getattr(work, field))}
    shown = set().union(*(known[field] for field in known if field not in unverified))
    hidden = set().union(*(known[field] for field in known if field in unverified))
    assert not (hidden - shown) & tokens(printed)


@pytest.mark.parametrize("style", STYLES)
@settings(deadline=None)
@given(work=WORKS, more=st.booleans())
def test_a_printed_work_is_found_without_faults(style: Style, work: Work, more: bool) -> None:
    # Without a year between them, the reader takes the second of "A. B." for the title's.
    assume(work.years or style == "vancouver")
    on_file = replace(work, authors=(*work.authors, "(others)")) if more else work
    row = {field.name: getattr(on_file, field.name) for field in fields(on_file)}
    row |= {"authors": ";".join(on_file.authors), "aliases": "", "unverified_fields": ""}
    found = resolve(corrected_reference(on_file, style), WorkIndex.from_rows([row], []))
    assert (found.study_id, found.faults) == ("on-file", ())


@settings(deadline=None)
@given(text=st.text(max_size=60), style=st.sampled_from(STYLES))
def test_any_text_in_any_field_prints(text: str, style: Style) -> None:
    row = dict.fromkeys(PRINTED, text) | {"study_id": "quill-2015"}
    assert corrected_reference(work_from_row(row), style)
