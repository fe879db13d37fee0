"""Reads and judges every claim on file, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claims.citations import Resolution, WorkIndex, resolve
from claims.cited import judge_citation
from claims.evidence import Evidence
from claims.judge import judge
from claims.read import read
from claims.reading import Context, Reading
from claims.verdict import Verdict
from claims.vocabulary import split
from ingest.progress import progress

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim with its reading and its verdict."""

    claim_id: str
    reading: Reading
    verdict: Verdict


def check_citations(citations: Iterable[Row], works: WorkIndex) -> dict[str, Resolution]:
    """What each printed reference means, by citation id."""
    return {str(row["citation_id"]): resolve(str(row["reference"]), works) for row in citations}


def judge_claims(
    pages: Iterable[Row],
    claims: Sequence[Row],
    citations: Sequence[Row],
    checked: Mapping[str, Resolution],
    evidence: Evidence,
) -> Iterator[Judged]:
    """Every claim of every page, read in its context and judged, in the order of the pages.

    A claim that names no drug or condition is about its page's; one that only names works is judged
    on its references; one that goes on from the claim before it in its paragraph takes up its time.
    """
    subjects = {str(page["page_id"]): page for page in pages}
    references = {str(row["citation_id"]): str(row["reference"]) for row in citations}
    before: tuple[Row, Reading] | None = None
    for claim in progress(in_page_order(claims), "Judging claims"):
        page = subjects[str(claim["page_id"])]
        cited = split(claim["cites"])
        previous = before[1] if before and _same_paragraph(before[0], claim) else None
        context = Context(
            drugs=split(page["subject"]),
            populations=split(page["condition"]),
            previous=previous,
            is_citation=_is_citation(claim, [references[name] for name in cited]),
        )
        judged = _judge(claim, context, {name: checked[name] for name in cited}, evidence)
        before = (claim, judged.reading)
        yield judged


def in_page_order(claims: Iterable[Row]) -> list[Row]:
    """Claims in the order in which they stand: page, line, place on the line, id."""
    return sorted(
        claims,
        key=lambda row: (row["page_id"], row["line"], row["start"], row["end"], row["claim_id"]),
    )


def _judge(
    claim: Row, context: Context, cited: Mapping[str, Resolution], evidence: Evidence
) -> Judged:
    reading = read(str(claim["statement"]), evidence.vocabulary, context)
    if cited and not reading.assertions:
        reading = replace(reading, kind="citation")
    if reading.kind == "citation" and cited:
        verdict = judge_citation(tuple(cited.values()), evidence)
    else:
        studies = frozenset(r.study_id for r in cited.values() if r.study_id is not None)
        verdict = judge(
            reading, evidence, previous=context.previous, cited=studies, sourced=bool(cited)
        )
    return Judged(str(claim["claim_id"]), reading, verdict)


def _same_paragraph(one: Row, other: Row) -> bool:
    return bool(one["page_id"] == other["page_id"] and one["line"] == other["line"])


def _is_citation(claim: Row, references: Sequence[str]) -> bool:
    """Whether the claim is its reference: the span on the page is hardly longer than the string."""
    span = claim["end"] - claim["start"]
    return any(span <= 1.2 * len(reference) for reference in references)
