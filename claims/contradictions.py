"""Claims of one page that cannot both hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claims.checked import CheckedClaim, Contradiction
from claims.lexicon import table
from claims.reading import Assertion, Reading
from claims.times import compare_times
from claims.vocabulary import Vocabulary

_PRESENT = frozenset({"present", "increase", "worse", None})
_ABSENT = frozenset({"absent", "no-difference"})
_SELDOM = frozenset({"rare", "uncommon"})
_OFTEN = frozenset({"common", "very-common"})
_SPOKEN = frozenset({"question", "opinion", "testimonial"})
_NEAR = 1.0
_VAGUE = frozenset({"about", "nearly"})
_VAGUE_BY = 5.0
_MOST = 40


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing that a claim asserts, ready to be set beside another."""

    claim: CheckedClaim
    assertion: Assertion

    @property
    def reading(self) -> Reading:
        return self.claim.reading


def contradictions_among(
    claims: Sequence[CheckedClaim], vocabulary: Vocabulary
) -> tuple[Contradiction, ...]:
    """Pairs of claims on one drug and outcome that contradict each other, in the page's order.

    They point opposite ways, call a harm both rare and common, or give shares that differ for the
    same outcome, time and people without different sources. Of many claims that say the same, the
    first stands for all, so that a page of any length is compared in linear time.
    """
    by_outcome: dict[str, list[_Said]] = defaultdict(list)
    for claim in claims:
        if claim.reading.speech in _SPOKEN or claim.reading.kind == "citation":
            continue
        for i, assertion in enumerate(claim.reading.assertions):
            if i == 0 or claim.reading.unit != "%":
                by_outcome[assertion.outcome].append(_Said(claim, assertion))
    found: dict[tuple[int, int], Contradiction] = {}
    for pair in _pairs(by_outcome, vocabulary):
        found.setdefault((pair.first.start, pair.second.start), pair)
    return tuple(found[places] for places in sorted(found))


def _pairs(by_outcome: dict[str, list[_Said]], vocabulary: Vocabulary) -> Iterator[Contradiction]:
    for outcome, said in by_outcome.items():
        wider = vocabulary.outcome_tree.above(outcome) - {outcome}
        denials = [one for name in wider for one in by_outcome.get(name, ()) if _denies(one)]
        leading, denying = _leading(said), _leading(denials)
        for i, one in enumerate(leading):
            for other in (*leading[i + 1 :], *denying):
                why = _difference(one, other, vocabulary)
                if why and one.claim is not other.claim:
                    first, second = sorted((one.claim, other.claim), key=lambda c: c.start)
                    yield Contradiction(first, second, why)


def _leading(said: Sequence[_Said]) -> list[_Said]:
    """The first of those that say the same."""
    first: dict[object, _Said] = {}
    for one in said:
        reading = one.reading
        figure = reading.value if reading.unit == "%" else None
        key = (one.assertion.direction, reading.drugs, reading.frequency, figure,
               reading.time_high_h, reading.populations)  # fmt: skip
        first.setdefault(key, one)
    return list(first.values())[:_MOST]


def _difference(one: _Said, other: _Said, vocabulary: Vocabulary) -> str | None:
    """What two claims differ in that cannot both be so; None where they can."""
    if not _alike(one, other, vocabulary):
        return None
    label = vocabulary.labels.get(one.assertion.outcome, one.assertion.outcome)
    if one.reading.unit == "%" and other.reading.unit == "%":
        return _shares_differ(one, other, label)
    often = {one.reading.frequency, other.reading.frequency}
    if often & _SELDOM and often & _OFTEN:
        return f"{label}: {' and '.join(sorted(word for word in often if word))}"
    directions = one.assertion.direction, other.assertion.direction
    safety = vocabulary.outcomes[one.assertion.outcome].kind == "safety"
    if safety and _opposed(directions, _ABSENT, _PRESENT):
        return f"{label}: said to occur and not to occur"
    if None not in directions and directions in _disagreeing():
        return f"{label}: {directions[0]} and {directions[1]}"
    return None


def _alike(one: _Said, other: _Said, vocabulary: Vocabulary) -> bool:
    """Whether two claims speak of the same drug and people, so that they can clash."""
    drugs, people = vocabulary.drugs, vocabulary.populations
    a, b = one.reading, other.reading
    if a.comparators or b.comparators or set(a.drugs) != set(b.drugs):
        return False
    groups = (
        (one.assertion.populations or a.populations),
        (other.assertion.populations or b.populations),
    )
    same_drug = not a.drugs or any(drugs.related(x, y) for x in a.drugs for y in b.drugs)
    same_people = groups[0] == groups[1] or any(
        people.related(x, y) for x in groups[0] for y in groups[1]
    )
    return same_drug and same_people and (a.routes == b.routes or not (a.routes and b.routes))


def _shares_differ(one: _Said, other: _Said, label: str) -> str | None:
    a, b = one.reading, other.reading
    sources = {r.text for r in one.claim.references}, {r.text for r in other.claim.references}
    if a.value is None or b.value is None or (sources[0] and sources[0] != sources[1]):
        return None
    times = compare_times((a.time_low_h, a.time_high_h), (b.time_low_h, b.time_high_h))[0]
    untimed = a.time_low_h is None and b.time_low_h is None
    if not untimed and times not in {"equal", "compatible"}:
        return None
    vague = {a.modifier, b.modifier} & _VAGUE or a.in_words or b.in_words
    if abs(a.value - b.value) <= (_VAGUE_BY if vague else _NEAR) or a.n_doses != b.n_doses:
        return None
    if a.value_high is not None or b.value_high is not None:
        return None
    return f"{label}: {a.value:g}% and {b.value:g}%"


def _opposed(
    pair: tuple[str | None, str | None],
    left: frozenset[str],
    right: frozenset[str | None],
) -> bool:
    return (pair[0] in left and pair[1] in right) or (pair[1] in left and pair[0] in right)


def _denies(said: _Said) -> bool:
    return said.assertion.direction in _ABSENT


@cache
def _disagreeing() -> frozenset[tuple[str | None, str | None]]:
    """Pairs of directions that disagree whichever comes first."""
    pairs = {(r["claim"], r["finding"]) for r in table("agreement") if r["stance"] == "disagrees"}
    return frozenset((a, b) for a, b in pairs if (b, a) in pairs)
