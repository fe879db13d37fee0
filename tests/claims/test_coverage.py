"""Topics: what is on file of each, what of it was read, when it was searched for, who asks."""

from __future__ import annotations

from typing import Any

from claims.corpus import Judged
from claims.coverage import asked_of, coverage_rows, told_of
from claims.evidence import Evidence
from claims.judge import judge
from tests.claims.small import TABLES, finding, read_small, study

FINDINGS = [
    finding("oak-2020-f1", "nausea", percent=40.0, population="obesity;diabetes"),
    finding("oak-2020-f2", "nausea", basis="uncontrolled", confidence="conflicting"),
    finding("elm-2022-f1", "nausea", basis="pooled", confidence="recalled", population=None),
    finding("elm-2022-f2", "target-weight", basis="pooled"),
    finding("elm-2022-f3", "gallstones", basis="controlled", confidence="recalled"),
    finding("elm-2022-f4", "weight-loss", direction="benefit"),
]


def search(drug: str, outcome: str | None, searched: str) -> dict[str, Any]:
    return {"drug": drug, "outcome": outcome, "searched": searched}


SEARCHES = [
    search("semaglutide", "nausea;target-weight", "2026-01-02"),
    search("semaglutide", "nausea", "2025-12-31"),
    search("semaglutide", None, "2026-05-05"),
    search("metformin", "gallstones", "2026-05-05"),
]
EVIDENCE = Evidence.from_rows(
    {
        **TABLES,
        "findings": FINDINGS,
        "studies": [study("oak-2020"), study("elm-2022")],
        "searches": SEARCHES,
    }
)


def judged(claim_id: str, statement: str) -> Judged:
    reading = read_small(statement)
    return Judged(claim_id, reading, judge(reading, EVIDENCE))


def coverage(*statements: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows by outcome and population; all are on one drug."""
    claims = [judged(f"k{i}", statement) for i, statement in enumerate(statements)]
    found = coverage_rows(EVIDENCE, claims)
    assert {row["drug"] for row in found} == {"semaglutide"}
    return {(row["outcome"], row["population"]): row for row in found}


def test_a_topic_counts_its_findings_by_what_was_read() -> None:
    nausea = coverage()["nausea", "all"]
    names = ("findings", "works", "verified", "conflicting", "unread")
    assert [nausea[name] for name in names] == [3, 2, 1, 1, 1]
    assert (nausea["newest"], nausea["best"]) == (2022, "controlled")
    assert (nausea["searches"], nausea["last_search"]) == (2, "2026-01-02")
    assert nausea["words"] == (
        "3 findings of 2 works on semaglutide and nausea (1 not yet read in a source); "
        "last searched on 2026-01-02"
    )


def test_populations_stand_apart_and_what_states_none_counts_in_all() -> None:
    rows = coverage()
    assert {population for outcome, population in rows if outcome == "nausea"} == {
        "all", "obesity", "diabetes",
    }  # fmt: skip
    assert [rows["nausea", name]["findings"] for name in ("obesity", "diabetes")] == [2, 1]
    assert " in diabetes;" in rows["nausea", "diabetes"]["words"]


def test_the_best_evidence_is_among_what_was_read() -> None:
    rows = coverage()
    assert rows["target-weight", "all"]["best"] == "pooled"
    assert rows["gallstones", "all"]["best"] == "none"


def test_a_search_without_an_outcome_or_of_another_drug_tells_nothing() -> None:
    assert coverage()["gallstones", "all"]["last_search"] is None
    assert coverage()["gallstones", "all"]["words"].endswith("; no search for it on file")


def test_claims_that_ask_are_counted_and_those_left_unsupported() -> None:
    rows = coverage("Gallstones are common", "40% had nausea", "52% were at a normal weight")
    assert [rows["gallstones", "all"][name] for name in ("claims", "unsupported")] == [1, 1]
    assert [rows["nausea", "all"][name] for name in ("claims", "unsupported")] == [1, 0]
    # Asked for and not on file: a gap. Of populations claims are not told.
    assert rows["normal-weight", "all"]["findings"] == 0
    assert rows["normal-weight", "all"]["words"].startswith(
        "No finding on semaglutide and normal weight"
    )
    assert rows["nausea", "obesity"]["claims"] == 0


def test_what_a_topic_includes_is_told_apart() -> None:
    claims = ("Semaglutide works", "GLP-1 agonists work well against weight")
    rows = coverage_rows(EVIDENCE, [judged(f"k{i}", text) for i, text in enumerate(claims)])
    found = {(row["drug"], row["outcome"]): row for row in rows if row["population"] == "all"}
    # Target weight and weight loss are kinds of benefit, and the drug is one of its class.
    for drug in ("semaglutide", "glp1-agonists"):
        benefit = found[drug, "benefit"]
        assert (benefit["findings"], benefit["narrower"]) == (0, 2)
        assert "(2 on narrower topics); no search" in benefit["words"]
    assert found["semaglutide", "weight-loss"]["narrower"] == 0


def test_what_a_report_tells_is_what_the_table_holds() -> None:
    rows = coverage("Nausea is common", "Semaglutide works")
    for statement in ("Nausea is common", "Gallstones are common", "Semaglutide works"):
        reading = read_small(statement)
        (topic,) = asked_of(reading)
        assert told_of(reading, EVIDENCE) == rows[topic.outcome, "all"]["words"]
    assert told_of(read_small("Book now"), EVIDENCE) == ""
