"""Reviews on the page of a claim, and the writing of one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import groupby

from datasette.app import Datasette
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import Request, Response

from claims.rules import reason_labels, rows
from ingest.errors import OnfileError
from ingest.rows import Fault
from publish.metadata import DATABASE as EVIDENCE
from publish.reports.labels import Label, labels
from publish.reviews.review import Review, now, reviewed
from publish.reviews.schema import ACCEPT, NOTE_LENGTH
from publish.reviews.state import ClaimState, claim_state
from publish.reviews.store import add, reviews_of
from publish.reviews.today import Today, today
from publish.site.posted import posted
from publish.site.respond import RequestError, answer, load, page, wants_json
from publish.site.reviewing import desk_of, load_reviews, reviewer_of, show_reviews

_ASKED = ("action", "verdict", "code", "note", "inputs")
_OTHER_SPACE = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a review, with what was written into it and what was wrong with that."""

    action: str
    today: Today
    values: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    note_length: int = NOTE_LENGTH

    @property
    def codes(self) -> list[tuple[str, list[dict[str, str]]]]:
        """The reason codes by what they do to a verdict, as rows of ``reason_codes``."""
        effect = {"decides": "Decides", "caps": "Caps", "notes": "Notes"}
        ordered = sorted(rows("reason_codes"), key=lambda row: list(effect).index(row["effect"]))
        return [
            (effect[name], list(group)) for name, group in groupby(ordered, lambda r: r["effect"])
        ]


@dataclass(frozen=True, slots=True)
class ReviewsPart:
    """What ``onfile/_reviews.html`` shows; ``form`` only to reviewers, ``labels`` are those
    of the verdicts, ``codes`` reason codes in a few words."""

    state: ClaimState
    form: Form | None
    labels: Mapping[str, Label]
    codes: Mapping[str, str]


async def for_claim(
    datasette: Datasette,
    request: Request,
    claim_id: str,
    stands: Today | None,
    form: Form | None = None,
) -> ReviewsPart:
    """The reviews of a claim that is on file as ``stands`` says, and for a reviewer the form, or
    ``form`` where one is to be shown again.

    A claim that is gone keeps its reviews, and takes no more.
    """
    state = await state_of(datasette, claim_id, stands)
    if form is None and state.today and reviewer_of(datasette, request):
        form = Form(_address(datasette, claim_id), state.today)
    return ReviewsPart(state, form, labels(), reason_labels())


async def state_of(datasette: Datasette, claim_id: str, stands: Today | None) -> ClaimState:
    """How a claim that is on file as ``stands`` says stands with its reviewers; without reviews
    where the site takes none."""
    reviews = await load_reviews(datasette, lambda conn: reviews_of(conn, claim_id))
    return claim_state(claim_id, reviews, stands)


async def view(datasette: Datasette, request: Request) -> Response:
    """GET: the reviews of a claim.  POST: a review, by a form or as JSON."""
    claim_id = tilde_decode(request.url_vars["claim_id"])
    if request.method == "POST":
        return await _post(datasette, request, claim_id)
    return await _page(datasette, request, claim_id)


async def _today(datasette: Datasette, claim_id: str) -> Today | None:
    """The claim as it is on file; None where it is not."""
    return (await load(datasette, lambda conn: today(conn, [claim_id]))).get(claim_id)


async def _page(
    datasette: Datasette, request: Request, claim_id: str, form: Form | None = None
) -> Response:
    """The reviews of a claim on a page of their own; with the faults of a form as 400."""
    stands = await _today(datasette, claim_id)
    part = await for_claim(datasette, request, claim_id, stands, form)
    if part.state.today is None and not part.state.history:
        raise RequestError(404, f"There is no claim {claim_id} on file; search for its words.")
    context = {"reviews": part}
    return await page(datasette, request, "claim_reviews.html", context, 400 if form else 200)


async def _post(datasette: Datasette, request: Request, claim_id: str) -> Response:
    """Add a review: back to the claim, or to a script the review as JSON with status 201."""
    desk, account = desk_of(datasette), reviewer_of(datasette, request)
    if desk.reviews is None or account is None:
        raise RequestError(
            403, "Only reviewers write reviews; sign in, or send a reviewer's token."
        )
    fields = {name: _text(value) for name, value in (await posted(request)).items()}
    state = await state_of(datasette, claim_id, await _today(datasette, claim_id))
    stands = state.today
    if stands is None:
        raise RequestError(404, f"There is no claim {claim_id} on file; search for its words.")
    if fields.get("inputs", stands.inputs) != stands.inputs:
        raise RequestError(409, "What the verdict rests on has changed; read the claim again.")
    review, faults = _review(fields, stands, account.name)
    if review is None:
        if wants_json(request):
            raise RequestError(400, " ".join(f"{c}: {why}; {what}." for c, why, what in faults))
        form = Form(_address(datasette, claim_id), stands, fields, tuple(faults))
        return await _page(datasette, request, claim_id, form)
    if not _said_already(state, review):
        await _add(datasette, review)
    if wants_json(request):
        return answer({"ok": True, "review": review.row()}, 201)
    back = datasette.urls.row(EVIDENCE, "claims", tilde_encode(claim_id))
    return Response.redirect(f"{back}#reviews", 303)


def _review(
    fields: Mapping[str, str], stands: Today, reviewer: str
) -> tuple[Review | None, list[Fault]]:
    """A review of the fields that were sent; ``verdict`` may be left out where it is accepted."""
    if unknown := sorted(fields.keys() - {*_ASKED, "csrftoken"}):
        return None, [(ascii(unknown[0])[:60], "not known here", f"send {', '.join(_ASKED)}")]
    if "code" in fields and fields["code"] not in reason_labels():
        return None, [("code", "not in the rule book", "choose one of the reason codes")]
    accepted = {"verdict": stands.verdict} if fields.get("action") == ACCEPT else {}
    return reviewed(
        {
            **accepted,
            **{name: fields[name] for name in ("action", "verdict", "code", "note")
               if name in fields},
            "claim_id": stands.claim_id,
            "statement": stands.statement,
            "machine_verdict": stands.verdict,
            "inputs": stands.inputs,
            "reviewer": reviewer,
            "made_at": now(),
        }
    )  # fmt: skip


def _said_already(state: ClaimState, review: Review) -> bool:
    """Whether the reviewer's review that counts is the same but for its time: sent twice."""

    def but_time(one: Review) -> dict[str, object]:
        return {**asdict(one), "review_id": None, "made_at": None}

    return any(but_time(one) == but_time(review) for one in state.counting)


async def _add(datasette: Datasette, review: Review) -> None:
    path = desk_of(datasette).reviews
    assert path is not None
    try:
        await asyncio.to_thread(add, path, [review])
    except OnfileError as error:
        raise RequestError(503, "The review could not be written; try again later.") from error
    show_reviews(datasette)


def _address(datasette: Datasette, claim_id: str) -> str:
    return str(datasette.urls.path(f"/-/reviews/{tilde_encode(claim_id)}"))


def _text(value: str) -> str:
    """Text as a person meant it: whatever ends a line is a line end, nothing blank around."""
    return _OTHER_SPACE.sub("\n", value.replace("\r\n", "\n")).strip()
