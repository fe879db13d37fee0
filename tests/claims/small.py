"""A small body of evidence on another topic, so that no test hangs on what is on file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.evidence import Evidence
from claims.judge import judge
from claims.read import read
from claims.reading import Context, Reading
from claims.verdict import Verdict
from claims.vocabulary import Vocabulary
from tests.claims.golden import Case, golden

Row = Mapping[str, object]


TABLES: dict[str, list[Case]] = {
    name: golden(f"small_{name}") for name in ("drugs", "routes", "populations", "outcomes")
}
VOCABULARY = Vocabulary.from_rows(TABLES)


def study(study_id: str, **more: object) -> dict[str, object]:
    """A randomised trial of our own invention; ``more`` overrides its columns."""
    surname, _, year = study_id.partition("-")
    return {
        "study_id": study_id,
        "title": f"A trial by {surname}",
        "authors": f"{surname.capitalize()} A; Other B",
        "year": int(year),
        "design": "randomised-parallel",
        "notice": "none-known",
        **more,
    }


def finding(finding_id: str, outcome: str, **more: object) -> dict[str, object]:
    """A verified finding on semaglutide in obesity of the study that its id begins with."""
    return {
        "finding_id": finding_id,
        "study_id": finding_id.rpartition("-")[0],
        "drug": "semaglutide",
        "population": "obesity",
        "outcome": outcome,
        "basis": "controlled",
        "statement": f"A result on {outcome.replace('-', ' ')}.",
        "confidence": "verified",
        **more,
    }


def evidence_of(
    findings: Iterable[Row], studies: Iterable[Row] = (), aside: Iterable[str] = ()
) -> Evidence:
    """An index of these findings, those in ``aside`` set aside in conflicts of sources; a study
    that is not given is a plain randomised trial."""
    rows = list(findings)
    given = {str(row["study_id"]): dict(row) for row in studies}
    named = {str(row["study_id"]) for row in rows}
    return Evidence.from_rows(
        {
            **TABLES,
            "findings": rows,
            "conflicts": [{"conflict_id": f"{name}-c", "other": name} for name in aside],
            "studies": [given.get(name) or study(name) for name in sorted(named | set(given))],
        }
    )


def read_small(statement: str, previous: Reading | None = None) -> Reading:
    """The reading of a statement on a page about semaglutide in obesity."""
    context = Context(drugs=("semaglutide",), populations=("obesity",), previous=previous)
    return read(statement, VOCABULARY, context)


def judge_small(
    statement: str,
    findings: Iterable[Row],
    studies: Iterable[Row] = (),
    *,
    previous: Reading | None = None,
    cited: frozenset[str] = frozenset(),
    aside: Iterable[str] = (),
) -> Verdict:
    """The verdict on a statement of such a page over these findings."""
    reading = read_small(statement, previous)
    evidence = evidence_of(findings, studies, aside)
    return judge(reading, evidence, previous=previous, cited=cited)
