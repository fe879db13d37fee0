"""Claims as W3C Web Annotations: a file a page, with places on it and no word of its text.

A claim's place is a line (RFC 5147, which counts the gaps between lines) and in it a first and a
last character.  Only where the page's text was attached to the database are its words quoted.
"""

from __future__ import annotations

from typing import Any

from publish.feeds.records import Record
from publish.feeds.uris import urn
from publish.reports.wording import is_url, one_line
from publish.site.rows import Row

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
RIGHTS = "https://creativecommons.org/licenses/by/4.0/"
_LINES = "http://tools.ietf.org/rfc/rfc5147"


def annotation_page(page: Row, total: int) -> dict[str, Any]:
    """A page's annotations but for the items: ``page`` is its row, ``total`` their number."""
    own = page["page_id"], page["sha256"]
    return {
        "@context": CONTEXT,
        "id": urn("annotation page", *own),
        "type": "AnnotationPage",
        "partOf": {
            "id": urn("annotation collection", *own),
            "type": "AnnotationCollection",
            "label": f"What the evidence on file says of the claims of: {one_line(page['title'])}",
            "total": total,
        },
        "startIndex": 0,
    }


def annotation(record: Record, day: str | None) -> dict[str, Any]:
    """One claim as an annotation, of a verdict published on ``day`` (ISO)."""
    claim, page, label = record["claim"], record["page"], record["label"]
    told = {
        "id": urn("annotation", page["page_id"], page["sha256"], claim["claim_id"]),
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"type": "Software", "name": "Onfile"},
        "rights": RIGHTS,
        "body": [
            _text("tagging", label["label"]),
            _text("describing", claim["statement"]),
            _text("commenting", record["verdict"]["rationale"]),
        ],
        "target": {"source": source_of(page), "selector": _selectors(record)},
    }
    return told | ({"generated": f"{day}T00:00:00Z"} if day else {})


def source_of(page: Row) -> str:
    """The address of a page, or a name where none is known."""
    url = page["url"] or ""
    return url if is_url(url) else urn("page", page["page_id"], page["sha256"])


def _text(purpose: str, value: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "value": one_line(value),
        "format": "text/plain",
        "language": "en",
    }


def _selectors(record: Record) -> list[dict[str, Any]]:
    claim = record["claim"]
    place: dict[str, Any] = {
        "type": "FragmentSelector",
        "conformsTo": _LINES,
        "value": f"line={claim['line'] - 1},{claim['line']}",
        "refinedBy": {
            "type": "TextPositionSelector",
            "start": claim["start"],
            "end": claim["end"],
        },
    }
    quote = record["quote"]
    return [place, *([{"type": "TextQuoteSelector", "exact": quote}] if quote else [])]
