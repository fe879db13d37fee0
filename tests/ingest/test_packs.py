"""Packs: what is read, and every kind of refusal with the place that it names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corpus import read_evidence
from ingest.errors import BadInput, Refusal
from ingest.evidence import Pack, Record
from ingest.packs import read_pack
from ingest.schema import STUDIES as STUDY_TABLE
from ingest.sheets import read_sheet
from ingest.tidy import tidy_row

MakePack = Callable[..., Path]
STUDIES = "study_id,authors,title,journal,year\n"
OAK = "oak-2001,Oak A; Elm B,A trial of leaf tea,Journal of Trees,2001\n"
FINDINGS = "finding_id,study_id,drug,outcome,percent\n"
RAW = Path(__file__).parents[3] / "shared" / "evidence"


def places(pack: Pack) -> list[tuple[str, int, str]]:
    """File name, line and column of each refusal."""
    return [(Path(fault.file).name, fault.line, fault.column) for fault in pack.refusals]


def only(pack: Pack, table: str = "findings") -> Record:
    """The one row of a table in a pack without refusals."""
    assert pack.refusals == ()
    (record,) = pack.tables[table]
    return record


REFUSED: dict[str, tuple[dict[str, str | bytes], tuple[str, int, str], str]] = {
    "not UTF-8": (
        {"studies": STUDIES.encode() + OAK.encode() + b"elm-2002,\xe9lm C,T,J,2002\n"},
        ("studies.csv", 3, ""),
        "not UTF-8",
    ),
    "empty file": ({"studies": ""}, ("studies.csv", 1, ""), "no header"),
    "too few cells": (
        {"studies": STUDIES + OAK + "elm-2002,Elm C\n"},
        ("studies.csv", 3, ""),
        "2 cells",
    ),
    "too many cells": (
        {"studies": STUDIES + OAK + "elm-2002,Elm C,T,J,2002,x\n"},
        ("studies.csv", 3, ""),
        "6 cells",
    ),
    "open quotation": (
        {"studies": STUDIES + OAK + 'elm-2002,Elm C,"T,J,2002\n\n\n'},
        ("studies.csv", 3, ""),
        "cannot be read as CSV",
    ),
    "header twice": (
        {"studies": STUDIES.strip() + ",year\n" + OAK.strip() + ",2001\n"},
        ("studies.csv", 1, "year"),
        "twice",
    ),
    "header without a name": (
        {"studies": STUDIES.strip() + ",\n" + OAK.strip() + ",\n"},
        ("studies.csv", 1, ""),
        "column 6 has no name",
    ),
    "missing column": (
        {"studies": "study_id,authors,title,journal\noak-2001,Oak A,T,J\n"},
        ("studies.csv", 1, "year"),
        "missing",
    ),
    "unknown column": (
        {"studies": STUDIES.strip() + ",volumne\n" + OAK.strip() + ",3\n"},
        ("studies.csv", 1, "volumne"),
        "no such column",
    ),
    "id twice": (
        {"studies": STUDIES + OAK + OAK},
        ("studies.csv", 3, "study_id"),
        "line 2 already",
    ),
    "id of a wrong form": (
        {"studies": STUDIES + OAK + "??,Elm C,T,J,2002\n"},
        ("studies.csv", 3, "study_id"),
        "right form",
    ),
    "needed cell empty": (
        {"studies": STUDIES + OAK + "elm-2002,,T,J,2002\n"},
        ("studies.csv", 3, "authors"),
        "empty",
    ),
    "year out of bounds": (
        {"studies": STUDIES + OAK + "elm-2002,Elm C,T,J,1066\n"},
        ("studies.csv", 3, "year"),
        "out of bounds",
    ),
    "mistyped number": (
        {"studies": STUDIES + OAK + "elm-2002,Elm C,T,J,2OO2\n"},
        ("studies.csv", 3, "year"),
        "not a whole number",
    ),
    "number with an underscore": (
        {"studies": STUDIES + OAK + "elm-2002,Elm C,T,J,2_002\n"},
        ("studies.csv", 3, "year"),
        "not a whole number",
    ),
    "half a person": (
        {"findings": "study_id,drug,outcome,n\noak-2001,tea,calm,7.5\n"},
        ("findings.csv", 2, "n"),
        "not a whole number",
    ),
    "unknown choice": (
        {"studies": STUDIES.strip() + ",design\n" + OAK.strip() + ",guesswork\n"},
        ("studies.csv", 2, "design"),
        "not allowed",
    ),
    "mistyped identifier": (
        {"studies": STUDIES.strip() + ",doi\n" + OAK.strip() + ",11.1000/xyz\n"},
        ("studies.csv", 2, "doi"),
        "right form",
    ),
    "mistyped registry id": (
        {"studies": STUDIES.strip() + ",nct\n" + OAK.strip() + ",NCT123\n"},
        ("studies.csv", 2, "nct"),
        "right form",
    ),
    "percent above 100": (
        {"findings": "study_id,drug,outcome,percent\noak-2001,tea,calm,171\n"},
        ("findings.csv", 2, "percent"),
        "out of bounds",
    ),
    "no drug anywhere": (
        {"findings": "study_id,outcome,percent\noak-2001,calm,71\n"},
        ("findings.csv", 2, "drug"),
        "empty",
    ),
    "nothing found": (
        {"findings": "study_id,drug,outcome,percent\noak-2001,tea,calm,\n"},
        ("findings.csv", 2, "percent"),
        "no figure",
    ),
    "misnamed file": ({"finding": "study_id\n"}, ("finding.csv", 0, ""), "no file of a pack"),
    "vocabulary": (
        {"vocabulary__drugs": "drug,label,kind\ntea,Tea,potion\n"},
        ("drugs.csv", 2, "kind"),
        "not allowed",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refusal_names_file_line_and_column(make_pack: MakePack, kind: str) -> None:
    files, place, reason = REFUSED[kind]
    pack = read_pack(make_pack(**files))
    assert places(pack) == [place]
    assert reason in str(pack.refusals[0])
    assert pack.refusals[0].remedy


@pytest.mark.parametrize("aside", ["gold", "packs"])
def test_what_stands_in_a_pack_aside_is_no_part_of_it(make_pack: MakePack, aside: str) -> None:
    elm, tea = STUDIES + "elm-2002,Elm C,T,J,2002\n", "drug,label,kind\ntea,,\n"
    sets = {f"{aside}__tea__studies": elm, f"{aside}__tea__vocabulary__drugs": tea}
    pack = read_pack(make_pack(**sets))
    assert (pack.refusals, pack.notes) == ((), ())
    assert pack.tables.keys() == {"studies"}
    assert [record.text("study_id") for record in pack.tables["studies"]] == ["oak-2001"]


def test_studies_must_be_there(tmp_path: Path) -> None:
    assert places(read_pack(tmp_path)) == [("studies.csv", 0, "")]


def test_lines_are_those_of_the_file_where_cells_hold_line_breaks(make_pack: MakePack) -> None:
    rows = 'elm-2002,Elm C,"A title\nover three\nlines",J,2002\n\nash-2003,,T,J,2003\n'
    assert places(read_pack(make_pack(studies=STUDIES + rows))) == [("studies.csv", 6, "authors")]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_change_nothing(
    make_pack: MakePack, ends: str, mark: str
) -> None:
    text = mark + (STUDIES + OAK + "??,Elm C,T,J,2002\n").replace("\n", ends)
    pack = read_pack(make_pack(studies=text.encode()))
    assert places(pack) == [("studies.csv", 3, "study_id")]
    assert [record.text("year") for record in pack.tables["studies"]] == ["2001"]


def test_every_refusal_is_told_at_once(make_pack: MakePack) -> None:
    studies = STUDIES + OAK + "??,,T,J,1066\nelm-2002,Elm C\n"
    findings = FINDINGS + "f1,oak-2001,tea,calm,140\nf2,nobody-1999,tea,calm,71\n"
    folder = make_pack(studies=studies, findings=findings)
    with pytest.raises(BadInput) as caught:
        read_evidence([folder])
    told = [(Path(fault.file).name, fault.line, fault.column) for fault in caught.value.refusals]
    assert told == [
        ("findings.csv", 2, "percent"),
        ("findings.csv", 3, "study_id"),
        ("studies.csv", 3, "authors"),
        ("studies.csv", 3, "study_id"),
        ("studies.csv", 3, "year"),
        ("studies.csv", 4, ""),
    ]


def test_a_finding_of_a_refused_study_is_not_adrift_as_well(make_pack: MakePack) -> None:
    folder = make_pack(studies=STUDIES + OAK.replace("2001\n", "1066\n"),
                       findings=FINDINGS + "f1,oak-2001,tea,calm,71\n")  # fmt: skip
    with pytest.raises(BadInput) as caught:
        read_evidence([folder])
    assert [fault.column for fault in caught.value.refusals] == ["year"]


def test_a_refusal_is_one_line() -> None:
    fault = Refusal("data/studies.csv", 12, "year", "'20x6' is not a whole number", "write one")
    assert str(fault) == "data/studies.csv:12:year: '20x6' is not a whole number; write one"
    assert str(Refusal("a.csv", 0, "", "is not there", "add it")) == "a.csv: is not there; add it"


def test_findings_get_ids_statements_and_confidence(make_pack: MakePack) -> None:
    rows = (
        "study_id,drug,outcome,percent,events,n,finding_id\n"
        "oak-2001,tea,calm,71,12,17,\noak-2001,tea,sleep,50,,,oak-2001-f01\noak-2001,tea,joy,9,,,\n"
    )
    pack = read_pack(make_pack(findings=rows))
    assert [record.text("finding_id") for record in pack.tables["findings"]] == [
        "oak-2001-f02",
        "oak-2001-f01",
        "oak-2001-f03",
    ]
    first = pack.tables["findings"][0]
    assert first.text("statement") == "Tea: calm 71% (12 of 17) (Oak 2001)."
    assert first.text("confidence") == "verified"


def test_drug_falls_back_to_that_of_the_study(make_pack: MakePack) -> None:
    studies = STUDIES.strip() + ",drug\n" + OAK.strip() + ",tea; rum\n"
    findings = "study_id,outcome,percent\noak-2001,calm,71\n"
    pack = read_pack(make_pack(studies=studies, findings=findings))
    assert only(pack).text("drug") == "tea; rum"


RAW_HEADER = (
    "study_id,drug,arm,outcome,timepoint,timepoint_unit,timepoint_anchor,n,percent,"
    "comparator_percent,effect,p,direction,note\n"
)


def test_raw_cells_are_spread_and_their_words_kept(make_pack: MakePack) -> None:
    row = "oak-2001,tea,tea,calm,1-7,days,after tea,9 (2 RCTs),about 20,12.5 (1 of 8),,<.001,"
    finding = only(read_pack(make_pack(findings=RAW_HEADER + row + "favours tea,Seen.\n")))
    wanted = {
        "timepoint": "1-7 days", "time_low_h": 24.0, "time_high_h": 168.0,
        "time_anchor": "after tea", "n": 9, "n_studies": 2, "percent": 20.0, "percent_approx": 1,
        "comparator_percent": 12.5, "comparator_events": 1, "comparator_n": 8,
        "p_operator": "<", "p": 0.001, "direction": "benefit",
        "note": "Seen. | direction as written: favours tea",
    }  # fmt: skip
    assert {name: finding.values[name] for name in wanted} == wanted


def test_what_cannot_be_read_is_kept_in_words(make_pack: MakePack) -> None:
    row = "oak-2001,tea,,calm,,,,,one in a handful,10-20,94% / 71%,,,\n"
    finding = only(read_pack(make_pack(findings=RAW_HEADER + row)))
    for column in ("percent", "comparator_percent", "effect"):
        assert finding.values[column] is None
    assert finding.values["note"] == (
        "percent as written: one in a handful | comparator_percent as written: 10-20 | "
        "effect as written: 94% / 71%"
    )


def test_typed_columns_win_over_words(make_pack: MakePack) -> None:
    rows = "study_id,drug,outcome,percent,events,n\noak-2001,tea,calm,12.5 (1 of 8),2,16\n"
    finding = only(read_pack(make_pack(findings=rows)))
    assert [finding.values[name] for name in ("percent", "events", "n")] == [12.5, 2, 16]


def test_words_in_a_typed_column_are_not_overruled(make_pack: MakePack) -> None:
    rows = "study_id,drug,outcome,effect,ci_low\noak-2001,tea,calm,5 (1 to 9),not estimable\n"
    finding = only(read_pack(make_pack(findings=rows)))
    assert [finding.values[name] for name in ("effect", "ci_low", "ci_high")] == [5, None, 9]


def test_an_id_twice_keeps_the_first_row(make_pack: MakePack) -> None:
    pack = read_pack(make_pack(studies=STUDIES + OAK + OAK.replace("2001\n", "2002\n")))
    assert [record.values["year"] for record in pack.tables["studies"]] == [2001]


def test_vocabulary_can_be_a_list_of_names(make_pack: MakePack) -> None:
    pack = read_pack(
        make_pack(vocabulary__drugs="drug\ntea\n", vocabulary__outcomes="outcome\ncalm\n")
    )
    drug, outcome = only(pack, "drugs"), only(pack, "outcomes")
    assert (drug.text("label"), drug.text("kind")) == ("tea", "drug")
    assert (outcome.text("family"), outcome.text("kind")) == ("calm", "efficacy")


@pytest.mark.parametrize(
    ("direction", "arm", "found"),
    [
        ("favours tea", "tea vs rum", "benefit"),
        ("favours rum", "tea vs rum", "worse"),
        ("favours gin", "tea vs rum", None),
        ("improvement (uncontrolled)", "tea", "benefit"),
        ("not significant", "tea", "no-difference"),
        ("more with tea", "tea", "increase"),
        ("sustained", "tea", "sustained"),
    ],
)
def test_directions(make_pack: MakePack, direction: str, arm: str, found: str | None) -> None:
    rows = f"study_id,drug,arm,outcome,percent,direction\noak-2001,tea,{arm},calm,71,{direction}\n"
    finding = only(read_pack(make_pack(findings=rows)))
    assert finding.values["direction"] == found
    assert (finding.values["basis"] == "uncontrolled") == ("uncontrolled" in direction)


@pytest.mark.parametrize(
    ("column", "words", "found"),
    [
        ("design", "systematic-review; ipd-meta-analysis", "meta-analysis"),
        ("design", "randomized, placebo-controlled", "randomised-parallel"),
        ("design", "withdrawal/relapse-prevention RCT", "randomised-withdrawal"),
        ("design", "open-label-single-arm", "open-label"),
        ("design", "label/regulatory", "regulatory"),
        ("blinding", "open-label, rater-blinded", "rater-blind"),
        ("blinding", "n/a (pooled trials mostly double-blind)", "not-applicable"),
        ("blinding", "triple-masked", "double-blind"),
        ("notice", "no formal correction found", "none-known"),
        ("retraction_or_correction", "ERRATUM: J Trees 2002;1:2", "correction"),
        ("retraction_or_correction", "Retracted in 2004", "retraction"),
    ],
)
def test_free_words_stand_for_terms(
    make_pack: MakePack, column: str, words: str, found: str
) -> None:
    header, row = STUDIES.strip() + f",{column}\n", OAK.strip() + f',"{words}"\n'
    study = only(read_pack(make_pack(studies=header + row)), "studies")
    name = "notice" if column.startswith("retraction") else column
    assert study.values[name] == found
    assert study.values[f"{name}_note"] == f"{name} as written: {words}"


def test_identifiers_are_taken_out_of_their_wrapping(make_pack: MakePack) -> None:
    header = STUDIES.strip() + ",doi,nct\n"
    row = OAK.strip() + ",https://doi.org/10.1000/xyz,NCT01234567 (as listed)\n"
    study = only(read_pack(make_pack(studies=header + row)), "studies")
    assert study.values["doi"] == "10.1000/xyz"
    assert study.values["nct"] == "NCT01234567"
    assert study.values["note"] == "nct as written: NCT01234567 (as listed)"


def test_an_id_of_another_registry_is_a_remark(make_pack: MakePack) -> None:
    header, row = STUDIES.strip() + ",nct\n", OAK.strip() + ",ACTRN12616001096448\n"
    study = only(read_pack(make_pack(studies=header + row)), "studies")
    assert study.values["nct"] is None
    assert study.values["note"] == "nct as written: ACTRN12616001096448"


@given(st.dictionaries(st.sampled_from(STUDY_TABLE.names), st.text(max_size=40), max_size=12))
def test_no_word_of_a_row_is_lost(cells: dict[str, str]) -> None:
    trimmed = {name: cell.strip() for name, cell in cells.items()}
    values = tidy_row(STUDY_TABLE, trimmed)
    kept = "\n".join(str(value) for value in values.values())
    for name, cell in trimmed.items():
        plain = isinstance(values.get(name), (int, float))
        assert plain or STUDY_TABLE.column(name).many or name == "doi" or cell in kept


@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("sheet") / "studies.csv"
    path.write_bytes(content)
    sheet = read_sheet(path)
    assert sheet.refusals or sheet.columns


@pytest.mark.skipif(
    not RAW.exists(), reason="the raw evidence sheets are not part of the repository"
)
def test_raw_evidence_sheets_are_read_whole() -> None:
    pack = read_pack(RAW)
    assert pack.refusals == ()
    assert {name: len(rows) for name, rows in pack.tables.items()} == {
        "studies": 70,
        "findings": 202,
    }
