"""Fields of records as indexes and registries give them, read into the columns of studies."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from datetime import date

from ingest.evidence import Row
from ingest.formats.text import clean

# No service registers a longer one.
_DOI = re.compile(r"10\.[0-9]{4,9}/\S{1,2048}")
_PMID = re.compile(r"(?<![0-9])[0-9]{1,8}(?![0-9])")
_PMCID = re.compile(r"(?:PMC|pmc/articles/)(?:PMC)?([0-9]{1,8})(?![0-9])", re.I)
_NCT = re.compile(r"NCT[0-9]{8}(?![0-9])", re.I)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_TAG = re.compile(r"</?[a-z][\w:]*(?: [^<>]*)?/?>", re.I)
_MARK = re.compile(r"(?:RETRACTED|WITHDRAWN|REMOVED)(?: (?:ARTICLE|CHAPTER|PAPER))?: ?")
_SHORT_PAGES = re.compile(r"(?<![\w-])([0-9]+)-([0-9]+)(?![\w-])")
# A work goes online before it is printed, by some years at most; what is later is a scan.
_EARLIEST, _LATEST = -5, 1


def plain(text: str) -> str:
    """Text without the markup and the character references that services leave in titles."""
    return clean(_TAG.sub("", html.unescape(text)))


def title_of(text: str) -> tuple[str, bool]:
    """A title as it stands on the work, and whether the record marks it as retracted.

    The full stop that indexes add, the brackets of a translated title and a mark such as
    'RETRACTED:' are no part of it.
    """
    title = plain(text)
    marked = _MARK.match(title)
    title = title[marked.end() :] if marked else title
    if title.startswith("[") and title.rstrip(".").endswith("]"):
        title = title.rstrip(".")[1:-1]
    if title.endswith(".") and not title.endswith(".."):
        title = title[:-1]
    return title.strip(), bool(marked)


def doi_in(text: str) -> str | None:
    """The first DOI in the text, without a resolver and without what a sentence puts behind it."""
    found = _DOI.search(text)
    doi = found.group().rstrip(".,;:'\"") if found else ""
    while doi.endswith(")") and doi.count("(") < doi.count(")"):
        doi = doi[:-1].rstrip(".,;:'\"")
    return doi if _DOI.fullmatch(doi) else None


def pmid_in(text: str) -> str | None:
    """The first PubMed id in the text."""
    found = _PMID.search(text)
    return found.group() if found else None


def pmcid_in(text: str) -> str | None:
    """The first PubMed Central id in the text or the address."""
    found = _PMCID.search(text)
    return f"PMC{found[1]}" if found else None


def year_in(text: str) -> int | None:
    """The first year from 1900 to 2099 in the text."""
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def registered(texts: Iterable[str]) -> Row:
    """The trial that a work names: ``nct`` where it is one, a ``note`` where there are several."""
    found = [match.group().upper() for text in texts for match in _NCT.finditer(text)]
    trials = list(dict.fromkeys(found))
    if len(trials) > 1:
        return {"note": f"Trials that the record names: {', '.join(trials)}."}
    return {"nct": trials[0]} if trials else {}


def full_pages(pages: str) -> str | None:
    """Pages with their last one in full: 856-64 are 856-864; None for none."""

    def expand(match: re.Match[str]) -> str:
        first, last = match.groups()
        full = first[: len(first) - len(last)] + last
        return f"{first}-{full}" if len(last) < len(first) and full > first else match.group()

    return _SHORT_PAGES.sub(expand, clean(pages).replace("\u2013", "-")) or None


def online_year(year: int | None, online: int | None) -> int | None:
    """Year of first publication online; None where it is that of a later scan."""
    if year is None or online is None or _EARLIEST <= online - year <= _LATEST:
        return online
    return None


def iso_day(parts: Sequence[int]) -> str | None:
    """Year, month and day as year-month-day; None where one is missing or there is no such day."""
    if len(parts) != 3:
        return None
    try:
        return date(*parts).isoformat()
    except (ValueError, OverflowError):
        return None


def notice(
    kind: str,
    source: str,
    source_url: str | None,
    *,
    day: str | None = None,
    doi: str | None = None,
    pmid: str | None = None,
    reason: str | None = None,
) -> Row:
    """A row of notices without its ids; ``doi`` and ``pmid`` are the notice's own."""
    return {
        "kind": kind,
        "date": day,
        "doi": doi,
        "pmid": pmid,
        "reason": reason,
        "source": source,
        "source_url": source_url,
    }


def body(name: str) -> str:
    """A body as an author: its name, written out."""
    return plain(name).replace(";", ",")
