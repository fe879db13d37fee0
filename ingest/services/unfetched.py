"""Ids that a service gave no usable answer for, and how that is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.errors import Refusal
from ingest.services.exchange import ServiceError, UnreachableError

_NAMED = 5


class Unfetched:
    """Gathers what could not be asked, so that a service that is down is told of once."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str, str], list[str]] = {}

    def refuse(self, error: ServiceError, ids: Sequence[str]) -> Iterator[Refusal]:
        """The refusal of the ids, at once where only the answer to them cannot be used."""
        if isinstance(error, UnreachableError):
            key = (error.service, error.reason, error.remedy)
            self._ids.setdefault(key, []).extend(ids)
        else:
            yield Refusal(named(ids), 0, "", f"{error.service}: {error.reason}", error.remedy)

    def refusals(self) -> list[Refusal]:
        """One refusal for each service that could not be had."""
        return [
            Refusal(service, 0, "", f"{reason}: nothing came in for {named(ids)}", remedy)
            for (service, reason, remedy), ids in self._ids.items()
        ]


def named(ids: Sequence[str]) -> str:
    """The first few ids, and how many more there are."""
    more = len(ids) - _NAMED
    return ", ".join(ids[:_NAMED]) + (f" and {more} more" if more > 0 else "")
