"""schema.org ClaimReview as JSON-LD: one review for each claim whose verdict is a rating."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from claims.checked import CheckedPage
from claims.evidence import Evidence
from publish.reports.labels import Label, label_of
from publish.reports.wording import is_url, writable

BEST, WORST = 5, 1
CONTEXT = "https://schema.org"


def write(pages: Iterable[CheckedPage], evidence: Evidence, out: TextIO, today: date) -> None:
    """Write one graph of reviews, dated ``today``, once the last page is checked.

    Verdicts without a rating (nothing comparable on file, nothing to check) give none.  A review
    says where the claim appears if its page has an address.  Evidence is not needed.
    """
    graph = [
        review(claim.statement, label, claim.verdict.rationale, today, _address(page))
        for page in pages
        for claim in page.claims
        if (label := label_of(claim)).rating is not None
    ]
    document = {"@context": CONTEXT, "@graph": graph}
    out.write(in_script(writable(json.dumps(document, ensure_ascii=False, indent=2))) + "\n")


def review(
    statement: str, label: Label, rationale: str, day: date, appearance: str | None
) -> dict[str, Any]:
    """The review of one claim, published on ``day``.

    ``label`` is that of its verdict and has a rating; ``appearance`` is the address of the page
    that makes the claim, where it has one.
    """
    reviewed: dict[str, Any] = {"@type": "Claim"}
    if appearance:
        reviewed["appearance"] = {"@type": "CreativeWork", "url": appearance}
    return {
        "@type": "ClaimReview",
        "author": {"@type": "Organization", "name": "Onfile"},
        "datePublished": day.isoformat(),
        "claimReviewed": " ".join(statement.split()),
        "itemReviewed": reviewed,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": label.rating,
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": f"{label.label} on the evidence on file",
            "ratingExplanation": rationale,
        },
    }


def in_script(text: str) -> str:
    """JSON as it can stand in a page's script element, which "</script>" would close."""
    return text.replace("<", "\\u003c")


def _address(page: CheckedPage) -> str | None:
    return page.page.name if is_url(page.page.name) else None
