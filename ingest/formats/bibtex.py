"""BibTeX and BibLaTeX, as reference managers and publishers export them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats import bibtex_values, columns, labelled, latex, names
from ingest.formats.admit import admit, is_article
from ingest.formats.record import Incoming
from ingest.formats.text import clean
from ingest.rows import Value

# Columns and the fields that give them: the first filled one is read, the first listed is written.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "authors": ("author", "editor", "organization", "institution"),
    "title": ("title",),
    "journal": ("journal", "journaltitle", "booktitle", "publisher", "institution", "howpublished"),
    "journal_abbrev": ("shortjournal", "journal_abbrev", "journalabbr"),
    "year": ("year", "date"),
    "epub_year": ("epub_year", "epubdate"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages", "eid", "article-number", "articleno"),
    "pmid": ("pmid",),
    "pmcid": ("pmcid", "pmc"),
    "doi": ("doi",),
    "nct": ("nct",),
    "aliases": ("aliases",),
    "source_url": ("source_url", "url"),
    "note": ("note",),
}
_ADDRESSES = ("doi", "source_url")
# Where a field says which archive its number is from.
_ARCHIVE, _NUMBER, _PUBMED = ("eprinttype", "archiveprefix"), "eprint", "pubmed"
# BibTeX lays no claim to what is outside an entry; this looks like an entry that lost its '@'.
_LOST_ENTRY = re.compile(r"\b(?:title|author|year|doi)\s*=\s*[{\"\d]", re.I)
_BREAK = re.compile(r"\r\n?")

_Fields = Mapping[str, str]

# What the library would print is told as a refusal.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """Works in BibTeX text; a refusal for each entry that is none."""
    strings: dict[str, str] = {}
    begun = False
    text = _BREAK.sub("\n", text.removeprefix("\ufeff"))
    for block in parse_string(text, parse_stack=[]).blocks:
        if isinstance(block, model.String):
            strings[block.key.lower()] = bibtex_values.value(block.value, strings)
            continue
        found = _block(block, strings, file)
        begun = begun or found is not None
        if found is not None:
            yield found
    if not begun:
        yield Refusal(file, 0, "", "no entry begins with '@'", "give a file in BibTeX format")


def _block(block: model.Block, strings: _Fields, file: str) -> Incoming | Refusal | None:
    """What a block of the file is: a work, a refusal, or nothing where it is a comment."""
    line = (block.start_line or 0) + 1
    if isinstance(block, model.ParsingFailedBlock):
        # A key or a field that is given twice is no reason to lose the work.
        if block.ignore_error_block is None:
            remedy = "close its braces and quotation marks and divide its fields by commas"
            return Refusal(file, line, "", "the entry that begins here breaks off", remedy)
        block = block.ignore_error_block
    if isinstance(block, model.Entry):
        return _work(block, strings, file, line)
    if isinstance(block, model.ImplicitComment) and _LOST_ENTRY.search(block.comment):
        reason = "the fields here belong to no entry"
        return Refusal(file, line, "", reason, "begin each entry with '@' and its kind")
    return None


def _work(entry: model.Entry, strings: _Fields, file: str, line: int) -> Incoming | Refusal:
    """The work that an entry tells of."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        fields.setdefault(field.key.lower(), bibtex_values.value(str(field.value), strings))
    study: Row = {"study_id": columns.own_id(entry.key) or None}
    for column in _FIELDS:
        study[column] = _column(column, fields)
    archive = " ".join(fields.get(name, "") for name in _ARCHIVE).lower()
    if not study["pmid"] and _PUBMED in archive:
        study["pmid"] = columns.read("pmid", fields.get(_NUMBER, ""))
    others, study["note"] = labelled.take(latex.decode(part) for part in _lines(fields))
    filled: Row = {column: value for column, value in study.items() if value}
    tags = {column: known[0] for column, known in _FIELDS.items()}
    return admit(others | filled, file, line, f"entry {clean(entry.key) or line}", tags)


def _lines(fields: _Fields) -> list[str]:
    """The note, line by line."""
    return fields.get(_FIELDS["note"][0], "").splitlines()


def _column(column: str, fields: _Fields) -> Value:
    """A column from the first of its fields that says something."""
    decode = latex.decode_address if column in _ADDRESSES else latex.decode
    for written in filter(None, map(fields.get, _FIELDS[column])):
        if column == "authors":
            value: Value = names.join(bibtex_values.read_names(written))
        else:
            value = columns.read(column, decode(written))
        if value:
            return value
    return None


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Rows of studies as BibTeX: UTF-8, with LaTeX's own signs escaped."""
    for row in rows:
        out.write(f"@{'article' if is_article(row) else 'misc'}{{{row['study_id']}")
        for column, value in _filled(row):
            out.write(f",\n  {column} = {{{value}}}")
        out.write("\n}\n\n")


def _filled(row: Row) -> Iterator[tuple[str, str]]:
    """The fields of an entry with their values in LaTeX."""
    for column, (name, *_) in _FIELDS.items():
        text = str(row.get(column) or "")
        if not text:
            continue
        if column == "authors":
            yield name, " and ".join(map(bibtex_values.spell_name, names.split(text)))
        elif column == "title":
            yield name, " ".join(map(_capitals_kept, text.split(" ")))
        elif column == "pages":
            yield name, latex.encode(text).replace("-", "--")
        elif column == "source_url" and " | " not in text:
            yield "url", latex.encode(text)
        else:
            yield name, latex.encode(text)


def _capitals_kept(word: str) -> str:
    """A word in braces where styles would put its capitals into small letters."""
    encoded = latex.encode(word)
    return f"{{{encoded}}}" if re.search(r"[A-Z]", word[1:]) else encoded
