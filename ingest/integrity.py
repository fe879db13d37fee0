"""The gate over all evidence at once: what is named is on file, and nothing is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.errors import Refusal
from ingest.evidence import Evidence, Record
from ingest.names import folded
from ingest.schema import DRUGS, OUTCOMES, POPULATIONS, ROUTES, STUDIES, TABLES, Table


def check_whole(evidence: Evidence) -> Iterator[Refusal]:
    """Ids that lead nowhere, vocabulary that names what is not in it, works that share an id."""
    yield from _references(evidence)
    yield from _vocabulary(evidence)
    yield from _identifiers(evidence)


def _references(evidence: Evidence) -> Iterator[Refusal]:
    """Every id that a row names is on file."""
    by_name = {table.name: table for table in TABLES}
    for table in TABLES:
        for column in table.columns:
            if column.references:
                target = by_name[column.references.partition(".")[0]]
                yield from _resolved(evidence, table, column.name, target)


def _resolved(evidence: Evidence, table: Table, column: str, target: Table) -> Iterator[Refusal]:
    """Every name in one column is a key of the target."""
    known = _keys(evidence, target)
    for record in evidence.tables.get(table.name, ()):
        parts = record.many(column) if table.column(column).many else (record.text(column),)
        for part in filter(None, parts):
            if part not in known:
                reason = f"'{part}' is not among the {target.name} on file"
                yield record.refuse(column, reason, f"correct it or add it to {target.name}")


def _keys(evidence: Evidence, table: Table) -> frozenset[str]:
    """Ids of a table, those of rows refused for another reason among them."""
    ids = {record.text(table.key[0]) for record in evidence.tables.get(table.name, ())}
    return frozenset(ids | evidence.refused.get(table.name, frozenset()))


# Vocabulary columns that name rows of a vocabulary.
_VOCABULARY_NAMES = (
    (DRUGS, "parents", DRUGS),
    (DRUGS, "routes", ROUTES),
    (POPULATIONS, "parents", POPULATIONS),
    (OUTCOMES, "parents", OUTCOMES),
)


def _vocabulary(evidence: Evidence) -> Iterator[Refusal]:
    """Names within the vocabulary are in the vocabulary, and nothing includes itself."""
    for table, column, target in _VOCABULARY_NAMES:
        yield from _resolved(evidence, table, column, target)
        if target is not table:
            continue
        records = evidence.tables.get(table.name, ())
        wider = {record.text(table.key[0]): record.many(column) for record in records}
        for record in records:
            key = record.text(table.key[0])
            if key in _above(key, wider):
                yield record.refuse(column, f"'{key}' includes itself", "break the circle")


def _above(key: str, wider: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everything that includes the key, by whatever number of steps."""
    above: set[str] = set()
    waiting = list(wider.get(key, ()))
    while waiting:
        name = waiting.pop()
        if name not in above:
            above.add(name)
            waiting += wider.get(name, ())
    return above


def _identifiers(evidence: Evidence) -> Iterator[Refusal]:
    """No two works share a DOI or a PubMed id."""
    studies = evidence.tables.get(STUDIES.name, ())
    for column in ("doi", "pmid", "pmcid"):
        first: dict[str, Record] = {}
        for record in studies:
            mark = folded(record.text(column))
            there = first.setdefault(mark, record)
            if mark and there is not record:
                reason = f"{record.text('study_id')} and {there.text('study_id')} share it"
                yield record.refuse(column, reason, "correct it or make the two rows one")
