"""Words around numbers, found once for a whole text: units, modifiers, named times and roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from claims.lexicon import names, stop_stems, table
from claims.terms import Match, Terms
from claims.text import Token
from claims.units import dimension_of

_COUNTED = frozenset({"doses", "people", "studies"})


@dataclass(frozen=True, slots=True)
class Role:
    """What a word makes of the number beside it: the dimensions it can take over, and its reach."""

    role: str
    of: frozenset[str]
    gap: int


@dataclass(frozen=True, slots=True)
class _Mark:
    place: str
    unit: str = ""
    value: float = 0.0
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """Words around numbers by the token that is nearest to the number.

    Units, modifiers and roles after a number and named times are found by their first token,
    modifiers and roles before a number by their last.
    """

    units: dict[int, Match[str]] = field(default_factory=dict)
    before: dict[int, str] = field(default_factory=dict)
    after: dict[int, Match[str]] = field(default_factory=dict)
    times: dict[int, Match[tuple[float, str]]] = field(default_factory=dict)
    roles_before: dict[int, list[Role]] = field(default_factory=dict)
    roles_after: dict[int, list[Role]] = field(default_factory=dict)

    def dimension_at(self, i: int) -> str | None:
        """What the unit that begins at a token measures; None where no unit begins."""
        match = self.units.get(i)
        return None if match is None else dimension_of(match.payload)


def find_marks(tokens: Sequence[Token]) -> Marks:
    """All such words in a text; the longest wins where several begin at one token."""
    marks = Marks()
    for match in _terms().find_all(tokens):
        mark, place = match.payload, (match.first, match.last, match.start, match.end)
        if mark.place == "unit":
            marks.units.setdefault(match.first, Match(mark.unit, *place))
        elif mark.place == "time":
            marks.times.setdefault(match.first, Match((mark.value, mark.unit), *place))
        elif mark.place == "after":
            marks.after.setdefault(match.first, Match(mark.unit, *place))
        elif mark.place == "before":
            marks.before.setdefault(match.last, mark.unit)
        elif mark.role is not None:
            before = mark.place == "role before"
            home = marks.roles_before if before else marks.roles_after
            home.setdefault(match.last if before else match.first, []).append(mark.role)
    return marks


def unit_after(tokens: Sequence[Token], last: int, marks: Marks) -> tuple[str | None, int]:
    """The unit after a number and its last token; the number's own where there is none.

    One word may stand between where people or doses are counted.
    """
    j = last + 1
    if j < len(tokens) and tokens[j].text == "-":
        j += 1
    match = marks.units.get(j)
    between = j < len(tokens) and tokens[j].is_word and tokens[j].stem not in stop_stems()
    if match is None and between and marks.dimension_at(j + 1) in _COUNTED:
        match = marks.units[j + 1]
    return (match.payload, match.last) if match is not None else (None, last)


@cache
def _terms() -> Terms[_Mark]:
    """One set of patterns of all marks, so that a text is gone through once."""
    found = [(row["names"], _Mark("unit", row["unit"])) for row in table("units")]
    found += [(row["names"], _Mark(row["position"], row["modifier"])) for row in table("modifiers")]
    found += [
        (row["names"], _Mark("time", row["unit"], float(row["value"])))
        for row in table("timewords")
    ]
    for row in table("number_roles"):
        if row["position"] != "link":
            role = Role(row["role"], frozenset(row["of"].split("|")), int(row["gap"]))
            found.append((row["names"], _Mark(f"role {row['position']}", role=role)))
    return Terms([(name, mark) for cell, mark in found for name in names(cell)])
