"""The four services on this machine, in the shapes that they document, over real HTTP."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ingest.services.exchange import Limits
from ingest.services.settings import Addresses, Settings

KNOWN_PMIDS = range(1, 100_000)
CONTACT = "reader@example.org"


@dataclass(frozen=True)
class Said:
    """One answer; ``length`` is what its header says, where that is not true."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


@dataclass(frozen=True)
class Asked:
    """One request."""

    service: str
    path: str
    query: Mapping[str, str]
    agent: str


class Clock:
    """Time that passes only where somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


class Local:
    """A server that is all four services, each under a path of its own.

    ``script`` puts answers before those that the service has of itself; ``dois``, ``blanks`` and
    ``trials`` are the records of Crossref, OpenAlex and ClinicalTrials.gov.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.dois: dict[str, dict[str, Any]] = {}
        self.blanks: dict[str, dict[str, Any]] = {}
        self.trials: dict[str, dict[str, Any]] = {}
        self._scripts: defaultdict[str, list[Said]] = defaultdict(list)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def services(self, **other: str) -> Addresses:
        """Its addresses as settings have them."""
        own = {name: f"{self.address}/{name}" for name in Addresses.model_fields}
        return Addresses(**{**own, **other})

    def script(self, service: str, *answers: Said) -> None:
        """Answer the next requests to the service so."""
        self._scripts[service] += answers

    def of(self, service: str) -> list[Asked]:
        """What the service was asked."""
        return [asked for asked in self.asked if asked.service == service]

    def close(self) -> None:
        """Be there no longer; a second time is nothing."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def _said(self, asked: Asked) -> Said:
        if self._scripts[asked.service]:
            return self._scripts[asked.service].pop(0)
        name = unquote(asked.path.rpartition("/")[2])
        if asked.service == "pubmed":
            return _efetch(asked.query.get("id", "").split(","))
        if asked.service == "crossref":
            work = self.dois.get(name)
            return _json({"status": "ok", "message": work} if work else None)
        if asked.service == "openalex":
            return _json(self.blanks.get(name.removeprefix("doi:")))
        return _json(self.trials.get(name))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        local = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                _, service, path = parts.path.split("/", 2)
                query = {key: values[0] for key, values in parse_qs(parts.query).items()}
                asked = Asked(service, path, query, self.headers["User-Agent"])
                local.asked.append(asked)
                said = local._said(asked)
                self.send_response(said.status)
                for name, value in said.headers.items():
                    self.send_header(name, value)
                length = len(said.body) if said.length is None else said.length
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(said.body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


def _json(value: object) -> Said:
    if value is None:
        return Said(404, b"Resource not found.", {"Content-Type": "text/plain"})
    return Said(200, json.dumps(value).encode(), {"Content-Type": "application/json"})


def _efetch(pmids: list[str]) -> Said:
    known = [pmid for pmid in pmids if int(pmid) in KNOWN_PMIDS]
    articles = "".join(article(pmid) for pmid in known)
    text = f'<?xml version="1.0" ?>\n<PubmedArticleSet>{articles}</PubmedArticleSet>'
    return Said(200, text.encode(), {"Content-Type": "text/xml; charset=UTF-8"})


def article(pmid: str) -> str:
    """A record of PubMed's."""
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><JournalIssue>"
        "<PubDate><Year>2001</Year></PubDate></JournalIssue><Title>Journal of Trees</Title>"
        f"</Journal><ArticleTitle>Leaf tea, part {pmid}.</ArticleTitle><AuthorList>"
        "<Author><LastName>Oak</LastName><Initials>A</Initials></Author></AuthorList></Article>"
        "</MedlineCitation></PubmedArticle>\n"
    )


def crossref_work(doi: str, **more: object) -> dict[str, Any]:
    """A record of Crossref's."""
    return {
        "DOI": doi,
        "title": ["A trial of leaf tea"],
        "author": [{"family": "Oak", "given": "Ann"}],
        "container-title": ["Journal of Trees"],
        "issued": {"date-parts": [[2001, 2, 3]]},
        **more,
    }


def openalex_work(doi: str, **more: object) -> dict[str, Any]:
    """A record of OpenAlex's."""
    return {
        "id": "https://openalex.org/W1",
        "doi": f"https://doi.org/{doi}",
        "title": "A trial of leaf tea, as OpenAlex has it",
        "publication_year": 2002,
        "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/77"},
        "biblio": {"volume": "5"},
        "authorships": [{"author": {"display_name": "Ann Oak"}}],
        **more,
    }


def registration(nct: str) -> dict[str, Any]:
    """A record of ClinicalTrials.gov's."""
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": nct,
                "briefTitle": "Leaf tea",
                "officialTitle": "A Trial of Leaf Tea",
            },
            "statusModule": {
                "studyFirstPostDateStruct": {"date": "2001-02-03"},
                "lastUpdatePostDateStruct": {"date": "2002-02-03"},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Forest Institute"}},
        }
    }


def quick(clock: Clock, /, **more: Any) -> Limits:
    """Limits under which nothing waits."""
    return Limits(**{"pause": 0.001, "clock": clock, "sleep": clock.sleep, **more})


def settings_for(local: Local, cache: Any, **more: Any) -> Settings:
    """Settings that lead to the local services."""
    values = {"email": CONTACT, "cache": cache, "services": local.services(), **more}
    return Settings.model_validate(values)
