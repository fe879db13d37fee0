"""Judges one claim: a reading and the evidence on file in, a ``Verdict`` out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from claims.caps import capped
from claims.combine import combine
from claims.evidence import Evidence
from claims.ground import grounded, with_figure
from claims.judges.amounts import judge_amount
from claims.judges.compared import SUPERIORITY, judge_compared
from claims.judges.disputed import softened
from claims.judges.harms import judge_frequency, judge_safety
from claims.judges.pairs import judge_pair
from claims.judges.results import judge_result
from claims.judges.shares import judge_share
from claims.judges.speech import advice_without_evidence, not_checkable, own_price
from claims.judges.stances import judge_stance
from claims.judges.words import judge_words
from claims.link import MOST_NEAR, candidates, like_in_words, same_figure
from claims.qualifiers import machine_read
from claims.reading import Assertion, Reading
from claims.strength import strength_of
from claims.verdict import Candidate, Part, Reason, Verdict
from claims.wording import rationale, suggestion

_ALIKE = 0.4
_OF_PEOPLE = frozenset({"efficacy", "durability", "safety"})
_SPLIT_KINDS = frozenset({"efficacy", "onset", "regulatory"})


def judge(
    reading: Reading,
    evidence: Evidence,
    *,
    previous: Reading | None = None,
    cited: frozenset[str] = frozenset(),
    sourced: bool = True,
) -> Verdict:
    """The verdict on a claim.

    ``previous`` is the reading of the claim before it in the paragraph; ``cited`` are ids of the
    studies that the page cites for it (those that its own words name are found here), and
    ``sourced`` tells whether it names any source at all.
    What cannot be checked comes first, then figures, then words, then how the claim is put.
    """
    named = evidence.study_names.find(reading.statement)
    reading = grounded(reading, previous, evidence, named)
    reason = not_checkable(reading)
    if reason is not None:
        parts = [Part(None, "not-checkable", (reason,))]
    else:
        parts = [
            _judge_assertion(reading, assertion, evidence, previous)
            for assertion in _judged(reading, evidence)
        ] or [_judge_unknown(reading, evidence, previous)]
        parts = _left_open(reading, parts, evidence)
    return _conclude(reading, parts, evidence, cited | named, sourced)


def _left_open(reading: Reading, parts: list[Part], evidence: Evidence) -> list[Part]:
    """The parts, or the one that says that it is not checkable: advice on which nothing is on file,
    and a price that agrees with none on file."""
    reason = None
    if all(part.verdict == "unsupported" for part in parts):
        reason = advice_without_evidence(reading)
    if parts[0].verdict not in {"supported", "partly-supported"}:
        reason = own_price(reading, evidence) or reason
    if reason is None:
        return parts
    return [Part(None, "not-checkable", (reason,), near=parts[0].near)]


def _conclude(
    reading: Reading,
    parts: Sequence[Part],
    evidence: Evidence,
    cited: frozenset[str],
    sourced: bool,
) -> Verdict:
    outcome = combine(reading, parts, evidence, cited)
    findings, studies = evidence.searched(reading.drugs)
    return Verdict(
        verdict=outcome.verdict,
        as_cited=outcome.as_cited,
        strength=strength_of(outcome, evidence),
        reasons=(
            *outcome.reasons,
            *(_retracted(parts, evidence) if outcome.verdict == "unsupported" else []),
            *([] if sourced else _uncited(reading)),
            *machine_read(outcome.links),
        ),
        links=outcome.links,
        deciding=outcome.deciding,
        rationale=rationale(reading, outcome, evidence, findings),
        suggestion=suggestion(outcome, evidence),
        searched_findings=findings,
        searched_studies=studies,
        study_id=outcome.deciding.finding.study_id if outcome.deciding else None,
    )


def _retracted(parts: Sequence[Part], evidence: Evidence) -> list[Reason]:
    """What would be comparable, had its work not been retracted."""
    near = (evidence.study_of(c.finding) for part in parts for c in part.near if not c.conflicts)
    names = dict.fromkeys(study.short for study in near if study.notice == "retraction")
    return [Reason("RETRACTED_SUPPORT", ", ".join(names), "NOTICE")] if names else []


def _uncited(reading: Reading) -> list[Reason]:
    if reading.unit != "%" or reading.value is None:
        return []
    return [Reason("UNCITED", "a figure without a source", "NOTE_UNCITED")]


def _judged(reading: Reading, evidence: Evidence) -> tuple[Assertion, ...]:
    """The assertions to judge.

    Beside a share of people those of its own kind only; in a claim about a mechanism not what acts
    but only what is acted on.
    """
    kinds = evidence.vocabulary.outcomes
    if not (reading.assertions and reading.kind.endswith("-rate")):
        pointed = any(
            a.direction and kinds[a.outcome].kind == "mechanism" for a in reading.assertions
        )
        return tuple(
            a
            for a in reading.assertions
            if a.direction or not pointed or kinds[a.outcome].kind != "mechanism"
        )
    main = reading.assertions[0]
    return (
        main,
        *(a for a in reading.assertions[1:] if kinds[a.outcome].kind == kinds[main.outcome].kind),
    )


def _judge_assertion(
    reading: Reading, assertion: Assertion, evidence: Evidence, previous: Reading | None
) -> Part:
    """One assertion, for each population and each drug that the claim names, put together."""
    kind = evidence.vocabulary.outcomes[assertion.outcome].kind
    views = [reading]
    if kind in _SPLIT_KINDS and reading.population_stated and len(reading.populations) > 1:
        views = [replace(reading, populations=(name,)) for name in reading.populations]
    each = kind in {*_SPLIT_KINDS, "dosing"} and assertion.outcome != SUPERIORITY
    if reading.drug_stated and len(reading.drugs) > 1 and each:
        views = [replace(view, drugs=(name,)) for view in views for name in view.drugs]
    judged = [_judge_view(view, assertion, evidence, previous) for view in views]
    return judged[0] if len(judged) == 1 else _together(assertion, views, judged)


def _judge_view(
    reading: Reading, assertion: Assertion, evidence: Evidence, previous: Reading | None
) -> Part:
    if assertion.outcome in evidence.vocabulary.outcome_words:
        reading = with_figure(reading)
    found = candidates(reading, assertion, evidence)
    part = _first_judgement(reading, assertion, found, evidence, previous)
    if part is None and assertion.outcome == SUPERIORITY:
        part = judge_compared(reading, assertion, evidence)
    if part is None:
        part = judge_words(reading, evidence)
    near = part.near if part is not None else ()
    near = near or _near(reading, assertion, found, evidence)
    if part is None:
        return Part(assertion, "unsupported", near=near)
    if part.verdict == "misattributed":
        return replace(part, assertion=assertion, near=near)
    part = capped(reading, replace(part, assertion=assertion, near=near), evidence)
    return softened(reading, assertion, part, evidence)


def _near(
    reading: Reading, assertion: Assertion, found: Sequence[Candidate], evidence: Evidence
) -> tuple[Candidate, ...]:
    """The nearest misses: the same figure, else the same outcome, but not comparable."""
    same = same_figure(reading, assertion, evidence) if reading.unit == "%" else []
    near = (c for c in same or found if not c.comparable and not _is_far(c))
    return tuple(islice(near, MOST_NEAR))


def _is_far(candidate: Candidate) -> bool:
    """Whether a finding is of another drug and of another thing too: that is no near miss."""
    return "drug" in candidate.conflicts and len(candidate.conflicts) > 1


def _first_judgement(
    reading: Reading,
    assertion: Assertion,
    found: list[Candidate],
    evidence: Evidence,
    previous: Reading | None,
) -> Part | None:
    main = assertion is reading.assertions[0]
    outcome = evidence.vocabulary.outcomes[assertion.outcome]
    plain = assertion.outcome in evidence.vocabulary.outcome_words
    if main and plain:
        named = evidence.study_names.find(reading.statement)
        part = judge_result(reading, assertion, evidence, named)
        if part is not None or reading.unit == "%":
            return part
    pair = judge_pair(reading, assertion, evidence) if main else None
    if pair is not None:
        return pair
    if main and reading.unit == "%" and outcome.kind in _OF_PEOPLE:
        part = judge_share(reading, assertion, found, evidence, previous)
        return _printed(reading, assertion, evidence) or part if _lacks(part) else part
    if main and reading.value is not None:
        part = judge_amount(reading, assertion, found, outcome.kind)
        if part is not None and not _of_parts_only(part, evidence):
            return part
        if own_price(reading, evidence) is not None:
            return None  # another currency's price says nothing of this one
    if outcome.kind == "safety":
        part = judge_frequency(reading, assertion, found)
        if part is None and outcome.family == "safety":
            part = judge_safety(reading, assertion, found, evidence)
        if part is not None:
            return part
    part = judge_stance(reading, assertion, found, evidence)
    if not main or plain or outcome.kind not in _OF_PEOPLE:
        return part
    if part is not None and part.verdict == "supported":
        return part
    return _printed(with_figure(reading), assertion, evidence) or part


def _lacks(part: Part) -> bool:
    """Whether nothing agrees, for another reason than that the figure is impossible."""
    impossible = any(reason.rule == "GRIM" for reason in part.reasons)
    return part.verdict in {"contradicted", "unsupported"} and not impossible


def _printed(reading: Reading, assertion: Assertion, evidence: Evidence) -> Part | None:
    """The part of a finding on the very outcome that prints the claim's figure as a change or a
    ratio; None where none does."""
    named = evidence.study_names.find(reading.statement)
    part = judge_result(reading, assertion, evidence, named)
    return part if part is not None and part.verdict == "supported" else None


def _of_parts_only(part: Part, evidence: Evidence) -> bool:
    """Whether all that contradicts are parts of what is claimed: a dose is no starting dose."""
    is_a = evidence.vocabulary.outcome_tree.is_a
    return part.verdict == "contradicted" and all(
        part.assertion is not None
        and c.finding.outcome != part.assertion.outcome
        and is_a(c.finding.outcome, part.assertion.outcome)
        for c in part.disagreeing
    )


def _judge_unknown(reading: Reading, evidence: Evidence, previous: Reading | None) -> Part:
    """A claim that names no topic on file: a share is set beside findings alike in words."""
    if reading.unit == "%":
        alike = like_in_words(reading, evidence, _ALIKE)
        shares = [c for c in alike if c.finding.percent is not None]
        if shares:
            assertion = Assertion(shares[0].finding.outcome, None, 0, len(reading.statement))
            named = replace(reading, assertions=(assertion,))
            part = _judge_view(named, assertion, evidence, previous)
            if part.verdict != "contradicted":  # an outcome that is a guess contradicts nothing
                return part
    worded = judge_words(reading, evidence)
    if worded is not None:
        return worded
    if "promotion" in reading.cues and reading.value is None:
        return Part(None, "not-checkable", (Reason("SPEECH_OPINION", "praise alone", "SPEECH"),))
    return Part(None, "unsupported", (Reason("COVERAGE_THIN", "no topic on file fits", "WORDS"),))


def _together(assertion: Assertion, views: Sequence[Reading], judged: Sequence[Part]) -> Part:
    """One part of several populations or drugs: what holds for some only is partly supported."""
    verdicts = {part.verdict for part in judged}
    best = next((part for part in judged if part.verdict == "supported"), judged[0])
    verdict = best.verdict if len(verdicts) == 1 else "partly-supported"
    reasons = list(best.reasons)
    if len(verdicts) > 1:
        lacking = [
            "; ".join((*view.drugs, *view.populations))
            for view, part in zip(views, judged, strict=True)
            if part.verdict != "supported"
        ]
        reasons.append(Reason("POP_BROADENED", f"not for {', '.join(lacking)}", "EACH_NAMED"))
    return Part(
        assertion,
        verdict,
        tuple({reason.code: reason for reason in reasons}.values()),
        best.deciding,
        tuple(c for part in judged for c in part.agreeing),
        tuple(c for part in judged for c in part.disagreeing),
        tuple(c for part in judged for c in part.bearing),
        tuple(c for part in judged for c in part.near),
    )
