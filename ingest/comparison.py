"""What a record says of a work that is on file already: what would be new, what differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.evidence import Row
from ingest.names import folded
from ingest.schema import NO_NOTICE, STUDIES
from ingest.study_ids import short_name
from ingest.titles import title_words

# Ids of ours and remarks: that they differ says nothing about the work.
_OWN = frozenset({"study_id", "source_url", "unverified_fields", "notice"})
_JOURNAL = ("journal", "journal_abbrev")
_EMPTY = (None, "", NO_NOTICE)
_OTHERS = "(others)"
_PAGES = re.compile(r"(\w+)\s*[-\u2010-\u2015]\s*(\w+)")


@dataclass(frozen=True, slots=True)
class Difference:
    """A column on which the file and a record disagree."""

    column: str
    on_file: str
    record: str

    def __str__(self) -> str:
        """Both sides."""
        return f"{self.column} '{self.on_file}' on file, '{self.record}' here"


def compared(on_file: Row, record: Row) -> tuple[tuple[str, ...], tuple[Difference, ...]]:
    """The columns that the record fills and the file leaves empty, and those that disagree.

    Both are rows of studies.  Spelling is no disagreement, nor are names that one side leaves out
    as '(others)', a journal's abbreviation, or pages in short.
    """
    columns = [name for name in STUDIES.names if name not in _OWN and not name.endswith("note")]
    filled = [name for name in columns if record.get(name) not in _EMPTY]
    new = tuple(name for name in filled if on_file.get(name) in _EMPTY)
    return new, tuple(_differences(on_file, record, [name for name in filled if name not in new]))


def _differences(on_file: Row, record: Row, columns: list[str]) -> Iterator[Difference]:
    for name in columns:
        one, two = str(on_file[name]), str(record[name])
        if not _agree(name, one, two) and not (
            name in _JOURNAL and _journals(on_file) & _journals(record)
        ):
            yield Difference(name, one, two)


def _agree(column: str, one: str, two: str) -> bool:
    if folded(one) == folded(two):
        return True
    if column == "authors":
        return _authors_agree(one, two)
    if column == "pages":
        return _whole_pages(one) == _whole_pages(two)
    return column == "title" and title_words(one) == title_words(two)


def _authors_agree(one: str, two: str) -> bool:
    """Whether the surnames are the same; those that '(others)' stands for are unknown."""
    first, second = ([short_name(part) for part in cell.split(";")] for cell in (one, two))
    if _OTHERS in f"{one};{two}":
        return first[0] == second[0] or not (first[0] and second[0])
    return first == second


def _journals(study: Row) -> set[str]:
    return {folded(str(study[name])) for name in _JOURNAL if study.get(name)}


def _whole_pages(pages: str) -> str:
    """Pages with the last one written out: 139-45 is 139-145."""
    span = _PAGES.fullmatch(pages.strip())
    if not span:
        return pages
    first, last = span[1], span[2]
    return f"{first}-{first[: max(len(first) - len(last), 0)]}{last}"
