"""Headers of sheets of works: those of studies, and those of usual programs' exports."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

from ingest.schema import STUDIES

# What only a file of Retraction Watch has: notices about works, and not works.
_OF_NOTICES = "retractionnature"
_DIVIDERS = ",;\t"


def folded(header: str) -> str:
    """A header as it is compared: case and runs of space aside."""
    return " ".join(header.casefold().split())


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Headers by the column that they fill, the column's own name first.

    ``start`` and ``end`` are pages, ``citation`` holds volume, issue and pages, and ``labelled``
    lines such as 'PMID: 12345'; everything else is a column of studies.
    """
    known = {name: [name] for name in STUDIES.names}
    with Path(__file__).with_name("headers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known.setdefault(row["column"], []).append(row["header"])
    return {column: tuple(headers) for column, headers in known.items()}


def columns_of(headers: Iterable[str]) -> dict[str, list[str]]:
    """The columns that a sheet fills, each with its headers in the order in which they count."""
    by_name = {folded(header): header for header in headers}
    found = {
        column: [by_name[name] for name in names if name in by_name]
        for column, names in _known().items()
    }
    return {column: headers for column, headers in found.items() if headers}


def is_sheet(head: str) -> bool:
    """Whether a text begins with the header of a sheet of works: titles and authors among it."""
    lines = (line for line in head.splitlines() if line.strip(" ,;\t"))
    for header in islice(lines, 1):
        for divider in _DIVIDERS:
            names = next(csv.reader([header], delimiter=divider))
            if _OF_NOTICES in map(folded, names):
                return False
            if {"title", "authors"} <= columns_of(names).keys():
                return True
    return False
