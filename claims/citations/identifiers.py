"""DOI, PMID, PMCID and NCT numbers in a reference, bare or inside an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”]+", re.IGNORECASE)
_DOI = re.compile(
    r"(?:(?:https?://(?:dx\.)?|www\.)?doi[:\s./]*(?:org/)?)?(?P<value>10\.\d{4,9}(?:/|%2F)(?:[^\s\"<>”’]|[<>](?=\d))+)",
    re.IGNORECASE,
)
_TRAILING = ".,;:'}|*_`"
_PMID = re.compile(
    r"(?:\b(?:PMID|PubMed(?:\s+(?:ID|PMID))?)\s*:?\s*(?=\d)"
    r"|(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov/|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/))"
    r"(?P<value>\d{1,8})\b",
    re.IGNORECASE,
)
_PMCID = re.compile(r"(?:\bPMCID\s*:?\s*)?\b(?P<value>PMC\d{3,8})\b", re.IGNORECASE)
_NCT = re.compile(r"\b(?P<value>NCT[ -]?\d{8})\b", re.IGNORECASE)
_KINDS = (("doi", _DOI), ("pmid", _PMID), ("pmcid", _PMCID), ("nct", _NCT))
# What publishers append to a DOI in an address.
_DOI_TAIL = re.compile(
    r"(?:[?#].*|/(?:full|abstract|pdf|epdf|meta|fulltext)(?:/.*)?|\.full|\.pdf)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier: kind is doi, pmid, pmcid or nct; start and end locate it."""

    kind: str
    value: str
    start: int
    end: int


def clean_doi(value: str) -> str:
    """A DOI without the punctuation that follows it, an unmatched bracket or an address's tail."""
    return _trimmed(_DOI_TAIL.sub("", unquote(value))).lower()


def _trimmed(value: str) -> str:
    """What is left without the punctuation and the brackets that close behind it."""
    value = value.rstrip(_TRAILING)
    while value.endswith((")", "]")) and value.count("(") + value.count("[") < value.count(
        ")"
    ) + value.count("]"):
        value = value[:-1].rstrip(_TRAILING)
    return value


def _plain(value: str) -> str:
    return value.upper().replace(" ", "").replace("-", "")


def read_identifiers(text: str) -> tuple[Identifier, ...]:
    """Identifiers in the order in which they stand, DOIs in lower case, the others in upper."""
    found: list[Identifier] = []
    for kind, pattern in _KINDS:
        for hit in pattern.finditer(text):
            written = _trimmed(hit["value"])
            value = clean_doi(written) if kind == "doi" else _plain(written)
            found.append(Identifier(kind, value, hit.start(), hit.start("value") + len(written)))
    return tuple(sorted(found, key=lambda one: one.start))


def mask(text: str, identifiers: tuple[Identifier, ...]) -> str:
    """The text with identifiers and addresses blanked out, every offset kept."""
    spans = [(one.start, one.end) for one in identifiers]
    spans += [found.span() for found in _URL.finditer(text)]
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return re.sub(
        r"\b(?:doi|PMID|PMCID)\s*:?\s*(?=\s|$)",
        lambda hit: " " * len(hit.group()),
        "".join(letters),
        flags=re.IGNORECASE,
    )
