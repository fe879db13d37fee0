"""What is written is read back as it was, and no text breaks a reader."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats.record import Incoming
from ingest.formats.registry import FORMATS
from ingest.formats.text import decode
from ingest.rows import RowModel
from ingest.schema import STUDIES
from tests.ingest.formats.works import WHOLE_WORKS, WORKS

CASES = Path(__file__).parent / "cases"
EXCHANGED = ("ris", "bibtex", "csl-json")
OURS = ("csv", "json")
SAMPLES = {
    "ris": "endnote.ris",
    "bibtex": "accents.bib",
    "csl-json": "zotero-csl.json",
    "csv": "zotero.csv",
    "json": "ours.json",
}
MODEL = RowModel(STUDIES)


def _written(name: str, rows: list[Row]) -> str:
    out, write = io.StringIO(newline=""), FORMATS[name].writer
    assert write is not None
    write(rows, out)
    return out.getvalue()


def _check_round_trip(name: str, rows: list[Row]) -> None:
    text = _written(name, rows)
    found = list(FORMATS[name].reader(text, "a file"))
    assert [one.study if isinstance(one, Incoming) else one for one in found] == rows
    if rows:
        assert FORMATS[name].sniff(text)


@pytest.mark.parametrize("name", EXCHANGED)
@given(rows=st.lists(WORKS, min_size=1, max_size=3))
def test_works_come_back(name: str, rows: list[Row]) -> None:
    _check_round_trip(name, rows)


@pytest.mark.parametrize("name", OURS)
@given(rows=st.lists(WHOLE_WORKS, max_size=3))
def test_rows_come_back_whole(name: str, rows: list[Row]) -> None:
    _check_round_trip(name, rows)


def _check_reading(name: str, text: str) -> None:
    """Every work is fit for the table, and every refusal is one line with its file."""
    for one in FORMATS[name].reader(text, "a file"):
        if isinstance(one, Refusal):
            assert one.file == "a file"
            assert one.reason and one.remedy
            assert 0 <= one.line <= text.count("\n") + text.count("\r") + 1
            assert len(str(one).splitlines()) == 1
        else:
            assert not MODEL.check({"study_id": "any", **one.study})[1]


@pytest.mark.parametrize("name", SAMPLES)
@given(text=st.text())
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    _check_reading(name, text)


PIECES = st.text('{}[]"\\@,=:;-\n\r \ufeff\x96TYAUER$%#ÀÖ0129e', max_size=12) | st.text(max_size=4)


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    text = decode((CASES / SAMPLES[name]).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        text = text[:start] + data.draw(PIECES) + text[end:]
    _check_reading(name, text)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("text", ["", "\ufeff", "just words\n", "{" * 5000, "[" * 5000, "9" * 5000])
def test_what_is_no_work_is_refused(name: str, text: str) -> None:
    found = list(FORMATS[name].reader(text, "a file"))
    assert found
    assert all(isinstance(one, Refusal) for one in found)
