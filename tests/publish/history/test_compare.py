"""Two databases side by side: what came and went, and why a verdict is another."""

from __future__ import annotations

import sqlite3

import pytest

from publish.history.compare import Change, Tally, changes, compare, same
from publish.history.schema import CAUSES
from publish.history.standing import notices_came

CLAIM = "page-1-001"
OTHER_VERDICT = f"UPDATE verdicts SET verdict = 'overstated' WHERE claim_id = '{CLAIM}'"
OTHER_FIGURE = "UPDATE findings SET n = 21 WHERE events = 10"
NEW_FINDING = """
INSERT INTO findings (finding_id, study_id, drug, outcome, statement, confidence)
VALUES ('doe-2001-3', 'doe-2001', 'examplam', 'response', 'Nobody responded.', 'verified');
INSERT INTO links (claim_id, finding_id, rank, role, score)
VALUES ('page-1-001', 'doe-2001-3', 3, 'disagrees', 1)
"""
REMOVED_FINDING = """
DELETE FROM comparisons WHERE finding_id = 'doe-2001-1';
DELETE FROM links WHERE finding_id = 'doe-2001-1';
UPDATE verdicts SET finding_id = NULL;
DELETE FROM findings WHERE finding_id = 'doe-2001-1'
"""
NEW_CITATION = """
UPDATE citation_checks SET study_id = 'roe-2005', status = 'sibling-mix-up'
WHERE citation_id = 'page-1-r1'
"""
OTHER_RULE = """
INSERT INTO rules VALUES ('absolute', 'judge', 'No absolutes.');
INSERT INTO verdict_reasons VALUES ('page-1-001', 'ABSOLUTE', 'everybody', 'absolute')
"""
LOST_REASON = "DELETE FROM verdict_reasons"


def _only(old: sqlite3.Connection, new: sqlite3.Connection, *scripts: str) -> Change:
    """The one change that the scripts make to the verdict on CLAIM."""
    for script in (*scripts, OTHER_VERDICT):
        new.executescript(script)
    (change,) = compare(old, new).changes
    assert (change.claim_id, change.before, change.after) == (CLAIM, "supported", "overstated")
    return change


@pytest.mark.parametrize(
    ("script", "kind", "words"),
    [
        ("UPDATE claims SET statement = 'Half got better.'", "claim-text", "helped half"),
        ("UPDATE readings SET value = 60", "reading", "value 50.0, now 60.0"),
        ("UPDATE studies SET notice = 'retraction'", "study-notice", "no notice, now retraction"),
        ("UPDATE findings SET events = 9, percent = 45", "finding-changed", "percent 50.0, now 45"),
        (NEW_FINDING, "finding-added", "came on file: Nobody responded."),
        (REMOVED_FINDING, "finding-removed", "no longer on file: Half of 20 people"),
        ("UPDATE claims SET cites = NULL", "citation", "page-1-r1;page-1-r2, now nothing"),
        (NEW_CITATION, "citation", "study_id doe-2001, now roe-2005"),
        ("UPDATE studies SET n_randomised = 40", "study-changed", "n_randomised nothing, now 40"),
        ("UPDATE comparisons SET result = 'conflict'", "comparison", "equal, now conflict"),
        (OTHER_RULE, "rule", "now gives: Absolute (ABSOLUTE)"),
        (LOST_REASON, "rule", "no longer gives: Same number (NUM_EXACT)"),
        ("", "program", "the program itself"),
    ],
)
def test_the_most_direct_cause_is_named(
    old: sqlite3.Connection, new: sqlite3.Connection, script: str, kind: str, words: str
) -> None:
    cause = _only(old, new, script).cause
    assert cause.kind == kind
    assert words in cause.words
    assert kind in CAUSES


def test_cause_names_the_work_the_finding_and_the_rule(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    cause = _only(old, new, NEW_FINDING).cause
    assert (cause.study_id, cause.finding_id, cause.rule) == ("doe-2001", "doe-2001-3", None)


def test_everything_that_differs_is_told_the_most_direct_first(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    change = _only(old, new, "UPDATE readings SET value = 60", NEW_FINDING, OTHER_FIGURE)
    kinds = [cause.kind for cause in change.account.causes]
    assert kinds == ["reading", "finding-changed", "finding-added"]
    cells = change.account.causes[1].differs
    assert [(cell.column, cell.before, cell.after) for cell in cells] == [("n", 20, 21)]


def test_reasons_that_came_and_went_are_told_with_their_rules(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    account = _only(old, new, LOST_REASON, OTHER_RULE).account
    assert [(one.code, one.rule) for one in account.went] == [("NUM_EXACT", "number-equal")]
    assert [(one.code, one.rule) for one in account.came] == [("ABSOLUTE", "absolute")]


def test_cause_without_a_rule_of_its_own_names_that_of_a_new_reason(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    assert _only(old, new, OTHER_FIGURE, OTHER_RULE).cause.rule == "absolute"


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE findings SET checked = '2026-01-01', location = 'Table 1', source_url = 'x'",
        "UPDATE studies SET checked = '2026-01-01', note = 'x', source_url = 'x'",
    ],
)
def test_what_no_verdict_rests_on_is_no_cause(
    old: sqlite3.Connection, new: sqlite3.Connection, script: str
) -> None:
    assert _only(old, new, script).cause.kind == "program"


def test_a_notice_is_told_with_day_and_place(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    new.execute("UPDATE studies SET notice = 'retraction' WHERE study_id = 'doe-2001'")
    new.execute(
        "INSERT INTO notices (notice_id, study_id, kind, date, doi, source) VALUES"
        " ('doe-2001-n01', 'doe-2001', 'retraction', '2026-05-01', '10.1234/n', 'pubmed')"
    )
    cause = _only(old, new).cause
    assert cause.words.endswith("(retraction of 2026-05-01, listed by pubmed, doi:10.1234/n).")
    assert cause.rule == "NOTICE"


def test_another_reading_names_what_on_file_makes_it(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    new.execute("UPDATE outcomes SET names = 'got better'")
    new.execute("UPDATE pages SET subject = 'examplam'")
    words = _only(old, new, "UPDATE readings SET value = 60").cause.words
    assert words == (
        "The same words are read otherwise: value 50.0, now 60.0."
        " On file: subject nothing, now examplam; response: names nothing, now got better."
    )


def test_another_verdict_on_the_works_cited_is_a_change_on_request(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    new.execute("UPDATE verdicts SET as_cited = 'supported' WHERE claim_id = 'page-1-001'")
    assert list(changes(old, new)) == []
    (change,) = changes(old, new, as_cited=True)
    assert (change.before, change.after) == ("supported", "supported")
    assert (change.cited_before, change.cited_after) == ("unsupported", "supported")


def test_comparison_names_the_rule(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    cause = _only(old, new, "UPDATE comparisons SET result = 'conflict'").cause
    assert (cause.finding_id, cause.rule) == ("doe-2001-1", "number-equal")


@pytest.mark.parametrize(
    ("scripts", "kind"),
    [
        # Each pair: what stands nearer to the claim wins.
        (("UPDATE claims SET statement = 'x'", "UPDATE readings SET value = 1"), "claim-text"),
        (("UPDATE readings SET value = 1", NEW_FINDING), "reading"),
        ((NEW_FINDING, "UPDATE studies SET n_randomised = 9"), "finding-added"),
        ((NEW_FINDING, OTHER_FIGURE), "finding-changed"),
        (("UPDATE studies SET notice = 'correction'", OTHER_FIGURE), "study-notice"),
        (("UPDATE comparisons SET result = 'conflict'", OTHER_RULE), "comparison"),
    ],
)
def test_of_two_causes_the_nearer_is_named(
    old: sqlite3.Connection, new: sqlite3.Connection, scripts: tuple[str, ...], kind: str
) -> None:
    assert _only(old, new, *scripts).cause.kind == kind


def test_retraction_of_a_cited_work_is_a_cause(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    old.execute("UPDATE studies SET notice = 'none-known' WHERE study_id = 'roe-2005'")
    cause = _only(old, new).cause
    assert (cause.kind, cause.study_id) == ("study-notice", "roe-2005")


def test_claim_that_is_new_has_no_verdict_before(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    old.executescript(
        "DELETE FROM verdicts WHERE claim_id = 'page-1-002';"
        "DELETE FROM readings WHERE claim_id = 'page-1-002';"
        "DELETE FROM claims WHERE claim_id = 'page-1-002'"
    )
    (came,) = compare(old, new).changes
    assert (came.claim_id, came.before, came.after) == ("page-1-002", None, "overstated")
    assert came.cause.kind == "claim-added"
    (went,) = compare(new, old).changes
    assert (went.claim_id, went.before, went.after) == ("page-1-002", "overstated", None)
    assert went.cause.kind == "claim-removed"


def test_rows_are_tallied(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    new.executescript(REMOVED_FINDING + ";" + NEW_FINDING)
    new.execute("UPDATE findings SET n = 5 WHERE finding_id = 'doe-2001-2'")
    new.execute("UPDATE claims SET line = 7 WHERE claim_id = 'page-1-002'")
    tallies = compare(old, new).tallies
    assert tallies["findings"] == Tally(added=1, removed=1, changed=1)
    assert tallies["claims"] == Tally(changed=1)
    assert tallies["studies"] == Tally()


def test_a_column_that_only_one_has_changes_no_row(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    old.execute("ALTER TABLE findings DROP COLUMN location")
    assert compare(old, new).tallies["findings"] == Tally()


def test_the_same_rows_are_the_same(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    new.execute("VACUUM")
    assert same(old, new)
    new.execute("UPDATE pages SET title = 'Another title'")
    assert not same(old, new)


def test_a_row_more_or_a_table_less_is_not_the_same(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    new.execute("INSERT INTO quotes VALUES ('page-1-001', 'words')")
    assert not same(old, new)
    new.execute("DROP TABLE quotes")
    assert not same(old, new)


def test_notices_that_came_are_those_that_only_the_later_has(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    assert notices_came(old, new) == []
    new.execute(
        "INSERT INTO notices (notice_id, study_id, kind, date) VALUES"
        " ('a', 'roe-2005', 'correction', '2026-05-01'), ('b', 'doe-2001', 'retraction', NULL)"
    )
    assert [row["notice_id"] for row in notices_came(old, new)] == ["a", "b"]
    assert [row["notice_id"] for row in notices_came(old, new, "doe-2001")] == ["b"]


def test_how_a_work_is_documented_is_the_last_cause(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> None:
    other_pages = "UPDATE studies SET pages = '1-9' WHERE study_id = 'doe-2001'"
    change = _only(old, new, other_pages, OTHER_RULE)
    assert [cause.kind for cause in change.account.causes] == ["rule", "study-changed"]


def test_reasons_that_decide_come_first(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    new.execute("INSERT INTO reason_codes VALUES ('A', 'A note', 'A note.', 'notes')")
    new.execute("INSERT INTO verdict_reasons VALUES ('page-1-001', 'A', '', 'number-equal')")
    came = _only(old, new, OTHER_RULE).account.came
    assert [reason.code for reason in came] == ["ABSOLUTE", "A"]
