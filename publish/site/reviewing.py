"""The desk at which a site takes reviews: where they are kept, and who may write them.

Both come from the environment of the serving process and never from a bundle, which anybody may
take away whole.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from ingest.errors import OnfileError
from publish.reviews.accounts import Account, Accounts, read_accounts
from publish.reviews.review import Review
from publish.reviews.schema import DATABASE
from publish.reviews.store import version
from publish.site.respond import RequestError, load

REVIEWS, REVIEWERS = "ONFILE_REVIEWS", "ONFILE_REVIEWERS"
"""Names in the environment: the file of reviews, and the file of accounts."""


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """``reviews`` is None where the site takes no reviews; without accounts nobody may write."""

    reviews: Path | None = None
    accounts: Accounts = field(default_factory=dict)

    @property
    def signs_in(self) -> bool:
        """Whether anybody has a password to sign in with."""
        return any(account.password_hash for account in self.accounts.values())


_desks: WeakKeyDictionary[Datasette, ReviewDesk] = WeakKeyDictionary()


def open_desk(datasette: Datasette) -> ReviewDesk:
    """Read what the environment names, once, when the site starts.

    Raises PublishError for accounts that cannot be used, OnfileError for a file that holds no
    reviews.
    """
    reviews, reviewers = os.environ.get(REVIEWS), os.environ.get(REVIEWERS)
    desk = ReviewDesk(
        Path(reviews) if reviews else None,
        read_accounts(Path(reviewers)) if reviewers and reviews else {},
    )
    _desks[datasette] = desk
    show_reviews(datasette)
    return desk


def desk_of(datasette: Datasette) -> ReviewDesk:
    """The desk of a site; one that takes nothing before the site has started."""
    return _desks.get(datasette) or ReviewDesk()


def show_reviews(datasette: Datasette) -> bool:
    """Add the file of reviews to the site's databases once it is there; whether it is.

    Readers see it like the evidence, on read-only connections.
    """
    path = desk_of(datasette).reviews
    if DATABASE not in datasette.databases and path is not None and version(path):
        datasette.add_database(Database(datasette, str(path.resolve())), name=DATABASE)
    return DATABASE in datasette.databases


async def load_reviews(
    datasette: Datasette, loader: Callable[[sqlite3.Connection], list[Review]]
) -> list[Review]:
    """Reviews by a loader from ``publish.reviews.store``; none where none was written.

    Raises RequestError 503 where the file cannot be read: without its reviews a verdict would seem
    to stand unreviewed.
    """
    try:
        there = show_reviews(datasette)
    except OnfileError as error:
        raise RequestError(503, "The reviews cannot be read; try again later.") from error
    return await load(datasette, loader, DATABASE) if there else []


def reviewer_of(datasette: Datasette, request: Request) -> Account | None:
    """The reviewer who is signed in.

    A cookie outlives the account that it was given to: whoever is no longer among the accounts is
    nobody.
    """
    actor = request.actor or {}
    return desk_of(datasette).accounts.get(str(actor.get("id")))
