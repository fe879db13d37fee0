"""The gate: each thing that cannot be right, with the place that is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.corpus import read_evidence
from ingest.errors import BadInput, Refusal

MakePack = Callable[..., Path]
HEADER = (
    "finding_id,study_id,drug,outcome,n,n_kind,n_studies,events,percent,percent_high,"
    "percent_approx,comparator_n,comparator_events,comparator_percent,effect_type,effect,effect_high,"
    "ci_low,ci_high,p,time_low_h,time_high_h,value,value_high,confidence\n"
)
COLUMNS = HEADER.strip().split(",")
DATA = Path(__file__).parents[2] / "data"


def refusals(folder: Path) -> list[Refusal]:
    """What the gate refuses in a pack."""
    try:
        read_evidence([folder])
    except BadInput as error:
        return list(error.refusals)
    return []


def told(folder: Path) -> list[tuple[str, int, str]]:
    """File, line and column of what the gate refuses."""
    return [(Path(fault.file).name, fault.line, fault.column) for fault in refusals(folder)]


def finding(**cells: str) -> str:
    """The text of findings.csv with one row."""
    row = {"finding_id": "f1", "study_id": "oak-2001", "drug": "tea", "outcome": "calm",
           "confidence": "verified", **cells}  # fmt: skip
    return HEADER + ",".join(row.get(name, "") for name in COLUMNS) + "\n"


WRONG: list[tuple[dict[str, str], str]] = [
    ({"events": "18", "n": "17"}, "events"),
    ({"comparator_events": "18", "comparator_n": "17"}, "comparator_events"),
    ({"percent": "71", "events": "12", "n": "18"}, "percent"),
    ({"percent": "71", "n": "18"}, "percent"),
    ({"percent": "70.0", "events": "12", "n": "17"}, "percent"),
    ({"percent": "70.50", "n": "17"}, "percent"),
    ({"comparator_percent": "71", "comparator_n": "18"}, "comparator_percent"),
    ({"comparator_percent": "50 (1 of 3)"}, "comparator_percent"),
    ({"percent": "30", "percent_approx": "1", "events": "1", "n": "10"}, "percent"),
    ({"effect": "5", "ci_low": "6", "ci_high": "9"}, "effect"),
    ({"effect": "5", "ci_low": "1", "ci_high": "4"}, "effect"),
    ({"percent": "50", "ci_low": "60", "ci_high": "90"}, "percent"),
    ({"effect": "5", "ci_low": "9", "ci_high": "1", "confidence": "conflicting"}, "ci_low"),
    ({"percent": "50", "time_low_h": "48", "time_high_h": "24"}, "time_low_h"),
    ({"percent": "50", "percent_high": "40"}, "percent"),
    ({"effect": "5", "effect_high": "4"}, "effect"),
    ({"value": "5", "value_high": "4"}, "value"),
    ({"percent": "50", "study_id": "nobody-1999"}, "study_id"),
]


@pytest.mark.parametrize(("cells", "column"), WRONG)
def test_a_finding_that_cannot_be_right(
    make_pack: MakePack, cells: dict[str, str], column: str
) -> None:
    assert told(make_pack(findings=finding(**cells))) == [("findings.csv", 2, column)]


RIGHT: list[dict[str, str]] = [
    {"percent": "71", "events": "12", "n": "17"},
    {"percent": "70.6", "n": "17"},
    {"percent": "66", "events": "22", "n": "33"},
    {"percent": "12.5", "events": "1", "n": "8"},
    {"percent": "30", "percent_approx": "1", "events": "1", "n": "4"},
    {"percent": "71", "n": "18", "n_kind": "pooled"},
    {"percent": "71", "n": "18", "n_studies": "3"},
    {"percent": "71", "n": "18", "percent_approx": "1"},
    {"percent": "61", "n": "18", "percent_high": "75"},
    {"percent": "71", "n": "18", "confidence": "conflicting"},
    {"percent": "71", "events": "12", "n": "18", "confidence": "conflicting"},
    {"effect": "5", "ci_low": "6", "ci_high": "9", "confidence": "conflicting"},
    {"effect": "5", "percent": "50", "n": "2", "ci_low": "1", "ci_high": "9"},
    {"effect": "5", "ci_low": "5", "ci_high": "5"},
    {"effect_type": "RD", "effect": "5", "percent": "50", "comparator_percent": "20"},
    {"effect_type": "MD", "effect": "5", "ci_low": "1", "ci_high": "9", "p": "0.9"},
    {"percent": "50", "n": "0"},
]


@pytest.mark.parametrize("cells", RIGHT)
def test_a_finding_that_can_be_right(make_pack: MakePack, cells: dict[str, str]) -> None:
    assert told(make_pack(findings=finding(**cells))) == []


STUDIES = "study_id,authors,title,journal,year,epub_year,doi,pmid,pmcid,dose_low,dose_high\n"


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("a,A A,T,J,2001,1990,,,,,\n", (2, "epub_year")),
        ("a,A A,T,J,2001,,,,,5,1\n", (2, "dose_low")),
        ("a,A A,T,J,2001,,10.1000/x,,,,\nb,B B,U,J,2001,,10.1000/X,,,,\n", (3, "doi")),
        ("a,A A,T,J,2001,,,123,,,\nb,B B,U,J,2001,,,123,,,\n", (3, "pmid")),
        ("a,A A,T,J,2001,,,,PMC12,,\nb,B B,U,J,2001,,,,PMC12,,\n", (3, "pmcid")),
    ],
)
def test_a_study_that_cannot_be_right(
    make_pack: MakePack, rows: str, place: tuple[int, str]
) -> None:
    assert told(make_pack(studies=STUDIES + rows)) == [("studies.csv", *place)]


PAGE = "page_id,title,sha256\np1,A page," + "0" * 64 + "\n"
CLAIM = "claim_id,page_id,line,start,end,statement,cites\n"
CITATION = "citation_id,page_id,line,reference\nc1,p1,9,Oak A. Leaf tea. 2001.\n"


@pytest.mark.parametrize(
    ("claim", "place"),
    [
        ("k1,p1,1,0,9,Tea calms.,c1\n", []),
        ("k1,p2,1,0,9,Tea calms.,\n", [("claims.csv", 2, "page_id")]),
        ("k1,p1,1,0,9,Tea calms.,c1; c2\n", [("claims.csv", 2, "cites")]),
        ("k1,p1,1,9,9,Tea calms.,\n", [("claims.csv", 2, "start")]),
        ("k1,p1,0,0,9,Tea calms.,\n", [("claims.csv", 2, "line")]),
    ],
)
def test_a_claim_stands_somewhere(
    make_pack: MakePack, claim: str, place: list[tuple[str, int, str]]
) -> None:
    assert told(make_pack(pages=PAGE, claims=CLAIM + claim, citations=CITATION)) == place


def test_a_page_bears_the_sum_of_its_text(make_pack: MakePack) -> None:
    assert told(make_pack(pages=PAGE.replace("0000", "00", 1))) == [("pages.csv", 2, "sha256")]


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ("tea,Tea,drug,drinks,\n", "parents"),
        ("tea,Tea,drug,,by ear\n", "routes"),
        ("tea,Tea,drug,herb,\nherb,Herb,class,tea,\n", "parents"),
    ],
)
def test_vocabulary_names_itself_only(make_pack: MakePack, rows: str, column: str) -> None:
    faults = told(make_pack(vocabulary__drugs="drug,label,kind,parents,routes\n" + rows))
    assert {(file, name) for file, _, name in faults} == {("drugs.csv", column)}


def test_what_is_on_file_passes() -> None:
    assert [str(fault) for fault in refusals(DATA)] == []
