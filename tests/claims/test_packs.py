"""Packs on other topics: their pages judged, several at once, none by another topic's findings."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

import pytest

from claims.build import build
from claims.check import Checker
from claims.checked import CheckedPage
from claims.corpus import Judged, check_citations, judge_claims
from claims.judge import judge
from claims.pages.formats import read_page
from claims.read import read
from claims.reading import Context
from claims.verdict import AGREES, BEARS_ON, DISAGREES, Link, Verdict
from ingest.corpus import read_evidence
from ingest.evidence import Evidence as Corpus
from tests.claims.finding.marked import param
from tests.claims.golden import Case, golden, parts

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
PACKS = {"psilocybin": "psilocybin.html", "semaglutide": "semaglutide.md"}
EVERY = tuple(PACKS)
KINDS = {"efficacy", "onset", "durability", "safety", "dosing", "pharmacology", "mechanism",
         "regulatory", "history", "cost"}  # fmt: skip
Labelled = tuple[str, Case]
COUNTS = {AGREES, DISAGREES, BEARS_ON}


@cache
def corpus(packs: tuple[str, ...]) -> Corpus:
    """What is on file in data/ and those packs."""
    return read_evidence([DATA, *(DATA / "packs" / name for name in packs)])


@cache
def checker(packs: tuple[str, ...]) -> Checker:
    return Checker.from_corpus(corpus(packs))


@cache
def source(name: str) -> str:
    """The text of a pack's page."""
    return (ROOT / "examples" / PACKS[name]).read_text(encoding="utf-8")


def check(name: str, text: str, packs: tuple[str, ...]) -> CheckedPage:
    return checker(packs).check(read_page(PACKS[name], text.encode()))


@cache
def checked(name: str, packs: tuple[str, ...]) -> CheckedPage:
    return check(name, source(name), packs)


def labelled(kind: str = "") -> list[object]:
    """The cases of the page of every pack, each with the pack's name; some fail, and say why."""
    return [
        param((name, case), f"{name}: {next(iter(case.values()))}", case["fails"])
        for name in PACKS
        for case in golden(f"packs/{name}{kind}")
    ]


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_holds_every_kind_of_evidence_with_its_source(name: str) -> None:
    kinds = {row["outcome"]: row["kind"] for row in corpus((name,)).rows("outcomes")}
    own = {row["finding_id"] for row in corpus(()).rows("findings")}
    found = [row for row in corpus((name,)).rows("findings") if row["finding_id"] not in own]
    assert len({row["study_id"] for row in found}) >= 10
    assert len(found) >= 40
    assert {kinds[row["outcome"]] for row in found} >= KINDS
    for row in found:
        assert row["confidence"] == "verified"
        for column in ("source_url", "source_tier", "location", "checked", "checked_in"):
            assert row[column], (row["finding_id"], column)


@pytest.mark.parametrize("labelled", labelled())
def test_a_claim_of_its_page(labelled: Labelled) -> None:
    name, case = labelled
    verdicts = [
        (claim.verdict.verdict, claim.verdict.rationale)
        for claim in checked(name, (name,)).claims
        if case["quote"] in claim.quote
    ]
    assert verdicts
    for verdict, rationale in verdicts:
        assert verdict in {case["verdict"], *parts(case["also"])}, rationale


@pytest.mark.parametrize("name", PACKS)
def test_every_claim_of_its_page_is_labelled(name: str) -> None:
    quotes = [case["quote"] for case in golden(f"packs/{name}")]
    claims = [c.quote for c in checked(name, (name,)).claims if c.reading.kind != "citation"]
    assert [claim for claim in claims if not any(quote in claim for quote in quotes)] == []


@pytest.mark.parametrize("labelled", labelled("_references"))
def test_a_reference_of_its_page(labelled: Labelled) -> None:
    name, case = labelled
    (resolution,) = (
        reference.resolution
        for reference in checked(name, (name,)).references
        if reference.text.startswith(case["reference"])
    )
    assert (resolution.study_id or "") == case["study"]
    assert resolution.status == case["status"]
    assert {fault.name for fault in resolution.faults} == set(parts(case["faults"]))


def test_several_packs_are_built_into_one_database(tmp_path: Path) -> None:
    out = tmp_path / "evidence.db"
    summary = build([DATA, *(DATA / "packs" / name for name in PACKS)], out)
    assert summary.disagreements == ()
    assert summary.notes == ()
    alone = {name: len(corpus(()).rows(name)) for name in ("studies", "findings")}
    for table, rows in alone.items():
        added = sum(len(corpus((name,)).rows(table)) - rows for name in PACKS)
        assert summary.rows[table] == rows + added
    with sqlite3.connect(out) as db:
        drugs = {row[0] for row in db.execute("select distinct drug from findings")}
    assert drugs >= {"ketamine", "psilocybin", "semaglutide"}


def stands(verdict: Verdict) -> object:
    """The verdict and why; which of many like findings come first hangs on all words on file."""
    codes = [reason.code for reason in verdict.reasons]
    return verdict.verdict, verdict.as_cited, verdict.strength, codes


def counting(verdict: Verdict) -> list[Link]:
    return [link for link in verdict.links if link.role in COUNTS]


@pytest.mark.parametrize("name", PACKS)
def test_a_page_is_judged_the_same_beside_other_packs(name: str) -> None:
    alone, beside = checked(name, (name,)), checked(name, EVERY)
    assert [(c.quote, c.reading, stands(c.verdict)) for c in alone.claims] == [
        (c.quote, c.reading, stands(c.verdict)) for c in beside.claims
    ]


def judged(packs: tuple[str, ...]) -> list[Judged]:
    """The claims of data/, judged beside those packs."""
    there, ready = corpus(packs), checker(packs)
    citations = there.rows("citations")
    known = check_citations(citations, ready.works)
    pages, claims = there.rows("pages"), there.rows("claims")
    return list(judge_claims(pages, claims, citations, known, ready.evidence))


def test_the_claims_of_the_first_topic_are_judged_the_same_beside_packs() -> None:
    alone, beside = judged(()), judged(EVERY)
    assert len(alone) > 200
    own = {row["finding_id"] for row in corpus(()).rows("findings")}
    for one, other in zip(alone, beside, strict=True):
        assert (one.claim_id, one.reading) == (other.claim_id, other.reading)
        assert stands(one.verdict) == stands(other.verdict), one.reading.statement
        found = {link.candidate.finding.finding_id for link in counting(other.verdict)}
        assert found <= own


def strangers(page: CheckedPage) -> list[tuple[str, str]]:
    """Claims with findings that count for them and are of none of the drugs that they name.

    A drug's class is no stranger, and neither is a trial that has the drug as its comparator.
    """
    drugs = checker(EVERY).evidence.vocabulary.drugs
    return [
        (claim.quote, link.candidate.finding.finding_id)
        for claim in page.claims
        for link in counting(claim.verdict)
        if claim.reading.drugs
        and link.candidate.finding.comparator not in claim.reading.drugs
        and not any(
            drugs.related(named, found)
            for named in claim.reading.drugs
            for found in link.candidate.finding.drug
        )
    ]


@pytest.mark.parametrize("name", PACKS)
def test_no_other_drugs_finding_counts_for_a_claim(name: str) -> None:
    page = checked(name, EVERY)
    assert sum(len(counting(claim.verdict)) for claim in page.claims) > 20
    assert strangers(page) == []


@pytest.mark.parametrize(
    "case",
    [param(case, case["statement"], case["fails"]) for case in golden("packs/crossed")],
)
def test_what_holds_of_another_drug(case: Case) -> None:
    evidence = checker(EVERY).evidence
    context = Context(drugs=(case["subject"],), populations=(case["condition"],))
    verdict = judge(read(case["statement"], evidence.vocabulary, context), evidence)
    assert verdict.verdict in {case["verdict"], *parts(case["also"])}, verdict.rationale


@pytest.mark.parametrize(
    ("name", "names", "other"),
    [
        ("psilocybin", ("psilocybin", "Psilocybin", "psilocin"), "semaglutide"),
        ("semaglutide", ("semaglutide", "Semaglutide", "Wegovy", "Ozempic"), "psilocybin"),
        ("semaglutide", ("semaglutide", "Semaglutide", "Wegovy", "Ozempic"), "ketamine"),
    ],
)
def test_a_page_with_another_drugs_name_is_not_supported_by_the_first(
    name: str, names: tuple[str, ...], other: str
) -> None:
    body, _, references = source(name).partition("References")
    for written in names:
        body = body.replace(written, other)
    page = check(name, f"{body}References{references}", EVERY)
    supporting = {
        (claim.quote, link.candidate.finding.finding_id)
        for claim in page.claims
        for link in counting(claim.verdict)
        if link.role == AGREES and name in link.candidate.finding.drug and claim.reading.drugs
    }
    assert supporting == set()
