"""Packs as people write them who have read no documentation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.corpus import read_evidence
from ingest.errors import BadInput
from ingest.habits import as_id
from ingest.packs import read_pack
from ingest.rows import Value

MakePack = Callable[..., Path]
FINDINGS = "study_id,drug,outcome,percent\n"


def found(make_pack: MakePack, column: str, **files: str | bytes) -> list[Value]:
    """One column of the findings of a pack that is refused nothing."""
    pack = read_pack(make_pack(**files))
    assert pack.refusals == ()
    return [record.values[column] for record in pack.tables["findings"]]


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Doe 2020", "doe-2020"),
        ("doe_2020", "doe-2020"),
        ("Müller et al., 2019", "muller-et-al-2019"),
        ("oak-2001", "oak-2001"),
        ("??", "??"),
    ],
)
def test_ids_are_made_of_names(written: str, id_: str) -> None:
    assert as_id(written) == id_


def test_a_study_and_its_findings_may_be_named_freely(make_pack: MakePack) -> None:
    studies = "Study ID,Authors,Title,Journal,Year\nDoe 2020,Doe J,A trial,J,2020\n"
    findings = "Study ID,Drug,Outcome,Percent\nDoe 2020,tea,calm,44\n"
    evidence = read_evidence([make_pack(studies=studies, findings=findings)])
    assert [row["study_id"] for row in evidence.rows("findings")] == ["doe-2020"]


@pytest.mark.parametrize(
    ("cell", "percent", "high"),
    [("44,0", 44.0, None), ("44.0%", 44.0, None), ("<1", 0.0, 1.0), ("45/75", 60.0, None)],
)
def test_shares_as_people_write_them(
    make_pack: MakePack, cell: str, percent: float, high: float | None
) -> None:
    findings = FINDINGS + f'oak-2001,tea,calm,"{cell}"\n'
    assert found(make_pack, "percent", findings=findings) == [percent]
    assert found(make_pack, "percent_high", findings=findings) == [high]


def test_a_counted_share_keeps_its_counts(make_pack: MakePack) -> None:
    findings = FINDINGS + "oak-2001,tea,calm,45/75\n"
    assert found(make_pack, "events", findings=findings) == [45]
    assert found(make_pack, "n", findings=findings) == [75]


def test_more_people_than_there_are_is_refused(make_pack: MakePack) -> None:
    pack = read_pack(make_pack(findings=FINDINGS + "oak-2001,tea,calm,75/45\n"))
    assert [fault.column for fault in pack.refusals] == ["percent"]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_cells_may_be_divided_otherwise(make_pack: MakePack, mark: str) -> None:
    findings = (FINDINGS + "oak-2001,tea,calm,44\n").replace(",", mark)
    assert found(make_pack, "percent", findings=findings) == [44.0]


def test_semicolons_inside_cells_divide_nothing(make_pack: MakePack) -> None:
    findings = FINDINGS + "oak-2001,tea; rum,calm,44\n"
    assert found(make_pack, "drug", findings=findings) == ["tea; rum"]


def test_a_column_of_ones_own_is_noted(make_pack: MakePack) -> None:
    folder = make_pack(findings="study_id,drug,outcome,percent,reviewer\noak-2001,tea,calm,44,me\n")
    evidence = read_evidence([folder])
    assert [note.column for note in evidence.notes] == ["reviewer"]
    assert len(evidence.rows("findings")) == 1


@pytest.mark.parametrize(
    "rows",
    ["Doe 2020,Doe J,A trial,J,1066\n", "Doe 2020,Doe J,A trial\n", "Doe 2020,,A trial,J,2020\n"],
)
def test_a_refused_study_is_told_once(make_pack: MakePack, rows: str) -> None:
    findings = FINDINGS + "Doe 2020,tea,calm,44\nDoe 2020,tea,sleep,12\n"
    studies = "study_id,authors,title,journal,year\noak-2001,Oak A,T,J,2001\n" + rows
    with pytest.raises(BadInput) as caught:
        read_evidence([make_pack(studies=studies, findings=findings)])
    assert len(caught.value.refusals) == 1


def test_studies_without_a_needed_column_are_told_once(make_pack: MakePack) -> None:
    findings = FINDINGS + "oak-2001,tea,calm,44\n"
    with pytest.raises(BadInput) as caught:
        read_evidence([make_pack(studies="study_id,title\noak-2001,T\n", findings=findings)])
    assert [fault.column for fault in caught.value.refusals] == ["authors", "journal", "year"]


def test_a_statement_alone_is_a_finding(make_pack: MakePack) -> None:
    findings = "study_id,drug,outcome,statement\noak-2001,tea,calm,Tea calms most people.\n"
    assert found(make_pack, "direction", findings=findings) == [None]
    assert found(make_pack, "statement", findings=findings) == ["Tea calms most people."]


@pytest.mark.parametrize(
    ("word", "direction"),
    [("better", "benefit"), ("Positive", "benefit"), ("similar", "no-difference")],
)
def test_everyday_words_for_directions(make_pack: MakePack, word: str, direction: str) -> None:
    findings = f"study_id,drug,outcome,direction\noak-2001,tea,calm,{word}\n"
    assert found(make_pack, "direction", findings=findings) == [direction]


@pytest.mark.parametrize(
    ("authors", "named"),
    [
        ("McMurray JJV; Solomon SD", "McMurray 2019"),
        ("McMurray JJV, Solomon SD", "McMurray 2019"),
        ("McMurray, J. J. V.", "McMurray 2019"),
        ("Van Gaal LF", "Van Gaal 2019"),
        ("Novo Nordisk", "Novo Nordisk 2019"),
    ],
)
def test_composed_statements_name_the_work(make_pack: MakePack, authors: str, named: str) -> None:
    studies = f'study_id,authors,title,journal,year\ndoe-2019,"{authors}",T,J,2019\n'
    findings = FINDINGS + "doe-2019,tea,calm,44\n"
    (statement,) = found(make_pack, "statement", studies=studies, findings=findings)
    assert str(statement).endswith(f"({named}).")


def test_a_part_of_a_known_outcome_or_population_is_placed_under_it(make_pack: MakePack) -> None:
    evidence = read_evidence(
        [
            make_pack(
                vocabulary__outcomes="outcome,label,kind,valence,names\n"
                "harm,Harm,safety,bad,side effects\nbeat,Beat,safety,bad,skipped beat\n",
                vocabulary__populations="population,label,names\nflu,Flu,flu\n",
                findings="study_id,drug,outcome,population,direction,percent\n"
                "oak-2001,tea,gut side effects,severe flu,increase,3\n"
                "oak-2001,tea,no more skipped beat,flu and age,benefit,4\n"
                "oak-2001,tea,starting dose,flu,present,5\n",
            )
        ]
    )
    outcomes = {row["outcome"]: row for row in evidence.rows("outcomes")}
    assert outcomes["gut side effects"]["parents"] == "harm"
    assert outcomes["gut side effects"]["kind"] == "safety"
    assert outcomes["no more skipped beat"]["kind"] == "efficacy"
    assert outcomes["starting dose"]["kind"] == "dosing"
    drugs = {row["drug"]: row["parents"] for row in evidence.rows("drugs")}
    assert drugs == {"tea": None}
    populations = {row["population"]: row["parents"] for row in evidence.rows("populations")}
    assert populations == {"flu": None, "severe flu": "flu", "flu and age": "flu"}


def test_a_form_of_a_drug_is_that_drug_and_a_combination_is_not(make_pack: MakePack) -> None:
    rows = "oak-2001,tea,calm,44\noak-2001,strong tea,calm,45\noak-2001,tea and rum,calm,46\n"
    evidence = read_evidence([make_pack(findings=FINDINGS + rows)])
    drugs = {row["drug"]: row["parents"] for row in evidence.rows("drugs")}
    assert drugs == {"tea": None, "strong tea": "tea", "tea and rum": None}


def test_the_general_vocabulary_serves_without_its_evidence(make_pack: MakePack) -> None:
    words = make_pack(
        "words",
        vocabulary__outcomes="outcome,label,names\nonset,Onset,fast\n",
        vocabulary__drugs="drug,label\nrum,Rum\n",
    )
    evidence = read_evidence([make_pack(findings=FINDINGS + "oak-2001,tea,calm,44\n")], words)
    assert {row["outcome"] for row in evidence.rows("outcomes")} == {"onset", "calm"}
    assert {row["drug"] for row in evidence.rows("drugs")} == {"tea"}
    assert len(evidence.rows("studies")) == 1
