"""The Retraction Watch list: every nature kept apart, and one bad row costs no other."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadInput, Refusal
from ingest.evidence import Row
from ingest.formats.retraction_watch import Listed, notices_for, open_listing, read

# As Crossref publishes it: a comma ends every line.
HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,"
    "RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,"
)
COLUMNS = HEADER.split(",")


def text_of(*rows: dict[str, str]) -> str:
    """The text of a list with these cells in its rows; the others hold what does not matter."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    out.write(HEADER + "\r\n")
    for number, row in enumerate(rows, start=1):
        writer.writerow({"Record ID": str(number), "RetractionNature": "Retraction", **row})
    return out.getvalue()


def read_text(text: str) -> list[Listed | Refusal]:
    return list(read(io.StringIO(text, newline=""), "list.csv"))


def listed(*rows: dict[str, str]) -> list[Listed]:
    """What comes in of these rows, none of which may be refused."""
    found = read_text(text_of(*rows))
    assert [one for one in found if isinstance(one, Refusal)] == []
    return [one for one in found if isinstance(one, Listed)]


def test_a_row_is_a_work_and_its_notice() -> None:
    (one,) = listed(
        {
            "Title": "Leaf tea, and\nwhat it does",
            "URLS": "https://example.org/1;https://example.org/2;",
            "RetractionDate": "8/6/2023 0:00",
            "RetractionDOI": "10.1000/Notice",
            "RetractionPubMedID": "37000001",
            "OriginalPaperDate": "1/2/2021 0:00",
            "OriginalPaperDOI": "10.1000/Work",
            "OriginalPaperPubMedID": "33000001",
            "Reason": "+Error\nin Data;+Notice - Limited or No Information;",
        }
    )
    assert (one.doi, one.pmid, one.title) == (
        "10.1000/Work",
        "33000001",
        "Leaf tea, and\nwhat it does",
    )
    assert one.notice == {
        "kind": "retraction",
        "date": "2023-08-06",
        "doi": "10.1000/Notice",
        "pmid": "37000001",
        "reason": "Error in Data; Notice - Limited or No Information",
        "source": "retraction-watch",
        "source_url": "https://example.org/1 | https://example.org/2",
    }


@pytest.mark.parametrize(
    ("nature", "kind"),
    [
        ("Retraction", "retraction"),
        ("Expression of concern", "expression-of-concern"),
        ("Expression of Concern", "expression-of-concern"),
        ("Correction", "correction"),
        ("Reinstatement", "reinstatement"),
    ],
)
def test_natures_are_kept_apart(nature: str, kind: str) -> None:
    (one,) = listed({"RetractionNature": nature})
    assert one.notice["kind"] == kind


@pytest.mark.parametrize("nothing", ["", "0", "Unavailable", "unavailable", "n/a", " "])
def test_what_is_no_identifier_is_none(nothing: str) -> None:
    names = ("RetractionDOI", "RetractionPubMedID", "OriginalPaperDOI", "OriginalPaperPubMedID")
    (one,) = listed(dict.fromkeys(names, nothing))
    assert (one.doi, one.pmid, one.notice["doi"], one.notice["pmid"]) == (None,) * 4


@pytest.mark.parametrize(
    "written", ["10.1000/a(1)b", "https://doi.org/10.1000/a(1)b", "doi:10.1000/a(1)b"]
)
def test_a_doi_loses_its_resolver(written: str) -> None:
    (one,) = listed({"OriginalPaperDOI": written})
    assert one.doi == "10.1000/a(1)b"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("12/31/2021 0:00", "2021-12-31"),
        ("12/31/2021 12:00:00 AM", "2021-12-31"),
        ("1/2/2021", "2021-01-02"),
        ("2021-01-02", "2021-01-02"),
        ("2021-01-02T00:00:00", "2021-01-02"),
        ("", None),
        ("0", None),
        ("Unavailable", None),
    ],
)
def test_dates(written: str, day: str | None) -> None:
    (one,) = listed({"RetractionDate": written})
    assert one.notice["date"] == day


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("RetractionDate", "31/12/2021 0:00"),
        ("RetractionDate", "2/29/2023 0:00"),
        ("RetractionDate", "2023-02-29"),
        ("RetractionDate", "soon"),
        ("RetractionNature", "Withdrawal"),
        ("RetractionNature", ""),
    ],
)
def test_a_bad_cell_is_told_with_its_place_and_the_rest_come_in(column: str, cell: str) -> None:
    first = {"Title": "A", "Notes": "two\nlines"}
    found = read_text(text_of(first, {"Title": "B", column: cell}, {"Title": "C"}))
    assert [one.title for one in found if isinstance(one, Listed)] == ["A", "C"]
    (refusal,) = (one for one in found if isinstance(one, Refusal))
    assert str(refusal).startswith(f"list.csv:4:{column}: '{cell}' ")


CASES = {
    "never closed": 'x,"open,x\n',
    "closed by the next row": '1,Title,x,"Town, x,J\n2,Next,x,"Town, Land",J\n',
    "amid a cell": '1,"A "very" good title",x\n',
    "too few cells": "1,A,x\n",
    "too many cells": ",,,,,,,,,,,,,,,,Retraction,,,,one more\n",
}


@pytest.mark.parametrize("bad", CASES.values(), ids=CASES)
def test_a_row_that_cannot_be_read_costs_no_other(bad: str) -> None:
    titles = ["A", "B", "C", "D, d", "E"]
    rows = text_of(*({"Title": title} for title in titles)).splitlines(keepends=True)
    header, first, *others = rows
    found = read_text("".join([header, first, bad, *others]))
    assert [one.title for one in found if isinstance(one, Listed)] == titles
    lines = [one.line for one in found if isinstance(one, Refusal)]
    assert lines == list(range(3, 3 + bad.count("\n")))


def test_a_row_over_two_lines_with_too_few_cells_gives_the_second_back() -> None:
    header, good = text_of({"Title": "A", "Journal": "5in"}).splitlines(keepends=True)
    found = read_text(header + '1,"open\n' + good.replace("5in", '5"'))
    assert [one.title for one in found if isinstance(one, Listed)] == ["A"]
    assert [one.line for one in found if isinstance(one, Refusal)] == [2]


def test_another_file_is_refused_by_its_columns() -> None:
    found = read_text("study_id,Title,Reason\na,b,c\n")
    assert all(isinstance(one, Refusal) and one.line == 1 for one in found)
    assert [one.column for one in found if isinstance(one, Refusal)] == [
        "URLS",
        "RetractionDate",
        "RetractionDOI",
        "RetractionPubMedID",
        "OriginalPaperDOI",
        "OriginalPaperPubMedID",
        "RetractionNature",
    ]
    assert read_text("") == []


def test_a_header_without_the_last_comma_and_in_another_order() -> None:
    columns = sorted(filter(None, COLUMNS), reverse=True)
    cells = {"Title": "A", "RetractionNature": "Correction", "OriginalPaperPubMedID": "7"}
    row = ",".join(cells.get(name, "") for name in columns)
    (one,) = read_text(f"{','.join(columns)}\r\n{row}\r\n")
    assert isinstance(one, Listed)
    assert (one.title, one.pmid, one.notice["kind"]) == ("A", "7", "correction")


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    for one in read_text(HEADER + "\n" + text):
        assert isinstance(one, Listed | Refusal)


CELL = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@given(st.lists(st.tuples(CELL, CELL)))
def test_whatever_stands_in_other_cells_every_row_comes_in(cells: list[tuple[str, str]]) -> None:
    found = listed(*({"Title": title, "Notes": notes} for title, notes in cells))
    assert [one.title for one in found] == [title.strip() for title, _ in cells]


def test_rows_are_read_one_at_a_time() -> None:
    taken = []

    def lines() -> Iterable[str]:
        for line in text_of(*({"Title": str(number)} for number in range(50))).splitlines(True):
            taken.append(line)
            yield line

    next(iter(read(lines(), "list.csv")))
    assert len(taken) == 2


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_files_are_utf_8(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(f"{mark}Title,Notes\r\nThé,\n\ufeff\n".encode())
    with open_listing(path) as lines:
        assert list(lines) == ["Title,Notes\r\n", "Thé,\n", "\ufeff\n"]


def test_a_line_that_is_not_utf_8_is_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    header, one, two = text_of({"Title": "Thé"}, {"Title": "Oak’s café"}).splitlines(keepends=True)
    path.write_bytes(f"\ufeff{header}{one}".encode() + two.encode("windows-1252"))
    with open_listing(path) as lines:
        found = [one.title for one in read(lines, "list.csv") if isinstance(one, Listed)]
    assert found == ["Thé", "Oak’s café"]


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with (
        pytest.raises(BadInput, match=r"list\.csv: cannot be read"),
        open_listing(tmp_path / "list.csv"),
    ):
        pass


WORKS: list[Row] = [
    {"study_id": "oak-2001", "doi": "10.1000/oak", "pmid": "101", "title": "Leaf tea"},
    {"study_id": "elm-2002", "doi": None, "pmid": "102", "title": "Root tea"},
    {"study_id": "ash-2003", "doi": "", "pmid": "", "title": "Bark tea"},
]


@pytest.mark.parametrize(
    ("doi", "pmid", "study_id"),
    [
        ("10.1000/OAK", "Unavailable", "oak-2001"),
        ("Unavailable", "101", "oak-2001"),
        ("10.1000/other", "102", "elm-2002"),
        # Where the two point at two works, the DOI decides.
        ("10.1000/oak", "102", "oak-2001"),
        ("10.1000/other", "999", None),
        ("Unavailable", "0", None),
    ],
)
def test_works_are_recognised_by_identifiers_only(
    doi: str, pmid: str, study_id: str | None
) -> None:
    cells = {"OriginalPaperDOI": doi, "OriginalPaperPubMedID": pmid, "Title": "Bark tea"}
    (one,) = listed(cells)
    found = notices_for(WORKS, [one])
    assert found == ([(study_id, one.notice)] if study_id else [])
