"""ClaimReview: sound JSON-LD with the properties that readers of fact checks need."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

from pyld import jsonld

from claims.checked import CheckedPage
from publish.reports.claimreview import write
from tests.publish.reports.small import CLAIMS, EVIDENCE, checked

SCHEMA = "http://schema.org/"
CONTEXT = {"@vocab": SCHEMA, "url": {"@type": "@id"}}


def _written(*pages: CheckedPage) -> str:
    out = io.StringIO()
    write(pages, EVIDENCE, out, date(2026, 1, 2))
    return out.getvalue()


def _reviews(*pages: CheckedPage) -> list[dict[str, Any]]:
    reviews: list[dict[str, Any]] = json.loads(_written(*pages))["@graph"]
    return reviews


def _expanded(*pages: CheckedPage) -> list[dict[str, Any]]:
    """The document as a reader of JSON-LD sees it; its context comes from here, not the web."""

    def load(address: str, _: object) -> dict[str, Any]:
        assert address.rstrip("/") == "https://schema.org"
        return {"contextUrl": None, "documentUrl": address, "document": {"@context": CONTEXT}}

    found: list[dict[str, Any]] = jsonld.expand(
        json.loads(_written(*pages)), {"documentLoader": load}
    )
    return found


def test_only_verdicts_with_a_rating_give_a_review() -> None:
    found = [
        (one["claimReviewed"], one["reviewRating"]["ratingValue"]) for one in _reviews(checked())
    ]
    assert found == [(CLAIMS[0], 5), (CLAIMS[1], 1), (CLAIMS[2], 2), (CLAIMS[6], 2)]


def test_required_properties_are_there() -> None:
    for review in _reviews(checked()):
        assert set(review) == {
            "@type", "author", "datePublished", "claimReviewed", "itemReviewed", "reviewRating",
        }  # fmt: skip
        assert review["author"] == {"@type": "Organization", "name": "Onfile"}
        assert review["datePublished"] == "2026-01-02"
        rating = review["reviewRating"]
        assert (rating["worstRating"], rating["bestRating"]) == (1, 5)
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        assert rating["alternateName"].endswith("on the evidence on file")
        assert rating["ratingExplanation"]


def test_the_claim_appears_where_the_page_has_an_address() -> None:
    address = "https://example.org/page"
    assert all(one["itemReviewed"] == {"@type": "Claim"} for one in _reviews(checked()))
    for review in _reviews(checked(name=address)):
        assert review["itemReviewed"]["appearance"] == {"@type": "CreativeWork", "url": address}


def test_a_reader_of_json_ld_sees_every_property() -> None:
    nodes = _expanded(checked(name="https://example.org/page"))
    assert [node["@type"] for node in nodes] == [[f"{SCHEMA}ClaimReview"]] * 4
    rating = nodes[1][f"{SCHEMA}reviewRating"][0]
    assert rating["@type"] == [f"{SCHEMA}Rating"]
    assert rating[f"{SCHEMA}ratingValue"] == [{"@value": 1}]
    appearance = nodes[1][f"{SCHEMA}itemReviewed"][0][f"{SCHEMA}appearance"][0]
    assert appearance[f"{SCHEMA}url"] == [{"@id": "https://example.org/page"}]


def test_the_document_can_stand_in_a_script_element() -> None:
    words = "95% of patients reached the target weight at 24 weeks </script><b>"
    page = checked(words, (words,))
    assert "<" not in _written(page)
    assert _reviews(page)[0]["claimReviewed"] == words
