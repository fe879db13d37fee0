"""References as they are reported: rows of JSON and text, whatever stands in them."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.checked import CitedPage
from claims.citations import WorkIndex
from claims.pages.formats import read_page
from claims.referenced import references_on
from ingest.errors import OnfileError
from publish.references import FORMATS
from publish.references.jsonl import KEYS, reference_row
from publish.references.text import page_lines
from publish.references.write import write_references

WORKS = [
    {"study_id": "oak-2001", "authors": "Oak A; Elm B", "title": "Tree tea against colds at sea",
     "journal": "Journal of Trees", "year": "2001", "pmid": "11000001", "doi": "10.5555/jt.1"},
    {"study_id": "oak-2003a", "authors": "Oak A; Ash C", "title": "Root tea and sleep in tents",
     "journal": "Journal of Trees", "year": "2003", "notice": "retraction"},
    {"study_id": "oak-2003b", "authors": "Oak A; Fir D", "title": "Bark soup in the spring of life",
     "journal": "Journal of Trees", "year": "2003"},
]  # fmt: skip
INDEX = WorkIndex.from_rows(WORKS, [])


def cited(*lines: str) -> CitedPage:
    page = read_page("list.txt", "\n".join(lines).encode("utf-8", "surrogatepass"))
    return CitedPage(page, references_on(page, INDEX))


def written(form: str, *pages: CitedPage) -> tuple[str, bool]:
    out = io.StringIO()
    faulty = write_references(pages, out, form, "vancouver", date(2026, 1, 2))
    return out.getvalue(), faulty


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("reference", "faulty"),
    [
        ("Oak A, Elm B. Tree tea against colds at sea. Journal of Trees. 2001.", False),
        ("Oak 2001", False),
        ("Oak A, Elm B. Tree tea against colds at sea. Journal of Trees. 1999.", True),
        ("Oak 2003", True),
        ("Pine 2003", True),
    ],
)
def test_whether_a_reference_has_a_fault(form: str, reference: str, faulty: bool) -> None:
    right = cited("Oak A, Elm B. Tree tea against colds at sea. Journal of Trees. 2001.")
    assert written(form, cited(reference))[1] is faulty
    assert written(form, right, cited(reference), right)[1] is faulty


def test_of_several_works_the_first_is_named_with_all_of_them() -> None:
    page = cited("Oak 2003")
    row = reference_row(page, page.references[0], "vancouver")
    assert tuple(row) == KEYS
    assert (row["study_id"], row["candidates"]) == ("oak-2003a", ["oak-2003a", "oak-2003b"])
    assert (row["status"], row["faults"]) == ("ambiguous", ["ambiguous"])
    assert row["doi"] is row["pmid"] is row["notice"] is row["corrected"] is None


def test_a_work_not_on_file_has_nothing_of_a_work() -> None:
    page = cited("Pine Z. A title that is nowhere at all. 2003.")
    row = reference_row(page, page.references[0], "vancouver")
    assert (row["study_id"], row["status"], row["candidates"]) == (None, "not-found", [])
    assert row["doi"] is row["pmid"] is row["notice"] is row["corrected"] is None


def test_each_fault_is_named_once_and_told_in_full() -> None:
    page = cited("Oak A. Tree tea against colds at sea. Journal of Trees. 1999. PMID: 22. PMID: 33")
    row = reference_row(page, page.references[0], "vancouver")
    assert row["faults"] == ["id-points-elsewhere", "wrong-year"]
    assert [(d["fault"], d["printed"], d["real"]) for d in row["details"]] == [
        ("id-points-elsewhere", "22", "11000001"),
        ("id-points-elsewhere", "33", "11000001"),
        ("wrong-year", "1999", "2001"),
    ]


def test_a_right_reference_needs_no_other() -> None:
    page = cited("Oak A, Elm B. Tree tea against colds at sea. Journal of Trees. 2001.")
    row = reference_row(page, page.references[0], "apa")
    assert (row["status"], row["corrected"], row["pmid"]) == ("ok", None, "11000001")
    assert not any(line.text.startswith("As it should be") for line in page_lines(page, "apa"))


def test_text_counts_what_it_tells() -> None:
    page = cited("Oak 2001", "Oak 2003", "Oak 2003 again", "Pine 2003")
    first = next(page_lines(page, "vancouver"))
    assert first.text == "list.txt: 4 references, 2 ambiguous, 1 incomplete, 1 not-found"
    assert next(page_lines(CitedPage(page.page, ()), "apa")).text == "list.txt: 0 references"


def test_of_a_long_reference_both_ends_are_shown() -> None:
    page = cited(
        "Oak A, Elm B. " + "Tree tea against colds at sea. " * 40 + "Journal of Trees. 2001."
    )
    (line,) = [one.text for one in page_lines(page, "apa") if one.text.startswith("Oak A, Elm B.")]
    assert "[…]" in line and line.endswith("Journal of Trees. 2001.") and len(line) < 320


STEERING = st.text("ab\x1b\u202e\u2028\x0b\x85\r ")


@given((STEERING | st.text(max_size=60)).map("Oak A. ".__add__))
def test_whatever_a_reference_holds_it_is_written_as_lines(text: str) -> None:
    try:
        page = cited(text, "Oak A, Elm B. Tree tea against colds at sea. Journal of Trees. 2001.")
    except OnfileError:  # no text at all
        return
    rows, _ = written("jsonl", page)
    assert [json.loads(line)["line"] for line in rows.splitlines()] == [
        one.line for one in page.references
    ]
    rows.encode("utf-8")
    shown, _ = written("text", page)
    shown.encode("utf-8")
    assert not set(shown) & set("\x1b\x00\r\x0b\x85\u2028\u202e")
