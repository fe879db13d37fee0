"""A claim against a finding, facet by facet. Each facet is small, pure and names its rule.

A facet takes from a claim and from a finding what matters to it, and compares the two.  What it
takes is hashable, so that a claim is compared once with each value on file and not with each
finding.  What it takes from a claim is empty where the claim is silent, and then all is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from claims.reading import Assertion, Reading
from claims.records import Finding
from claims.times import Span, compare_times, is_cumulative
from claims.vocabulary import Tree, Vocabulary

EQUAL, COMPATIBLE, CONFLICT, UNKNOWN = "equal", "compatible", "conflict", "unknown"
Names = tuple[str, ...]
_ALL_PEOPLE = "all"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One facet compared: what either side says, how they stand, and the rule that decided."""

    facet: str
    claim: str | None
    finding: str | None
    result: str
    rule: str


@dataclass(frozen=True, slots=True)
class Facet:
    """What a facet takes from either side, how it compares them, and what it weighs."""

    name: str
    weight: float
    of_claim: Callable[[Reading, Assertion], Hashable]
    of_finding: Callable[[Finding, Vocabulary], Hashable]
    compare: Callable[[Any, Any, Vocabulary], Comparison]


def points(facet: Facet, comparison: Comparison) -> int:
    """What a comparison adds to the points of a finding: equal counts 1, compatible 0.6, unknown
    0.3 of the facet's weight.

    A conflict takes away more than all facets together can give: a sum below 0 tells of one.
    """
    if comparison.result == CONFLICT:
        return -CONFLICT_POINTS
    return _worth(facet, comparison.result)


def _worth(facet: Facet, result: str) -> int:
    return round(_SCALE * facet.weight * _WORTH[result])


def silence_points(k: int) -> int:
    """What every finding has in a facet, by its number in ``FACETS``, where the claim is silent."""
    return _SILENCE[k]


def _drug(claimed: Names, found: Names, vocabulary: Vocabulary) -> Comparison:
    result = _sets(claimed, found, vocabulary.drugs)
    return Comparison("drug", _listed(claimed), "; ".join(found), result, "DRUG")


def _route(claimed: Names, found: Names, vocabulary: Vocabulary) -> Comparison:
    if not claimed or not found:
        result = UNKNOWN
    else:
        result = EQUAL if set(claimed) & set(found) else CONFLICT
    return Comparison("route", _listed(claimed), _listed(found), result, "ROUTE")


def _population(
    claim: tuple[Names, bool] | None, finding: tuple[Names, str], vocabulary: Vocabulary
) -> Comparison:
    claimed, stated = claim or ((), False)
    found, kind = finding
    tree = vocabulary.populations
    result, rule = _sets(claimed, found, tree), "POPULATION"
    bound = kind in (_BOUND_IF_STATED if stated else POPULATION_BOUND)
    if result == CONFLICT and not (bound and (stated or not _akin(claimed, found, tree))):
        result, rule = UNKNOWN, "POPULATION_UNBOUND"
    return Comparison("population", _listed(claimed), _listed(found), result, rule)


def _akin(claimed: Names, found: Names, tree: Tree) -> bool:
    """Whether two names may overlap: kinds of one condition, or nothing is known of one."""
    return any(
        len(tree.above(one)) == 1
        or len(tree.above(other)) == 1
        or any(tree.above(name) != {name} for name in tree.above(one) & tree.above(other))
        for one in claimed
        for other in found
    )


def _claimed_population(reading: Reading, assertion: Assertion) -> tuple[Names, bool] | None:
    claimed = assertion.populations or reading.populations
    stated = bool(assertion.populations) or reading.population_stated
    return (claimed, stated) if claimed else None


def _outcome(claimed: str, found: str, vocabulary: Vocabulary) -> Comparison:
    tree, rule = vocabulary.outcome_tree, "OUTCOME"
    if claimed == found:
        result = EQUAL
    elif tree.is_a(claimed, found) and _is_particular(claimed, vocabulary):
        result, rule = CONFLICT, "OUTCOME_WIDER"
    elif tree.related(claimed, found):
        result = COMPATIBLE
    else:
        result = CONFLICT
    return Comparison("outcome", claimed, found, result, rule)


def _is_particular(outcome: str, vocabulary: Vocabulary) -> bool:
    """Whether nothing wider tells of an outcome: a harm, or one that a pack alone describes."""
    return vocabulary.outcomes[outcome].kind == "safety" or outcome in vocabulary.outcome_words


def _time(
    claim: tuple[Span, str | None, bool] | None,
    finding: tuple[Span, str | None],
    vocabulary: Vocabulary,
) -> Comparison:
    claimed, said, is_share = claim or ((None, None), None, False)
    found, printed = finding
    result, rule = compare_times(claimed, found)
    if result != UNKNOWN and is_share and is_cumulative(found):
        result, rule = CONFLICT, "TIME_CUMULATIVE"
    return Comparison("time", said, printed, result, rule)


def _claimed_time(reading: Reading, assertion: Assertion) -> tuple[Span, str | None, bool] | None:
    span, said = (reading.time_low_h, reading.time_high_h), None
    if reading.timepoint_value is not None:
        said = f"{reading.timepoint_value:g} {reading.timepoint_unit}"
    return (span, said, reading.unit == "%") if said or span != (None, None) else None


def _doses(claim: tuple[int, bool] | None, found: int | None, vocabulary: Vocabulary) -> Comparison:
    claimed, is_figure = claim or (None, False)
    if claimed is None or found is None or is_figure:
        result = UNKNOWN
    else:
        result = EQUAL if claimed == found else CONFLICT
    said = None if claimed is None else str(claimed)
    return Comparison("doses", said, None if found is None else str(found), result, "DOSES")


def _claimed_doses(reading: Reading, assertion: Assertion) -> tuple[int, bool] | None:
    return None if reading.n_doses is None else (reading.n_doses, reading.unit == "doses")


def _subgroup(claimed: str, found: str | None, vocabulary: Vocabulary) -> Comparison:
    return Comparison("subgroup", None, found, UNKNOWN if found is None else CONFLICT, "SUBGROUP")


def _comparator(claimed: Names, found: str | None, vocabulary: Vocabulary) -> Comparison:
    result = _sets(claimed, (found,) if found else (), vocabulary.drugs)
    result = UNKNOWN if result == CONFLICT else result
    return Comparison("comparator", _listed(claimed), found, result, "COMPARATOR")


def _sets(claimed: Names, found: Names, tree: Tree) -> str:
    """How two sets of names stand: one in common is equal, a wider or narrower one compatible."""
    if not claimed or not found:
        return UNKNOWN
    if set(claimed) & set(found):
        return EQUAL
    if any(tree.related(one, other) for one in claimed for other in found):
        return COMPATIBLE
    return CONFLICT


def _listed(names: Sequence[str]) -> str | None:
    return "; ".join(names) or None


FACETS: tuple[Facet, ...] = (
    Facet("drug", 3.0, lambda r, a: r.drugs, lambda f, v: f.drug, _drug),
    Facet("route", 1.0, lambda r, a: r.routes, lambda f, v: f.route, _route),
    Facet("population", 1.5, _claimed_population,
          lambda f, v: (f.population, v.outcomes[f.outcome].kind), _population),
    Facet("outcome", 3.0, lambda r, a: a.outcome, lambda f, v: f.outcome, _outcome),
    Facet("time", 2.0, _claimed_time,
          lambda f, v: ((f.time_low_h, f.time_high_h), f.timepoint), _time),
    Facet("doses", 1.0, _claimed_doses, lambda f, v: f.n_doses, _doses),
    Facet("subgroup", 0.5, lambda r, a: _ALL_PEOPLE, lambda f, v: f.subgroup, _subgroup),
    Facet("comparator", 0.5, lambda r, a: r.comparators, lambda f, v: f.comparator, _comparator),
)  # fmt: skip
_WORTH = {EQUAL: 1.0, COMPATIBLE: 0.6, UNKNOWN: 0.3}
_SCALE = 20
_MOST_POINTS = round(_SCALE * sum(facet.weight for facet in FACETS))
CONFLICT_POINTS = 1000
_SILENCE = [_worth(facet, UNKNOWN) for facet in FACETS]
# Weighted share of facets that agree, 0 to 1, by the points of all facets less any conflicts.
CLOSENESS = [round(total / _MOST_POINTS, 4) for total in range(_MOST_POINTS + 1)]

POPULATION_BOUND = frozenset({"efficacy", "onset", "durability", "regulatory"})
"""Kinds of outcome that hold of the people in whom they were found."""
_BOUND_IF_STATED = POPULATION_BOUND | {"safety", "evidence"}
