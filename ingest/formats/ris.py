"""RIS: tagged records as reference managers, databases and publishers export them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, TextIO

from rispy.parser import RisParser
from rispy.writer import BaseWriter

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats import columns, labelled, names
from ingest.formats.admit import admit, is_article
from ingest.formats.record import Incoming
from ingest.rows import Value

# Columns and the tags that give them: the first filled one is read, the first listed is written.
_TAGS: Mapping[str, tuple[str, ...]] = {
    "study_id": ("ID",),
    "title": ("TI", "T1", "CT", "BT"),
    "journal": ("JF", "T2", "JO", "PB"),
    "journal_abbrev": ("JA", "J2", "J1", "JO"),
    "year": ("PY", "Y1", "DA"),
    "epub_year": ("ET",),
    "volume": ("VL",),
    "issue": ("IS",),
    "doi": ("DO", "DI"),
    "pmcid": ("C2",),
}
_AUTHORS = ("AU", "A1", "A2", "ED")
_FIRST, _LAST, _ARTICLE_NUMBERS = "SP", "EP", ("C7", "M1")
_ACCESSION, _DATABASES = "AN", ("DB", "DP")
_PUBMED_ID, _ADDRESS, _NOTE = "PM", "UR", "N1"
# What RIS has no tag for.
_LABELLED = ("nct", "aliases")

_REPEATED = (*_AUTHORS, _ADDRESS, _NOTE)
_SINGLE = {tag for tags in _TAGS.values() for tag in tags} | {
    "TY", _FIRST, _LAST, *_ARTICLE_NUMBERS, _ACCESSION, *_DATABASES, _PUBMED_ID
}  # fmt: skip
_NAMED = {
    **{column: tags[0] for column, tags in _TAGS.items()},
    "authors": _AUTHORS[0],
    "pages": _FIRST,
    "pmid": _ACCESSION,
    "source_url": _ADDRESS,
    "note": _NOTE,
}
_LINE = re.compile(r"\s{0,3}(?P<tag>[A-Z][A-Z0-9])[ \t\xa0]{1,2}-(?:[ \t\xa0]?(?P<text>.*))")
_BREAK = re.compile(r"\r\n|\r|\n")
_OF_PUBMED = re.compile(r"pubmed|medline|\bnlm\b|ncbi", re.I)
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d(?!\d)")
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/10\.", re.I)

_Record = Mapping[str, str]


class _Parser(RisParser):  # type: ignore[misc]
    """Rispy's reader of one record, with tags for keys and more kinds of spaces before the dash."""

    DEFAULT_MAPPING: ClassVar[dict[str, str]] = {tag: tag for tag in (*_SINGLE, *_REPEATED)}
    DEFAULT_LIST_TAGS: ClassVar[list[str]] = list(_REPEATED)
    DEFAULT_DELIMITER_MAPPING: ClassVar[dict[str, str]] = {}

    def parse_line(self, line: str) -> tuple[str | None, str]:
        found = _LINE.fullmatch(line)
        return (found["tag"], found["text"].strip()) if found else (None, line.strip())


class _Writer(BaseWriter):  # type: ignore[misc]
    """Rispy's writer, with tags for keys and no running numbers between the records."""

    START_TAG = "TY"
    PATTERN = "{tag}  - {value}"
    DEFAULT_MAPPING: ClassVar[dict[str, str]] = {tag: tag.lower() for tag in (*_SINGLE, *_REPEATED)}
    DEFAULT_LIST_TAGS: ClassVar[list[str]] = list(_REPEATED)
    DEFAULT_DELIMITER_MAPPING: ClassVar[dict[str, str]] = {}
    REFERENCE_TYPE_KEY = "ty"

    def set_header(self, count: int) -> str:
        return ""


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """Works in RIS text; a refusal for each record, or run of lines outside records, that is none.

    A record begins with TY and ends with ER, with the next TY, or with the text.
    """
    begun = False
    for number, (line, lines) in enumerate(_records(text), start=1):
        begun = True
        if lines[0][0] != "TY":
            reason = "the lines from here on belong to no record"
            yield Refusal(file, line, lines[0][0], reason, "begin each record with 'TY  - '")
            continue
        yield _work([text for _, text in lines], file, line, f"record {number}")
    if not begun:
        yield Refusal(file, 0, "", "no record begins with TY", "give a file in RIS format")


def _records(text: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Runs of tagged lines (tag, line) with the number of their first; text between is left out."""
    begins, lines = 0, list[tuple[str, str]]()
    for number, line in enumerate(_BREAK.split(text.removeprefix("\ufeff")), start=1):
        found = _LINE.fullmatch(line)
        tag = found["tag"] if found else ""
        if lines and tag in ("TY", "ER"):
            yield begins, lines
            lines = []
        if tag != "ER" and (tag or lines):
            begins = begins if lines else number
            lines.append((tag, line))
    if lines:
        yield begins, lines


def _work(lines: list[str], file: str, line: int, label: str) -> Incoming | Refusal:
    """The work that the lines of one record tell of."""
    parser = _Parser(skip_unknown_tags=True)
    (record,) = parser.parse_lines(iter([lines[0].lstrip(), *lines[1:], "ER  - "]))
    single = {tag: text for tag, text in record.items() if isinstance(text, str) and text}
    many = {tag: list(filter(None, record.get(tag, ()))) for tag in _REPEATED}
    study: Row = {column: _first(column, single) for column in _TAGS}
    study["journal_abbrev"] = _abbreviation(single, study["journal"])
    study["authors"] = names.join(
        map(names.inverted, next(filter(None, map(many.get, _AUTHORS)), []))
    )
    study["pages"] = _pages(single)
    study["epub_year"] = study["epub_year"] if _YEAR_FIRST.match(single.get("ET", "")) else None
    study["source_url"] = " | ".join(many[_ADDRESS])
    study["pmid"] = _pubmed_id(single)
    address = next(filter(_DOI_ADDRESS.match, many[_ADDRESS]), "")
    study["doi"] = study["doi"] or columns.read("doi", address)
    others, study["note"] = labelled.take(many[_NOTE])
    filled: Row = {column: value for column, value in study.items() if value}
    return admit(others | filled, file, line, label, _NAMED)


def _first(column: str, record: _Record) -> Value:
    """A column from the first of its tags that says something."""
    for tag in _TAGS[column]:
        if value := columns.read(column, record.get(tag, "")):
            return value
    return None


def _abbreviation(record: _Record, journal: object) -> Value:
    """The abbreviated journal; JO gives it only where it differs from the full name."""
    for tag in _TAGS["journal_abbrev"]:
        value = columns.read("journal_abbrev", record.get(tag, ""))
        if value and (tag != "JO" or value != journal):
            return value
    return None


def _pages(record: _Record) -> str:
    """Pages from first to last, or the article's number."""
    found = columns.span(record.get(_FIRST, ""), record.get(_LAST, ""))
    return found or columns.pages(next(filter(None, map(record.get, _ARTICLE_NUMBERS)), ""))


def _pubmed_id(record: _Record) -> Value:
    """The PubMed id: an accession number is one only where PubMed is the database."""
    if record.get(_PUBMED_ID):
        return columns.read("pmid", record[_PUBMED_ID])
    accession = record.get(_ACCESSION, "")
    databases = " ".join(record.get(tag, "") for tag in _DATABASES)
    is_pubmed = _OF_PUBMED.search(f"{accession} {databases}")
    return columns.read("pmid", accession) if is_pubmed else None


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Rows of studies as RIS: what RIS has no tag for stands in labelled notes."""
    writer = _Writer()
    for row in rows:
        writer.format_lines(out, [dict(_lines(row))])
        out.write("\n")


def _lines(row: Row) -> Iterator[tuple[str, str | list[str]]]:
    """The fields of a record for rispy."""
    yield "ty", "JOUR" if is_article(row) else "GEN"
    yield _AUTHORS[0].lower(), [names.spell(name) for name in names.split(str(row["authors"]))]
    for column, tags in _TAGS.items():
        if row.get(column):
            yield tags[0].lower(), str(row[column])
    for tag, text in zip((_FIRST, _LAST), _ends(str(row.get("pages") or "")), strict=True):
        if text:
            yield tag.lower(), text
    if row.get("pmid"):
        yield _ACCESSION.lower(), str(row["pmid"])
        yield _DATABASES[0].lower(), "PubMed"
    addresses = str(row.get("source_url") or "").split(" | ")
    yield _ADDRESS.lower(), list(filter(None, addresses))
    notes = [str(row["note"])] if row.get("note") else []
    yield _NOTE.lower(), [*notes, *labelled.put(row, _LABELLED)]


def _ends(pages: str) -> tuple[str, str]:
    """First and last page; what is no pair of two pages stays in one."""
    first, _, last = pages.partition("-")
    whole = not first or not last or first == last
    return (pages, "") if whole else (first, last)
