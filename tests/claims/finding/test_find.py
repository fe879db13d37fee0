"""Claims of whole pages: whom they are about, what serves them, and what is passed over."""

from __future__ import annotations

from typing import Any

import pytest

from claims.finding.find import Found, find_claims
from claims.pages.formats import read_page
from tests.claims.finding.marked import pages
from tests.claims.small import VOCABULARY

SUFFIXES = {"markdown": ".md", "html": ".html"}


def found_on(case: dict[str, Any]) -> tuple[list[Found], list[str]]:
    """The claims of a case's page but for its references, and the references as printed."""
    source = "\n".join(case["page"])
    name = "page" + SUFFIXES[case.get("format", "markdown")]
    found, references = find_claims(read_page(name, source.encode()), VOCABULARY)
    cited = [claim.quote for claim in found if claim.reading.kind == "citation"]
    printed = [reference.printed.text for reference in references]
    assert sorted(cited) == sorted(printed)
    return [claim for claim in found if claim.reading.kind != "citation"], printed


def told(claim: Found, keys: Any) -> dict[str, Any]:
    """What a case asks of a claim."""
    reading = claim.reading
    known = {
        "quote": claim.quote,
        "statement": claim.statement,
        "kind": reading.kind,
        "drugs": list(reading.drugs),
        "stated": reading.drug_stated,
        "populations": list(reading.populations),
        "outcome": reading.outcome,
        "value": reading.value,
        "unit": reading.unit,
        "comparator": reading.comparator_value,
        "frequency": reading.frequency,
        "references": [one.printed.text.split()[0].rstrip(",") for one in claim.references],
    }
    return {key: known[key] for key in keys}


@pytest.mark.parametrize("case", pages("pages"))
def test_golden(case: dict[str, Any]) -> None:
    found, printed = found_on(case)
    if "only" in case:
        found = [claim for claim in found if claim.quote in case["only"]]
    assert len(found) == len(case["claims"]), [claim.quote for claim in found]
    for claim, wanted in zip(found, case["claims"], strict=True):
        asked = {key: value for key, value in wanted.items() if key != "starts"}
        assert told(claim, asked) == asked
        assert claim.quote.startswith(wanted.get("starts", ""))
    assert printed == case.get("printed", [])


def test_a_claim_knows_the_one_before_it_in_its_paragraph() -> None:
    case = {"page": ["Wegovy works. Nausea is common.", "", "Gallstones are rare on Wegovy."]}
    first, second, third = found_on(case)[0]
    assert (first.previous, second.previous, third.previous) == (None, first.reading, None)


def test_another_share_takes_the_time_of_the_one_before() -> None:
    lines = ["On Wegovy 40% reached the target weight at 24 weeks. Another 15% lost weight."]
    second = found_on({"page": lines})[0][1].reading
    assert (second.value, second.timepoint_value, second.timepoint_unit) == (15, 24, "wk")


def test_the_reading_of_a_reference_has_no_figures() -> None:
    lines = ["# Sources", "", "1. Oak A. Wegovy at 24 weeks in 40%. Lancet. 2018;12:34-56."]
    page = read_page("page.md", "\n".join(lines).encode())
    (claim,), (reference,) = find_claims(page, VOCABULARY)
    assert (claim.reading.kind, claim.references) == ("citation", [reference])
    assert (claim.reading.value, claim.reading.timepoint_value) == (None, None)
