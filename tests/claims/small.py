"""A small body of evidence on another topic, made here, so that nothing hangs on what is on file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.evidence import Evidence
from claims.judge import judge
from claims.read import read
from claims.reading import Context, Reading
from claims.verdict import Verdict
from claims.vocabulary import Vocabulary

Row = Mapping[str, object]


def _rows(key: str, columns: str, lines: str) -> list[dict[str, object]]:
    heads = [key, *columns.split()]
    return [
        dict(zip(heads, (cell.strip() for cell in line.split(";;")), strict=True))
        for line in lines.strip().splitlines()
    ]


TABLES: dict[str, list[dict[str, object]]] = {
    "drugs": _rows("drug", "label kind parents names", """
        glp1-agonists;; GLP-1 agonists;; class;; ;; GLP-1 agonist|incretin
        semaglutide;; Semaglutide;; drug;; glp1-agonists;; Wegovy|Ozempic
        tirzepatide;; Tirzepatide;; drug;; glp1-agonists;; Zepbound
        orlistat;; Orlistat;; drug;; ;; Xenical
        placebo;; Placebo;; control;; ;; dummy injection
    """),
    "routes": _rows("route", "label names", """
        subcutaneous;; Under the skin;; under the skin|injected
        oral;; By mouth;; tablet|by mouth
    """),
    "populations": _rows("population", "label parents names", """
        any;; Anyone;; ;; everyone
        obesity;; Obesity;; any;; obese
        diabetes;; Diabetes;; any;; type 2 diabetes
        teenagers;; Teenagers;; any;; adolescents
    """),
    "outcomes": _rows("outcome", "label family kind valence weight parents names", """
        benefit;; Benefit;; efficacy;; efficacy;; good;; 1;; ;; effective>benefit|works>benefit|helps>benefit|does not work>no-difference
        target-weight;; Target weight;; efficacy;; efficacy;; good;; 2;; benefit;; reached the target weight|reach the target weight|at the target weight
        normal-weight;; Normal weight;; efficacy;; efficacy;; good;; 2;; benefit;; normal weight
        weight-loss;; Weight loss;; efficacy;; efficacy;; good;; 1.6;; benefit;; weight loss|lose weight>benefit|lost weight>benefit
        relative-efficacy;; Compared efficacy;; relative-efficacy;; efficacy;; good;; 2.2;; ;; more effective>increase|most effective>increase|better than>increase|as effective as>no-difference
        onset;; Onset;; onset;; onset;; good;; 1.7;; ;; works fast>decrease|acts fast>decrease
        duration;; Duration;; durability;; durability;; good;; 2;; ;; lasting>sustained|permanent>sustained|wears off>lost
        safety;; Overall safety;; safety;; safety;; good;; 1.8;; ;; safe>benefit|safest>benefit|dangerous>worse
        adverse-events;; Side effects;; adverse-events;; safety;; bad;; 1.2;; ;; side effects
        nausea;; Nausea;; adverse-events;; safety;; bad;; 2;; adverse-events;; nausea|feeling sick
        gallstones;; Gallstones;; adverse-events;; safety;; bad;; 2;; adverse-events;; gallstones
        half-life;; Half-life;; half-life;; pharmacology;; neutral;; 2;; ;; half-life
        dose;; Dose;; dose;; dosing;; neutral;; 0.8;; ;; dose|given at
        approval;; Approval;; approval;; regulatory;; neutral;; 2;; ;; approved>present|licensed>present|not approved>absent
        price;; Price;; price;; cost;; neutral;; 2;; ;; costs
        gastric-emptying;; Gastric emptying;; gastric-emptying;; mechanism;; neutral;; 2;; ;; gastric emptying|emptying of the stomach
    """),
}  # fmt: skip

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


def evidence_of(findings: Iterable[Row], studies: Iterable[Row] = ()) -> Evidence:
    """An index of these findings; a study that is not given is a plain randomised trial."""
    rows = list(findings)
    given = {str(row["study_id"]): dict(row) for row in studies}
    named = {str(row["study_id"]) for row in rows}
    return Evidence.from_rows(
        {
            **TABLES,
            "findings": rows,
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
) -> Verdict:
    """The verdict on a statement of such a page over these findings."""
    reading = read_small(statement, previous)
    return judge(reading, evidence_of(findings, studies), previous=previous, cited=cited)
