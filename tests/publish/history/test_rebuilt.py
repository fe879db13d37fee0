"""Verdicts of real builds: a pack is changed, built anew, and the cause is that change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from claims.build import build
from publish.history.compare import Change, compare, same

DATA = Path(__file__).parents[3] / "data"
TEXT = "0" * 64
PACK = {
    "studies.csv": "study_id,authors,title,journal,year,design,drug\n"
    "doe-2001,Doe J,Examplam in people with migraine,Annals of Examples,2001,"
    "randomised-parallel,examplam\n",
    "findings.csv": "finding_id,study_id,drug,outcome,n,events,percent,statement,confidence\n"
    "doe-2001-f1,doe-2001,examplam,response,40,24,60,24 of 40 responded to examplam.,verified\n",
    "pages.csv": f"page_id,title,subject,sha256\npage-1,A page on examplam,examplam,{TEXT}\n",
    "claims.csv": "claim_id,page_id,line,start,end,statement\n"
    "page-1-1,page-1,1,0,40,60% of people responded to examplam\n"
    "page-1-2,page-1,2,0,40,Examplam was first made in 1999\n",
}
OTHER_FIGURE = (",24,60,24 of 40", ",10,25,10 of 40")
NOTICE = {"notices.csv": "study_id,kind\ndoe-2001,retraction\n"}


def _built(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    out = folder.with_suffix(".db")
    build([folder], out, words=DATA)
    return out


def _changes(tmp_path: Path, files: dict[str, str]) -> tuple[Change, ...]:
    """What the pack changes when it gets these files in place of its own."""
    old, new = _built(tmp_path / "old", PACK), _built(tmp_path / "new", {**PACK, **files})
    with closing(sqlite3.connect(old)) as before, closing(sqlite3.connect(new)) as after:
        return compare(before, after).changes


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"findings.csv": PACK["findings.csv"].replace(*OTHER_FIGURE)}, "finding-changed"),
        ({"findings.csv": PACK["findings.csv"].partition("doe-2001-f1")[0]}, "finding-removed"),
        (NOTICE, "study-notice"),
        ({"claims.csv": PACK["claims.csv"].replace("60% of", "95% of")}, "claim-text"),
    ],
)
def test_the_change_that_was_made_is_the_cause(
    tmp_path: Path, files: dict[str, str], kind: str
) -> None:
    (change,) = _changes(tmp_path, files)
    assert (change.claim_id, change.before) == ("page-1-1", "supported")
    assert change.after not in (None, "supported")
    assert change.cause.kind == kind


CONFLICTS = """conflict_id,followed,other,differs,reason
doe-2001-c1,,doe-2001-f1,60 or 10%.,The table is cut off.
"""


def test_a_conflict_of_sources_is_the_cause_and_so_is_its_end(tmp_path: Path) -> None:
    old = _built(tmp_path / "old", PACK)
    new = _built(tmp_path / "new", {**PACK, "conflicts.csv": CONFLICTS})
    with closing(sqlite3.connect(old)) as before, closing(sqlite3.connect(new)) as after:
        (came,), (went,) = compare(before, after).changes, compare(after, before).changes
        # A database of before there were conflicts.
        before.execute("DROP TABLE conflicts")
        (first,) = compare(before, after).changes
    assert (came.before, came.after) == (went.after, went.before) == ("supported", "unsupported")
    assert (came.cause.kind, came.cause.finding_id) == ("finding-changed", "doe-2001-f1")
    assert came.cause.words == "Sources disagree and a finding is not followed: 60 or 10%."
    assert went.cause.words == "A finding counts again: 60 or 10%."
    assert first.cause == came.cause


def test_a_finding_that_comes_on_file_is_the_cause(tmp_path: Path) -> None:
    more = (
        "doe-2001-f2,doe-2001,examplam,response,40,4,10,4 of 40 responded to examplam.,verified\n"
    )
    head, _, _ = PACK["findings.csv"].partition("doe-2001-f1")
    old = _built(tmp_path / "old", {**PACK, "findings.csv": head})
    new = _built(tmp_path / "new", {**PACK, "findings.csv": head + more})
    with closing(sqlite3.connect(old)) as before, closing(sqlite3.connect(new)) as after:
        (change,) = compare(before, after).changes
    assert (change.cause.kind, change.cause.finding_id) == ("finding-added", "doe-2001-f2")


def test_the_same_pack_built_twice_says_the_same(tmp_path: Path) -> None:
    old, new = _built(tmp_path / "old", PACK), _built(tmp_path / "new", PACK)
    with closing(sqlite3.connect(old)) as before, closing(sqlite3.connect(new)) as after:
        assert same(before, after)
