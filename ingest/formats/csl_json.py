"""CSL-JSON: the records of citation processors, as Zotero, Crossref and Pandoc write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats import columns, labelled, names
from ingest.formats.admit import admit, is_article
from ingest.formats.json_items import read_items, write_items
from ingest.formats.record import Incoming
from ingest.formats.text import clean
from ingest.rows import Value

# Columns and the keys that give them: the first filled one is read, the first listed is written.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "study_id": ("id",),
    "title": ("title",),
    "journal": ("container-title", "publisher"),
    "journal_abbrev": ("container-title-short", "journalAbbreviation", "short-container-title"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page", "article-number"),
    "pmid": ("PMID",),
    "pmcid": ("PMCID",),
    "doi": ("DOI",),
    "source_url": ("URL",),
}
_DATES: Mapping[str, tuple[str, ...]] = {
    "year": ("issued", "published-print", "published"),
    "epub_year": ("available-date", "published-online"),
}
_AUTHORS = ("author", "editor")
_PARTICLES = ("dropping-particle", "non-dropping-particle")
# Particles that end so stand close to the name: "d'", "al-".
_JOINED = ("'", "’", "-")
_NOTE = "note"
# What CSL has no key for.
_LABELLED = ("nct", "aliases")
_NAMED = {
    **{column: keys[0] for column, keys in (*_KEYS.items(), *_DATES.items())},
    "authors": _AUTHORS[0],
}

_Item = Mapping[str, Any]


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """Works in CSL-JSON: a list of items, one item, or an object whose ``items`` are the list."""
    number = 0
    for found in read_items(text, file):
        if isinstance(found, Refusal):
            yield found
            continue
        line, value = found
        several = value.get("items") if isinstance(value, dict) else None
        for item in several if isinstance(several, list) else [value]:
            number += 1
            yield _work(item, file, line, f"item {number}")


def _work(item: Any, file: str, line: int, label: str) -> Incoming | Refusal:
    """The work that one item tells of."""
    if not isinstance(item, dict):
        remedy = "write an object with title, author and issued"
        return Refusal(file, line, "", f"{label} is no object", remedy)
    study: Row = {column: _column(column, item) for column in _KEYS}
    study |= {column: _date(item, keys) for column, keys in _DATES.items()}
    study["authors"] = names.join(_authors(item))
    others, study["note"] = labelled.take([_text(item.get(_NOTE))])
    further = others.pop("source_url", None)
    addresses = (study["source_url"], further)
    study["source_url"] = " | ".join(str(address) for address in addresses if address)
    filled: Row = {column: value for column, value in study.items() if value}
    return admit(others | filled, file, line, label, _NAMED)


def _text(value: Any) -> str:
    """A value as text: the first of a list; '' for what is neither text nor number."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return str(value) if isinstance(value, (str, int, float)) else ""


def _column(column: str, item: _Item) -> Value:
    """A column from the first of its keys that says something."""
    for key in _KEYS[column]:
        if value := columns.read(column, _text(item.get(key))):
            return value
    return None


def _date(item: _Item, keys: tuple[str, ...]) -> Value:
    """The year of the first of these dates that says one."""
    for key in keys:
        if year := columns.year(_date_text(item.get(key))):
            return year
    return None


def _date_text(value: Any) -> str:
    """A date as text that begins with its year: from date-parts, raw or literal, or as it is."""
    if isinstance(value, dict):
        parts = value.get("date-parts")
        return _date_text(parts) or _text(value.get("raw")) or _text(value.get("literal"))
    if isinstance(value, list):
        return _date_text(value[0]) if value else ""
    return _text(value)


def _authors(item: _Item) -> Iterator[str]:
    """The names of the first of the keys for authors that has some."""
    for key in _AUTHORS:
        persons = item.get(key)
        found = [_name(person) for person in persons] if isinstance(persons, list) else []
        if any(found):
            yield from found
            return


def _name(person: Any) -> str:
    """The name on file of one of CSL's; '' where it says none."""
    if not isinstance(person, dict):
        return names.inverted(_text(person))
    body = clean(_text(person.get("literal")) or _text(person.get("name"))).replace(";", ",")
    family, given = clean(_text(person.get("family"))), _text(person.get("given"))
    if body:
        return names.OTHERS if names.are_others(body) else body
    if not clean(given):
        return names.OTHERS if names.are_others(family) else family.replace(";", ",")
    particles = clean(" ".join(_text(person.get(key)) for key in _PARTICLES))
    between = "" if particles.endswith(_JOINED) else " "
    return names.person(particles + between + family, given, _text(person.get("suffix")))


def write(rows: Iterable[Row], out: TextIO) -> None:
    """Rows of studies as CSL-JSON: what CSL has no key for stands in labelled lines of the note."""
    write_items(map(_item, rows), out)


def _item(row: Row) -> dict[str, Any]:
    """The item of a row."""
    item: dict[str, Any] = {"type": "article-journal" if is_article(row) else "document"}
    item |= {keys[0]: row[column] for column, keys in _KEYS.items() if row.get(column)}
    item["author"] = [_spelled(name) for name in names.split(str(row["authors"]))]
    for column, keys in _DATES.items():
        if row.get(column):
            item[keys[0]] = {"date-parts": [[row[column]]]}
    first, *further = str(row.get("source_url") or "").split(" | ")
    if further:
        item["URL"] = first
    notes = [str(row["note"])] if row.get("note") else []
    notes += labelled.put({**row, "source_url": " | ".join(further)}, (*_LABELLED, "source_url"))
    return item | ({_NOTE: "\n".join(notes)} if notes else {})


def _spelled(name: str) -> dict[str, str]:
    """A name on file as CSL has it: particles apart from the family name, bodies as literals."""
    known = names.parse(name)
    if not known:
        return {"literal": name}
    words = known.surname.split(" ")
    small = next(
        place for place, word in enumerate(words) if not word.islower() or word is words[-1]
    )
    parts = {
        "non-dropping-particle": " ".join(words[:small]),
        "family": " ".join(words[small:]),
        "given": known.given,
        "suffix": known.suffix,
    }
    return {key: part for key, part in parts.items() if part}
