"""Notices: what a work's standing is, how packs share them, how a pack comes by more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corpus import read_evidence
from ingest.errors import BadInput, OnfileError
from ingest.evidence import Evidence, Row
from ingest.notices import add_notices, is_news, same_notice, standing
from ingest.packs import read_pack
from ingest.schema import NOTICE_KINDS

MakePack = Callable[..., Path]
HEADER = "study_id,authors,title,journal,year,doi,notice\n"
OAK = "oak-2001,Oak A,Leaf tea,Journal of Trees,2001,10.1000/a,"
NOTICES = "notice_id,study_id,kind,date,doi,pmid,reason,source,source_url\n"

R, C, K, B = "retraction", "expression-of-concern", "correction", "reinstatement"


def notices(*listed: str) -> list[Row]:
    """Rows of 'kind' or 'kind day'."""
    return [dict(zip(("kind", "date"), one.split(), strict=False)) for one in listed]


@pytest.mark.parametrize(
    ("declared", "listed", "expected"),
    [
        # Nothing listed: what is declared stands.
        (None, [], None),
        ("none-known", [], "none-known"),
        (R, [], R),
        # The gravest counts, whatever its place.
        ("none-known", [K], K),
        (None, [K, C], C),
        (None, [R, C, K], R),
        (None, [C, R + " 2001-01-01", K + " 2009-01-01"], R),
        # By date, a reinstatement lifts what came before, and a correction stays.
        (None, [R + " 2001-01-01", B + " 2002-01-01"], B),
        (None, [B + " 2002-01-01", R + " 2001-01-01"], B),
        (None, [R + " 2003-01-01", B + " 2002-01-01"], R),
        (None, [C + " 2001-01-01", B + " 2002-01-01"], B),
        (None, [C + " 2003-01-01", R + " 2001-01-01", B + " 2002-01-01"], C),
        (None, [K + " 2001-01-01", R + " 2001-02-01", B + " 2002-01-01"], K),
        (None, [R + " 2001-01-01", B + " 2002-01-01", R + " 2003-01-01"], R),
        # Without a date, or on one day, the order of the file counts.
        (None, [R, B], B),
        (None, [B, R], R),
        (None, [R, B + " 2002-01-01"], B),
        (None, [B + " 2002-01-01", R], R),
        (None, [R + " 2002-01-01", B], B),
        (None, [R + " 2002-01-01", B + " 2002-01-01"], B),
        (None, [B + " 2002-01-01", R + " 2002-01-01"], R),
        (None, [B], B),
        # What is declared by hand is not lost, and does not outlive its own lifting.
        (R, [K], R),
        (R, [C], R),
        (R, [B + " 2002-01-01"], B),
        (R, [R + " 2001-01-01", B + " 2002-01-01"], B),
        (C, [K], C),
        (C, [R], R),
        (B, [R + " 2001-01-01"], B),
        (B, [R + " 2001-01-01", K], K),
        (B, [R + " 2001-01-01", B + " 2002-01-01", R + " 2003-01-01"], R),
        ("none-known", [R], R),
    ],
)
def test_standing(declared: str | None, listed: list[str], expected: str | None) -> None:
    assert standing(declared, notices(*listed)) == expected


DAYS = st.dates().map(str)


@given(st.lists(st.tuples(st.sampled_from(NOTICE_KINDS), DAYS), unique_by=lambda one: one[1]))
def test_dated_notices_stand_in_any_order(listed: list[tuple[str, str]]) -> None:
    rows: list[Row] = [{"kind": kind, "date": day} for kind, day in listed]
    stands = standing(None, rows)
    assert stands == standing(None, rows[::-1])
    if rows:
        latest = max(rows, key=lambda row: str(row["date"]))["kind"]
        assert stands == R if latest == R else latest != B or stands in (B, K)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"doi": "10.1000/N"}, {"doi": "10.1000/n", "date": "2002-01-01"}, True),
        ({"date": "2002-01-01"}, {"date": "2002-01-01", "doi": "10.1000/n"}, True),
        ({"pmid": "5", "date": "2002-01-01"}, {"pmid": "5"}, True),
        ({}, {}, True),
        ({"date": "2002-01-01"}, {"date": "2002-01-02"}, False),
        ({"date": "2002-01-01"}, {}, False),
        ({"pmid": "5"}, {}, False),
        ({"pmid": "5"}, {"doi": "10.1000/n"}, False),
        ({"doi": "10.1000/a", "date": "2002-01-01"}, {"doi": "10.1000/b", "date": "2002-01-01"},
         False),
        ({"pmid": "5", "date": "2002-01-01"}, {"pmid": "6", "date": "2002-01-01"}, False),
        ({"kind": R, "doi": "10.1000/n"}, {"doi": "10.1000/n"}, False),
    ],
)  # fmt: skip
def test_the_same_notice(first: Row, second: Row, same: bool) -> None:
    first, second = {"kind": K, **first}, {"kind": K, **second}
    assert same_notice(first, second) is same
    assert same_notice(second, first) is same


@pytest.mark.parametrize(
    ("row", "known", "expected"),
    [
        ({}, [], True),
        ({}, [{"kind": R, "doi": "10.1000/n"}], False),
        ({}, [{"kind": B, "date": "2003-01-02"}], False),
        ({}, [{"kind": K, "doi": "10.1000/n"}], True),
        ({"date": "2003-01-02"}, [{"kind": B, "date": "2002-01-02"}], True),
        ({"doi": "10.1000/n"}, [{"kind": R}], True),
        ({"doi": "10.1000/n"}, [{"kind": R}, {"kind": R, "doi": "10.1000/N"}], False),
        ({"kind": K}, [{"kind": B, "date": "2003-01-02"}], True),
    ],
)
def test_news(row: Row, known: list[Row], expected: bool) -> None:
    assert is_news({"kind": R, **row}, known) is expected


def test_notices_alone_make_a_pack(make_pack: MakePack, tmp_path: Path) -> None:
    assert add_notices(tmp_path / "new", NEW) == (2, 0)
    evidence = read_evidence([make_pack(), tmp_path / "new"])
    assert [row["notice"] for row in evidence.rows("studies")] == [R]


def test_a_pack_needs_only_the_work_and_the_kind(make_pack: MakePack) -> None:
    folder = make_pack(
        notices="study_id,kind\noak-2001,correction\noak-2001,retraction\n",
        notes="word,meaning\ntea,leaf\n",
    )
    evidence = read_evidence([folder])
    assert [row["notice_id"] for row in evidence.rows("notices")] == ["oak-2001-n01",
                                                                      "oak-2001-n02"]  # fmt: skip
    assert [row["notice"] for row in evidence.rows("studies")] == [R]


def test_a_misnamed_file_is_told(make_pack: MakePack) -> None:
    (refusal,) = read_pack(make_pack(notice="study_id,kind\noak-2001,retraction\n")).refusals
    assert refusal.remedy == "rename it to notices.csv"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("n1,ash-2002,retraction,,,,,,\n", "study_id"),
        ("n1,oak-2001,withdrawal,,,,,,\n", "kind"),
        ("n1,oak-2001,,,,,,,\n", "kind"),
        ("n1,oak-2001,retraction,1.2.2003,,,,,\n", "date"),
        ("n1,oak-2001,retraction,2003-02-29,,,,,\n", "date"),
        ("n1,oak-2001,retraction,,n,,,,\n", "doi"),
        ("n1,oak-2001,retraction,,,n,,,\n", "pmid"),
    ],
)
def test_a_notice_that_cannot_be_right(make_pack: MakePack, row: str, column: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_evidence([make_pack(notices=NOTICES + row)])
    assert [(Path(one.file).name, one.line, one.column) for one in caught.value.refusals] == [
        ("notices.csv", 2, column)
    ]


def test_without_studies_each_notice_is_not_told_again(make_pack: MakePack) -> None:
    folder = make_pack(studies="", notices="study_id,kind\noak-2001,retraction\n")
    with pytest.raises(BadInput) as caught:
        read_evidence([folder])
    assert [Path(one.file).name for one in caught.value.refusals] == ["studies.csv"]


def joined(make_pack: MakePack, first: str, second: str, declared: str = "") -> Evidence:
    """Two packs with one work, known by its DOI, and these notices about it."""
    ash = "ash-9,Oak A,Leaf tea,Journal of Trees,2001,10.1000/A,"
    return read_evidence(
        [
            make_pack("first", studies=f"{HEADER}{OAK}{declared}\n", notices=NOTICES + first),
            make_pack("other", studies=f"{HEADER}{ash}none-known\n", notices=NOTICES + second),
        ]
    )


def test_notices_of_one_work_are_united_without_repetition(make_pack: MakePack) -> None:
    first = "oak-2001-n01,oak-2001,retraction,2003-01-02,,,Errors,pubmed,https://example.org/1\n"
    second = (
        "ash-9-n01,ash-9,correction,2002-01-01,,,,journal,\n"
        "oak-2001-n01,ash-9,reinstatement,2001-01-01,,,,journal,\n"
        "ash-9-n03,ash-9,retraction,2003-01-02,10.1000/n,,Error,retraction-watch,"
        "https://example.org/2\n"
    )
    evidence = joined(make_pack, first, second)
    rows = evidence.rows("notices")
    assert [(row["notice_id"], row["study_id"], row["kind"]) for row in rows] == [
        ("oak-2001-n01", "oak-2001", R),
        ("ash-9-n01", "oak-2001", K),
        ("oak-2001-n01-other", "oak-2001", B),
    ]
    assert rows[0] == {
        **rows[0],
        "date": "2003-01-02",
        "doi": "10.1000/n",
        "reason": "Errors",
        "source": "pubmed; retraction-watch",
        "source_url": "https://example.org/1 | https://example.org/2",
    }
    assert [row["notice"] for row in evidence.rows("studies")] == [R]
    assert [told.column for told in evidence.disagreements] == ["notice_id"]


def test_a_second_packs_reinstatement_counts(make_pack: MakePack) -> None:
    first = "n1,oak-2001,retraction,2003-01-02,,,,,\n"
    evidence = joined(make_pack, first, "n2,ash-9,reinstatement,2004-01-01,,,,,\n", R)
    assert [row["notice"] for row in evidence.rows("studies")] == [B]
    assert evidence.disagreements == ()


def test_a_notice_fills_where_none_is_known(make_pack: MakePack) -> None:
    first = make_pack("first", studies=f"{HEADER}{OAK}none-known\n")
    other = make_pack("other", studies=f"{HEADER}{OAK}retraction\n")
    for packs in ([first, other], [other, first]):
        evidence = read_evidence(packs)
        assert [row["notice"] for row in evidence.rows("studies")] == [R]
        assert evidence.disagreements == ()
    blank = make_pack("blank", studies=f"{HEADER}{OAK}\n")
    for packs in ([first, blank], [blank, first]):
        assert [row["notice"] for row in read_evidence(packs).rows("studies")] == ["none-known"]


def test_a_declared_reinstatement_against_what_is_listed_is_told(make_pack: MakePack) -> None:
    row = "n1,oak-2001,retraction,2003-01-02,,,,,\n"
    folder = make_pack(studies=f"{HEADER}{OAK}reinstatement\n", notices=NOTICES + row)
    evidence = read_evidence([folder])
    assert [row["notice"] for row in evidence.rows("studies")] == [B]
    assert [str(told) for told in evidence.disagreements] == [
        f"{folder}/notices.csv: studies oak-2001, notice: 'retraction' disagrees with "
        f"'reinstatement' in {folder}/studies.csv, which stands"
    ]


def test_a_declared_reinstatement_that_is_listed_is_not_told(make_pack: MakePack) -> None:
    rows = "n1,oak-2001,retraction,2003-01-02,,,,,\nn2,oak-2001,reinstatement,2004-01-02,,,,,\n"
    evidence = read_evidence(
        [make_pack(studies=f"{HEADER}{OAK}reinstatement\n", notices=NOTICES + rows)]
    )
    assert [row["notice"] for row in evidence.rows("studies")] == [B]
    assert evidence.disagreements == ()


NEW: list[Row] = [
    {"study_id": "oak-2001", "kind": R, "date": "2003-01-02", "doi": "10.1000/n", "pmid": None,
     "reason": 'Errors, "grave"; others', "source": "retraction-watch", "source_url": None},
    {"study_id": "oak-2001", "kind": K, "date": None, "doi": None, "pmid": "77",
     "reason": None, "source": "pubmed", "source_url": "https://example.org/77"},
]  # fmt: skip


def read_back(folder: Path) -> list[Row]:
    """The notices of a pack as they are read, without their ids."""
    rows = [dict(row) for row in read_evidence([folder]).rows("notices")]
    for row in rows:
        del row["notice_id"]
    return rows


def test_notices_are_added_once(make_pack: MakePack) -> None:
    folder = make_pack()
    assert add_notices(folder, [*NEW, NEW[0]]) == (2, 1)
    content = (folder / "notices.csv").read_bytes()
    assert content.splitlines()[0] == NOTICES.strip().encode()
    assert read_back(folder) == NEW
    assert add_notices(folder, NEW) == (0, 2)
    assert (folder / "notices.csv").read_bytes() == content
    assert [path.name for path in folder.iterdir() if "partial" in path.name] == []


OLD = {
    "plain": b"study_id,kind,date,doi,pmid,reason,source,source_url\noak-2001,correction,,,,,x,\n",
    "no end": b"kind,study_id,date,doi,pmid,reason,source,source_url\ncorrection,oak-2001,,,,,,",
    "spreadsheet": b"\xef\xbb\xbfStudy ID;kind;date;DOI;pmid;reason;source;source_url;own\r\n"
    b'Oak 2001;correction;;;;"a ""b"" c";;;"1\r\n2"\r\n',
}


@pytest.mark.parametrize("old", OLD.values(), ids=OLD)
def test_existing_lines_keep_their_bytes(make_pack: MakePack, old: bytes) -> None:
    folder = make_pack(notices=old)
    (folder / "notices.csv").chmod(0o640)
    before = read_back(folder)
    assert add_notices(folder, NEW) == (2, 0)
    content = (folder / "notices.csv").read_bytes()
    assert content.startswith(old)
    assert content.endswith(b"\r\n") is (b"\r\n" in old)
    assert content.replace(b"\r\n", b"").count(b"\n") in (0, content.count(b"\n"))
    assert read_back(folder) == [*before, *NEW]
    assert (folder / "notices.csv").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_a_line_break_in_a_cell_makes_no_row(make_pack: MakePack, end: str) -> None:
    folder = make_pack()
    add_notices(folder, [{**NEW[0], "reason": f"Errors,{end}others"}])
    assert [row["reason"] for row in read_back(folder)] == ["Errors, others"]


def test_a_column_that_is_lacking_is_added(make_pack: MakePack) -> None:
    folder = make_pack(notices="study_id,kind\noak-2001,correction\n")
    assert add_notices(folder, NEW) == (2, 0)
    assert read_back(folder)[1:] == NEW


def test_what_another_wrote_as_a_link_counts_as_there(make_pack: MakePack) -> None:
    old = "study_id,kind,doi\nOak 2001,retraction,https://doi.org/10.1000/N\n"
    assert add_notices(make_pack(notices=old), NEW[:1]) == (0, 1)


@pytest.mark.parametrize(
    ("old", "place"),
    [
        (b"kind,date\ncorrection,\n", (1, "study_id")),
        (b"study_id,kind\n\xe9,correction\n", (2, "")),
        (b"", (1, "")),
    ],
)
def test_a_file_that_cannot_take_them_stays(
    make_pack: MakePack, old: bytes, place: tuple[int, str]
) -> None:
    folder = make_pack(notices=old)
    with pytest.raises(BadInput) as caught:
        add_notices(folder, NEW[:1])
    assert (caught.value.refusals[0].line, caught.value.refusals[0].column) == place
    assert (folder / "notices.csv").read_bytes() == old


def test_rows_that_would_spoil_the_pack_are_refused(make_pack: MakePack) -> None:
    folder = make_pack()
    with pytest.raises(BadInput, match=r"notices\.csv:kind: 'withdrawal' is not allowed here"):
        add_notices(folder, [{**NEW[0], "kind": "withdrawal"}])
    assert not (folder / "notices.csv").exists()


def test_an_import_that_was_broken_off_is_finished_first(make_pack: MakePack) -> None:
    folder = make_pack()
    ready = folder / ".import.whole"
    ready.mkdir()
    (ready / "before.json").write_text('{"notices.csv": null}')
    (ready / "notices.csv").write_text("study_id,kind\noak-2001,correction\n")
    assert add_notices(folder, NEW) == (2, 0)
    assert [row["kind"] for row in read_back(folder)] == [K, R, K]


def test_a_folder_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "pack").touch()
    with pytest.raises(OnfileError, match=r"pack/notices\.csv: cannot be read \(Not a directory"):
        add_notices(tmp_path / "pack", NEW)
