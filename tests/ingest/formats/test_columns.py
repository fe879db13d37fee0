"""Fields as other people fill them, and the text in them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Refusal
from ingest.formats import bibtex_values, columns, labelled, latex
from ingest.formats.json_items import read_items
from ingest.formats.text import clean
from tests.ingest.formats.works import DOIS, TEXTS, URLS

with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = [tuple(row.values()) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("column", "text", "value"), GOLDEN)
def test_golden_fields(column: str, text: str, value: str) -> None:
    assert str(columns.read(column, text) or "") == value


@given(column=st.sampled_from(columns.BIBLIOGRAPHIC), text=st.text())
def test_any_text_is_one_line_and_read_once(column: str, text: str) -> None:
    value = columns.read(column, text)
    assert value is None or len(str(value).splitlines()) == 1
    assert columns.read(column, str(value or "")) == value or column == "doi"


@pytest.mark.parametrize(
    ("start", "end", "pages"),
    [("351", "354", "351-354"), ("351", "", "351"), ("", "354", "354"), ("7", "7", "7"),
     ("351-354", "", "351-354"), ("", "", "")],
)  # fmt: skip
def test_pages_from_their_ends(start: str, end: str, pages: str) -> None:
    assert columns.span(start, end) == pages


def test_stray_bytes_are_letters() -> None:
    assert clean("Bj\xf6rk\x96Oak \udce9t\udce9") == "Björk–Oak été"
    assert clean("e\u0301te\u0301") == "été"
    assert clean("a\x00b\u2028c\n d") == "ab c d"


@given(text=st.text())
def test_clean_text_stays(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert len(clean(text).splitlines()) <= 1


@given(text=TEXTS)
def test_latex_gives_the_text_back(text: str) -> None:
    encoded = latex.encode(text)
    assert encoded.count("{") == encoded.count("}")
    assert latex.decode(encoded) == text


@given(text=DOIS | URLS)
def test_addresses_come_back_escaped_or_not(text: str) -> None:
    assert latex.decode_address(latex.encode(text)) == text
    plain = text.translate(str.maketrans("", "", "{}\\"))
    assert latex.decode_address(plain) == plain


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"M{\"u}ller \v{S}{\'i} \o{} {\ss}", "Müller Ší ø ß"),
        (r"50% of \& & {DNA} \emph{in vivo}", "50% of & & DNA in vivo"),
        (r"``a'' -- b", "“a” – b"),
        (r"costs $50", "costs $50"),
        (r"$\alpha$ and $\beta_2$", "α and β_2"),
        (r"broken { here", "broken here"),
    ],
)
def test_latex_as_people_write_it(written: str, text: str) -> None:
    assert latex.decode(written) == text


@given(text=st.text("\\{}$%&~^_#'`-ab \n", max_size=30))
def test_no_latex_breaks(text: str) -> None:
    for decode in (latex.decode, latex.decode_address):
        assert len(decode(text).splitlines()) <= 1


def test_labelled_lines_are_taken_and_put() -> None:
    row = {"pmid": "10000042", "aliases": "LEAF-1; BARK", "nct": None}
    lines = list(labelled.put(row, ("pmid", "nct", "aliases")))
    assert lines == ["PMID: 10000042", "Also known as: LEAF-1; BARK"]
    found, rest = labelled.take(["A remark\n" + "\n".join(lines), "Another: one"])
    assert found == {"pmid": "10000042", "aliases": "LEAF-1; BARK"}
    assert rest == "A remark Another: one"


def test_items_have_their_lines() -> None:
    text = '\n[\n {"a": 1},\n\n 2, [\n3]\n]\n'
    assert list(read_items(text, "f")) == [(3, {"a": 1}), (5, 2), (5, [3])]


@pytest.mark.parametrize(
    ("text", "line", "before"),
    [("", 1, 0), ("[1,\n2 3]", 2, 2), ("[1,\n]", 2, 1), ("[1]\nx", 1, 1), ("{\n'a'}", 2, 0)],
)
def test_broken_json_is_refused_where_it_breaks(text: str, line: int, before: int) -> None:
    *found, refusal = read_items(text, "f")
    assert len(found) == before
    assert isinstance(refusal, Refusal)
    assert refusal.line == line


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("{a {b} c}", "a {b} c"),
        ('"a # b"', "a # b"),
        (r"{a \} # b}", r"a \} # b"),
        ('feb # "~15"', "February~15"),
        ("FEB # {, } # unknown", "February, unknown"),
        ("2001", "2001"),
    ],
)
def test_values_of_bibtex(raw: str, value: str) -> None:
    assert bibtex_values.value(raw, {"feb": "February"}) == value
