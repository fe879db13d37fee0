"""What other people write into a bibliographic field, as the column of studies has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from ingest import schema
from ingest.cells import read_year
from ingest.formats.text import clean
from ingest.rows import Value
from ingest.schema import STUDIES

_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#39": "'", "nbsp": " "}
_ENTITY = re.compile(rf"&({'|'.join(_ENTITIES)});")
_MARKUP = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|scp|span|jats:\w+)>", re.I)
_RESOLVER = re.compile(
    r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|https?://\S*?/(?=10\.\d{4,9}/)|(?:info:)?doi[:/ ]\s*",
    re.I,
)
_DOI_MARK = re.compile(r"\s*\[doi\]$", re.I)
_PMID = re.compile(r"(?:pmid|pubmed|medline)\D{0,24}(\d{1,8})\b", re.I)
_PMCID = re.compile(r"\bPMC ?(\d{1,8})\b|^(\d{1,8})$", re.I)
_NCT = re.compile(rf"\b{schema.NCT}\b", re.I)
_DASH = re.compile(r"\s*(?:[\u2010-\u2015\u2212]|-+)\s*")
_PAGE_MARK = re.compile(r"pp?\.\s*(?=\w)", re.I)
_OURS = re.compile(schema.ID)


def title(text: str) -> str:
    """A title or a journal's name without the mark-up of web pages."""
    return clean(_ENTITY.sub(lambda found: _ENTITIES[found[1]], _MARKUP.sub("", text)))


def doi(text: str) -> str:
    """A DOI without its resolver; what is none is left as it stands."""
    text = clean(text)
    if text.lower().startswith(("http:", "https:")):
        text = unquote(text)
    found = _RESOLVER.match(text)
    return _DOI_MARK.sub("", text[found.end() :] if found else text)


def pmid(text: str) -> str:
    """The digits of a PubMed id, bare, behind its name or in an address; else the text."""
    found = _PMID.search(text)
    return found[1] if found else clean(text)


def pmcid(text: str) -> str:
    """A PubMed Central id with its prefix, without a version; else the text."""
    found = _PMCID.search(clean(text))
    return f"PMC{found[1] or found[2]}" if found else clean(text)


def nct(text: str) -> str:
    """The first ClinicalTrials.gov id; else the text."""
    found = _NCT.search(text)
    return found.group().upper() if found else clean(text)


def year(text: str) -> Value:
    """The first year from 1900 to 2099; none where nothing says one ("in press")."""
    return read_year(text).get("year")


def pages(text: str) -> str:
    """Pages as printed, with one plain hyphen for any dash."""
    return _DASH.sub("-", _PAGE_MARK.sub("", clean(text)))


def span(start: str, end: str) -> str:
    """Pages from their first and last, either of which may be empty or the same."""
    start, end = pages(start), pages(end)
    return start if not end or end == start else f"{start}-{end}" if start else end


def own_id(text: str) -> str:
    """One of our ids, else ''.

    Other programs number their records, so that digits alone are not taken for an id of ours.
    """
    text = text.strip()
    return text if _OURS.fullmatch(text) and not text.isdigit() else ""


def _several(text: str) -> str:
    """Parts divided by ';', one way."""
    return "; ".join(filter(None, map(clean, text.split(";"))))


_READERS: Mapping[str, Callable[[str], Value]] = {
    "study_id": own_id,
    "title": title,
    "journal": title,
    "journal_abbrev": title,
    "year": year,
    "epub_year": year,
    "pages": pages,
    "pmid": pmid,
    "pmcid": pmcid,
    "doi": doi,
    "nct": nct,
    "aliases": _several,
}
# Columns that a bibliographic record can carry, in the order of the table.
BIBLIOGRAPHIC = tuple(
    name
    for name in STUDIES.names
    if name in {*_READERS, "authors", "volume", "issue", "source_url", "note"}
)


def read(column: str, text: str) -> Value:
    """The value of a column of studies from a field's text; None where it says nothing."""
    return _READERS.get(column, clean)(text) or None
