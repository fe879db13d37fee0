"""Files as programs export them, in samples of our own: which format they are in, what comes in."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from ingest.errors import Refusal
from ingest.formats.registry import FORMATS, detect
from ingest.formats.text import decode

CASES = Path(__file__).parent / "cases"
# By file: its format, and for each record its line and its columns, or where it was refused.
EXPECTED = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))


def _found(name: str, text: str) -> list[dict[str, object]]:
    return [
        {"line": one.line, "refused": one.column}
        if isinstance(one, Refusal)
        else {"line": one.line, "study": one.study}
        for one in detect(name, text).reader(text, name)
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_samples(name: str) -> None:
    text = decode((CASES / name).read_bytes())
    assert detect(name, text).name == EXPECTED[name]["format"]
    assert _found(name, text) == EXPECTED[name]["records"]


@pytest.mark.parametrize("name", EXPECTED)
def test_line_ends_and_byte_order_marks_make_no_difference(name: str) -> None:
    text = decode((CASES / name).read_bytes()).replace("\r\n", "\n")
    assert _found(name, text) == EXPECTED[name]["records"]
    assert _found(name, "\ufeff" + text.replace("\n", "\r\n")) == EXPECTED[name]["records"]


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith((".ris", ".bib"))])
def test_old_line_ends_make_no_difference(name: str) -> None:
    text = decode((CASES / name).read_bytes()).replace("\r\n", "\n").replace("\n", "\r")
    assert _found(name, text) == EXPECTED[name]["records"]


def _refusal(name: str, text: str) -> str:
    (refusal,) = FORMATS[name].reader(text, "works")
    return str(refusal)


def test_refusals_say_what_is_wrong_and_what_to_do() -> None:
    no_title = "TY  - JOUR\nAU  - Oak, A.\nER  - \n"
    assert _refusal("ris", no_title) == (
        "works:1:TI: record 1 has no title; fill in TI or leave the record out"
    )
    bad_id = '[{"title": "Leaf tea", "authors": "Oak A", "doi": "no\\nwhere"}]'
    assert _refusal("json", bad_id).startswith("works:1:doi: row 1: 'no where' does not have the")


WORK = {
    "study_id": "oak-2001",
    "authors": "aan het Rot M; Elm BC Jr; Food and Drug Administration; (others)",
    "title": "Leaf tea & DNA: 50% of {all}",
    "journal": "Journal of Trees", "journal_abbrev": "J Trees", "year": 2001, "epub_year": 2000,
    "volume": "47", "issue": "4", "pages": "351-354", "pmid": "10000042", "pmcid": "PMC1234567",
    "doi": "10.9999/jt_42", "nct": "NCT00000042", "aliases": "LEAF-1; BARK",
    "source_url": "https://a.example/1 | https://a.example/2", "note": "A remark",
}  # fmt: skip


@pytest.mark.parametrize("name", ["written.ris", "written.bib", "written-csl.json"])
def test_works_are_written_as_others_expect_them(name: str) -> None:
    text = (CASES / name).read_text(encoding="utf-8")
    form, out = detect(name, text), io.StringIO()
    assert form.writer is not None
    form.writer([WORK, {"study_id": "label", "authors": "MHRA", "title": "Label"}], out)
    assert out.getvalue() == text
