"""Trials from ClinicalTrials.gov by their registration numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.errors import Refusal
from ingest.formats.record import Incoming
from ingest.services.catalogue import Service
from ingest.services.client import Client
from ingest.services.exchange import ServiceError
from ingest.services.unfetched import Unfetched


def works(
    client: Client, registry: Service, ncts: Sequence[str], unfetched: Unfetched
) -> Iterator[Incoming | Refusal]:
    """The registrations with these numbers, and a refusal for each that none came in for."""
    for nct in ncts:
        try:
            answer = client.get(registry, f"studies/{nct}")
        except ServiceError as error:
            yield from unfetched.refuse(error, [f"nct:{nct}"])
            continue
        if answer.text is None:
            reason = f"{registry.name} knows no registration of this number"
            yield Refusal(f"nct:{nct}", 0, "", reason, "check the number")
        else:
            from ingest.formats import trials

            yield from trials.read(answer.text, answer.address)
