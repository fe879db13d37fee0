"""Checked pages made of real parts: sentences read and judged over a small body of evidence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from claims.checked import Balance, CheckedClaim, CheckedPage, CheckedReference, Contradiction
from claims.citations import WorkIndex, resolve
from claims.cited import judge_citation
from claims.judge import judge
from claims.pages.page import Block, Page
from claims.read import read
from claims.reading import Context
from tests.claims.small import VOCABULARY, evidence_of, finding, study

STUDIES = [
    study("abel-2020", title="Weekly injections and the target weight", journal="Journal of Trials",
          doi="10.1000/abel<2020>", pmid="12345678", unverified_fields=None),
    study("brandt-2021", title="Feeling sick under weekly injections", journal="Archives of Trials",
          doi="10.1000/brandt.2021", unverified_fields=None),
]  # fmt: skip
FINDINGS = [
    finding("abel-2020-f1", "target-weight", events=60, n=100, percent=60.0, time_low_h=4032.0,
            time_high_h=4032.0, timepoint="24 weeks", direction="benefit",
            statement="At 24 weeks 60% of obese people on semaglutide were at the target weight."),
    finding("brandt-2021-f1", "nausea", events=44, n=110, percent=40.0, comparator_percent=12.0,
            direction="increase", statement="Nausea in 40% & <12%> on placebo."),
    finding("brandt-2021-f2", "weight-loss", effect_type="MD", effect=-6.5, ci_low=-8.0, ci_high=-5,
            direction="benefit", statement="Six kilograms were lost, against placebo."),
]  # fmt: skip
EVIDENCE = evidence_of(FINDINGS, STUDIES)
WORKS = WorkIndex.from_rows(STUDIES, [])
REFERENCE = "Abel A, Other B. Weekly injections and the target weight. Journal of Trials 2018."
CLAIMS = (
    "60% of patients reached the target weight at 24 weeks",
    "95% of patients reached the target weight at 24 weeks",
    "Semaglutide is completely safe",
    "Gallstones never occur",
    "Does it work?",
    "95% of patients",
    REFERENCE,
)
SOURCE = f"""# Semaglutide & <you>

60% of patients reached the target weight at 24 weeks.
95% of patients reached the target weight at 24 weeks.

- Semaglutide is completely safe.
- Gallstones never occur!

Does it work? "Ask" <script>alert(1)</script> us.

{REFERENCE}
"""


def page_of(source: str, name: str) -> Page:
    """A page of plain text: paragraphs, items and headings by their first characters."""
    blocks = tuple(_blocks(source))
    digest = hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()
    return Page(name, "markdown", source, digest, blocks, blocks[0].text if blocks else None)


def _blocks(source: str) -> Iterator[Block]:
    kinds = {"# ": "heading", "- ": "item"}
    for found in re.finditer(r"(?m)^(# |- )?(\S.*)$", source):
        start, end = found.span(2)
        kind = kinds.get(found[1] or "", "paragraph")
        level = 1 if found[1] else 0
        yield Block(kind, found[2], range(start, end), range(start + 1, end + 1), level)


def checked(
    source: str = SOURCE,
    quotes: Sequence[str] = CLAIMS,
    name: str = "pages/leaflet.md",
    reference: str = REFERENCE,
) -> CheckedPage:
    """A page with these of its words as claims.

    ``reference`` takes the place of REFERENCE in both, and is judged as a reference.
    """
    source = source.replace(REFERENCE, reference)
    named = [reference if quote == REFERENCE else quote for quote in quotes]
    spans = [(at := source.rindex(quote), at + len(quote)) for quote in named]
    return place_claims(source, spans, name, reference)


def place_claims(
    source: str,
    spans: Iterable[tuple[int, int]],
    name: str = "pages/leaflet.md",
    reference: str = REFERENCE,
) -> CheckedPage:
    """A page with claims at these offsets, and what is said of the page as a whole."""
    page = page_of(source, name)
    at = source.find(reference)
    references: tuple[CheckedReference, ...] = ()
    if at >= 0:
        found = resolve(reference, WORKS)
        place = at, at + len(reference), page.line_of(at)
        references = (CheckedReference(reference, *place, found),)
    claims = tuple(_claim(page, start, end, references) for start, end in spans)
    clash = (Contradiction(claims[0], claims[1], "60% is not 95%"),) if len(claims) > 1 else ()
    harms = tuple(claim for claim in claims if claim.reading.kind.startswith("safety"))
    balance = (Balance("harms", "Harms", harms), Balance("advice", "Where to ask", ()))
    return CheckedPage(page, claims, references, clash, balance)


def _claim(
    page: Page, start: int, end: int, references: tuple[CheckedReference, ...]
) -> CheckedClaim:
    quote, line = page.source[start:end], page.line_of(start)
    given = tuple(one for one in references if (one.start, one.end) == (start, end))
    context = Context(drugs=("semaglutide",), populations=("obesity",), is_citation=bool(given))
    reading = read(quote, VOCABULARY, context)
    if given:
        verdict = judge_citation([one.resolution for one in given], EVIDENCE)
    else:
        verdict = judge(reading, EVIDENCE, sourced=False)
    return CheckedClaim(quote, start, end, line, quote, reading, verdict, given)
