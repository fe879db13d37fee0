"""The services: where each is, how often it is asked, what it is told, how it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from pydantic import SecretStr

from ingest.services.limiter import Pace
from ingest.services.settings import Settings

_RECORD = re.compile(rb"<Pubmed(?:Book)?Article[\s>]")


def _is_missing(status: int, body: bytes) -> bool:
    return status in (404, 410)


@dataclass(frozen=True, slots=True)
class Service:
    """One service.

    ``told`` are parameters that go with every request and are neither kept nor shown: contact and
    key.  ``accepts`` says whether a body is an answer at all, ``is_unknown`` whether status and
    body say that the service has no such record.
    """

    name: str
    base: str
    pace: Pace
    accepts: Callable[[bytes], bool]
    told: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    is_unknown: Callable[[int, bytes], bool] = _is_missing

    @property
    def host(self) -> str:
        """Host and port that are asked."""
        return urlsplit(self.base).netloc


@dataclass(frozen=True, slots=True)
class Services:
    """The four that records come from."""

    pubmed: Service
    crossref: Service
    openalex: Service
    clinicaltrials: Service


def services(settings: Settings) -> Services:
    """The services as the settings have them.

    Paces are those that each publishes: three a second for PubMed, ten with a key; OpenAlex takes
    a hundred and Crossref says in its answers how many it takes; ClinicalTrials.gov publishes
    none, and is known to refuse beyond fifty a minute.  Raises ``OnfileError`` without a contact.
    """
    email, where = settings.contact, settings.services
    ncbi_key, openalex_key = settings.ncbi_api_key, settings.openalex_api_key
    return Services(
        Service(
            "PubMed",
            where.pubmed,
            Pace(10 if ncbi_key else 3, 1),
            _is_article_set,
            (("tool", "onfile"), ("email", email), *_key(ncbi_key)),
            _is_empty_list,
        ),
        Service(
            "Crossref", where.crossref, Pace(5, 1), partial(_has, "message"), (("mailto", email),)
        ),
        Service(
            "OpenAlex",
            where.openalex,
            Pace(10, 1),
            partial(_has, "id"),
            (("mailto", email), *_key(openalex_key)),
        ),
        Service(
            "ClinicalTrials.gov",
            where.clinicaltrials,
            Pace(3, 4),
            partial(_has, "protocolSection"),
        ),
    )


def _key(secret: SecretStr | None) -> tuple[tuple[str, str], ...]:
    return (("api_key", secret.get_secret_value()),) if secret else ()


def _is_article_set(body: bytes) -> bool:
    return b"<PubmedArticleSet" in body


def _is_empty_list(status: int, body: bytes) -> bool:
    """Whether PubMed knows none of the ids: it says so, or sends a set without a record."""
    if status == 400:
        return b"ID list is empty" in body
    return status == 200 and _is_article_set(body) and not _RECORD.search(body)


def _has(key: str, body: bytes) -> bool:
    """Whether the body is a JSON object that has the key."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and key in value
