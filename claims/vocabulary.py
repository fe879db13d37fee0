"""The topic's words, from the vocabulary tables: what a name means and what it is part of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from claims.lexicon import names
from claims.outcome_words import OutcomeWords
from claims.terms import Terms, compile_pattern

Row = Mapping[str, object]


@dataclass(frozen=True)
class Sense:
    """What a phrase means: the id of a vocabulary row, and the direction the words point in."""

    id: str
    direction: str | None = None


@dataclass(frozen=True)
class Outcome:
    """An outcome or topic: see the table ``outcomes``."""

    id: str
    label: str
    family: str
    kind: str
    valence: str
    weight: float
    exclusive: bool


class Tree:
    """Names with wider names above them; "is a" is transitive."""

    def __init__(self, parents: Mapping[str, tuple[str, ...]]) -> None:
        self._above = {name: _closure(name, parents) for name in parents}

    def __contains__(self, name: str) -> bool:
        return name in self._above

    def above(self, name: str) -> frozenset[str]:
        """The name itself and every wider name that includes it. A loop among names is harmless."""
        return self._above.get(name) or frozenset({name})

    def is_a(self, narrow: str, wide: str) -> bool:
        """Whether ``narrow`` is ``wide`` or a part of it."""
        return wide in self.above(narrow)

    def related(self, one: str, other: str) -> bool:
        """Whether one includes the other."""
        return self.is_a(one, other) or self.is_a(other, one)


@dataclass(frozen=True)
class Vocabulary:
    """All names on file, with finders for text.

    Made by ``Vocabulary.from_rows`` out of the tables drugs, routes, populations, outcomes and
    scales, given as rows by table name, and of what findings say an outcome is.
    """

    tables: Mapping[str, tuple[Row, ...]]
    definitions: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def from_rows(cls, tables: Mapping[str, Iterable[Row]]) -> Vocabulary:
        """A vocabulary of the rows given for each table; a table that is missing is empty.

        Of findings only the outcomes and their definitions are kept.
        """
        definitions = frozenset(
            (str(row["outcome"]), str(row["definition"]))
            for row in tables.get("findings", ())
            if row.get("definition")
        )
        kept = {name: tuple(rows) for name, rows in tables.items() if name != "findings"}
        return cls(kept, definitions)

    @cached_property
    def drugs(self) -> Tree:
        """Drugs and treatments under their classes."""
        return self._tree("drugs", "drug")

    @cached_property
    def populations(self) -> Tree:
        """Populations under the wider ones."""
        return self._tree("populations", "population")

    @cached_property
    def outcome_tree(self) -> Tree:
        """Outcomes under the wider ones."""
        return self._tree("outcomes", "outcome")

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """Outcomes by id."""
        return {
            str(row["outcome"]): Outcome(
                str(row["outcome"]), str(row["label"]), str(row["family"]), str(row["kind"]),
                str(row.get("valence") or "neutral"), float(str(row.get("weight") or 2)),
                bool(row.get("exclusive")),
            )
            for row in self.tables.get("outcomes", ())
        }  # fmt: skip

    @cached_property
    def drug_terms(self) -> Terms[Sense]:
        """Finds drugs and treatments."""
        return self._terms("drugs", "drug")

    @cached_property
    def route_terms(self) -> Terms[Sense]:
        """Finds routes."""
        return self._terms("routes", "route")

    @cached_property
    def population_terms(self) -> Terms[Sense]:
        """Finds populations and conditions."""
        return self._terms("populations", "population")

    @cached_property
    def conditions(self) -> frozenset[str]:
        """Populations that are conditions: what a page can be about."""
        rows = self.tables.get("populations", ())
        return frozenset(str(row["population"]) for row in rows if row.get("kind") != "group")

    @cached_property
    def outcome_terms(self) -> Terms[Sense]:
        """Finds outcomes and topics, with the direction that the words give."""
        return self._terms("outcomes", "outcome")

    @cached_property
    def outcome_words(self) -> OutcomeWords:
        """Finds outcomes that no one gave synonyms by the words of their names, in any order."""
        plain = {
            str(row["outcome"]): str(row["label"])
            for row in self.tables.get("outcomes", ())
            if not row.get("names")
        }
        told = sorted((outcome, text) for outcome, text in self.definitions if outcome in plain)
        return OutcomeWords(sorted(plain.items()), told)

    def alike(self, one: str, other: str) -> bool:
        """Whether two outcomes are one, related, or named with the same words."""
        return (
            one == other
            or self.outcome_tree.related(one, other)
            or self.outcome_words.alike(one, other)
        )

    @cached_property
    def drug_rows(self) -> dict[str, Row]:
        """Rows of the table drugs by name."""
        return {str(row["drug"]): row for row in self.tables.get("drugs", ())}

    def drug_kind(self, name: str) -> str:
        """What kind of treatment a name in the table drugs is; empty for a name that is not."""
        row = self.drug_rows.get(name)
        return str(row["kind"]) if row is not None else ""

    @cached_property
    def labels(self) -> dict[str, str]:
        """Labels for readers by id, over all tables."""
        keys = {"drugs": "drug", "routes": "route", "populations": "population",
                "outcomes": "outcome", "scales": "scale"}  # fmt: skip
        return {
            str(row[key]): str(row["label"])
            for table, key in keys.items()
            for row in self.tables.get(table, ())
        }

    def _tree(self, table: str, key: str) -> Tree:
        return Tree(
            {str(row[key]): split(row.get("parents")) for row in self.tables.get(table, ())}
        )

    def _terms(self, table: str, key: str) -> Terms[Sense]:
        pairs: dict[tuple[object, str], tuple[str, Sense]] = {}
        for row in sorted(self.tables.get(table, ()), key=lambda row: str(row[key])):
            own = str(row[key])
            for name in [*names(str(row.get("names") or "")), str(row["label"]), own]:
                words, _, direction = name.partition(">")
                place = (compile_pattern(words), own)
                pairs.setdefault(place, (words, Sense(own, direction or None)))
        return Terms(pairs.values())


def _closure(name: str, parents: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    reached, queue = {name}, [name]
    while queue:
        new = set(parents.get(queue.pop(), ())) - reached
        reached |= new
        queue.extend(new)
    return frozenset(reached)


def split(cell: object) -> tuple[str, ...]:
    """The parts of a cell that holds several ids divided by ';'."""
    return tuple(part.strip() for part in str(cell or "").split(";") if part.strip())
