"""What is on file is changed, and a recheck names the claims and the cause."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import BadInput, OnfileError
from tests.publish.recheck.small import RETRACTED, WATCH, Kept, the_item, write_files

FIRST = "page-1-1"


def test_nothing_changed(kept: Kept) -> None:
    report = kept.recheck()
    assert (report.items, report.changed, report.rules, report.notices) == ((), False, (), ())


def test_another_figure_is_named_with_its_columns(kept: Kept) -> None:
    kept.rewrite("findings.csv", "40,24,60,24 of 40", "40,10,25,10 of 40")
    report = kept.recheck()
    item = the_item(report, FIRST)
    assert (item.kind, item.before, item.page, item.line) == ("verdict", "supported", "page-1", 2)
    assert item.after not in (None, "supported")
    cause = item.account.causes[0]
    assert (cause.kind, cause.study_id, cause.finding_id) == (
        "finding-changed", "doe-2001", "doe-2001-f1",
    )  # fmt: skip
    differ = {cell.column: (cell.before, cell.after) for cell in cause.differs}
    assert differ["percent"] == (60, 25)
    assert differ["events"] == (24, 10)
    assert "NUM_EXACT" in {reason.code for reason in item.account.went}
    assert "NUM_HIGH" in {reason.code for reason in item.account.came}
    assert item.why
    assert report.tallies["findings"].changed == 1


def test_a_day_of_reading_is_no_cause(kept: Kept) -> None:
    kept.rewrite("findings.csv", "verified,2026-02-01", "verified,2026-03-01")
    kept.rewrite("claims.csv", "60% of people", "95% of people")
    (first, *others) = the_item(kept.recheck(), FIRST).account.causes
    assert first.kind == "claim-text"
    assert "finding-changed" not in {cause.kind for cause in others}


def test_a_claim_that_came_and_one_that_went(kept: Kept) -> None:
    kept.rewrite("claims.csv", "page-1-3,", "page-1-4,")
    report = kept.recheck()
    came, went = the_item(report, "page-1-4"), the_item(report, "page-1-3")
    assert (came.kind, came.before, came.place, came.line_before) == ("new", None, (4, 0, 45), None)
    assert (went.kind, went.after, went.place, went.line_before) == ("gone", None, None, 4)


def test_a_retraction_list_flips_what_rests_on_the_work(kept: Kept, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in kept.pack.iterdir()}
    listed = write_files(tmp_path / "lists", {"watch.csv": RETRACTED}) / "watch.csv"
    report = kept.recheck(listed)
    (item,) = report.items
    assert (item.claim_id, item.before, item.after) == (FIRST, "supported", "unsupported")
    cause = item.account.causes[0]
    assert (cause.kind, cause.study_id, cause.rule) == ("study-notice", "doe-2001", "NOTICE")
    assert "retraction of 2026-05-01, listed by retraction-watch, doi:10.1234/no" in cause.words
    assert ("RETRACTED_SUPPORT", "NOTICE") in {(one.code, one.rule) for one in item.account.came}
    assert report.studies["doe-2001"] == "Doe 2001"
    assert [notice["study_id"] for notice in report.notices] == ["doe-2001"]
    # It was only tried.
    assert {path: path.read_bytes() for path in kept.pack.iterdir()} == before
    assert kept.recheck().items == ()


def test_a_list_without_works_on_file_changes_nothing(kept: Kept, tmp_path: Path) -> None:
    text = RETRACTED.replace("DOE", "OTHER")
    listed = write_files(tmp_path / "lists", {"watch.csv": text}) / "watch.csv"
    report = kept.recheck(listed)
    assert (report.changed, report.notices) == (False, ())


def test_a_bad_row_of_a_list_costs_no_other(kept: Kept, tmp_path: Path) -> None:
    text = RETRACTED + "2,Other,,,,0,10.1234/x,0,Praise,\n"
    listed = write_files(tmp_path / "lists", {"watch.csv": text}) / "watch.csv"
    report = kept.recheck(listed)
    assert len(report.items) == 1
    (line,) = report.refused
    assert line.startswith(f"{listed}:3:RetractionNature: 'Praise' is none of the natures known; ")


def test_what_is_no_list_is_refused(kept: Kept, tmp_path: Path) -> None:
    other = write_files(tmp_path / "lists", {"a.csv": "study_id,kind\n"}) / "a.csv"
    with pytest.raises(BadInput) as refused:
        kept.recheck(other, tmp_path / "none.csv")
    assert [refusal.file for refusal in refused.value.refusals] == [
        str(other), str(tmp_path / "none.csv"),
    ]  # fmt: skip
    assert WATCH.split(",")[0] == "Record ID"


def test_another_rule_book_is_told(kept: Kept) -> None:
    with closing(sqlite3.connect(kept.database)) as db, db:
        db.execute("UPDATE rules SET description = 'x' WHERE rule = 'SHARE'")
        db.execute("INSERT INTO rules VALUES ('ZZZ', 'judge', 'A rule that is gone.')")
        db.execute("DELETE FROM reason_codes WHERE code = 'RETRACTED_SUPPORT'")
    changed, gone, new = kept.recheck().rules
    assert changed.startswith("rules: SHARE: description x, now ")
    assert (gone, new) == ("rules: ZZZ is gone", "reason_codes: RETRACTED_SUPPORT is new")


def test_a_reason_that_is_new_names_its_rule(kept: Kept) -> None:
    with closing(sqlite3.connect(kept.database)) as db, db:
        db.execute("UPDATE verdicts SET verdict = 'unsupported' WHERE claim_id = 'page-1-1'")
        db.execute("DELETE FROM verdict_reasons WHERE code = 'NUM_EXACT'")
    item = the_item(kept.recheck(), FIRST)
    cause = item.account.causes[0]
    assert (cause.kind, cause.rule) == ("rule", "SHARE")
    assert cause.words == "The rule now gives: same figure (NUM_EXACT)."


def test_another_verdict_on_the_work_cited_is_told(kept: Kept) -> None:
    with closing(sqlite3.connect(kept.database)) as db, db:
        db.execute("UPDATE verdicts SET as_cited = 'unsupported' WHERE claim_id = 'page-1-1'")
    item = the_item(kept.recheck(), FIRST)
    assert (item.before, item.after) == ("supported", "supported")
    assert (item.cited_before, item.cited_after) == ("unsupported", None)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such database; make it with 'onfile build'"),
        (b"no database", "cannot be compared (file is not a database); build it again"),
        (b"", "cannot be compared (no such table: "),
    ],
)
def test_what_cannot_be_compared_is_told(kept: Kept, content: bytes | None, words: str) -> None:
    kept.database.unlink()
    if content is not None:
        kept.database.write_bytes(content)
    with pytest.raises(OnfileError) as error:
        kept.recheck()
    assert words in str(error.value)


def test_a_pack_that_is_refused_is_told_as_in_a_build(kept: Kept) -> None:
    kept.rewrite("findings.csv", "40,24,60", "40,24,61")
    with pytest.raises(BadInput):
        kept.recheck()


def test_a_database_of_an_earlier_version_can_be_compared(kept: Kept) -> None:
    with closing(sqlite3.connect(kept.database)) as db, db:
        db.execute("DROP TABLE conflicts")
        db.execute("ALTER TABLE findings DROP COLUMN checked")
    assert not kept.recheck().changed
