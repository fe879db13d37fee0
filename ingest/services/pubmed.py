"""Works from PubMed by their ids, many in one request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from ingest.errors import Refusal
from ingest.formats.record import Incoming
from ingest.services.catalogue import Service
from ingest.services.client import Answer, Client
from ingest.services.exchange import ServiceError
from ingest.services.unfetched import Unfetched

# More in one request would have to be posted, and what is posted is not kept.
_BATCH = 200
_PATH = "efetch.fcgi"


def works(
    client: Client, pubmed: Service, pmids: Sequence[str], unfetched: Unfetched
) -> Iterator[Incoming | Refusal]:
    """The works with these PubMed ids, and a refusal for each that none came in for."""
    for start in range(0, len(pmids), _BATCH):
        batch = pmids[start : start + _BATCH]
        try:
            answer = client.get(pubmed, _PATH, _query(batch))
        except ServiceError as error:
            yield from unfetched.refuse(error, [f"pubmed:{pmid}" for pmid in batch])
            continue
        yield from _read(pubmed, answer, batch)


def _query(pmids: Sequence[str]) -> dict[str, str]:
    return {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"}


def _read(pubmed: Service, answer: Answer, batch: Sequence[str]) -> Iterator[Incoming | Refusal]:
    """The works of one answer, each with the address of its own record."""
    from ingest.formats import pubmed_xml  # loads lxml

    waiting = dict.fromkeys(batch)
    refused = ""
    for item in pubmed_xml.read(answer.text or "", answer.address) if answer.text else ():
        if isinstance(item, Refusal):
            refused += f" {item.reason} "
            yield replace(item, file=f"{pubmed.base}/{_PATH}")
        else:
            pmid = str(item.study.get("pmid"))
            waiting.pop(pmid, None)
            yield replace(item, file=f"{pubmed.base}/{_PATH}?{urlencode(_query([pmid]))}")
    for pmid in waiting:
        if f"PMID {pmid} " in refused:
            continue
        reason = "PubMed knows no record of this id"
        if refused:
            reason = "no record of this id could be read from PubMed's answer"
        yield Refusal(f"pubmed:{pmid}", 0, "", reason, "check the number")
