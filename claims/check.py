"""Checks a page: its claims found, read, linked and judged. A pure function of page and index."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claims.balance import balance_of
from claims.checked import CheckedClaim, CheckedPage, CheckedReference
from claims.citations import Resolution, WorkIndex
from claims.cited import judge_citation
from claims.contradictions import contradictions_among
from claims.evidence import Evidence
from claims.finding.find import Found, find_claims
from claims.judge import judge
from claims.pages.page import Page
from claims.referenced import check_references, mentioned_on
from claims.verdict import Verdict
from ingest.evidence import Evidence as Corpus


def index_works(corpus: Corpus) -> WorkIndex:
    """The works of the packs, ready to resolve references against."""
    return WorkIndex.from_rows(corpus.rows("studies"), corpus.rows("journals"))


@dataclass(frozen=True)
class Checker:
    """What is on file, ready to check pages with."""

    evidence: Evidence
    works: WorkIndex

    @classmethod
    def from_corpus(cls, corpus: Corpus) -> Checker:
        """A checker with what the packs hold, as ``ingest.corpus.read_evidence`` gives it."""
        return cls(Evidence.from_corpus(corpus), index_works(corpus))

    @classmethod
    def from_rows(cls, tables: Mapping[str, Collection[Mapping[str, Any]]]) -> Checker:
        """A checker with rows of studies, findings and the vocabulary, by table name."""
        works = WorkIndex.from_rows(tables["studies"], tables["journals"])
        return cls(Evidence.from_rows(tables), works)

    def check(self, page: Page) -> CheckedPage:
        """Every claim and reference of a page, judged; claims in the order of the page."""
        found, references = find_claims(page, self.evidence.vocabulary)
        places = ((id(one.block), one.printed.start) for one in references)
        resolved = zip(places, check_references(page, references, self.works), strict=True)
        checked = {place: one for place, one in resolved if one.counts}
        claims = tuple(claim for one in found for claim in self._claims(page, one, checked))
        both = (*checked.values(), *mentioned_on(page, references, self.works))
        return CheckedPage(
            page=page,
            claims=claims,
            references=tuple(sorted(both, key=lambda one: one.start)),
            contradictions=contradictions_among(claims, self.evidence.vocabulary),
            balance=balance_of(claims, self.evidence.vocabulary),
        )

    def _claims(
        self, page: Page, found: Found, checked: dict[tuple[int, int], CheckedReference]
    ) -> Iterator[CheckedClaim]:
        """The claim, judged; none where it is a reference that turned out to be something else."""
        places = ((id(r.block), r.printed.start) for r in found.references)
        references = tuple(checked[place] for place in places if place in checked)
        if found.reading.kind == "citation" and found.references and not references:
            return
        start, end = found.block.span(found.start, found.end)
        yield CheckedClaim(
            quote=found.quote,
            start=start,
            end=end,
            line=page.line_of(start),
            statement=found.statement,
            reading=found.reading,
            verdict=self._verdict(found, [reference.resolution for reference in references]),
            references=references,
        )

    def _verdict(self, found: Found, resolutions: list[Resolution]) -> Verdict:
        if found.reading.kind == "citation" and resolutions:
            return judge_citation(resolutions, self.evidence)
        cited = frozenset(r.study_id for r in resolutions if r.study_id is not None)
        return judge(
            found.reading,
            self.evidence,
            previous=found.previous,
            cited=cited,
            sourced=bool(resolutions),
        )
