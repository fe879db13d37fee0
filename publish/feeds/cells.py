"""Claims as they stand in feeds: nested for JSON, flat for CSV."""

from __future__ import annotations

from typing import Any

from claims.schema import READINGS, VERDICT_TABLE
from ingest.schema import CLAIMS
from publish.feeds.records import Record
from publish.reports.wording import one_line

_OF_PAGE = ("page_id", "title", "url")
_READ = tuple(name for name in READINGS.names if name != "claim_id")
_JUDGED = tuple(name for name in VERDICT_TABLE.names if name != "claim_id")

HEADER = (*CLAIMS.names, "page_url", *_READ, *_JUDGED, "reasons")
"""Columns of the CSV: those of claims, readings and verdicts, the page's address and the codes."""

# What spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def nested(record: Record) -> dict[str, Any]:
    """A claim as one object: ``claim``, ``page``, ``reading``, ``verdict`` (with its label, meaning
    and severity) and ``reasons``; columns as the data dictionary has them."""
    return {
        "claim": record["claim"],
        "page": {name: record["page"][name] for name in _OF_PAGE},
        "reading": record["reading"],
        "verdict": record["verdict"] | record["label"],
        "reasons": record["reasons"],
    }


def flat(record: Record) -> list[object]:
    """A claim as the cells of HEADER; texts are on one line and none begins a formula."""
    return [
        *(guarded(record["claim"][name]) for name in CLAIMS.names),
        guarded(record["page"]["url"]),
        *(guarded(record["reading"][name]) for name in _READ),
        *(guarded(record["verdict"][name]) for name in _JUDGED),
        ";".join(reason["code"] for reason in record["reasons"]),
    ]


def guarded(value: object) -> object:
    """A cell that no spreadsheet runs: a text that would begin a formula gets an apostrophe."""
    if not isinstance(value, str):
        return value
    text = one_line(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
