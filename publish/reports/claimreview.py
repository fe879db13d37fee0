"""schema.org ClaimReview as JSON-LD: one review for each claim whose verdict is a rating."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from claims.checked import CheckedClaim, CheckedPage
from claims.evidence import Evidence
from publish.reports.labels import Label, label_of
from publish.reports.wording import is_url, writable

BEST, WORST = 5, 1


def write(pages: Iterable[CheckedPage], evidence: Evidence, out: TextIO, today: date) -> None:
    """Write one graph of reviews, dated ``today``, once the last page is checked.

    Verdicts without a rating (nothing comparable on file, nothing to check) give none.  A review
    says where the claim appears if its page has an address.  Evidence is not needed.
    """
    graph = [
        _review(page, claim, label, label.rating, today)
        for page in pages
        for claim in page.claims
        if (label := label_of(claim)).rating is not None
    ]
    document = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # The document is made to be put into a page's script element, which "</script>" would close.
    out.write(writable(text).replace("<", "\\u003c") + "\n")


def _review(
    page: CheckedPage, claim: CheckedClaim, label: Label, rating: int | None, today: date
) -> dict[str, Any]:
    reviewed: dict[str, Any] = {"@type": "Claim"}
    if is_url(page.page.name):
        reviewed["appearance"] = {"@type": "CreativeWork", "url": page.page.name}
    return {
        "@type": "ClaimReview",
        "author": {"@type": "Organization", "name": "Onfile"},
        "datePublished": today.isoformat(),
        "claimReviewed": " ".join(claim.statement.split()),
        "itemReviewed": reviewed,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating,
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": f"{label.label} on the evidence on file",
            "ratingExplanation": claim.verdict.rationale,
        },
    }
