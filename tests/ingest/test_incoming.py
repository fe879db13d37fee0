"""Works brought into a pack: added, shown as duplicates, or refused; the pack still builds."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.corpus import read_evidence
from ingest.errors import BadInput, Refusal
from ingest.evidence import Evidence, Row
from ingest.formats.record import Incoming
from ingest.import_report import Report, lines
from ingest.incoming import bring_in
from ingest.schema import PROPOSALS, STUDIES

MakePack = Callable[..., Path]

ASH: Row = {"authors": "Ash C", "title": "Coffee and the length of naps", "year": 2010}
ELM: Row = {
    "authors": "Elm B",
    "title": "Mint tea for sleep in shift workers",
    "journal": "Journal of Trees",
    "year": 2011,
    "doi": "10.1000/elm",
    "drug": "tea",
}
OAK: Row = {
    "authors": "Oak A; Elm B",
    "title": "A trial of leaf tea",
    "year": 2002,
    "doi": "10.1000/oak",
}
FINDING: Row = {"outcome": "calm", "percent": 50.0, "events": 5, "n": 10}
OTHER: Row = FINDING | {"arm": "mint"}
HEADER = "study_id,authors,title,journal,year\n"
NOTICE: Row = {"kind": "retraction", "date": "2012-03-04", "doi": "10.1000/notice"}


def record(study: Row, /, line: int = 1, **parts: tuple[Row, ...]) -> Incoming:
    """A record of a file of ours."""
    return Incoming(study, "refs.ris", line, f"record {line}", **parts)


def brought(folder: Path, *incoming: Incoming | Refusal) -> Report:
    """What becomes of the records in a pack; the pack must build before and afterwards."""
    there = (folder / "studies.csv").exists()
    report = bring_in(incoming, folder, read_evidence([folder]) if there else Evidence({}))
    if report.added:
        read_evidence([folder])
    return report


def rows(folder: Path, table: str = "studies") -> list[Row]:
    """The rows of the pack as it is built."""
    return read_evidence([folder]).rows(table)


def test_a_work_comes_with_its_proposals_and_notices(make_pack: MakePack) -> None:
    folder = make_pack()
    before = (folder / "studies.csv").read_bytes()
    report = brought(folder, record(ELM, 7, proposals=(FINDING, OTHER), notices=(NOTICE, NOTICE)))
    assert list(lines(report)) == [
        "added elm-2011: Mint tea for sleep in shift workers (record 7)",
        "1 work with 1 notice added, 0 on file already, 0 refused; 2 findings proposed",
    ]
    header, old = before.splitlines()
    widened, same, _ = (folder / "studies.csv").read_bytes().splitlines()
    assert widened == header + b",doi,drug,source_url"
    assert same == old + b",,,"
    _, study = rows(folder)
    assert ELM.items() <= study.items()
    assert (study["study_id"], study["notice"], study["source_url"]) == (
        "elm-2011", "retraction", "refs.ris",
    )  # fmt: skip
    assert rows(folder, "findings") == []
    one, two = rows(folder, "proposals")
    assert [one["proposal_id"], two["proposal_id"]] == ["elm-2011-p01", "elm-2011-p02"]
    assert {**FINDING, "study_id": "elm-2011", "drug": "tea"}.items() <= one.items()
    assert (one["status"], one["confidence"], one["source_url"]) == (
        "machine", "machine", "refs.ris",
    )  # fmt: skip
    (notice,) = rows(folder, "notices")
    assert (notice["notice_id"], notice["study_id"]) == ("elm-2011-n01", "elm-2011")


def test_a_new_pack_has_the_columns_of_the_schema(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "pack"
    brought(folder, record(ELM, proposals=(FINDING,)))
    assert sorted(path.name for path in folder.iterdir()) == ["proposals.csv", "studies.csv"]
    header = (folder / "studies.csv").read_text().partition("\n")[0]
    assert header == ",".join(STUDIES.names)
    assert (folder / "proposals.csv").read_text().startswith(",".join(PROPOSALS.names) + "\n")


def test_proposals_of_a_registry_are_of_its_tier_and_a_given_source_stays(tmp_path: Path) -> None:
    trial: Row = {
        "authors": "Yale University", "title": "Tea before bed", "journal": "ClinicalTrials.gov",
        "year": 2018, "nct": "NCT00000001", "drug": "tea", "source_url": "https://example.org/1",
    }  # fmt: skip
    brought(tmp_path / "pack", record(trial, proposals=(FINDING,)))
    (finding,) = rows(tmp_path / "pack", "proposals")
    assert (finding["proposal_id"], finding["read_from"]) == ("nct00000001-p01", "registry")
    assert (finding["source_tier"], finding["source_url"]) == ("registry", "https://example.org/1")


def test_an_address_is_told_whole_and_of_a_file_only_its_name(tmp_path: Path) -> None:
    brought(
        tmp_path / "pack",
        Incoming(ELM, "https://example.org/a/b", 0, "1"),
        Incoming(ASH, "some/where/refs.ris", 1, "2"),
    )
    sources = {row["study_id"]: row["source_url"] for row in rows(tmp_path / "pack")}
    assert sources == {"elm-2011": "https://example.org/a/b", "ash-2010": "refs.ris"}


def test_a_duplicate_is_shown_and_only_what_it_proposes_is_written(make_pack: MakePack) -> None:
    folder = make_pack()
    before = (folder / "studies.csv").read_bytes()
    again = record(OAK, 3, proposals=(FINDING | {"drug": "tea"},))
    report = brought(folder, again)
    shown = (
        "on file refs.ris:3: record 3 is oak-2001, the same title (alike by 100 of 100; "
        "2001 and 2002); new here: doi; differs: year '2001' on file, '2002' here"
    )
    counted = "0 works added, 1 on file already, 0 refused"
    assert list(lines(report)) == [shown, f"{counted}; 1 finding proposed"]
    assert (folder / "studies.csv").read_bytes() == before
    (proposal,) = rows(folder, "proposals")
    assert (proposal["study_id"], proposal["percent"]) == ("oak-2001", 50)
    assert list(lines(brought(folder, again))) == [shown, counted]
    assert rows(folder, "proposals") == [proposal]


def test_what_was_rejected_is_not_proposed_again(make_pack: MakePack) -> None:
    folder = make_pack()
    again = record(OAK, 3, proposals=(FINDING | {"drug": "tea"},))
    brought(folder, again)
    path = folder / "proposals.csv"
    path.write_text(path.read_text().replace(",machine,", ",rejected,", 1))
    assert brought(folder, again).proposals == 0
    assert [row["status"] for row in rows(folder, "proposals")] == ["rejected"]


@pytest.mark.parametrize(
    ("finding", "proposed"),
    [
        ("calm,50,,", 0),  # the finding itself
        ("calm,70,50,", 0),  # its comparator's share
        ("calm,,,5", 0),  # its count of people
        ("sleep,50,,", 1),
        ("calm,51,,", 1),
        ("calm,,,6", 1),
    ],
)
def test_what_is_among_the_findings_is_not_proposed(
    make_pack: MakePack, finding: str, proposed: int
) -> None:
    head = "study_id,drug,outcome,percent,comparator_percent,events,n\n"
    n = "10" if finding.endswith(("5", "6")) else ""
    folder = make_pack(findings=f"{head}oak-2001,tea,{finding},{n}\n")
    report = brought(folder, record(OAK, 3, proposals=(FINDING | {"drug": "tea"},)))
    assert report.proposals == proposed


# The record of the notice itself, which names the work by its PubMed id.
ELM_9: Row = ELM | {"pmid": "9"}


def notice_of(*about: tuple[str, Row], line: int = 5, is_notice: bool = True) -> Incoming:
    """A record about other works."""
    study: Row = {"title": "Retraction note", "year": 2012}
    return Incoming(study, "refs.nbib", line, f"PMID {line}", about=about, is_notice=is_notice)


@pytest.fixture
def elm_pack(make_pack: MakePack) -> Path:
    """A pack with the work that notices are about, and notices of another."""
    return make_pack(
        studies=f"{HEADER.strip()},doi,pmid\noak-2001,Oak A,A trial of leaf tea,Trees,2001,,\n"
        "elm-2011,Elm B,Mint tea for sleep in shift workers,Trees,2011,10.1000/ELM,9\n",
        notices="study_id;kind\noak-2001;correction\n",
    )


@pytest.mark.parametrize("meant", ["9", "10.1000/elm"])
def test_a_notice_about_a_work_on_file_is_added_once(elm_pack: Path, meant: str) -> None:
    before = {path.name: path.read_bytes() for path in elm_pack.iterdir()}
    report = brought(elm_pack, notice_of((meant, NOTICE), ("77", NOTICE)))
    assert list(lines(report)) == [
        "not added refs.nbib:5: PMID 5 is itself a notice and no work",
        "notice elm-2011: retraction, 2012-03-04, doi 10.1000/notice (PMID 5)",
        "0 works added, 0 on file already, 0 refused; 1 notice added about works on file, "
        "0 there already, 1 about works not on file",
    ]
    assert (elm_pack / "studies.csv").read_bytes() == before["studies.csv"]
    header, old, new = (elm_pack / "notices.csv").read_bytes().splitlines()
    assert (header, old) == (b"study_id;kind;date;doi", b"oak-2001;correction;;")
    assert new == b"elm-2011;retraction;2012-03-04;10.1000/notice"
    assert {row["study_id"]: row["notice"] for row in rows(elm_pack)} == {
        "oak-2001": "correction", "elm-2011": "retraction",
    }  # fmt: skip
    after = (elm_pack / "notices.csv").read_bytes()
    again = brought(elm_pack, notice_of((meant, NOTICE)))
    assert list(lines(again))[-1].endswith(
        "; 0 notices added about works on file, 1 there already, 0 about works not on file"
    )
    assert (elm_pack / "notices.csv").read_bytes() == after


def test_notices_of_a_duplicate_are_added_and_nothing_else(elm_pack: Path) -> None:
    before = (elm_pack / "studies.csv").read_bytes()
    concern: Row = {"kind": "expression-of-concern", "pmid": "55"}
    record_again = record(ELM_9 | {"volume": "7"}, 3, notices=(NOTICE, concern, NOTICE))
    report = brought(elm_pack, record_again)
    assert list(lines(report)) == [
        "on file refs.ris:3: record 3 is elm-2011, the same DOI 10.1000/elm; "
        "new here: volume, drug; differs: journal 'Trees' on file, "
        "'Journal of Trees' here",
        "notice elm-2011: retraction, 2012-03-04, doi 10.1000/notice (record 3)",
        "notice elm-2011: expression-of-concern, no date, PubMed id 55 (record 3)",
        "0 works added, 1 on file already, 0 refused; 2 notices added about works on file, "
        "1 there already, 0 about works not on file",
    ]
    assert (elm_pack / "studies.csv").read_bytes() == before
    assert not (elm_pack / "proposals.csv").exists()
    ids = [row["notice_id"] for row in rows(elm_pack, "notices")]
    assert ids == ["oak-2001-n01", "elm-2011-n01", "elm-2011-n02"]


def test_a_notice_may_stand_before_its_work_and_the_work_may_tell_of_it_too(
    tmp_path: Path,
) -> None:
    notice = NOTICE | {"reason": "errors"}
    other: Row = NOTICE | {"doi": "10.1000/other"}
    report = brought(
        tmp_path / "pack", notice_of(("9", notice), ("9", other)), record(ELM_9, notices=(NOTICE,))
    )
    assert (report.notices, len(report.noticed), report.known, report.adrift) == (1, 1, 1, 0)
    found = {row["notice_id"]: row["doi"] for row in rows(tmp_path / "pack", "notices")}
    assert found == {"elm-2011-n01": "10.1000/notice", "elm-2011-n02": "10.1000/other"}


def test_a_work_that_corrects_another_is_a_work(elm_pack: Path) -> None:
    correction: Row = {"kind": "correction", "pmid": "8"}
    report = brought(elm_pack, Incoming(ASH, "a.xml", 1, "PMID 8", about=(("9", correction),)))
    assert [one.study_id for one in report.added] == ["ash-2010"]
    assert [(one.study_id, one.notice["kind"]) for one in report.noticed] == [
        ("elm-2011", "correction")
    ]


def test_a_notice_that_does_not_fit_is_refused_alone(elm_pack: Path) -> None:
    bad: Row = NOTICE | {"date": "2012-13-04"}
    report = brought(elm_pack, notice_of(("9", bad), ("9", NOTICE)))
    assert [str(one) for one in report.refusals] == [
        "refs.nbib:5:date: PMID 5, notice 1: 2012-13-04 is no day of the calendar; correct it"
    ]
    assert len(report.noticed) == 1


@pytest.mark.parametrize("kind", ["retraction", "reinstatement"])
def test_that_a_work_was_retracted_is_no_news_beside_a_dated_notice(
    make_pack: MakePack, kind: str
) -> None:
    folder = make_pack(notices=f"study_id,kind,date\noak-2001,{kind},2003-01-02\n")
    report = brought(folder, record(OAK | {"year": 2001}, notices=({"kind": "retraction"},)))
    assert (len(report.noticed), report.known) == (0, 1)
    assert [row["notice"] for row in rows(folder)] == [kind]


@pytest.mark.parametrize(
    ("there", "known"),
    [("study_id,kind,doi\nelm-2011,retraction,10.1000/NOTICE\n", 1), ("study_id\nelm-2011\n", 0)],
)
def test_notices_of_the_pack_count_where_it_is_not_among_those_on_file(
    elm_pack: Path, there: str, known: int
) -> None:
    (elm_pack / "notices.csv").write_text(there)
    report = bring_in([notice_of(("9", NOTICE))], elm_pack, Evidence({}))
    assert (report.known, len(report.noticed)) == (known, 1 - known)


def test_a_notice_about_a_work_of_another_pack_goes_into_this_one(
    elm_pack: Path, tmp_path: Path
) -> None:
    folder, before = tmp_path / "new", {one: one.read_bytes() for one in elm_pack.iterdir()}
    bring_in([notice_of(("9", NOTICE))], folder, read_evidence([elm_pack]))
    assert {one: one.read_bytes() for one in elm_pack.iterdir()} == before
    assert (folder / "studies.csv").read_text() == ",".join(STUDIES.names) + "\n"
    both = read_evidence([elm_pack, folder])
    standing = {row["study_id"]: row["notice"] for row in both.rows("studies")}
    assert standing == {"oak-2001": "correction", "elm-2011": "retraction"}
    known = bring_in([notice_of(("9", NOTICE))], tmp_path / "third", both)
    assert (known.known, (tmp_path / "third").exists()) == (1, False)


def test_the_same_work_twice_in_a_batch_comes_in_once(tmp_path: Path) -> None:
    again = ELM | {"title": "Another title"}
    report = brought(tmp_path / "pack", record(ELM, 1), record(again, 2))
    assert [one.study_id for one in report.added] == ["elm-2011"]
    (duplicate,) = report.duplicates
    assert (duplicate.study_id, duplicate.incoming.line) == ("elm-2011", 2)
    assert duplicate.reason == "the same DOI 10.1000/elm"


def test_a_work_that_is_refused_makes_no_duplicate_of_the_next(tmp_path: Path) -> None:
    report = brought(tmp_path / "pack", record(ELM | {"year": 3011}, 1), record(ELM, 2))
    assert [one.label for one in report.added] == ["record 2"]
    assert [str(one) for one in report.refusals] == [
        "refs.ris:1:year: record 1: '3011' is out of bounds; write a number from 1900 to 2100"
    ]


def test_works_of_the_pack_count_where_it_is_not_among_those_on_file(make_pack: MakePack) -> None:
    folder = make_pack()
    report = bring_in([record(OAK), record({**ASH, "authors": "Oak A", "year": 2001})], folder,
                      Evidence({}))  # fmt: skip
    assert [one.study_id for one in report.duplicates] == ["oak-2001"]
    assert [one.study_id for one in report.added] == ["oak-2001b"]


def test_an_id_that_another_pack_has_is_not_given_again(make_pack: MakePack) -> None:
    on_file, folder = read_evidence([make_pack("one")]), make_pack("two", studies=HEADER)
    work: Row = {**ASH, "authors": "Oak A", "year": 2001, "study_id": "oak-2001"}
    bring_in([record(work)], folder, on_file)
    assert [row["study_id"] for row in rows(folder)] == ["oak-2001b"]


def test_a_proposal_s_id_that_is_taken_is_not_given_again(make_pack: MakePack) -> None:
    other = make_pack()
    brought(other, record(OAK, proposals=(FINDING | {"drug": "tea"},)))
    text = (other / "proposals.csv").read_text().replace("oak-2001-p01", "elm-2011-p01")
    (other / "proposals.csv").write_text(text)
    folder = other
    brought(folder, record(ELM, proposals=(FINDING,)))
    ids = {row["proposal_id"]: row["study_id"] for row in rows(folder, "proposals")}
    assert ids == {"elm-2011-p01": "oak-2001", "elm-2011-p02": "elm-2011"}


@pytest.mark.parametrize(
    ("study", "column", "reason"),
    [
        ({"authors": "Ash C"}, "title", "the cell is empty"),
        ({"title": "On coffee"}, "authors", "the cell is empty"),
        ({**ASH, "doi": "doi of it"}, "doi", "does not have the right form"),
        ({**ASH, "epub_year": 1990}, "epub_year", "more than 5 years apart"),
        ({**ASH, "design": "guess"}, "design", "is not allowed here"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_and_the_rest_come_in(
    make_pack: MakePack, study: Row, column: str, reason: str
) -> None:
    report = brought(make_pack(), record(study, 4, proposals=({},)), record(ELM, 9))
    (refusal,) = report.refusals
    assert (refusal.file, refusal.line, refusal.column) == ("refs.ris", 4, column)
    assert refusal.reason.startswith("record 4: ")
    assert reason in refusal.reason
    assert [one.study_id for one in report.added] == ["elm-2011"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"proposals": (FINDING, FINDING | {"events": 11})}, "record 1, proposal 2: events 11 is"),
        ({"proposals": (FINDING, FINDING | {"percent": 51.0})}, "51% is not 5 of 10"),
        ({"proposals": (FINDING, {"outcome": "calm"})}, "proposal 2: the finding has no figure"),
        ({"proposals": (FINDING, {"percent": 3.0})}, "proposal 2: the cell is empty"),
        ({"proposals": (FINDING,), "notices": (NOTICE | {"date": "2012-13-04"},)},
         "notice 1: 2012-13-04 is no day of the calendar"),
    ],
)  # fmt: skip
def test_a_proposal_or_notice_that_does_not_fit_is_refused_alone(
    tmp_path: Path, parts: dict[str, tuple[Row, ...]], expected: str
) -> None:
    report = brought(tmp_path / "pack", record(ELM, **parts))
    assert expected in str(report.refusals[0])
    assert (len(report.added), report.proposals, report.notices) == (1, 1, 0)


def test_refusals_of_a_reader_are_passed_on(tmp_path: Path) -> None:
    refusal = Refusal("refs.ris", 3, "TY", "there is no type", "write one")
    report = brought(tmp_path / "pack", refusal)
    assert list(lines(report)) == [
        f"refused {refusal}",
        "0 works added, 0 on file already, 1 refused",
    ]
    assert not (tmp_path / "pack").exists()


def test_a_pack_that_cannot_be_read_is_refused(make_pack: MakePack) -> None:
    folder = make_pack(proposals='study_id,outcome\n"oak-2001,calm\n')
    with pytest.raises(BadInput, match=r"proposals\.csv:2"):
        bring_in([record(ELM)], folder, Evidence({}))


def test_a_pack_that_changes_while_works_are_compared_is_refused(
    make_pack: MakePack, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ingest.incoming

    folder = make_pack()
    studies = folder / "studies.csv"

    def edits(items: Iterable[object], what: str) -> Iterable[object]:
        if what == "Comparing works":
            studies.write_bytes(studies.read_bytes() + b"ash-1999,Ash C,On ash,Trees,1999\n")
        return items

    monkeypatch.setattr(ingest.incoming, "progress", edits)
    with pytest.raises(BadInput, match="changed while the import was read"):
        bring_in([record(ELM)], folder, Evidence({}))
    assert b"elm" not in studies.read_bytes()


WORD = st.text(max_size=15)
STUDY = st.fixed_dictionaries(
    {
        "authors": st.sampled_from(["Ash C", "Oak A; Elm B", "(others)"]) | WORD,
        "title": st.sampled_from(["On coffee", "On tea", "Leaf tea for naps of adults"]) | WORD,
        "year": st.sampled_from([2001, 2002, None, 3000]),
    },
    optional={
        **dict.fromkeys(("study_id", "journal", "pages", "note", "route", "dose", "drug"), WORD),
        "doi": st.sampled_from(["10.1000/a", "10.1000/b", "10.1000/a_b", "10.1000/a-b"]),
        "notice": st.sampled_from(["retraction", "none-known", "withdrawn"]),
        "nct": st.sampled_from(["NCT00000001", "NCT1"]),
        "n_randomised": st.integers(-1, 10),
    },
)
PART = st.fixed_dictionaries(
    {},
    optional={
        "outcome": st.sampled_from(["calm", "a:b", ""]) | WORD,
        "drug": WORD,
        "timepoint": WORD,
        "percent": st.floats(-1, 101),
        "events": st.integers(0, 9),
        "n": st.integers(0, 9),
    },
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(STUDY, st.lists(PART, max_size=2)), max_size=4))
def test_whatever_comes_in_the_pack_still_builds(
    tmp_path_factory: pytest.TempPathFactory, works: list[tuple[Row, list[Row]]]
) -> None:
    folder = tmp_path_factory.mktemp("any") / "pack"
    incoming = [
        record(study, line, proposals=tuple(findings))
        for line, (study, findings) in enumerate(works, start=1)
    ]
    report = brought(folder, record(ELM, 99, proposals=(FINDING,)), *incoming)
    assert len(rows(folder)) == len(report.added)
    assert len(rows(folder, "proposals")) == report.proposals
    told = {one.incoming.line for one in report.duplicates} | {one.line for one in report.refusals}
    labels = {int(one.label.removeprefix("record ")) for one in report.added}
    assert told | labels >= {99, *range(1, len(works) + 1)}


def test_an_import_that_was_killed_between_two_files_is_finished_by_the_next(
    make_pack: MakePack,
) -> None:
    folder = make_pack()
    incoming = record(ELM, proposals=(FINDING,))
    child = os.fork()
    if child == 0:
        try:
            replace = Path.replace

            def last(path: Path, target: Path) -> None:
                replace(path, target)
                os.kill(os.getpid(), signal.SIGKILL)

            Path.replace = last  # type: ignore[method-assign,assignment]
            brought(folder, incoming)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert (len(rows(folder)), rows(folder, "proposals")) == (2, [])
    report = brought(folder, incoming)
    assert [one.study_id for one in report.duplicates] == ["elm-2011"]
    assert [row["proposal_id"] for row in rows(folder, "proposals")] == ["elm-2011-p01"]
    assert sorted(path.name for path in folder.iterdir()) == ["proposals.csv", "studies.csv"]
