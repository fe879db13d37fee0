"""Rows of a large evidence database, made up by a small grammar from a fixed seed.

Names of drugs, outcomes and populations are those on file, so that a claim can be checked against
what is made up; studies, figures and sentences are nobody's.  A row has about as many filled cells,
a claim as many links and reasons, as in the database that ``onfile build`` writes.  Comparisons are
four a link where a build writes eight: pages read them by claim, and more would only cost time.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claims.schema import CITATION_STATUSES, KINDS, STRENGTHS
from ingest.evidence import Evidence
from ingest.schema import BASES, DESIGNS, NO_NOTICE

Row = dict[str, Any]

_FACETS = ("drug", "outcome", "population", "time")
_ROLES = ("agrees", "bears-on", "disagrees", "near-miss")
_RESULTS = ("equal", "equal", "compatible", "conflict", "unknown")
_TIMES = (("24 hours", 24), ("one week", 168), ("four weeks", 672), ("six months", 4383))
_SYLLABLES = ("bar", "den", "fol", "gar", "hul", "kes", "lor", "mar", "nev", "pol", "ros", "tan")
_NO_RATE = ("helps with", "rarely brings", "works faster than placebo on", "has no effect on")
# About as often as the claims on file get them.
_VERDICTS = {
    "supported": 50,
    "partly-supported": 18,
    "overstated": 9,
    "unsupported": 9,
    "contradicted": 6,
    "not-checkable": 5,
    "misattributed": 3,
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many rows of each kind there are."""

    claims: int = 100_000
    findings: int = 100_000
    links_a_claim: int = 3
    studies: int = 5_000
    pages: int = 1_000
    citations: int = 5_000


class Invented:
    """Rows by table; ``makers`` are to be called once each, in the order in which they stand."""

    def __init__(
        self, words: Evidence, rulebook: Mapping[str, list[Row]], sizes: Sizes, seed: int
    ) -> None:
        self._draw = random.Random(seed)
        self._sizes = sizes
        self._drugs = [(str(row["drug"]), str(row["label"])) for row in words.rows("drugs")]
        self._outcomes = [
            (str(row["outcome"]), str(row["label"]).lower()) for row in words.rows("outcomes")
        ]
        self._people = [
            (str(row["population"]), str(row["label"]).lower()) for row in words.rows("populations")
        ]
        self._routes = [str(row["route"]) for row in words.rows("routes")]
        self._journals = [str(row["journal"]) for row in words.rows("journals")]
        self._codes = [row["code"] for row in rulebook["reason_codes"]]
        self._rules = [row["rule"] for row in rulebook["rules"]]
        self._studies = [f"study-{i:05d}" for i in range(sizes.studies)]
        self._findings = [f"finding-{i:06d}" for i in range(sizes.findings)]
        self._claims = [f"claim-{i:06d}" for i in range(sizes.claims)]
        self._citations = [f"citation-{i:05d}" for i in range(sizes.citations)]
        self._pages = [f"page-{i:04d}" for i in range(sizes.pages)]
        self._page_of = sorted(self._draw.choices(self._pages, k=sizes.claims))
        self._elements = [row["element"] for row in rulebook["balance_elements"]]
        self._links: list[list[str]] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self.makers: dict[str, Callable[[], Iterable[Row]]] = {
            "studies": self._make_studies,
            "notices": self._make_notices,
            "pages": self._make_pages,
            "citations": self._make_citations,
            "claims": self._make_claims,
            "findings": self._make_findings,
            "readings": self._make_readings,
            "citation_checks": self._make_checks,
            "citation_faults": self._make_faults,
            "links": self._make_links,
            "comparisons": self._make_comparisons,
            "verdicts": self._make_verdicts,
            "verdict_reasons": self._make_reasons,
            "quotes": self._make_quotes,
            "verdict_counts": self._make_counts,
            "contradictions": self._make_contradictions,
            "balance": self._make_balance,
        }

    def _make_studies(self) -> Iterator[Row]:
        for number, study in enumerate(self._studies):
            drug, label = self._any(self._drugs)
            _, people = self._any(self._people)
            year = 1970 + number % 55
            yield {
                "study_id": study,
                "authors": "; ".join(f"{self._name()} {self._any('ABCDEFG')}" for _ in range(5)),
                "title": f"{label} in {people}: the {self._name()} trial, a report from "
                f"{self._name()} and {self._name()}",
                "journal": self._any(self._journals),
                "year": year,
                "volume": str(year - 1960),
                "pages": f"{number % 900 + 1}-{number % 900 + 9}",
                "pmid": str(10_000_000 + number),
                "doi": f"10.9999/{study}",
                "design": self._any(DESIGNS),
                "n_analysed": self._draw.randint(8, 900),
                "population": people,
                "drug": drug,
                "route": self._any(self._routes),
                "notice": NO_NOTICE,
                "source_url": f"https://example.org/works/{study} | https://example.net/{number}",
                "unverified_fields": "volume; pages",
            }

    def _make_notices(self) -> Iterator[Row]:
        for study in self._studies[::50]:
            yield {
                "notice_id": f"{study}-n01",
                "study_id": study,
                "kind": "correction",
                "date": "2020-01-31",
                "source": "journal",
            }

    def _make_pages(self) -> Iterator[Row]:
        for page in self._pages:
            drug, label = self._any(self._drugs)
            yield {
                "page_id": page,
                "title": f"A page of the {self._name()} clinic about {label}",
                "url": f"https://example.org/{page}",
                "kind": "clinic",
                "subject": drug,
                "sha256": f"{self._draw.getrandbits(256):064x}",
            }

    def _make_citations(self) -> Iterator[Row]:
        for citation in self._citations:
            yield {
                "citation_id": citation,
                "page_id": self._any(self._pages),
                "line": self._draw.randint(100, 200),
                "reference": f"{self._name()} A, {self._name()} B. {self._name()} and "
                f"{self._name()}. {self._any(self._journals)}. {self._draw.randint(1970, 2024)}.",
            }

    def _make_claims(self) -> Iterator[Row]:
        for number, (claim, page) in enumerate(zip(self._claims, self._page_of, strict=True)):
            yield {
                "claim_id": claim,
                "page_id": page,
                "line": number % 100 + 1,
                "start": 0,
                "end": 90,
                "statement": self._statement(),
                "cites": self._any(self._citations) if number % 16 == 0 else None,
            }

    def _make_findings(self) -> Iterator[Row]:
        for finding in self._findings:
            drug, label = self._any(self._drugs)
            outcome, said = self._any(self._outcomes)
            population, people = self._any(self._people)
            time, hours = self._any(_TIMES)
            n = self._draw.randint(8, 400)
            events = self._draw.randint(0, n)
            study = self._any(self._studies)
            yield {
                "finding_id": finding,
                "study_id": study,
                "drug": drug,
                "route": self._any(self._routes),
                "population": population,
                "outcome": outcome,
                "definition": f"{said}, by the criterion of the {self._name()} group",
                "timepoint": time,
                "time_low_h": hours * 0.9,
                "time_high_h": hours,
                "n": n,
                "n_kind": "analysed",
                "events": events,
                "percent": round(100 * events / n, 1),
                "direction": "benefit",
                "basis": self._any(BASES),
                "statement": f"Of {n} people with {people}, {events} had {said} {time} after "
                f"{label}, in the {self._name()} trial.",
                "location": "table 2",
                "source_url": f"https://example.org/works/{study}",
                "source_tier": "abstract",
                "confidence": "verified" if self._draw.random() < 0.8 else "recalled",
                "note": f"Counted from the table of the {self._name()} report.",
            }

    def _make_readings(self) -> Iterator[Row]:
        for number, claim in enumerate(self._claims):
            outcome, _ = self._any(self._outcomes)
            yield {
                "claim_id": claim,
                "kind": self._any(KINDS),
                "drug": self._any(self._drugs)[0],
                "drug_stated": 1,
                "population": self._any(self._people)[0],
                "outcome": outcome,
                "assertions": f"{outcome}>benefit",
                "direction": "benefit",
                "value": self._draw.randint(1, 100) if number % 6 == 0 else None,
                "unit": "%" if number % 6 == 0 else None,
                "hedged": number % 2,
                "absolute_language": 0,
                "superlative": 0,
                "speech": "statement",
            }

    def _make_checks(self) -> Iterator[Row]:
        for citation in self._citations:
            yield {
                "citation_id": citation,
                "study_id": self._any(self._studies),
                "status": self._any(CITATION_STATUSES),
                "score": 90.0,
                "rationale": "Most of the printed fields agree with a work on file.",
            }

    def _make_faults(self) -> Iterator[Row]:
        for citation in self._citations[::2]:
            fault = {"fault": "wrong-year", "field": "year", "printed": "2001", "real": "2002"}
            yield {"citation_id": citation, **fault}

    def _make_links(self) -> Iterator[Row]:
        for claim in self._claims:
            linked = sorted({self._any(self._findings) for _ in range(self._sizes.links_a_claim)})
            self._links.append(linked)
            for place, finding in enumerate(linked):
                yield {
                    "claim_id": claim,
                    "finding_id": finding,
                    "rank": place + 1,
                    "role": self._any(_ROLES),
                    "score": 0.9 - place / 10,
                    "facet_score": 0.8,
                    "text_score": 0.4,
                    "level_score": 0.6,
                    "standing_score": 0.5,
                }

    def _make_comparisons(self) -> Iterator[Row]:
        for claim, linked in zip(self._claims, self._links, strict=True):
            for finding in linked:
                for facet in _FACETS:
                    yield {
                        "claim_id": claim,
                        "finding_id": finding,
                        "facet": facet,
                        "claim_value": "as claimed",
                        "finding_value": "as found",
                        "result": self._any(_RESULTS),
                        "rule": self._any(self._rules),
                    }

    def _make_verdicts(self) -> Iterator[Row]:
        names, weights = list(_VERDICTS), list(_VERDICTS.values())
        for claim, page, linked in zip(self._claims, self._page_of, self._links, strict=True):
            verdict = self._draw.choices(names, weights)[0]
            self._counts[page, verdict] += 1
            yield {
                "claim_id": claim,
                "verdict": verdict,
                "inputs": f"{self._draw.getrandbits(64):016x}",
                "as_cited": self._any(names) if self._draw.random() < 0.05 else None,
                "strength": self._any(STRENGTHS),
                "study_id": self._any(self._studies),
                "finding_id": linked[0],
                "score": 0.9,
                "rationale": f"The core holds, with a qualifier. {self._statement()} "
                f"{self._statement()}",
                "suggestion": self._statement() if self._draw.random() < 0.3 else None,
                "searched_findings": self._sizes.findings,
                "searched_studies": self._sizes.studies,
            }

    def _make_reasons(self) -> Iterator[Row]:
        for number, claim in enumerate(self._claims):
            for code in sorted(self._draw.sample(self._codes, 2 + number % 2)):
                rule = self._any(self._rules)
                yield {"claim_id": claim, "code": code, "detail": "as printed", "rule": rule}

    def _make_quotes(self) -> Iterator[Row]:
        for claim in self._claims:
            yield {"claim_id": claim, "quote": self._statement()}

    def _make_counts(self) -> Iterator[Row]:
        for (page, verdict), count in sorted(self._counts.items()):
            yield {"page_id": page, "verdict": verdict, "claims": count}

    def _make_contradictions(self) -> Iterator[Row]:
        for first, second in zip(self._claims[::100], self._claims[1::100], strict=True):
            why = "One says more than the other."
            yield {"claim_id": first, "other_claim_id": second, "why": why}

    def _make_balance(self) -> Iterator[Row]:
        drawn = [
            (page, self._any(self._elements), claim)
            for claim, page in zip(self._claims, self._page_of, strict=True)
        ]
        for page, element, claim in sorted(drawn):
            yield {"page_id": page, "element": element, "claim_id": claim}

    def _statement(self) -> str:
        """A sentence that a health page might print."""
        _, drug = self._any(self._drugs)
        _, outcome = self._any(self._outcomes)
        _, people = self._any(self._people)
        if self._draw.random() < 0.5:
            return f"{drug} {self._any(_NO_RATE)} {outcome} in people with {people}."
        share, time = self._draw.randint(1, 100), self._any(_TIMES)[0]
        return f"{share}% of people with {people} had {outcome} {time} after {drug}."

    def _name(self) -> str:
        """A surname of two syllables."""
        return (self._any(_SYLLABLES) + self._any(_SYLLABLES)).capitalize()

    def _any(self, things: Any) -> Any:
        """One of them, each as likely."""
        return things[int(self._draw.random() * len(things))]
