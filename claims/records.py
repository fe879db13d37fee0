"""Findings and studies as the judges use them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from claims.vocabulary import split

_SUFFIXES = frozenset({"Jr", "Sr", "II", "III"})
_LISTS = frozenset({"drug", "route", "population"})


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One row of the table ``findings``; see ``ingest.schema`` for units. Equal to itself only."""

    finding_id: str
    study_id: str
    drug: tuple[str, ...]
    route: tuple[str, ...]
    population: tuple[str, ...]
    arm: str | None
    subgroup: str | None
    comparator: str | None
    outcome: str
    definition: str | None
    scale: str | None
    timepoint: str | None
    time_low_h: float | None
    time_high_h: float | None
    n_doses: int | None
    n: int | None
    n_kind: str | None
    events: int | None
    percent: float | None
    percent_high: float | None
    percent_approx: int | None
    comparator_percent: float | None
    effect_type: str | None
    effect: float | None
    comparator_effect: float | None
    ci_low: float | None
    ci_high: float | None
    p: float | None
    value: float | None
    value_high: float | None
    unit: str | None
    direction: str | None
    basis: str | None
    statement: str
    confidence: str
    note: str | None
    set_aside: str | None

    @property
    def read(self) -> bool:
        """Whether a verdict may rest on it: somebody read it in a source, and it was not set aside
        in a conflict of sources (``set_aside`` is the id of that)."""
        return not self.barred

    @property
    def barred(self) -> str:
        """Why no verdict rests on it, in words; empty where one may."""
        if self.confidence == "recalled":
            return "nobody has read it in a source"
        return "sources disagree, and it is not the one followed" if self.set_aside else ""


@dataclass(frozen=True, slots=True)
class Search:
    """The parts of a row of the table ``searches`` that tell what is covered."""

    drug: tuple[str, ...]
    outcome: tuple[str, ...]
    searched: str


@dataclass(frozen=True, slots=True)
class Study:
    """The parts of a row of the table ``studies`` that judging needs."""

    study_id: str
    title: str
    authors: str
    year: int | None
    design: str | None
    blinding: str | None
    n_randomised: int | None
    n_treated: int | None
    n_analysed: int | None
    notice: str | None
    aliases: str | None
    journal: str | None
    doi: str | None
    pmid: str | None
    unverified_fields: str | None

    @property
    def short(self) -> str:
        """First author and year, as people name a study; an organisation by its whole name."""
        parts = self.authors.split(";")[0].split()
        is_person = bool(parts) and not parts[0].isupper()
        while is_person and len(parts) > 1 and (parts[-1].isupper() or parts[-1] in _SUFFIXES):
            parts.pop()
        surname = " ".join(parts)
        if surname in {"", "(others)"}:
            surname = self.title.partition(":")[0]
        return f"{surname} {self.year}" if self.year else surname


def set_aside(conflicts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The findings that conflicts of sources set aside, each with the id of the conflict."""
    return {row["other"]: row["conflict_id"] for row in conflicts}


def finding_from_row(row: Mapping[str, Any]) -> Finding:
    """A finding from a row as the database or a pack gives it; what is missing is None.

    ``set_aside`` stands in no row of ``findings``: whoever asks what may decide adds it.
    """
    values: dict[str, Any] = {field.name: row.get(field.name) for field in fields(Finding)}
    for name in _LISTS:
        values[name] = split(values[name])
    return Finding(**values)


def search_from_row(row: Mapping[str, Any]) -> Search:
    """A search from a row as the database or a pack gives it."""
    return Search(split(row["drug"]), split(row.get("outcome")), str(row["searched"]))


def study_from_row(row: Mapping[str, Any]) -> Study:
    """A study from a row as the database or a pack gives it; what is missing is None."""
    values: dict[str, Any] = {field.name: row.get(field.name) for field in fields(Study)}
    return Study(**values)
