"""What stands in a file keeps its bytes when rows are added; many files change as one."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest.moves
from ingest.additions import cell, extended, read_file
from ingest.errors import BadInput, OnfileError
from ingest.moves import finish, put_in_place
from ingest.schema import FINDINGS, STUDIES

NEW = {"study_id": "new-2001", "authors": "New A", "title": 'A "quoted", title', "year": "2001"}
HEADER = "study_id,authors,title,journal,year"
ROW = 'oak-2001,"Oak A; Elm B","A trial,\r\n of tea",Journal of Trees,2001'


def add(folder: Path, content: bytes, *rows: dict[str, str]) -> bytes:
    """The bytes of a studies.csv with rows behind them."""
    (folder / "studies.csv").write_bytes(content)
    return extended(read_file(folder, STUDIES), rows)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_bytes_of_a_file_stay(tmp_path: Path, end: str, last: bool, mark: str) -> None:
    old = (mark + HEADER + end + ROW + (end if last else "")).encode()
    new = add(tmp_path, old, NEW)
    gap = b"" if last else end.encode()
    row = f'new-2001,New A,"A ""quoted"", title",,2001{end}'.encode()
    assert new == old + gap + row


def test_a_missing_column_widens_the_header_and_no_cell(tmp_path: Path) -> None:
    old = f"\ufeff{HEADER},own\r\n{ROW},x\r\n\r\n ,,,,, \r\n".encode()
    new = add(tmp_path, old, NEW | {"doi": "10.1000/1", "pmid": "7"})
    assert new.decode() == (
        f"\ufeff{HEADER},own,pmid,doi\r\n{ROW},x,,\r\n\r\n ,,,,, \r\n"
        'new-2001,New A,"A ""quoted"", title",,2001,,7,10.1000/1\r\n'
    )


@pytest.mark.parametrize("divider", [";", "\t"])
def test_a_file_keeps_its_divider_and_its_names_of_columns(tmp_path: Path, divider: str) -> None:
    old = divider.join(["Study ID", "Authors", "Title", "Journal", "Year"]).encode() + b"\n"
    row = divider.join(["new-2001", "New A", '"A ""quoted"", title"', "", "2001"]) + "\n"
    assert add(tmp_path, old, NEW) == old + row.encode()


def test_an_id_that_a_reader_composes_widens_nothing(tmp_path: Path) -> None:
    old = b"study_id,outcome\n"
    (tmp_path / "findings.csv").write_bytes(old)
    row = {"study_id": "new-2001", "finding_id": "new-2001-f01", "outcome": "calm"}
    assert extended(read_file(tmp_path, FINDINGS), [row]) == old + b"new-2001,calm\n"


def test_a_new_file_has_all_columns(tmp_path: Path) -> None:
    header, row, rest = extended(read_file(tmp_path, STUDIES), [NEW]).decode().split("\n")
    assert (header, rest) == (",".join(STUDIES.names), "")
    assert row.startswith("new-2001,New A,")


@pytest.mark.parametrize(
    "content",
    [b"", b"title\nx\n", b"study_id,title\nx\n", b'study_id,title\n"x,y\n', b"study_id\n\xff\n"],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadInput, match=r"studies\.csv"):
        add(tmp_path, content, NEW)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "studies.csv").mkdir()
    with pytest.raises(BadInput, match="cannot be read"):
        read_file(tmp_path, STUDIES)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (40.0, "40"), (0.5, "0.5"), (7, "7"), (" a\r\n b\x00", "a b\ufffd"),
     ("\ud800", "\ufffd")],
)  # fmt: skip
def test_a_value_is_one_line_of_text(value: Any, text: str) -> None:
    assert cell(value) == text


TEXT = st.text(st.sampled_from("ab ,;\"\t\r\n'é\ufeff"), max_size=6)


@given(
    rows=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=4),
    added=st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=3),
    end=st.sampled_from(["\n", "\r\n"]),
    divider=st.sampled_from([",", ";", "\t"]),
    quoted=st.booleans(),
    last=st.booleans(),
)
def test_rows_that_are_there_are_read_as_before_and_new_ones_as_given(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, ...]],
    added: list[tuple[str, ...]],
    end: str,
    divider: str,
    quoted: bool,
    last: bool,
) -> None:
    folder = tmp_path_factory.mktemp("pack")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_NONNUMERIC
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=divider, lineterminator=end, quoting=quoting)
    writer.writerows([("study_id", "title", "journal"), *rows])
    (folder / "studies.csv").write_text(
        text.getvalue() if last else text.getvalue().removesuffix(end), "utf-8", newline=""
    )
    before = read_file(folder, STUDIES).sheet
    given_rows = [
        {"study_id": "new", "title": cell(one), "journal": cell(two), "doi": cell(three)}
        for one, two, three in added
    ]
    (folder / "studies.csv").write_bytes(extended(read_file(folder, STUDIES), given_rows))
    after = read_file(folder, STUDIES).sheet
    there = len(before.rows)
    assert [line for line, _ in after.rows[:there]] == [line for line, _ in before.rows]
    assert [
        {name: text for name, text in cells.items() if name != "doi"}
        for _, cells in after.rows[:there]
    ] == [cells for _, cells in before.rows]
    assert not any(cells.get("doi") for _, cells in after.rows[:there])
    stripped = [{name: text.strip() for name, text in row.items()} for row in given_rows]
    assert [{"doi": "", **cells} for _, cells in after.rows[there:]] == stripped


OLD: dict[str, bytes | None] = {"studies.csv": b"old studies", "findings.csv": None}
FRESH = {"studies.csv": b"new studies", "findings.csv": b"new findings"}


def changes() -> dict[str, tuple[bytes | None, bytes]]:
    return {name: (OLD[name], FRESH[name]) for name in OLD}


def content(folder: Path) -> dict[str, bytes | None]:
    """What stands in the folder, what a killed import left beside it left out."""
    return {
        name: (folder / name).read_bytes() if (folder / name).exists() else None for name in OLD
    }


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A folder as it was before."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "studies.csv").write_bytes(b"old studies")
    return folder


def test_files_are_changed_and_nothing_is_left_beside(pack: Path) -> None:
    (pack / "studies.csv").chmod(0o640)
    put_in_place(pack, changes())
    assert content(pack) == FRESH
    assert sorted(path.name for path in pack.iterdir()) == ["findings.csv", "studies.csv"]
    assert (pack / "studies.csv").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", list(OLD))
def test_a_file_that_changed_meanwhile_is_refused_and_nothing_changes(
    pack: Path, name: str
) -> None:
    (pack / name).write_bytes(b"edited")
    before = content(pack)
    with pytest.raises(BadInput, match=rf"{name}: it changed while the import was read"):
        put_in_place(pack, changes())
    assert content(pack) == before
    assert not list(pack.glob(".import*"))


def test_another_import_at_work_is_one_clear_error(pack: Path) -> None:
    handle = os.open(pack, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(OnfileError, match="another import is at work"):
        put_in_place(pack, changes())
    os.close(handle)
    put_in_place(pack, changes())


def test_a_folder_that_is_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OnfileError, match="cannot be written"):
        put_in_place(tmp_path / "file" / "pack", changes())


STEPS = ((Path, ("mkdir", "write_bytes", "rename", "replace", "unlink", "rmdir")), (os, ("fsync",)))


def die_at(fatal: int) -> None:
    """Have this process kill itself at its step of that number: either side of a change on disk."""
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def stepped(call: Callable[..., Any]) -> Callable[..., Any]:
        def both_sides(*args: Any, **options: Any) -> Any:
            step()
            result = call(*args, **options)
            step()
            return result

        return both_sides

    for owner, names in STEPS:
        for name in names:
            setattr(owner, name, stepped(getattr(owner, name)))


def killed(act: Callable[[], object]) -> Iterator[int]:
    """Do it again and again in a process that is killed a step later each time, up to the end."""
    for fatal in range(1, 1000):
        child = os.fork()
        if child == 0:
            try:
                die_at(fatal)
                act()
            finally:
                os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            return
        yield fatal
    raise AssertionError("the end never came")


def test_a_kill_at_any_point_leaves_all_or_nothing_to_be_done(tmp_path: Path, pack: Path) -> None:
    points = 0
    seen = set()
    for points in killed(lambda: put_in_place(pack, changes())):
        finish(pack)
        left = content(pack)
        assert left in (OLD, FRESH), points
        assert (pack / ingest.moves._WHOLE).exists() is False
        seen.add(left == FRESH)
        (pack / "studies.csv").write_bytes(b"old studies")
        (pack / "findings.csv").unlink(missing_ok=True)
    assert points > 30, "too few steps to have been at every one"
    assert seen == {True, False}


def test_what_a_kill_left_is_done_only_where_nobody_edited_meanwhile(pack: Path) -> None:
    put_in_place(pack, changes())
    whole = pack / ingest.moves._WHOLE
    whole.mkdir()
    (whole / "before.json").write_text('{"studies.csv": "0", "findings.csv": "0"}')
    (whole / "findings.csv").write_bytes(b"newer findings")
    with pytest.raises(BadInput, match=r"findings\.csv: it changed after an import"):
        finish(pack)
    assert content(pack) == FRESH
    assert (whole / "findings.csv").read_bytes() == b"newer findings"
