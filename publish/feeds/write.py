"""Writes the feeds of a bundle: everything on file, streamed into files under ``feeds/``."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from datasette.utils import tilde_encode

from ingest.progress import progress
from publish.databases import read_only
from publish.feeds.annotated import RIGHTS, annotation, annotation_page
from publish.feeds.cells import HEADER, flat, nested
from publish.feeds.records import Record, records
from publish.history.read import newest_build, published_on
from publish.history.store import HISTORY
from publish.metadata import DATABASE
from publish.reports.claimreview import CONTEXT, in_script, review
from publish.reports.edition import notice_paragraphs
from publish.reports.jsonl import json_line
from publish.reports.labels import Label
from publish.reports.wording import is_url
from publish.site.rows import rows

FOLDER = "feeds"


def write_feeds(draft: Path) -> None:
    """Write the feeds of a bundle whose evidence.db and history.db are there already.

    Every claim as CSV and as JSON, the reviews of claims with a rating as one graph of ClaimReview,
    and for each page its claims as annotations.  Nothing is held in memory but one claim.
    """
    folder = draft / FOLDER
    (folder / "annotations").mkdir(parents=True)
    with (
        closing(read_only(draft / f"{DATABASE}.db")) as conn,
        closing(read_only(draft / f"{HISTORY}.db")) as history,
    ):
        _write_table(folder / "claims.csv", records(conn))
        claims = progress(records(conn), "Writing claims")
        _write_list(folder / "claims.json", _head(history), "claims", map(nested, claims))
        reviews = (
            review_of(record, _day(history, record))
            for record in progress(records(conn), "Writing reviews")
            if record["label"]["claimreview_rating"] is not None
        )
        _write_list(folder / "claimreview.json", {"@context": CONTEXT}, "@graph", reviews)
        for page in progress(rows(conn, _PAGES), "Writing annotations"):
            path = folder / "annotations" / f"{tilde_encode(page['page_id'])}.json"
            found = (
                annotation(record, _day(history, record))
                for record in records(conn, page["page_id"])
            )
            _write_list(path, annotation_page(page, page["claims"]), "items", found)


def review_of(record: Record, day: str, address: str = "") -> dict[str, Any]:
    """The ClaimReview of a claim whose verdict has a rating, published on ``day`` (ISO).

    ``address`` is that of the claim's page on this site; without it, that page as it stands from
    the feed, since nobody knows at publication where the site will be.
    """
    claim, url = record["claim"], record["page"]["url"] or ""
    made = review(
        claim["statement"],
        Label(*record["label"].values()),
        record["verdict"]["rationale"],
        date.fromisoformat(day),
        url if is_url(url) else None,
    )
    own = address or f"../../{DATABASE}/claims/{tilde_encode(claim['claim_id'])}"
    return {"@id": f"{own}#review", **made, "url": own}


def _write_table(path: Path, found: Iterable[Record]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(map(flat, found))


def _write_list(path: Path, head: Mapping[str, Any], key: str, items: Iterator[Any]) -> None:
    """Write an object whose last key holds a list, an item a line, as they come."""
    with path.open("w", encoding="utf-8") as file:
        file.write(in_script(json_line({**head, key: []}).removesuffix("]}\n")))
        for number, item in enumerate(items):
            file.write((",\n" if number else "\n") + in_script(json_line(item)).rstrip("\n"))
        file.write("\n]}\n")


def _head(history: sqlite3.Connection) -> dict[str, Any]:
    newest = newest_build(history) or {}
    return {
        "source": "Onfile",
        "license": RIGHTS,
        "notice": " ".join(notice_paragraphs()),
        "build": {name: newest.get(name) for name in ("build_id", "made_on", "rule_set")},
    }


def _day(history: sqlite3.Connection, record: Record) -> str:
    """The day on which a verdict was published; every database in a bundle belongs to a build."""
    day = published_on(history, record["claim"]["claim_id"])
    assert day is not None
    return day


_PAGES = """
SELECT pages.*, (SELECT count(*) FROM claims WHERE claims.page_id = pages.page_id) AS claims
FROM pages ORDER BY page_id
"""
