"""Words against words: does a finding point the same way as the claim?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claims.evidence import Evidence
from claims.facets import POPULATION_BOUND
from claims.judges.compared import SUPERIORITY, is_against
from claims.lexicon import table
from claims.reading import Assertion, Reading
from claims.text import tokenise
from claims.verdict import Candidate, Part, Reason
from claims.vocabulary import Outcome

_DEFAULTS = {
    "efficacy": "benefit",
    "onset": "decrease",
    "safety": "present",
}
_FACTS = frozenset({"dosing", "pharmacology", "regulatory", "cost", "mechanism", "history"})
_FLIP = {"benefit": "worse", "worse": "benefit", "increase": "decrease", "decrease": "increase"}
_WEAK = frozenset({"no-difference", "absent", "decrease", "worse"})
_FEWER = frozenset({"decrease", "worse"})
_FEWER_KINDS = frozenset({"safety", "regulatory", "cost"})
_OUTWEIGHS = 2.0
_HEDGED = 0.75
_MIXED = 0.6
_POOLED = 1.0
_ONE_ANSWER = 0.5
_SAME_THING = 0.3
_RETOLD = 0.4
_STANDS_OUT = 1.2
_NEAR = 0.25
_FAR_OUT = 2.0


@cache
def _stances() -> dict[tuple[str, str], str]:
    return {(row["claim"], row["finding"]): row["stance"] for row in table("agreement")}


def judge_stance(
    reading: Reading, assertion: Assertion, found: Sequence[Candidate], evidence: Evidence
) -> Part | None:
    """The part of a verdict that rests on which way findings point; None where none is comparable.

    Findings are weighed by level of evidence and by how many of the claim's words they share. One
    side supports or contradicts when it outweighs the other two to one; else the matter is
    contested and the claim partly supported. Where a question has one answer only, a finding with
    other words than the claim's speaks against it.
    """
    outcome = evidence.vocabulary.outcomes[assertion.outcome]
    claimed = assertion.direction or _DEFAULTS.get(outcome.kind, "present")
    topical = outcome.kind in _FACTS
    comparable = [c for c in found if c.comparable and (topical or c.finding.direction)]
    comparable = [c for c in comparable if not _narrower_absence(c, claimed)]
    if assertion.outcome == SUPERIORITY:
        comparable = [c for c in comparable if is_against(c.finding, reading, evidence)]
    if outcome.kind in POPULATION_BOUND:
        comparable = _of_those_named(reading, assertion, comparable, evidence) or comparable
    sides = {c.finding.finding_id: stance(reading, claimed, c, outcome) for c in comparable}

    def side(name: str) -> list[Candidate]:
        return [c for c in comparable if sides[c.finding.finding_id] == name]

    agreeing, disagreeing, qualifying = side("agrees"), side("disagrees"), side("qualifies")
    if outcome.exclusive and max((c.text_score for c in agreeing), default=1.0) < _ONE_ANSWER:
        agreeing, disagreeing = [], [*disagreeing, *agreeing]
    if not (agreeing or disagreeing or qualifying):
        return None
    pro, con = _weight(agreeing, topical), _weight(disagreeing, topical)
    if _is_pooled(agreeing) != _is_pooled(disagreeing):  # pooled evidence outranks single trials
        pro, con = (pro, con / 2) if _is_pooled(agreeing) else (pro / 2, con)
    verdict = _balance(pro, con, _weight(qualifying, topical), "strong-hedge" in reading.cues)
    compared = assertion.outcome == SUPERIORITY and reading.comparators
    if verdict == "contradicted" and agreeing and compared:
        verdict = "partly-supported"  # trials head to head differ
    if verdict in {"partly-supported", "contradicted"}:
        verdict = _by_nearest(reading, agreeing, [*disagreeing, *qualifying]) or verdict
    if outcome.kind == "evidence" and claimed == "increase" and verdict == "contradicted":
        verdict = "overstated"  # there is evidence, but not of the strength claimed
    reasons = _reasons(verdict, agreeing, disagreeing, qualifying)
    if verdict in {"contradicted", "overstated"}:
        deciding = _best(disagreeing, topical)
    else:
        deciding = _best(agreeing or qualifying or disagreeing, topical)
    return Part(
        assertion, verdict, reasons, deciding, tuple(agreeing), tuple(disagreeing),
        tuple(qualifying),
    )  # fmt: skip


def stance(reading: Reading, claimed: str, candidate: Candidate, outcome: Outcome) -> str:
    """How a finding's direction stands to the one claimed: agrees, disagrees or qualifies.

    Where the claim is about what the finding had as its comparator, the finding is read from the
    other side. Evidence that is absent, mixed or shows no difference is weak evidence, and what
    there is less of, unless it is a harm, is in so far not there.
    """
    found = candidate.finding.direction or "present"
    if candidate.finding.comparator in reading.drugs and not (
        set(candidate.finding.drug) & set(reading.drugs)
    ):
        found = _FLIP.get(found, found)
    if outcome.kind == "evidence" and claimed in _WEAK and found in _WEAK:
        return "agrees"
    if claimed == "absent" and found in _FEWER and outcome.kind in _FEWER_KINDS:
        return "agrees" if outcome.valence != "bad" else "qualifies"
    return _stances().get((claimed, found), "agrees" if claimed == found else "qualifies")


def _balance(pro: float, con: float, mixed: float, hedged: bool) -> str:
    """The verdict on two sides; a hedged claim ("may") only needs what outweighs it not to."""
    if pro and pro >= con * (_HEDGED if hedged else _OUTWEIGHS):
        return "supported" if hedged or pro >= _MIXED * mixed else "partly-supported"
    if con and con >= _OUTWEIGHS * pro and con >= mixed:
        return "contradicted"
    return "supported" if hedged and not con and mixed else "partly-supported"


def _by_nearest(
    reading: Reading, agreeing: Sequence[Candidate], against: Sequence[Candidate]
) -> str | None:
    """What the finding says that has most of the claim's words, where one stands out.

    A claim that retells one result is not contested by others on the same topic; one with a number
    retells one, so less of its words is enough where all others have far fewer.
    """
    pro = max((c.text_score for c in agreeing), default=0.0)
    con = max((c.text_score for c in against), default=0.0)
    if pro >= _RETOLD and pro >= _STANDS_OUT * con:
        return "supported"
    numbered = any(token.is_number for token in tokenise(reading.statement))
    return "supported" if numbered and pro >= _NEAR and pro >= _FAR_OUT * con else None


def _narrower_absence(candidate: Candidate, claimed: str) -> bool:
    """Whether a finding denies only a narrower thing than the claim asserts."""
    denied = candidate.finding.direction in {"absent", "no-difference"}
    narrower = candidate.result("outcome") == "compatible"
    return denied and narrower and claimed in {"present", "increase", "decrease"}


def _of_those_named(
    reading: Reading, assertion: Assertion, found: Sequence[Candidate], evidence: Evidence
) -> list[Candidate]:
    """Findings in the people that the claim names, or in some of them: what was found in wider or
    unnamed people counts only where nothing else does."""
    named = assertion.populations or (reading.populations if reading.population_stated else ())
    is_a = evidence.vocabulary.populations.is_a
    return [
        c for c in found if any(is_a(one, name) for one in c.finding.population for name in named)
    ]


def _is_pooled(side: Sequence[Candidate]) -> bool:
    return any(candidate.level_score >= _POOLED for candidate in side)


def _weight(side: Sequence[Candidate], topical: bool) -> float:
    """Weight of one side: best studies count most, and one study counts once."""
    best: dict[str, float] = {}
    for candidate in side:
        weight = candidate.level_score * (candidate.facet_score**2)
        if topical:
            weight *= _SAME_THING + candidate.text_score
        study = candidate.finding.study_id
        best[study] = max(best.get(study, 0.0), weight)
    return sum(best.values())


def _best(side: Sequence[Candidate], topical: bool) -> Candidate | None:
    if not side:
        return None
    if topical:
        return max(side, key=lambda c: (c.text_score + 0.5 * c.score, c.finding.finding_id))
    return side[0]


def _reasons(
    verdict: str,
    agreeing: Sequence[Candidate],
    disagreeing: Sequence[Candidate],
    qualifying: Sequence[Candidate],
) -> tuple[Reason, ...]:
    if verdict == "supported":
        made = [Reason("DIRECTION_AGREES", _count(agreeing, "agree"), "STANCE")]
        if disagreeing:
            made.append(Reason("SOME_DISAGREE", _count(disagreeing, "disagree"), "STANCE"))
        return tuple(made)
    if verdict in {"contradicted", "overstated"}:
        return (
            Reason("DIRECTION_CONFLICTS", _count(disagreeing, "point the other way"), "STANCE"),
        )
    against = [*disagreeing, *qualifying]
    detail = f"{_count(agreeing, 'agree')}, {_count(against, 'qualify it or disagree')}"
    return (Reason("CONTESTED", detail, "STANCE_BALANCE"),)


def _count(side: Sequence[Candidate], what: str) -> str:
    works = len({c.finding.study_id for c in side})
    of = f"{works} work{'s' if works != 1 else ''}"
    if len(side) == 1:
        return f"1 finding of {of} {_ONE_DOES[what]}"
    return f"{len(side)} findings of {of} {what}"


_ONE_DOES = {
    "agree": "agrees",
    "disagree": "disagrees",
    "point the other way": "points the other way",
    "qualify it or disagree": "qualifies it or disagrees",
}
