"""NBIB, the tagged text that PubMed exports: one field a line, records divided by blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.errors import Refusal
from ingest.formats import indexed, names, pubmed
from ingest.formats.pubmed import PubMedRecord
from ingest.formats.record import Incoming

_LINE_END = re.compile(r"\r\n|\r|\n")
_FIELD = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) *-(?: (?P<value>.*))?")
_CONTINUED = re.compile(r"[ \t]+(?P<value>\S.*)")
_DOI_MARK = re.compile(r"\[doi\]\s*$", re.I)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")

# Where a record begins, and its fields: tag, value.
_Record = tuple[int, list[tuple[str, str]]]


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """The works of a file in the order of its lines.

    A record with a line that is no field is refused, and so is one without a title; the rest come
    in.  Text without any record is one refusal.  Nothing is raised.
    """
    number = 0
    for number, record in enumerate(_records(text, file), start=1):
        if isinstance(record, Refusal):
            yield record
            continue
        line, values = record
        parsed = _parse(values)
        label = f"PMID {parsed.pmid}" if parsed.pmid else f"record {number}"
        yield pubmed.incoming(parsed, file, line, label)
    if not number:
        reason = "there is no record in it"
        yield Refusal(file, 0, "", reason, "export the works from PubMed in the format PubMed")


def _records(text: str, file: str) -> Iterator[_Record | Refusal]:
    """The records, or a refusal in the place of each that holds a line of another form."""
    begins, values, fault = 0, list[tuple[str, list[str]]](), None
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    for number, line in enumerate([*lines, ""], start=1):
        matched = _FIELD.fullmatch(line)
        if not line.strip() or (matched and matched["tag"] == "PMID" and begins):
            if begins:
                yield fault or (begins, [(tag, " ".join(parts)) for tag, parts in values])
            begins, values, fault = 0, [], None
        if not line.strip() or fault:
            continue
        begins = begins or number
        continued = _CONTINUED.fullmatch(line)
        if matched:
            values.append((matched["tag"], [(matched["value"] or "").strip()]))
        elif continued and values:
            values[-1][1].append(continued["value"].strip())
        else:
            reason = "this line is neither a field ('TI  - ...') nor the continuation of one"
            remedy = "mend it or export the record again; the record is left out"
            fault = Refusal(file, number, "", reason, remedy)


def _parse(values: list[tuple[str, str]]) -> PubMedRecord:
    """The fields of one record."""
    by_tag: dict[str, list[str]] = {}
    for tag, value in values:
        by_tag.setdefault(tag, []).append(value)

    def first(*tags: str) -> str:
        return next((by_tag[tag][0] for tag in tags if tag in by_tag), "")

    return PubMedRecord(
        pmid=first("PMID"),
        title=first("TI"),
        book=first("BTI"),
        authors=list(_authors(values)),
        journal=first("JT"),
        abbreviation=first("TA"),
        publisher=first("PB") or first("CTI"),
        printed=first("DP"),
        online=_spaced(first("DEP")),
        volume=first("VI"),
        issue=first("IP"),
        pages=first("PG"),
        doi=next(filter(_DOI_MARK.search, [*by_tag.get("LID", ()), *by_tag.get("AID", ())]), ""),
        pmcid=first("PMC"),
        registries=by_tag.get("SI", []),
        types=by_tag.get("PT", []),
        links=[(tag, value, "") for tag, value in values if tag in pubmed.LINKS],
    )


def _authors(values: list[tuple[str, str]]) -> Iterator[str]:
    """People and bodies in their order; a full name counts where the short one is missing.

    Editors stand for authors where a book has none.
    """
    has_authors = any(tag in ("AU", "FAU", "CN") for tag, _ in values)
    short, full = ("AU", "FAU") if has_authors else ("ED", "FED")
    tags = [tag for tag, _ in values]
    if tags.count(full) <= tags.count(short):
        full = ""
    waiting = ""
    for tag, value in values:
        if tag in (short, full, "CN") and waiting and tag != short:
            yield names.inverted(waiting)
        if tag in (short, full, "CN"):
            waiting = value if tag == full else ""
        if tag == "CN" or tag == short:
            yield indexed.body(value)
    if waiting:
        yield names.inverted(waiting)


def _spaced(day: str) -> str:
    """20060801 as 2006 08 01; other text as it is."""
    return _DAY.sub(r"\1 \2 \3", day)
