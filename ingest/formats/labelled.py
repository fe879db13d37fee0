"""Columns that a format has no field for, as labelled lines of its note ('PMID: 12345')."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ingest.evidence import Row
from ingest.formats import columns
from ingest.formats.text import clean

# Each column with the label that is written and the others that are understood.
_LABELS: Mapping[str, tuple[str, ...]] = {
    "pmid": ("PMID",),
    "pmcid": ("PMCID",),
    "nct": ("ClinicalTrials.gov", "NCT", "Clinical trial"),
    "doi": ("DOI",),
    "aliases": ("Also known as",),
    "source_url": ("Also read at",),
}
_COLUMNS = {label.casefold(): column for column, labels in _LABELS.items() for label in labels}
_LINE = re.compile(
    rf"(?P<label>{'|'.join(map(re.escape, _COLUMNS))})(?: (?:number|id))?\s*:\s*(?P<value>\S.*)",
    re.I,
)


def take(notes: Iterable[str]) -> tuple[Row, str]:
    """Columns that lines of notes give by their label, and the other lines as one note."""
    found: Row = {}
    rest = []
    for line in (line for note in notes for line in note.splitlines()):
        labelled = _LINE.fullmatch(line.strip())
        if not labelled:
            rest.append(line)
            continue
        column = _COLUMNS[labelled["label"].casefold()]
        found.setdefault(column, columns.read(column, labelled["value"]))
    return found, clean(" ".join(rest))


def put(row: Row, names: Iterable[str]) -> Iterator[str]:
    """The labelled lines that give these columns of a row; nothing for empty cells."""
    for name in names:
        if row.get(name):
            yield f"{_LABELS[name][0]}: {row[name]}"
