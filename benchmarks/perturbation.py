"""Whether verdicts move when a claim's meaning does, and hold when only its words do.

``python -m benchmarks perturbation [--gold FILE] [--findings N] [--errors N]``: over the claims on
file with a figure, sentences made of N findings on file, and the claims of a gold file.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.variants import MOVING, STILL, Variant, variants
from claims.citations import WorkIndex
from claims.corpus import check_citations, judge_claims
from claims.evidence import Evidence
from claims.judge import judge
from claims.read import read
from claims.reading import Context
from claims.records import Finding
from claims.verdict import Verdict
from claims.vocabulary import split
from ingest.corpus import read_evidence
from ingest.evidence import Evidence as Corpus

DATA = Path(__file__).resolve().parent.parent / "data"
_PUT = (
    "{share}% of patients on {drug} had {outcome} {time}",
    "{outcome} was seen in {share}% of patients on {drug} {time}",
    "On {drug} {share}% of patients had {outcome} {time}",
    "With {drug}, {outcome} was seen in {share}% {time}",
    "The rate of {outcome} on {drug} was {share}% {time}",
)
_OF_FIGURES = frozenset({"share", "dose", "year", "time", "unit"})
_FIRM = frozenset({"supported", "partly-supported", "overstated"})


@dataclass(frozen=True, slots=True)
class Base:
    """A claim to be changed, with its context, and other ways to put it."""

    name: str
    statement: str
    context: Context
    paraphrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """One change of one claim: both verdicts, and whether it went as it must."""

    base: Base
    variant: Variant
    before: str
    after: str
    passed: bool


def claims_on_file(corpus: Corpus, evidence: Evidence) -> Iterator[Base]:
    """The claims on file with a figure, references left out, in the context of their page."""
    pages, citations = corpus.rows("pages"), corpus.rows("citations")
    subjects = {str(page["page_id"]): page for page in pages}
    works = WorkIndex.from_rows(corpus.rows("studies"), corpus.rows("journals"))
    checked = check_citations(citations, works)
    judged = judge_claims(pages, corpus.rows("claims"), citations, checked, evidence)
    kinds = {one.claim_id: one.reading.kind for one in judged}
    for row in corpus.rows("claims"):
        page = subjects[str(row["page_id"])]
        context = Context(drugs=split(page["subject"]), populations=split(page["condition"]))
        figure = re.search(r"\d", str(row["statement"]))
        if figure and kinds[str(row["claim_id"])] != "citation":
            yield Base(str(row["claim_id"]), str(row["statement"]), context)


def gold_claims(path: Path, bases: Sequence[Base]) -> Iterator[Base]:
    """The quotes of a gold file whose claims are among the bases, in the same context."""
    contexts = {base.name: base.context for base in bases}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in contexts:
            yield Base(f"{row['id']} quote", row["quote"], contexts[row["id"]])


def findings_as_claims(evidence: Evidence, most: int) -> list[Base]:
    """Sentences made of shares on file, evenly over the file, each put in several ways."""
    shares = [f for f in evidence.findings.values() if _can_be_claimed(f, evidence)]
    step = max(1, len(shares) // most) if most else 1
    bases = []
    for finding in shares[::step][:most]:
        first, *others = _sentences(finding, evidence)
        bases.append(Base(finding.finding_id, first, Context(), tuple(others)))
    return bases


def _can_be_claimed(finding: Finding, evidence: Evidence) -> bool:
    kind = evidence.vocabulary.outcomes[finding.outcome].kind
    plain = finding.percent_high is None and finding.subgroup is None and len(finding.drug) == 1
    placed = finding.timepoint is None or re.fullmatch(r"\d+ (h|hours?|days?|weeks?|months?)",
                                                       finding.timepoint)  # fmt: skip
    return bool(
        finding.percent is not None
        and plain
        and placed
        and finding.read
        and kind in {"efficacy", "safety"}
    )


def _sentences(finding: Finding, evidence: Evidence) -> list[str]:
    outcome = evidence.vocabulary.outcomes[finding.outcome].label.lower()
    drug = str(evidence.vocabulary.drug_rows[finding.drug[0]]["label"]).lower()
    time = f"at {finding.timepoint}" if finding.timepoint else ""
    made = [
        form.format(share=f"{finding.percent:g}", drug=drug, outcome=outcome, time=time).strip()
        for form in _PUT
    ]
    return [sentence[:1].upper() + sentence[1:] for sentence in made]


def trials(bases: Iterable[Base], evidence: Evidence) -> list[Trial]:
    """Every change of every base, judged.

    A change that must move is left out where the base's verdict has nothing to lose.
    """
    made = []
    for base in bases:
        before = _judge(base.statement, base.context, evidence)
        still = [Variant("paraphrase", False, text) for text in base.paraphrases]
        for variant in [*variants(base.statement, evidence.vocabulary), *still]:
            if variant.moves and not _can_move(before, variant):
                continue
            after = _judge(variant.statement, base.context, evidence)
            passed = _moved(before, after) if variant.moves else before.verdict == after.verdict
            made.append(Trial(base, variant, before.verdict, after.verdict, passed))
    return made


def _judge(statement: str, context: Context, evidence: Evidence) -> Verdict:
    return judge(read(statement, evidence.vocabulary, context), evidence)


def _can_move(before: Verdict, variant: Variant) -> bool:
    """Whether a verdict has something to lose: not where the figure has no support as it is."""
    unsupported = any(reason.code == "PART_UNSUPPORTED" for reason in before.reasons)
    return before.verdict in _FIRM and not (unsupported and variant.kind in _OF_FIGURES)


def _moved(before: Verdict, after: Verdict) -> bool:
    """Whether the verdict or what it stands on has changed.

    What was supported must not be so any more, unless another finding prints the changed figure.
    """
    if before.verdict == after.verdict == "supported":
        printed = any(reason.rule in {"SHARE", "SHARE_DERIVED"} for reason in after.reasons)
        return printed and _standing(before)[1] != _standing(after)[1]
    return _standing(before) != _standing(after)


def _standing(verdict: Verdict) -> tuple[object, ...]:
    deciding = verdict.deciding
    facets = [(c.facet, c.result) for c in deciding.comparisons] if deciding else []
    figures = sorted(r.code for r in verdict.reasons if r.code.startswith("NUM_"))
    return verdict.verdict, deciding.finding.finding_id if deciding else None, facets, figures


def rate(made: Iterable[Trial], kinds: Iterable[str]) -> float:
    """Share of the trials of these kinds that went as they must, in percent; 100 for none."""
    wanted = set(kinds)
    passed = [trial.passed for trial in made if trial.variant.kind in wanted]
    return 100 * sum(passed) / len(passed) if passed else 100.0


def show(made: Sequence[Trial], errors: int) -> None:
    """Print both rates by kind, and the first failures."""
    for title, kinds in (("moved", list(MOVING)), ("held", [*STILL, "paraphrase"])):
        counts = Counter(trial.variant.kind for trial in made)
        for kind in kinds:
            print(f"  {kind:20} {rate(made, [kind]):6.1f}%  of {counts[kind]}")
        print(f"{title:22} {rate(made, kinds):6.1f}%  of {sum(counts[k] for k in kinds)}")
    for trial in [trial for trial in made if not trial.passed][:errors]:
        print(f"{trial.variant.kind}: {trial.before} -> {trial.after}  ({trial.base.name})")
        print(f"    {trial.base.statement}\n    {trial.variant.statement}")


def main(arguments: Sequence[str]) -> int:
    """Run over data/ and, where given, a gold file. Returns 0."""
    parser = argparse.ArgumentParser(prog="benchmarks perturbation")
    parser.add_argument("--gold", type=Path, help="pages_gold.jsonl of a gold set")
    parser.add_argument("--findings", type=int, default=60, help="findings to make sentences of")
    parser.add_argument("--errors", type=int, default=0, help="failures to list")
    options = parser.parse_args(arguments)
    corpus = read_evidence([DATA])
    evidence = Evidence.from_corpus(corpus)
    bases = list(claims_on_file(corpus, evidence))
    if options.gold is not None:
        bases += gold_claims(options.gold, bases)
    bases += findings_as_claims(evidence, options.findings)
    print(f"{len(bases)} claims")
    show(trials(bases, evidence), options.errors)
    return 0
