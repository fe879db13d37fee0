"""What the user asks services for: pubmed:ID, doi:..., nct:..., several divided by commas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.errors import Refusal
from ingest.schema import DOI


@dataclass(frozen=True, slots=True)
class Wanted:
    """Ids to ask for, each once and in the order given."""

    pmids: tuple[str, ...]
    dois: tuple[str, ...]
    ncts: tuple[str, ...]


_SOURCE = re.compile(r"\s*(pubmed|pmid|doi|nct):(.*)", re.IGNORECASE | re.DOTALL)
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
# A DOI may hold a comma: it ends at one only where the next begins.
_DOI_BREAK = re.compile(rf",\s*(?=(?:{_RESOLVER.pattern})?10\.\d{{4,9}}/)|,\s*$", re.IGNORECASE)
_DOI = re.compile(DOI)
_NAMES = {"pubmed": "PubMed id", "doi": "DOI", "nct": "ClinicalTrials.gov id"}
_REMEDY = {
    "pubmed": "give the number of the PubMed record, such as pubmed:20679586",
    "doi": "give a DOI, such as doi:10.1000/182",
    "nct": "give the number of the registration, such as nct:NCT00000102",
}


def is_source(argument: str) -> bool:
    """Whether an argument asks a service, and is no file."""
    return bool(_SOURCE.fullmatch(argument))


def wanted(sources: Iterable[str]) -> tuple[Wanted, list[Refusal]]:
    """The ids in the sources, and a refusal for each that is none."""
    found: dict[str, dict[str, str]] = {"pubmed": {}, "doi": {}, "nct": {}}
    refusals: list[Refusal] = []
    for source in sources:
        match = _SOURCE.fullmatch(source)
        if not match:
            reason, remedy = "it names no service", "begin it with pubmed:, doi: or nct:"
            refusals.append(Refusal(" ".join(source.split()) or "''", 0, "", reason, remedy))
            continue
        kind = match[1].lower().replace("pmid", "pubmed")
        breaks = _DOI_BREAK if kind == "doi" else re.compile(",")
        parts = [part.strip() for part in breaks.split(match[2])]
        for written in [part for part in parts if part] or [""]:
            known = _id(kind, written)
            if known:
                found[kind].setdefault(known.casefold(), known)
            else:
                reason = f"that is no {_NAMES[kind]}"
                name = f"{kind}:{' '.join(written.split())}"
                refusals.append(Refusal(name, 0, "", reason, _REMEDY[kind]))
    return Wanted(*(tuple(ids.values()) for ids in found.values())), refusals


def _id(kind: str, written: str) -> str:
    """The id in its usual form; '' where it is none."""
    if kind == "doi":
        doi = _RESOLVER.sub("", written, count=1)
        return doi if _DOI.fullmatch(doi) and doi.isprintable() else ""
    pattern = r"(?:NCT)?(\d{8})" if kind == "nct" else r"0*([1-9]\d{0,7})"
    match = re.fullmatch(pattern, written, re.IGNORECASE | re.ASCII)
    return ("NCT" if kind == "nct" else "") + match[1] if match else ""
