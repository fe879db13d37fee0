"""Which format a file is in, by its content first and its name second."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import OnfileError
from ingest.formats.headers import is_sheet
from ingest.formats.registry import FORMATS, detect
from ingest.formats.text import decode

RIS = "TY  - JOUR\nER  - \n"
NBIB = "\nPMID- 10000042\nTI  - Leaf tea\n"
NOTICES = "Record ID,Title,Author,RetractionNature,Reason\n1,Leaf tea,Ada Oak,Retraction,x\n"


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("works.ris", RIS, "ris"),
        ("works.txt", RIS, "ris"),
        ("works", "\ufeff" + RIS, "ris"),
        ("works.csv", RIS, "ris"),
        ("export.txt", NBIB, "nbib"),
        ("export.nbib", NBIB, "nbib"),
        ("WORKS.BIB", "% remarks\n @Article(a, title={b})", "bibtex"),
        ("a.bib", "@article{a, note = {\nTY  - x}}", "bibtex"),
        ("a.ris", "@article{a, note = {\nTY  - x}}", "ris"),
        ("a.xml", "<?xml version='1.0'?>\n<PubmedArticleSet>\n", "pubmed-xml"),
        ("a.json", '{"studies": [{"protocolSection": {}}]}', "clinicaltrials"),
        ("a.json", '{"status": "ok", "message": {"DOI": "10.9999/a"}}', "crossref"),
        ("a.json", '{"id": "https://openalex.org/W1", "doi": null}', "openalex"),
        ("a.json", '[{"title": "x", "study_id": "a-1"}]', "json"),
        ("a.json", '[{"title": "x", "author": []}]', "csl-json"),
        ("a.csv", "PMID,Title,Authors\n1,a,b\n", "csv"),
        ("a.tsv", "\ufeffTitle\tAuthor\n", "csv"),
        ("a.csv", '"Key";"Author";"Title"\n', "csv"),
    ],
)
def test_the_format_is_found(name: str, text: str, form: str) -> None:
    assert detect(name, text).name == form


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notices.csv", NOTICES),
        ("a.csv", "drug,dose\nketamine,1\n"),
        ("a.json", '{"colour": "green"}'),
        ("a.txt", "Oak A. Leaf tea. J Trees 2001.\n"),
        ("a.ris", ""),
        ("a.xml", "<html></html>"),
    ],
)
def test_other_files_are_refused_in_one_line(name: str, text: str) -> None:
    with pytest.raises(OnfileError) as refused:
        detect(name, text)
    (line,) = str(refused.value).splitlines()
    assert line.startswith(f"{name}: ")
    assert all(form in line for form in FORMATS)


@given(text=st.text())
def test_no_text_breaks_detection(text: str) -> None:
    for form in FORMATS.values():
        assert form.sniff(text) in (True, False)


@given(cells=st.lists(st.text("Titleauhors,;\t\"' ", max_size=8), max_size=4))
def test_no_header_breaks_detection(cells: list[str]) -> None:
    assert is_sheet(",".join(cells)) in (True, False)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_functions(name: str) -> None:
    assert callable(FORMATS[name].reader)
    assert (FORMATS[name].writer is not None) is FORMATS[name].writes


def test_formats_load_their_libraries_only_where_they_are_used() -> None:
    heavy = {"rispy", "bibtexparser", "pylatexenc", "lxml"}
    code = "import sys, ingest.formats.registry; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy.isdisjoint(run.stdout.split())


@pytest.mark.parametrize(
    "data",
    [
        "Müller–Oak".encode(),
        "\ufeffMüller–Oak".encode(),
        "Müller–Oak".encode("utf-16"),
        "Müller–Oak".encode("cp1252"),
    ],
)
def test_files_are_decoded(data: bytes) -> None:
    assert decode(data).removeprefix("\ufeff") == "Müller–Oak"
