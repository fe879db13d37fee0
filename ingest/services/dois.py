"""Works by their DOIs: Crossref's record, its blanks filled from OpenAlex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from ingest.errors import Refusal
from ingest.formats.record import Incoming
from ingest.services.catalogue import Service
from ingest.services.client import Answer, Client
from ingest.services.exchange import ServiceError
from ingest.services.unfetched import Unfetched


def works(
    client: Client, crossref: Service, openalex: Service, dois: Sequence[str], unfetched: Unfetched
) -> Iterator[Incoming | Refusal]:
    """The works with these DOIs, and a refusal for each that none came in for.

    A DOI that Crossref does not know (other agencies register DOIs too) is taken from OpenAlex.
    Where Crossref cannot be had, OpenAlex alone will not do: it does not tell of corrections.
    """
    for doi in dois:
        path = f"works/{quote(doi, safe='')}"
        try:
            answer = client.get(crossref, path)
        except ServiceError as error:
            yield from unfetched.refuse(error, [f"doi:{doi}"])
            continue
        other: Answer | None = None
        try:
            other = client.get(openalex, f"works/doi:{quote(doi, safe='')}")
        except ServiceError as error:
            if answer.text is None:
                yield from unfetched.refuse(error, [f"doi:{doi}"])
                continue
            client.note_once(openalex, f"{error}. Blanks, such as PubMed ids, are not filled.")
        yield from _read(doi, answer, other)


def _read(doi: str, answer: Answer, other: Answer | None) -> Iterator[Incoming | Refusal]:
    """What the two answers say of one work."""
    from ingest.formats import crossref, openalex

    second = list(openalex.read(other.text, other.address)) if other and other.text else []
    first = list(crossref.read(answer.text, answer.address)) if answer.text else second
    if not first:
        reason = "neither Crossref nor OpenAlex knows this DOI"
        yield Refusal(f"doi:{doi}", 0, "", reason, "check it, or give the work as a file")
        return
    filling = next((item for item in second if isinstance(item, Incoming)), None)
    for item in first:
        if filling is None or item is filling:
            yield item
        else:
            yield filled(item, filling) if isinstance(item, Incoming) else filling


def filled(work: Incoming, other: Incoming) -> Incoming:
    """The work with what only the other record says: blank columns and kinds of notice."""
    known = {name: value for name, value in work.study.items() if value is not None}
    kinds = {notice["kind"] for notice in work.notices}
    # OpenAlex tells that a work is retracted, and not that it was reinstated since.
    told = () if "reinstatement" in kinds else other.notices
    notices = (notice for notice in told if notice["kind"] not in kinds)
    return replace(work, study={**other.study, **known}, notices=(*work.notices, *notices))
