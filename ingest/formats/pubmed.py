"""What both of PubMed's formats say of a work, and the columns that it fills."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats import indexed
from ingest.formats.record import Abstract, Incoming
from ingest.formats.text import clean
from ingest.terms import Terms, term

_SITE = "https://pubmed.ncbi.nlm.nih.gov/"

# Tag of the tagged text, type in the XML, kind of notice, reason.  The first six stand on the work
# that the notice is about, the others on the notice.
_IN: tuple[tuple[str, str, str, str | None], ...] = (
    ("RIN", "RetractionIn", "retraction", None),
    ("RRI", "RetractedandRepublishedIn", "retraction", "retracted and republished"),
    ("ECI", "ExpressionOfConcernIn", "expression-of-concern", None),
    ("EIN", "ErratumIn", "correction", None),
    ("CRI", "CorrectedandRepublishedIn", "correction", "corrected and republished"),
    ("RPI", "RepublishedIn", "correction", "republished"),
    ("PRIN", "PartialRetractionIn", "correction", "partial retraction"),
)
_OF: tuple[tuple[str, str, str, str | None], ...] = (
    ("ROF", "RetractionOf", "retraction", None),
    ("RRF", "RetractedandRepublishedFrom", "retraction", "retracted and republished"),
    ("ECF", "ExpressionOfConcernFor", "expression-of-concern", None),
    ("EFR", "ErratumFor", "correction", None),
    ("CRF", "CorrectedandRepublishedFrom", "correction", "corrected and republished"),
    ("RPF", "RepublishedFrom", "correction", "republished"),
    ("PROF", "PartialRetractionOf", "correction", "partial retraction"),
)
_STANDS_ON_WORK = {name: entry for entry in _IN for name in entry[:2]}
_STANDS_ON_NOTICE = {name: entry for entry in _OF for name in entry[:2]}
LINKS = frozenset(_STANDS_ON_WORK) | frozenset(_STANDS_ON_NOTICE)

# Publication types that tell the kind of study without a doubt; the first that is there counts.
_DESIGN: Terms = (
    (r"meta-analysis", "meta-analysis"),
    (r"systematic review", "systematic-review"),
    (r"guideline", "guideline"),
    (r"observational study", "observational"),
    (r"editorial", "commentary"),
)
_RETRACTED = "retracted publication"
# Types of records that are notices and no works; the first two are one, by its former name too.
_NOTICE_TYPES = frozenset(
    ["retraction of publication", "retraction notice", "published erratum", "expression of concern"]
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(
    rf"(?<!\d)(\d{{4}}) (?:({'|'.join(_MONTHS)})[a-z]*|(\d{{1,2}})) (\d{{1,2}})(?!\d)"
)
_CITED_PMID = re.compile(r"PMID: ?(\d{1,8})(?!\d)")


@dataclass(slots=True)
class PubMedRecord:
    """One record's fields as they are printed; '' and empty lists for those that it lacks.

    ``links`` are its references to notices: tag or type, the reference and the PubMed id.
    """

    pmid: str = ""
    title: str = ""
    book: str = ""
    authors: list[str] = field(default_factory=list)
    journal: str = ""
    abbreviation: str = ""
    publisher: str = ""
    printed: str = ""
    online: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmcid: str = ""
    registries: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    abstract: Abstract | None = None


def incoming(record: PubMedRecord, file: str, line: int, label: str) -> Incoming | Refusal:
    """The record as a work with its notices and those about others; a refusal without a title."""
    title, marked = indexed.title_of(record.title or record.book)
    if not title:
        reason, remedy = f"{label} has no title", "fetch the record again"
        return Refusal(file, line, "", reason, remedy)
    return Incoming(
        _study(record, title),
        file,
        line,
        label,
        notices=tuple(_notices(record, marked)),
        about=tuple(_about(record)),
        is_notice=not _NOTICE_TYPES.isdisjoint(map(str.casefold, record.types)),
        abstract=record.abstract,
    )


def _about(record: PubMedRecord) -> Iterator[tuple[str, Row]]:
    """The works that this record is a notice about: PubMed id or else DOI, notice row."""
    for name, reference, pmid in record.links:
        entry = _STANDS_ON_NOTICE.get(name)
        meant = indexed.pmid_in(pmid) or _cited_pmid(reference) or indexed.doi_in(reference)
        if entry and meant:
            _, _, kind, reason = entry
            row = _notice(kind, reason, indexed.pmid_in(record.pmid))
            row["doi"] = indexed.doi_in(record.doi)
            row["date"] = _day_in(record.online) or _day_in(record.printed)
            yield meant, row


def _study(record: PubMedRecord, title: str) -> Row:
    """The columns of studies that the record fills."""
    pmid, year = indexed.pmid_in(record.pmid), indexed.year_in(record.printed)
    chapter_of = indexed.title_of(record.book)[0] if record.title else ""
    types = " | ".join(record.types)
    return {
        "authors": "; ".join(filter(None, record.authors)) or None,
        "title": title,
        "journal": indexed.plain(record.journal or chapter_of or record.publisher) or None,
        "journal_abbrev": indexed.plain(record.abbreviation) or None,
        "year": year,
        "epub_year": indexed.online_year(year, indexed.year_in(record.online)),
        "volume": clean(record.volume) or None,
        "issue": clean(record.issue) or None,
        "pages": indexed.full_pages(record.pages),
        "pmid": pmid,
        "pmcid": indexed.pmcid_in(record.pmcid),
        "doi": indexed.doi_in(record.doi),
        "design": term(types, _DESIGN),
        "source_url": f"{_SITE}{pmid}/" if pmid else None,
        **indexed.registered(record.registries),
    }


def _notices(record: PubMedRecord, marked: bool) -> Iterator[Row]:
    """The notices of the work itself; one without a place where it is only marked as retracted."""
    kinds = set()
    for name, reference, pmid in record.links:
        if entry := _STANDS_ON_WORK.get(name):
            _, _, kind, reason = entry
            row = _notice(kind, reason, indexed.pmid_in(pmid) or _cited_pmid(reference))
            row["doi"], row["date"] = indexed.doi_in(reference), _day_in(reference)
            kinds.add(kind)
            yield row
    marked = marked or any(kind.casefold() == _RETRACTED for kind in record.types)
    if marked and "retraction" not in kinds:
        own = indexed.pmid_in(record.pmid)
        source_url = f"{_SITE}{own}/" if own else None
        yield {**_notice("retraction", None, None), "source_url": source_url}


def _notice(kind: str, reason: str | None, pmid: str | None) -> Row:
    source_url = f"{_SITE}{pmid}/" if pmid else None
    return indexed.notice(kind, "pubmed", source_url, pmid=pmid, reason=reason)


def _cited_pmid(reference: str) -> str | None:
    found = _CITED_PMID.search(reference)
    return found[1] if found else None


def _day_in(reference: str) -> str | None:
    """The day in a reference such as 'Lancet. 2010 Feb 6;375(9713):445', None for a month alone."""
    found = _DAY.search(reference)
    if not found:
        return None
    year, name, number, day = found.groups()
    month = _MONTHS.index(name) + 1 if name else int(number)
    return indexed.iso_day((int(year), month, int(day)))
