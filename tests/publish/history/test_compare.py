"""Two databases side by side: what came and went, and why a verdict is another."""

from __future__ import annotations

import sqlite3

import pytest

from publish.history.compare import Change, Tally, compare, same
from publish.history.schema import CAUSES

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
