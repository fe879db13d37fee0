"""What is handed in: files that are no ordinary files, and lists of notices."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.corpus import read_evidence
from ingest.listings import add_listed, is_listing
from ingest.receive import receive

MakePack = Callable[..., Path]
ELM = "TY  - JOUR\nAU  - Elm, B.\nTI  - Mint tea for sleep\nPY  - 2011\nER  - \n"
HEADER = (
    "Title,URLS,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,"
    "OriginalPaperPubMedID,RetractionNature,Reason\n"
)
STUDIES = (
    "study_id,authors,title,journal,year,doi\noak-2001,Oak A,Leaf tea,Trees,2001,10.1000/oak\n"
)


def received(folder: Path, *arguments: object) -> tuple[list[str], bool]:
    """What ``receive`` tells of the arguments."""
    found = receive([str(one) for one in arguments], folder, [], lambda note: None)
    return found.told, found.refused


def test_a_file_that_is_too_large_is_refused_and_the_rest_comes_in(tmp_path: Path) -> None:
    large, elm = tmp_path / "large.ris", tmp_path / "elm.ris"
    large.touch()
    os.truncate(large, 200_000_001)
    elm.write_text(ELM)
    told, refused = received(tmp_path / "pack", large, elm)
    assert refused
    assert told == [
        "added elm-2011: Mint tea for sleep (record 1)",
        f"refused {large}: it is larger than 200 MB; give it in parts",
        "1 work added, 0 on file already, 1 refused",
    ]


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    results: list[tuple[list[str], bool]] = []
    # Whoever opens it a second time waits for ever.
    for work in (lambda: pipe.write_text(ELM), lambda: results.append(received(tmp_path, pipe))):
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
    thread.join(timeout=30)
    assert [(len(told), refused) for told, refused in results] == [(2, False)]


def test_a_colon_in_a_name_is_no_end_of_it(tmp_path: Path) -> None:
    odd = tmp_path / "odd: words.txt"
    odd.write_text("Only words.")
    told, _ = received(tmp_path / "pack", odd)
    assert told[0].startswith(
        f"refused {odd}: no format that can be read here; known are ris (RIS)"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEADER, True),
        (f"\ufeff{HEADER}", True),
        ("Title,Authors\nRetractionNature,Oak A\n", False),
        (f"{'x' * 5_000},RetractionNature\n", False),
        ("", False),
    ],
)
def test_a_list_is_known_by_its_first_line(tmp_path: Path, text: str, expected: bool) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert is_listing(path) is expected


@pytest.mark.parametrize("name", ["", "no-such", "x" * 300])
def test_what_is_no_file_is_no_list(tmp_path: Path, name: str) -> None:
    assert not is_listing(tmp_path / name)


def test_lists_tell_of_one_notice_once(make_pack: MakePack, tmp_path: Path) -> None:
    folder = make_pack(
        studies=STUDIES, notices="study_id,kind,date\noak-2001,correction,2003-01-02\n"
    )
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(
        f"{HEADER}Leaf,,1/2/2003 0:00,,0,10.1000/oak,0,Correction,\n"
        "Leaf,,3/4/2005 0:00,10.1000/n,0,10.1000/oak,0,Retraction,\n"
    )
    two.write_text(
        f"{HEADER}Leaf,,3/4/2005 0:00,10.1000/N,0,10.1000/oak,0,Retraction,\n"
        "Leaf,,0,,0,10.1000/oak,0,Retraction,\n"
        "Leaf,,0,,0,10.1000/oak,0,Praise,\n"
    )
    told, refused = add_listed([one, two], folder, read_evidence([folder]))
    assert told == [
        "notice oak-2001: retraction, 2005-03-04, doi 10.1000/n (one.csv)",
        f"refused {two}:4:RetractionNature: 'Praise' is none of the natures known; "
        "use one of Retraction, Expression of concern, Correction and Reinstatement",
        "4 notices listed, 1 added about works on file, 3 there already, 1 rows refused",
    ]
    assert refused
    assert [row["kind"] for row in read_evidence([folder]).rows("notices")] == [
        "correction", "retraction",
    ]  # fmt: skip


def test_a_list_that_is_gone_is_refused_and_the_next_is_read(
    make_pack: MakePack, tmp_path: Path
) -> None:
    folder, there = make_pack(studies=STUDIES), tmp_path / "there.csv"
    there.write_text(f"{HEADER}Leaf,,1/2/2003 0:00,,0,10.1000/oak,0,Correction,\n")
    told, refused = add_listed([tmp_path / "gone.csv", there], folder, read_evidence([folder]))
    assert refused
    assert [line.partition(":")[0] for line in told[:2]] == [
        "notice oak-2001", f"refused {tmp_path}/gone.csv",
    ]  # fmt: skip
