"""Tables that speak of whole pages, and the digest by which reviews of a claim go stale."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claims.corpus import Judged
from claims.evidence import Evidence
from claims.inputs import inputs_digest
from claims.judge import judge
from claims.paged import page_tables
from claims.read import read
from claims.reading import Context
from claims.rules import rows as rulebook
from claims.verdict import NEAR_MISS, Verdict


@pytest.fixture(scope="module")
def db(built: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{built.as_uri()}?mode=ro", uri=True)
    yield connection
    connection.close()


def test_counts_are_those_of_the_verdicts(db: sqlite3.Connection) -> None:
    counted = db.execute(
        "SELECT page_id, verdict, count(*) FROM claims JOIN verdicts USING (claim_id) "
        "GROUP BY page_id, verdict ORDER BY page_id, verdict"
    ).fetchall()
    assert len(counted) > 10
    stored = "SELECT page_id, verdict, claims FROM verdict_counts ORDER BY page_id, verdict"
    assert db.execute(stored).fetchall() == counted


def test_elements_stand_in_the_order_of_the_rule_book(db: sqlite3.Connection) -> None:
    stored = db.execute("SELECT element FROM balance_elements ORDER BY position").fetchall()
    assert [name for (name,) in stored] == [row["element"] for row in rulebook("balance")]


def test_balance_names_claims_of_the_page_itself(db: sqlite3.Connection) -> None:
    wrong = """
        SELECT balance.claim_id FROM balance JOIN claims USING (claim_id)
        WHERE balance.page_id <> claims.page_id
    """
    assert db.execute("SELECT count(*) FROM balance").fetchone()[0] > 20
    assert db.execute(wrong).fetchall() == []


def test_contradictions_are_told_by_claim_id(evidence: Evidence) -> None:
    said = ["Dissociation is a rare side effect of ketamine.",
            "Dissociation is a very common side effect of ketamine."]  # fmt: skip
    claims = [
        {"claim_id": f"c-{n}", "page_id": "p", "line": n, "start": 0, "end": 9, "statement": text}
        for n, text in enumerate(said, 1)
    ]
    readings = [read(text, evidence.vocabulary, Context()) for text in said]
    done = [
        Judged(f"c-{n}", reading, judge(reading, evidence)) for n, reading in enumerate(readings, 1)
    ]
    tables = page_tables(claims, done, evidence.vocabulary)
    assert [(row["claim_id"], row["other_claim_id"]) for row in tables["contradictions"]] == [
        ("c-1", "c-2")
    ]
    assert {row["claim_id"] for row in tables["balance"] if row["element"] == "common-harms"}


def digest(verdict: Verdict, statement: str = "A claim.", **reading: Any) -> str:
    return inputs_digest({"claim_id": "c-1", "kind": "onset", **reading}, statement, verdict)


@pytest.fixture(scope="module")
def verdict(evidence: Evidence) -> Verdict:
    """A verdict with findings that bear on it, and near misses."""
    found = judge(
        read("71% responded to ketamine in 24 hours", evidence.vocabulary, Context()), evidence
    )
    assert {link.role for link in found.links} >= {"agrees", NEAR_MISS}
    return found


def test_digest_changes_with_what_a_verdict_rests_on(verdict: Verdict) -> None:
    first = verdict.links[0]
    finding = replace(first.candidate.finding, percent=12.5)
    other = replace(first, candidate=first.candidate._replace(finding=finding))
    changed = [
        digest(verdict, "Another claim."),
        digest(verdict, value=5.0),
        digest(replace(verdict, verdict="overstated")),
        digest(replace(verdict, links=(other, *verdict.links[1:]))),
        digest(replace(verdict, links=verdict.links[1:])),
    ]
    assert len({digest(verdict), *changed}) == len(changed) + 1


def test_digest_stays_with_what_bears_on_nothing(verdict: Verdict) -> None:
    bearing = tuple(link for link in verdict.links if link.role != NEAR_MISS)
    assert digest(replace(verdict, links=bearing)) == digest(verdict)
    assert digest(replace(verdict, rationale="In other words.")) == digest(verdict)
    assert digest(verdict, dose=None, route="") == digest(verdict)
    assert digest(replace(verdict, links=tuple(reversed(verdict.links)))) == digest(verdict)
