"""A claim against a finding, facet by facet. Each comparator is small, pure and names its rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claims.reading import Assertion, Reading
from claims.records import Finding
from claims.times import compare_times, is_cumulative
from claims.vocabulary import Tree, Vocabulary

EQUAL, COMPATIBLE, CONFLICT, UNKNOWN = "equal", "compatible", "conflict", "unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One facet compared: what either side says, how they stand, and the rule that decided."""

    facet: str
    claim: str | None
    finding: str | None
    result: str
    rule: str


Comparator = Callable[[Reading, Assertion, Finding, Vocabulary], Comparison]


def compare(
    reading: Reading, assertion: Assertion, finding: Finding, vocabulary: Vocabulary
) -> tuple[Comparison, ...]:
    """Every facet that says whether a finding speaks of the same thing as the claim."""
    return tuple(comparator(reading, assertion, finding, vocabulary) for comparator in _FACETS)


def comparable(comparisons: tuple[Comparison, ...]) -> bool:
    """Whether no facet stands in the way of setting the figures side by side."""
    return all(comparison.result != CONFLICT for comparison in comparisons)


def closeness(comparisons: tuple[Comparison, ...]) -> float:
    """Weighted share of facets that agree, 0 to 1: equal counts 1, compatible 0.6, unknown 0.3."""
    worth = {EQUAL: 1.0, COMPATIBLE: 0.6, UNKNOWN: 0.3, CONFLICT: 0.0}
    total = sum(_WEIGHTS[comparison.facet] for comparison in comparisons)
    reached = sum(
        _WEIGHTS[comparison.facet] * worth[comparison.result] for comparison in comparisons
    )
    return reached / total if total else 0.0


def _drug(
    reading: Reading, assertion: Assertion, finding: Finding, vocabulary: Vocabulary
) -> Comparison:
    claimed, found, tree = reading.drugs, finding.drug, vocabulary.drugs
    result = _sets(claimed, found, tree)
    return Comparison("drug", "; ".join(claimed) or None, "; ".join(found), result, "DRUG")


def _route(
    reading: Reading, assertion: Assertion, finding: Finding, vocabulary: Vocabulary
) -> Comparison:
    claimed, found = reading.routes, finding.route
    if not claimed or not found:
        result = UNKNOWN
    else:
        result = EQUAL if set(claimed) & set(found) else CONFLICT
    return Comparison(
        "route", "; ".join(claimed) or None, "; ".join(found) or None, result, "ROUTE"
    )


def _population(
    reading: Reading, assertion: Assertion, finding: Finding, vocabulary: Vocabulary
) -> Comparison:
    claimed, found = assertion.populations or reading.populations, finding.population
    stated = bool(assertion.populations) or reading.population_stated
    result, rule = _sets(claimed, found, vocabulary.populations), "POPULATION"
    kind = vocabulary.outcomes[finding.outcome].kind
    if result == CONFLICT and kind not in (_BOUND_IF_STATED if stated else _POPULATION_BOUND):
        result, rule = UNKNOWN, "POPULATION_UNBOUND"
    return Comparison(
        "population", "; ".join(claimed) or None, "; ".join(found) or None, result, rule
    )


def _outcome(
    reading: Reading, assertion: Assertion, finding: Finding, vocabulary: Vocabulary
) -> Comparison:
    tree = vocabulary.outcome_tree
    if assertion.outcome == finding.outcome:
        result = EQUAL
    elif tree.related(assertion.outcome, finding.outcome):
        result = COMPATIBLE
    else:
        result = CONFLICT
    return Comparison("outcome", assertion.outcome, finding.outcome, result, "OUTCOME")


def _time(
    reading: Reading, assertion: Assertion, finding: Finding, vocabulary: Vocabulary
) -> Comparison:
    claimed, found = (
        (reading.time_low_h, reading.time_high_h),
        (finding.time_low_h, finding.time_high_h),
    )
    result, rule = compare_times(claimed, found)
    if result != UNKNOWN and reading.unit == "%" and is_cumulative(found):
        result, rule = CONFLICT, "TIME_CUMULATIVE"
    said = None
    if reading.timepoint_value is not None:
        said = f"{reading.timepoint_value:g} {reading.timepoint_unit}"
    return Comparison("time", said, finding.timepoint, result, rule)


def _doses(
    reading: Reading, assertion: Assertion, finding: Finding, vocabulary: Vocabulary
) -> Comparison:
    claimed, found = reading.n_doses, finding.n_doses
    if claimed is None or found is None or reading.unit == "doses":
        result = UNKNOWN
    else:
        result = EQUAL if claimed == found else CONFLICT
    said = None if claimed is None else str(claimed)
    return Comparison("doses", said, None if found is None else str(found), result, "DOSES")


def _subgroup(
    reading: Reading, assertion: Assertion, finding: Finding, vocabulary: Vocabulary
) -> Comparison:
    result = UNKNOWN if finding.subgroup is None else CONFLICT
    return Comparison("subgroup", None, finding.subgroup, result, "SUBGROUP")


def _comparator(
    reading: Reading, assertion: Assertion, finding: Finding, vocabulary: Vocabulary
) -> Comparison:
    claimed, found = reading.comparators, (finding.comparator or "",)
    if not claimed or not finding.comparator:
        result = UNKNOWN
    else:
        result = _sets(claimed, found, vocabulary.drugs)
        result = UNKNOWN if result == CONFLICT else result
    return Comparison(
        "comparator", "; ".join(claimed) or None, finding.comparator, result, "COMPARATOR"
    )


def _sets(claimed: tuple[str, ...], found: tuple[str, ...], tree: Tree) -> str:
    """How two sets of names stand: one in common is equal, a wider or narrower one compatible."""
    if not claimed or not found:
        return UNKNOWN
    if set(claimed) & set(found):
        return EQUAL
    if any(tree.related(one, other) for one in claimed for other in found):
        return COMPATIBLE
    return CONFLICT


_FACETS: tuple[Comparator, ...] = (
    _drug, _route, _population, _outcome, _time, _doses, _subgroup, _comparator,
)  # fmt: skip
_WEIGHTS = {
    "drug": 3.0, "route": 1.0, "population": 1.5, "outcome": 3.0,
    "time": 2.0, "doses": 1.0, "subgroup": 0.5, "comparator": 0.5,
}  # fmt: skip
_POPULATION_BOUND = frozenset({"efficacy", "onset", "durability", "regulatory"})
_BOUND_IF_STATED = _POPULATION_BOUND | {"safety", "evidence"}
