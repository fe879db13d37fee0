"""The page of all reviews: the newest, those that wait for somebody, and how far people agree."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from claims.rules import reason_labels
from publish.reports.labels import labels
from publish.reviews.agreement import Agreement, agreement
from publish.reviews.schema import OVERRULE
from publish.reviews.state import ClaimState, claim_states
from publish.reviews.store import all_reviews
from publish.reviews.today import today
from publish.site.respond import RequestError, load, page
from publish.site.reviewing import desk_of, load_reviews

_SHOWN = 50


def _overruled(state: ClaimState) -> bool:
    return state.standing is not None and state.standing.action == OVERRULE


FILTERS: dict[str, tuple[str, Callable[[ClaimState], bool]]] = {
    "all": ("all that were reviewed", lambda state: True),
    "standing": ("a review stands", lambda state: state.standing is not None),
    "overruled": ("the machine's verdict is overruled", _overruled),
    "disputed": ("reviewers differ, and a third is wanted", lambda state: state.disputed),
    "stale": ("to be looked at again: what it rested on has changed", lambda state: state.stale),
}
"""What claims may be filtered by: the words for it, and the test."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the page shows: ``states`` are those of one page of the list, of ``wanted`` claims that
    fit the filters; ``counts`` are claims by filter, over all."""

    states: list[ClaimState]
    wanted: int
    number: int
    counts: dict[str, int]
    reviews: int
    reviewers: list[str]
    agreement: Agreement

    @property
    def last(self) -> int:
        """The number of the list's last page."""
        return _pages(self.wanted)


async def view(datasette: Datasette, request: Request) -> Response:
    """The list, filtered by ``state`` and ``reviewer``, page by page."""
    which, reviewer = request.args.get("state") or "all", request.args.get("reviewer") or ""
    if which not in FILTERS:
        raise RequestError(400, f"There is no such state; use one of {', '.join(FILTERS)}.")
    states = await _states(datasette)
    chosen = [
        state
        for state in states
        if FILTERS[which][1](state) and (not reviewer or reviewer in _reviewers([state]))
    ]
    number = _number(request.args.get("page"), len(chosen))
    found = Reviewed(
        states=chosen[_SHOWN * (number - 1) : _SHOWN * number],
        wanted=len(chosen),
        number=number,
        counts={name: sum(map(test, states)) for name, (_, test) in FILTERS.items()},
        reviews=sum(len(state.history) for state in states),
        reviewers=_reviewers(states),
        agreement=await asyncio.to_thread(agreement, states),
    )
    chosen_by = {"state": which, "reviewer": reviewer}
    context = {
        "found": found, "filters": FILTERS, "which": which, "reviewer": reviewer,
        "labels": labels(), "codes": reason_labels(), "query": urlencode(chosen_by),
        "takes": desk_of(datasette).reviews is not None,
    }  # fmt: skip
    return await page(datasette, request, "reviewed.html", context)


async def _states(datasette: Datasette) -> list[ClaimState]:
    reviews = await load_reviews(datasette, all_reviews)
    names = [review.claim_id for review in reviews]
    return claim_states(reviews, await load(datasette, lambda conn: today(conn, names)))


def _reviewers(states: Sequence[ClaimState]) -> list[str]:
    return sorted({one.review.reviewer for state in states for one in state.history})


def _number(asked: str | None, wanted: int) -> int:
    """The page of the list that is asked for; RequestError 400 where there is none."""
    last = _pages(wanted)
    if asked is None:
        return 1
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7 and 1 <= int(asked) <= last):
        raise RequestError(400, f"There is no such page; they go from 1 to {last}.")
    return int(asked)


def _pages(wanted: int) -> int:
    """How many pages the list of so many claims has; at least one."""
    return max(1, -(-wanted // _SHOWN))
