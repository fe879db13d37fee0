"""Compares how a claim was read with its label, field by field.

Labels are in their author's own words, readings in ids of the vocabulary.  A label that names
nothing that the vocabulary knows says nothing about what should have been read, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from claims.lexicon import names, table
from claims.quality.labels import Label
from claims.reading import Reading
from claims.terms import Terms
from claims.text import tokenise
from claims.units import in_base
from claims.vocabulary import Sense, Vocabulary

# Percent points by which shares may differ; where the label has the share in words, more.
_POINTS = 0.5
_POINTS_IN_WORDS = 2.5
_SHARE_OF_VALUE = 0.01
_SHARE_OF_TIME = 0.1
_SHORT = {"n": "people"}
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


class Compared(NamedTuple):
    """One field of one claim: whether its label has it, whether the reading does, and agreement."""

    labelled: bool
    found: bool
    right: bool


Compare = Callable[[Label, Reading, Vocabulary], Compared | None]


def compare_fields(label: Label, reading: Reading, vocabulary: Vocabulary) -> dict[str, Compared]:
    """Every field that the label allows to judge, by name."""
    compared = {name: compare(label, reading, vocabulary) for name, compare in _FIELDS.items()}
    return {name: one for name, one in compared.items() if one is not None}


def _kind(label: Label, reading: Reading, _: Vocabulary) -> Compared:
    return Compared(True, True, label["kind"] == reading.kind)


def _drug(label: Label, reading: Reading, vocabulary: Vocabulary) -> Compared | None:
    return _named(label["drug"], reading.drugs, vocabulary.drug_terms)


def _route(label: Label, reading: Reading, vocabulary: Vocabulary) -> Compared | None:
    return _named(label["route"], reading.routes, vocabulary.route_terms)


def _population(label: Label, reading: Reading, vocabulary: Vocabulary) -> Compared | None:
    """Labels name the people that the claim names itself, so those of its page do not count."""
    read = reading.populations if reading.population_stated else ()
    return _named(label["population"], read, vocabulary.population_terms)


def _named(cell: str | None, read: Iterable[str], terms: Terms[Sense]) -> Compared | None:
    """Names agree where one of several is in common."""
    wanted, given = _ids(cell, terms), set(read)
    if cell and not wanted:
        return None
    return Compared(bool(wanted), bool(given), bool(wanted & given))


def _ids(cell: str | None, terms: Terms[Sense]) -> set[str]:
    return {match.payload.id for match in terms.find(tokenise(cell or ""))}


def _outcome(label: Label, reading: Reading, vocabulary: Vocabulary) -> Compared | None:
    """Outcomes agree where the first asserted is the one labelled, related, or named alike."""
    cell, read = label["outcome"], reading.outcome
    wanted = _ids(cell, vocabulary.outcome_terms)
    if cell and not wanted:
        return None
    right = read is not None and any(vocabulary.alike(one, read) for one in wanted)
    return Compared(bool(wanted), read is not None, right)


def _dose(label: Label, reading: Reading, _: Vocabulary) -> Compared:
    """Doses are kept as written; they agree where a figure is in common."""
    wanted, given = (set(map(float, _FIGURE.findall(text or ""))) for text in
                     (label["dose"], reading.dose))  # fmt: skip
    return Compared(bool(wanted), bool(given), bool(wanted & given))


def _value(label: Label, reading: Reading, _: Vocabulary) -> Compared:
    low, high, read = label["value"], label["value_high"], reading.value
    right = False
    if low is not None and read is not None:
        near = _tolerance(label, low)
        right = low - near <= read <= (low if high is None else high) + near
    return Compared(low is not None, read is not None, right)


def _tolerance(label: Label, value: float) -> float:
    share = abs(value) * _SHARE_OF_VALUE
    if label["unit"] != "%":
        return share
    in_words = label["value_as_written"] and not _FIGURE.search(label["value_as_written"])
    return max(share, _POINTS_IN_WORDS if in_words else _POINTS)


def _unit(label: Label, reading: Reading, _: Vocabulary) -> Compared:
    wanted, given = label["unit"], reading.unit
    right = bool(wanted and given) and _unit_named(wanted) == _unit_named(given or "")
    return Compared(bool(wanted), bool(given), right)


def _unit_named(name: str) -> str:
    """The grammar's name of a unit, or of the parts of one such as "doses/week"."""
    known = _unit_names().get(name.casefold())
    if known is None and "/" in name:
        return "/".join(map(_unit_named, name.split("/")))
    return known or name


@cache
def _unit_names() -> Mapping[str, str]:
    """Every name of a unit that the grammar knows, with the unit."""
    known = {
        name.casefold(): row["unit"]
        for row in table("units")
        for name in (*names(row["names"]), row["unit"])
    }
    return {**known, **_SHORT}


def _comparator_value(label: Label, reading: Reading, _: Vocabulary) -> Compared:
    wanted, given = label["comparator_value"], reading.comparator_value
    both = wanted is not None and given is not None
    right = both and abs(wanted - (given or 0.0)) <= _POINTS
    return Compared(wanted is not None, given is not None, right)


def _timepoint(label: Label, reading: Reading, _: Vocabulary) -> Compared:
    """Times agree within a tenth of the later one."""
    wanted = _hours(label["timepoint_value"], label["timepoint_unit"])
    given = _hours(reading.timepoint_value, reading.timepoint_unit)
    right = (
        wanted is not None
        and given is not None
        and abs(wanted - given) <= _SHARE_OF_TIME * max(wanted, given)
    )
    return Compared(wanted is not None, given is not None, right)


def _hours(value: float | None, unit: str | None) -> float | None:
    return None if value is None or unit is None else in_base(value, unit)


def _n_doses(label: Label, reading: Reading, _: Vocabulary) -> Compared:
    wanted, given = label["n_doses"], reading.n_doses
    return Compared(wanted is not None, given is not None, wanted == given)


def _hedged(label: Label, reading: Reading, _: Vocabulary) -> Compared:
    return Compared(label["hedged"], reading.hedged, True)


def _absolute(label: Label, reading: Reading, _: Vocabulary) -> Compared:
    return Compared(label["absolute_language"], reading.absolute, True)


_FIELDS: Mapping[str, Compare] = {
    "kind": _kind,
    "drug": _drug,
    "route": _route,
    "dose": _dose,
    "population": _population,
    "outcome": _outcome,
    "value": _value,
    "unit": _unit,
    "comparator_value": _comparator_value,
    "timepoint": _timepoint,
    "n_doses": _n_doses,
    "hedged": _hedged,
    "absolute": _absolute,
}
FIELDS = tuple(_FIELDS)
