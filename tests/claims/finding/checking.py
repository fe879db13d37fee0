"""A checker over a small body of evidence, and what must hold of every page that it checks."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from claims.check import Checker
from claims.checked import CheckedClaim, CheckedPage
from claims.citations import WorkIndex
from claims.pages.formats import read_page
from tests.claims.small import evidence_of, finding, study

STUDIES = [
    study("oak-2018", title="Weekly injections and the target weight", journal="Journal of Trials"),
    study("ash-2019", title="Nausea on weekly injections", journal="Lancet"),
]
EVIDENCE = evidence_of(
    [
        finding("oak-2018-f01", "target-weight", percent=60.0, direction="benefit", n=100,
                timepoint_value=24, timepoint_unit="wk", timepoint_hours=4032.0,
                statement="60% reached the target weight at 24 weeks."),
        finding("ash-2019-f01", "nausea", percent=20.0, direction="present", n=100,
                statement="Nausea in 20%."),
        finding("ash-2019-f02", "gallstones", direction="present", statement="Gallstones occur."),
    ],
    STUDIES,
)  # fmt: skip
CHECKER = Checker(EVIDENCE, WorkIndex.from_rows(STUDIES, []))


def check(source: str | bytes, name: str = "page.md") -> CheckedPage:
    """A page checked against the small evidence; its format is told by the name."""
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    return CHECKER.check(read_page(name, data))


def assert_sound(checked: CheckedPage) -> None:
    """Claims stand on the page where they say, in its order; so do references and pairs."""
    page = checked.page
    for claim in checked.claims:
        assert 0 <= claim.start < claim.end <= len(page.source)
        assert claim.line == 1 + page.source.count("\n", 0, claim.start)
        above = page.source.rfind("\n", 0, claim.start)
        assert page.column_of(claim.start) == claim.start - above
        assert_quoted(page.source[claim.start : claim.end], claim)
        assert {id(one) for one in claim.references} <= {id(one) for one in checked.references}
    for reference in checked.references:
        assert 0 <= reference.start < reference.end <= len(page.source)
        assert reference.line == 1 + page.source.count("\n", 0, reference.start)
    assert_ordered(checked)
    assert sum(checked.counts.values()) == len(checked.claims)
    for pair in checked.contradictions:
        assert pair.first in checked.claims and pair.second in checked.claims
        assert pair.first.start <= pair.second.start and pair.first != pair.second
    for element in checked.balance:
        assert all(claim in checked.claims for claim in element.claims)


def assert_quoted(written: str, claim: CheckedClaim) -> None:
    """Every letter and digit of the quote stands in what the source says there, in order."""
    rest = iter(_letters(written))
    assert claim.quote.strip()
    assert all(char in rest for char in _letters(claim.quote)), (claim.quote, written)


def assert_ordered(checked: CheckedPage) -> None:
    """Claims that are no references come in the order of the page where its blocks do."""
    spans = [block.span(0, len(block.text)) for block in checked.page.blocks]
    if all(one[1] <= other[0] for one, other in pairwise(spans)):
        starts = [claim.start for claim in checked.claims if claim.reading.kind != "citation"]
        assert starts == sorted(starts)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", html.unescape(text)).casefold()
