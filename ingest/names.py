"""Names in columns: known ones become the vocabulary's own, unknown ones become vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.evidence import Record, Row
from ingest.outcome_kinds import outcome_kind
from ingest.rows import Value
from ingest.schema import DRUGS, JOURNALS, OUTCOMES, POPULATIONS, ROUTES, SCALES, TABLES, Table
from ingest.terms import OUTCOME_FAMILIES

# Which columns of which tables hold names of which vocabulary.
_NAMED: tuple[tuple[str, str, Table], ...] = (
    ("studies", "drug", DRUGS),
    ("studies", "route", ROUTES),
    ("studies", "journal", JOURNALS),
    ("findings", "drug", DRUGS),
    ("findings", "route", ROUTES),
    ("findings", "population", POPULATIONS),
    ("findings", "outcome", OUTCOMES),
    ("findings", "scale", SCALES),
    ("pages", "subject", DRUGS),
    ("pages", "condition", POPULATIONS),
    ("searches", "drug", DRUGS),
    ("searches", "outcome", OUTCOMES),
)
# What every outcome of a kind is a part of, where the vocabulary has it.
_WIDEST = {"efficacy": "benefit"}
# The kind of a name that no vocabulary describes.
_KINDS = {DRUGS.name: "drug", POPULATIONS.name: "condition"}
_TABLES = {table.name: table for table in TABLES}
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_COMBINED = re.compile(r"[+/&]|\b(?:and|plus|with|without|or|no)\b", re.I)
_SLUG = re.compile(r"[^a-z0-9]+")


def folded(name: str) -> str:
    """A name as it is compared: case, hyphens and runs of space aside."""
    return " ".join(re.sub(r"[-_\u2010\u2011]", " ", name).casefold().split())


@dataclass(frozen=True, slots=True)
class _Book:
    """One vocabulary: its records by key, and keys by folded name, label or synonym."""

    table: Table
    records: dict[str, Record]
    keys: dict[str, str]

    def find(self, name: str) -> str | None:
        """The key that a name stands for; a remark in brackets may stand behind it."""
        return self.keys.get(folded(name)) or self.keys.get(folded(_BRACKETS.sub("", name)))

    def add(self, record: Record) -> None:
        """File a record under its key, label and plain synonyms; what is taken stays."""
        key = record.text(self.table.key[0])
        self.records[key] = record
        self.keys[folded(key)] = key
        for name in (record.text("label"), *_synonyms(record)):
            if name:
                self.keys.setdefault(folded(name), key)


def _synonyms(record: Record) -> Iterator[str]:
    """Synonyms without the direction that they may carry for the reading of prose."""
    for written in record.text("names").split("|"):
        name = written.partition(">")[0].strip()
        if name:
            yield name


def _open(table: Table, records: tuple[Record, ...]) -> _Book:
    """The vocabulary's book; every key goes in before any synonym can take its place."""
    book = _Book(table, {}, {folded(key): key for key in (r.text(table.key[0]) for r in records)})
    for record in records:
        book.add(record)
    return book


class Names:
    """The vocabularies of all packs, and what the names in columns stand for.

    A name that equals a key, label or synonym (case and hyphens aside) stands for that key; "A/B"
    and "A, B" stand for two where both are known.  A name that nobody knows gets a row of its own,
    placed where it was first used.
    """

    def __init__(self, tables: Mapping[str, Iterable[Record]]) -> None:
        """Open the vocabularies among the tables."""
        names = dict.fromkeys(table for _, _, table in _NAMED)
        self._books = {
            table.name: _open(table, tuple(tables.get(table.name, ()))) for table in names
        }

    def resolve(self, table: str, record: Record) -> Record:
        """The record of that table with canonical names in its cells."""
        for _, column, vocabulary in (named for named in _NAMED if named[0] == table):
            many = _TABLES[table].column(column).many
            record = _resolve_cell(record, column, many, self._books[vocabulary.name])
        return record

    def abbreviate(self, study: Record) -> None:
        """Make the abbreviation that a study prints a synonym of its journal."""
        journals = self._books[JOURNALS.name]
        name, short = study.text("journal"), study.text("journal_abbrev")
        if not name or not short or folded(short) in journals.keys:
            return
        (journal,) = _keys(name, study, journals)
        record = journals.records[journal]
        names = "|".join(filter(None, (record.text("names"), short)))
        journals.records[journal] = replace(record, values={**record.values, "names": names})
        journals.keys.setdefault(folded(short), journal)

    def tables(self) -> dict[str, tuple[Record, ...]]:
        """The vocabularies, what was added among them."""
        for table in (DRUGS, POPULATIONS):
            self._books[table.name].records.update(_within_wider(self._books[table.name]))
        return {name: tuple(book.records.values()) for name, book in self._books.items()}


def _within_wider(book: _Book) -> dict[str, Record]:
    """Names that no vocabulary describes, each as a part of those that it contains.

    "Chronic migraine" is migraine; "cardiovascular disease and overweight" is both.  A combination
    of drugs is neither of them.
    """
    found = {}
    for key, record in book.records.items():
        combined = book.table is DRUGS and _COMBINED.search(key)
        if record.text("names") or record.text("parents") or combined:
            continue
        words = folded(key).split()
        runs = {
            " ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)
        }
        wider = sorted({name for run in runs if (name := book.keys.get(run)) and name != key})
        if wider:
            parents = "; ".join(wider)
            found[key] = replace(record, values={**record.values, "parents": parents})
    return found


def _resolve_cell(record: Record, column: str, many: bool, book: _Book) -> Record:
    """The record with canonical names in one column; unknown names are added to the book.

    ``many`` says that the column may hold several names, divided by ';'.
    """
    cell = record.text(column)
    if not cell:
        return record
    parts = record.many(column) if many else (cell,)
    keys: list[str] = []
    for part in parts:
        keys += [key for key in _keys(part, record, book) if key not in keys]
    canonical = "; ".join(keys)
    if canonical == cell:
        return record
    return replace(record, values=record.values | {column: canonical})


def _keys(name: str, record: Record, book: _Book) -> list[str]:
    """The keys that one name stands for; a new one where nothing is known of it."""
    known = book.find(name)
    if known:
        return [known]
    pieces = [book.find(piece) for piece in re.split(r"[/,]", name)]
    if len(pieces) > 1 and all(pieces) and book.table in (DRUGS, ROUTES, POPULATIONS):
        return [piece for piece in pieces if piece]
    made = _outcome(name, record, book) if book.table is OUTCOMES else _plain(name, book.table)
    if isinstance(made, str):
        return [made]
    book.add(Record(record.file, record.line, _whole_row(book.table, made)))
    return [str(made[book.table.key[0]])]


def _plain(name: str, table: Table) -> Row:
    """A vocabulary row for a name that stands for itself."""
    row: Row = {table.key[0]: name}
    if "label" in table.names:
        row["label"] = name
    kind = _KINDS.get(table.name)
    return row if kind is None else row | {"kind": kind}


def _outcome(name: str, record: Record, book: _Book) -> Row | str:
    """The key or a new row for an outcome; 'adverse-event:Nausea' is Nausea of that family."""
    prefix, _, rest = name.partition(":")
    rest = rest.strip()
    if not rest:
        return _named_outcome(name, record, book)
    known = book.find(rest)
    if known:
        return known
    family = _slug(prefix) or prefix
    kind, valence = OUTCOME_FAMILIES.get(family) or outcome_kind(rest)
    key = _slug(rest) or rest
    return {"outcome": key, "label": rest, "family": family, "kind": kind, "valence": valence}


def _named_outcome(name: str, finding: Record, book: _Book) -> Row:
    """A row for an outcome that nobody knows: a part of the known one that its name ends in.

    "Starting dose" is a dose; what ends in nothing known is of the kind that its words tell.  What
    sounds like a harm and was found as a benefit is what the treatment is to prevent.
    """
    row: Row = {"outcome": name, "label": name, "family": name}
    words = folded(name).split()
    ends = (book.find(" ".join(words[i:])) for i in range(1, len(words)))
    known = (book.records[key] for key in ends if key)
    wider = next((record for record in known if record.text("names")), None)
    told = outcome_kind(name)
    kind, valence = told if wider is None else _kind_of(wider)
    if kind == "safety" != told[0] and finding.text("direction") == "benefit":
        return row | {"kind": "efficacy", "valence": valence}
    above = wider.text("outcome") if wider is not None else book.find(_WIDEST.get(kind, ""))
    return row | {"kind": kind, "valence": valence, "parents": above}


def _kind_of(outcome: Record) -> tuple[str, str]:
    return outcome.text("kind"), outcome.text("valence")


def _slug(name: str) -> str:
    """The name in lower case with hyphens, as keys of outcomes are written."""
    return _SLUG.sub("-", name.casefold()).strip("-")


def _whole_row(table: Table, values: Row) -> Row:
    """The values with None for every other column."""
    empty: dict[str, Value] = dict.fromkeys(table.names)
    return empty | values
