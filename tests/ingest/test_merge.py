"""Packs that meet: one work stays one work, blanks are filled, disagreements are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.corpus import read_evidence
from ingest.evidence import Evidence
from ingest.merge import merge
from ingest.packs import read_pack

MakePack = Callable[..., Path]
HEADER = "study_id,authors,title,journal,journal_abbrev,year,volume,doi,pmid,nct\n"
FIRST = "oak-2001,Oak A,Leaf tea,Journal of Trees,J Trees,2001,,10.1000/A,,NCT01234567\n"
FINDINGS = "finding_id,study_id,drug,outcome,percent,confidence,statement\n"


def joined(make_pack: MakePack, second: str, first: str = FIRST, **more: str) -> Evidence:
    """The evidence of a pack and a second one with these studies."""
    other = make_pack("other", studies=HEADER + second, **more)
    return read_evidence([make_pack("first", studies=HEADER + first), other])


@pytest.mark.parametrize(
    ("first", "second", "works"),
    [
        (FIRST, "o1,Oak A,Leaf tea,Journal of Trees,,2001,7,10.1000/a,,\n", ["oak-2001"]),
        (
            FIRST.replace("10.1000/A,", ",123"),
            "o1,Oak A,Leaf tea,Journal of Trees,,2001,7,,123,\n",
            ["oak-2001"],
        ),
        (FIRST, "oak-2001,Oak A,Leaf tea,Journal of Trees,,2001,7,,,\n", ["oak-2001"]),
        (
            FIRST,
            "o1,Oak A,Leaf tea,Journal of Trees,,2001,7,,,NCT01234567\n",
            ["oak-2001", "o1"],
        ),
    ],
    ids=["doi", "pmid", "id", "one trial in two works"],
)
def test_same_work(make_pack: MakePack, first: str, second: str, works: list[str]) -> None:
    evidence = joined(make_pack, second, first)
    assert [row["study_id"] for row in evidence.rows("studies")] == works
    assert evidence.disagreements == ()
    assert evidence.rows("studies")[-1]["volume"] == "7"


def test_a_disagreement_is_told_and_the_first_pack_stands(make_pack: MakePack) -> None:
    evidence = joined(make_pack, "o1,Oak A,Leaf tea,Journal of Trees,,2002,,10.1000/a,,\n")
    assert evidence.rows("studies")[0]["year"] == 2001
    (told,) = evidence.disagreements
    assert (told.key, told.column, told.kept, told.other) == ("oak-2001", "year", "2001", "2002")
    assert str(told) == (
        "other: studies oak-2001, year: '2002' disagrees with '2001' in first, which stands"
    )


def test_findings_follow_the_work(make_pack: MakePack) -> None:
    evidence = joined(
        make_pack,
        "o1,Oak A,Leaf tea,Journal of Trees,,2001,,10.1000/a,,\n",
        findings=FINDINGS + "o1-f01,o1,tea,calm,71,verified,Calm in 71%.\n",
    )
    assert [row["study_id"] for row in evidence.rows("findings")] == ["oak-2001"]


def test_what_names_a_work_or_a_finding_follows_both(make_pack: MakePack) -> None:
    first = make_pack(
        "first", studies=HEADER + FIRST, findings=FINDINGS + "f1,oak-2001,tea,calm,71,verified,A.\n"
    )
    other = make_pack(
        "other",
        studies=HEADER + "o1,Oak A,Leaf tea,Journal of Trees,,2001,,10.1000/a,,\n",
        findings=FINDINGS + "f1,o1,tea,calm,52,verified,B.\nf2,o1,tea,calm,50,verified,C.\n",
        conflicts="conflict_id,followed,other,differs,reason\nc1,f1,f2,Share,Read twice\n",
        searches="search_id,drug,query,place,searched,result,found\n"
        "s1,tea,leaf tea calm,PubMed,2026-01-02,One trial,o1\n",
    )
    evidence = read_evidence([first, other])
    (conflict,), (search,) = evidence.rows("conflicts"), evidence.rows("searches")
    assert (conflict["followed"], conflict["other"]) == ("f1-other", "f2")
    assert search["found"] == "oak-2001"


def test_a_search_for_several_outcomes_adds_no_outcome(make_pack: MakePack) -> None:
    """Its cell holds several names, where a finding's holds one."""
    folder = make_pack(
        studies=HEADER + FIRST,
        findings=FINDINGS
        + "f1,oak-2001,tea,calm,71,verified,A.\nf2,oak-2001,tea,joy,9,verified,B.\n",
        searches="search_id,drug,outcome,query,place,searched,result\n"
        "s1,tea,calm;joy,leaf tea,PubMed,2026-01-02,One trial\n",
    )
    evidence = read_evidence([folder])
    (search,) = evidence.rows("searches")
    assert search["outcome"] == "calm; joy"
    assert [row["outcome"] for row in evidence.rows("outcomes")] == ["calm", "joy"]


def test_an_id_that_two_findings_bear_is_told_apart(make_pack: MakePack) -> None:
    row = "f1,oak-2001,tea,calm,{},verified,Calm.\n"
    first = make_pack(
        "first", findings=FINDINGS + row.format(71) + "f2,oak-2001,tea,joy,9,verified,Joy.\n"
    )
    other = make_pack(
        "Other Pack", findings=FINDINGS + row.format(52) + "f2,oak-2001,tea,joy,9,verified,Joy.\n"
    )
    evidence = read_evidence([first, other])
    assert [(row["finding_id"], row["percent"]) for row in evidence.rows("findings")] == [
        ("f1", 71.0),
        ("f2", 9.0),
        ("f1-other-pack", 52.0),
    ]
    assert [(told.key, told.other) for told in evidence.disagreements] == [("f1", "f1-other-pack")]


def test_two_works_of_one_pack_are_not_made_one(make_pack: MakePack) -> None:
    folder = make_pack(studies=HEADER + FIRST + FIRST.replace("oak-2001", "oak-2001b"))
    assert len(merge([read_pack(folder)]).rows("studies")) == 2


OUTCOMES = "outcome,label,family,kind,valence,parents,names\n"
CALM = "calmness,Calm mood,mood,efficacy,good,,calm|calm* down|at ease>benefit\n"


@pytest.mark.parametrize("name", ["calmness", "Calm Mood", "CALM", "at-ease", "mood:calm"])
def test_a_known_name_becomes_its_key(make_pack: MakePack, name: str) -> None:
    folder = make_pack(
        vocabulary__outcomes=OUTCOMES + CALM,
        findings=FINDINGS + f"f1,oak-2001,tea,{name},71,verified,Calm.\n",
    )
    evidence = read_evidence([folder])
    assert evidence.rows("findings")[0]["outcome"] == "calmness"
    assert [row["outcome"] for row in evidence.rows("outcomes")] == ["calmness"]


@pytest.mark.parametrize(
    ("name", "key", "family", "kind", "valence"),
    [
        ("adverse-event:Blood pressure increased", "blood-pressure-increased", "adverse-event",
         "safety", "bad"),
        ("history:first brew", "first-brew", "history", "history", "neutral"),
        ("cost:per cup (USD)", "per-cup-usd", "cost", "cost", "neutral"),
        ("serenity", "serenity", "serenity", "efficacy", "neutral"),
    ],
)  # fmt: skip
def test_an_unknown_outcome_becomes_vocabulary(
    make_pack: MakePack, name: str, key: str, family: str, kind: str, valence: str
) -> None:
    rows = FINDINGS + f"f1,oak-2001,tea,{name},71,verified,Calm.\n"
    evidence = read_evidence([make_pack(findings=rows)])
    (row,) = evidence.rows("outcomes")
    assert (row["outcome"], row["family"], row["kind"], row["valence"]) == (
        key,
        family,
        kind,
        valence,
    )
    assert evidence.rows("findings")[0]["outcome"] == key


def test_names_in_columns_are_vocabulary(make_pack: MakePack) -> None:
    header = "study_id,drug,route,population,scale,outcome,percent\n"
    folder = make_pack(
        vocabulary__routes="route,label,names\noral,By mouth,PO|swallowed\n",
        findings=header + "oak-2001,Tea; rum,PO/rectal,adults,CALM-7,calm,71\n"
        "oak-2001,tea,swallowed (hot),adults; children,CALM-7,calm,50\n",
    )
    evidence = read_evidence([folder])
    keys = {name: [next(iter(row.values())) for row in evidence.rows(name)]
            for name in ("drugs", "routes", "populations", "scales", "journals")}  # fmt: skip
    assert keys == {
        "drugs": ["Tea", "rum"],
        "routes": ["oral", "PO/rectal"],
        "populations": ["adults", "children"],
        "scales": ["CALM-7"],
        "journals": ["Journal of Trees"],
    }
    assert [row["drug"] for row in evidence.rows("findings")] == ["Tea; rum", "Tea"]
    assert [row["route"] for row in evidence.rows("findings")] == ["PO/rectal", "oral"]
    assert {row["kind"] for row in evidence.rows("drugs")} == {"drug"}


def test_two_known_names_in_one_cell_are_two(make_pack: MakePack) -> None:
    folder = make_pack(
        vocabulary__routes="route,label,names\noral,By mouth,PO\nrectal,Rectal,PR\n",
        findings="study_id,drug,route,outcome,percent\noak-2001,tea,PO/PR,calm,71\n",
    )
    assert read_evidence([folder]).rows("findings")[0]["route"] == "oral; rectal"


def test_two_spellings_are_no_disagreement(make_pack: MakePack) -> None:
    routes = "route,label,names\noral,By mouth,PO\n"
    header = "study_id,authors,title,journal,year,route\n"
    first = make_pack("first", vocabulary__routes=routes,
                      studies=header + "oak-2001,Oak A,Leaf tea,Trees,2001,oral\n")  # fmt: skip
    other = make_pack("other", studies=header + "oak-2001,OAK A,Leaf-Tea,trees,2001,PO\n")
    evidence = read_evidence([first, other])
    assert evidence.disagreements == ()
    assert len(evidence.rows("journals")) == 1


def test_an_abbreviation_becomes_a_name_of_its_journal(make_pack: MakePack) -> None:
    evidence = joined(make_pack, "elm-2002,Elm B,Bark,J Trees,,2002,,,,\n")
    (journal,) = [row for row in evidence.rows("journals") if row["journal"] == "Journal of Trees"]
    assert journal["names"] == "J Trees"


def test_synonyms_of_two_packs_are_united(make_pack: MakePack) -> None:
    header = "drug,label,kind,names\n"
    first = make_pack("first", vocabulary__drugs=header + "tea,Tea,drug,chai|cha\n")
    other = make_pack("other", vocabulary__drugs=header + "tea,Tea,drug,cha|char\n")
    assert read_evidence([first, other]).rows("drugs")[0]["names"] == "chai|cha|char"


def test_an_outcome_of_a_pack_is_a_part_of_what_all_of_its_kind_are(make_pack: MakePack) -> None:
    """ "It works" may rest on any benefit that a pack describes."""
    known = "outcome,family,kind,valence,names\nbenefit,efficacy,efficacy,good,works>benefit\n"
    rows = FINDINGS + "f1,oak-2001,tea,sleep improvement,71,verified,A.\n"
    pack = make_pack(studies=HEADER + FIRST, findings=rows, vocabulary__outcomes=known)
    parents = {row["outcome"]: row["parents"] for row in read_evidence([pack]).rows("outcomes")}
    assert parents == {"benefit": None, "sleep improvement": "benefit"}
