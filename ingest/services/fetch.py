"""Works from the services that keep them, by PubMed id, DOI or trial registration."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from ingest.errors import BadInput, Refusal
from ingest.formats.record import Incoming
from ingest.services import dois, pubmed, trials
from ingest.services.catalogue import Services, services
from ingest.services.client import Client
from ingest.services.exchange import Limits
from ingest.services.settings import Settings
from ingest.services.unfetched import Unfetched
from ingest.services.wanted import Wanted, wanted


def _unsaid(note: str) -> None:
    pass


def fetch(
    sources: Sequence[str],
    settings: Settings,
    note: Callable[[str], None] = _unsaid,
    limits: Limits | None = None,
) -> Iterator[Incoming | Refusal]:
    """The works that sources such as ``pubmed:1,2``, ``doi:10.1000/182`` and ``nct:...`` name.

    An id that is malformed, unknown or answered with nonsense is a refusal that names it, and the
    rest come in; so is a service that cannot be had, with what was to come from it.  ``note`` is
    told where an older answer on file stands for one that could not be had, or where blanks stay
    blank.  Raises ``OnfileError`` without a contact address or a usable cache, and ``BadInput``
    with a line for each service where services cannot be had and nothing came in at all.
    """
    ids, refusals = wanted(sources)
    known = services(settings)
    return _fetched(ids, refusals, known, partial(Client, settings, limits or Limits(), note))


def _fetched(
    ids: Wanted, refusals: Sequence[Refusal], known: Services, opened: Callable[[], Client]
) -> Iterator[Incoming | Refusal]:
    unfetched = Unfetched()
    came = False
    with opened() as client:
        yield from refusals
        for item in chain(
            pubmed.works(client, known.pubmed, ids.pmids, unfetched),
            dois.works(client, known.crossref, known.openalex, ids.dois, unfetched),
            trials.works(client, known.clinicaltrials, ids.ncts, unfetched),
        ):
            came = came or isinstance(item, Incoming)
            yield item
    lost = unfetched.refusals()
    if lost and not came:
        raise BadInput(lost)
    yield from lost
