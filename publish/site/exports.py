"""What is on file of one claim for other programs: JSON, ClaimReview, BibTeX."""

from __future__ import annotations

import io
import json
import sqlite3
from dataclasses import asdict
from typing import Any

from datasette.app import Datasette
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import Request, Response

from claims.verdict import NEAR_MISS
from ingest.formats import bibtex
from publish.feeds.records import Record, record_of
from publish.feeds.write import review_of
from publish.history import read
from publish.history.store import HISTORY
from publish.metadata import DATABASE
from publish.reports.claimreview import CONTEXT, in_script
from publish.reports.labels import labels
from publish.reviews.review import Review
from publish.reviews.schema import OVERRULE
from publish.reviews.state import ClaimState
from publish.reviews.today import stands
from publish.site.claim import ClaimPage, Linked, read_claim
from publish.site.respond import RequestError, absolute, answer, load
from publish.site.reviews import state_of
from publish.site.rows import Row, rows

LINKED_DATA = "application/ld+json; charset=utf-8"


async def claim_json(datasette: Datasette, request: Request) -> Response:
    """Everything on one claim; docs/json.md says what each key holds."""
    claim_id = _asked(request)
    found = await load(datasette, lambda conn: read_claim(conn, claim_id))
    if found is None:
        raise _missing(claim_id)
    history = await load(datasette, lambda conn: read.changes_of(conn, claim_id), HISTORY)
    state = await state_of(datasette, claim_id, stands(found.claim, found.verdict))
    return answer({"ok": True, **document(found), "history": history, "reviews": _told(state)})


def document(found: ClaimPage) -> dict[str, Any]:
    """A claim with what its verdict rests on, as it is told to programs."""
    return {
        "claim": found.claim,
        "page": found.page,
        "quote": found.quote,
        "reading": found.reading,
        "verdict": found.verdict,
        "reasons": found.reasons,
        "links": [_link(each) for each in (*found.bearing, *found.near)],
        "references": found.references,
    }


async def claim_review(datasette: Datasette, request: Request) -> Response:
    """The ClaimReview of one claim, by the review that stands where it overrules the rules; 404
    where the verdict gives no rating."""
    claim_id = _asked(request)
    record = await load(datasette, lambda conn: record_of(conn, claim_id))
    if record is None:
        raise _missing(claim_id)
    state = await state_of(datasette, claim_id, stands(record["claim"], record["verdict"]))
    standing = state.standing
    if standing and standing.action == OVERRULE:
        record = _overruled(record, standing)
    if record["label"]["claimreview_rating"] is None:
        raise RequestError(
            404,
            f"The verdict on {claim_id} is '{record['label']['label']}', which is no rating: there "
            f"is no ClaimReview; /-/claims/{tilde_encode(claim_id)}.json has what is on file.",
        )
    day = await load(datasette, lambda conn: read.published_on(conn, claim_id), HISTORY)
    if standing:
        day = max(str(day), standing.made_at[:10])
    own = absolute(datasette, request, f"/{DATABASE}/claims/{tilde_encode(claim_id)}")
    review = {"@context": CONTEXT, **review_of(record, str(day), own)}
    return Response(in_script(json.dumps(review, ensure_ascii=False)), content_type=LINKED_DATA)


async def claim_bibtex(datasette: Datasette, request: Request) -> Response:
    """The works that the verdict rests on, and those that the page cites, as BibTeX."""
    claim_id = _asked(request)
    works = await load(datasette, lambda conn: read_works(conn, claim_id))
    if works is None:
        raise _missing(claim_id)
    out = io.StringIO()
    bibtex.write(works, out)
    return Response(
        out.getvalue() or "No work on file stands behind this claim.\n",
        headers={"content-disposition": f'attachment; filename="{tilde_encode(claim_id)}.bib"'},
        content_type="application/x-bibtex; charset=utf-8",
    )


def read_works(conn: sqlite3.Connection, claim_id: str) -> list[Row] | None:
    """The works behind a claim, in the order of their ids; None where there is no such claim."""
    if not rows(conn, "SELECT 1 FROM claims WHERE claim_id = ?", claim_id):
        return None
    return rows(conn, _WORKS, claim_id, NEAR_MISS, claim_id, claim_id)


def _overruled(record: Record, standing: Review) -> Record:
    """A claim's record with the verdict of the review that stands in the place of the rules'."""
    label = asdict(labels()[standing.verdict])
    label["claimreview_rating"] = label.pop("rating")
    rationale = f"On review: {standing.note} The rules had said: {standing.machine_verdict}."
    return {**record, "label": label, "verdict": {**record["verdict"], "rationale": rationale}}


def _told(state: ClaimState) -> dict[str, Any]:
    """How a claim stands with its reviewers: the review that stands, and all, newest first."""
    return {
        "standing": state.standing and state.standing.row(),
        "disputed": state.disputed,
        "history": [
            {**one.review.row(), "stale": one.stale, "counts": one.counts} for one in state.history
        ],
    }


def _link(each: Linked) -> dict[str, Any]:
    """A finding beside the claim, with its study in words and every facet compared."""
    return {
        **each.link,
        "study": each.study,
        "figure": each.figure,
        "finding": each.row,
        "comparisons": list(each.facets.values()),
    }


def _asked(request: Request) -> str:
    claim_id: str = tilde_decode(request.url_vars["claim_id"])
    return claim_id


def _missing(claim_id: str) -> RequestError:
    return RequestError(404, f"There is no claim {claim_id} on file; /-/feeds/claims.csv has all.")


_WORKS = """
SELECT * FROM studies WHERE study_id IN (
    SELECT study_id FROM links JOIN findings USING (finding_id) WHERE claim_id = ? AND role <> ?
    UNION SELECT study_id FROM verdicts WHERE claim_id = ?
    UNION SELECT study_id FROM claims_cites JOIN citation_checks USING (citation_id)
          WHERE claim_id = ?)
ORDER BY study_id
"""
