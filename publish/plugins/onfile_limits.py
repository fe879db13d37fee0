"""Bounds on what a stranger may cost or learn: limits on SQL, headers, quiet errors.

Datasette bounds time and rows.  It does not bound the size of a value: one row of
``randomblob(200000000)`` is 200 MB.  SQLite does, where it is told to.  Nor does it bound the size
of a result, nor the time between two looks at the clock, in which functions of two long texts may
take minutes.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from datasette import handle_exception as handling
from datasette import hookimpl
from datasette.views.base import DatasetteError

from publish.site.asgi import App, Receive, Scope, Send

# The longest text on file is a few thousand bytes and Datasette's own statements are shorter than
# 10,000, so readers notice none of these; the defaults are 1,000,000,000 and the like.
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 12_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}

# Bytes of one result: ten times what the longest rows on file come to.
MOST_BYTES = 30_000_000
# SQLite's take the product of the lengths of both texts: Python's do not, and there is none for the
# other, which nobody needs on a database that is only read.
TRIMS = {"trim": str.strip, "ltrim": str.lstrip, "rtrim": str.rstrip}
REFUSED = "json_patch"

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# For whatever is no page, and so was given no policy: nothing in it may load or run anything.
POLICY = (
    b"content-security-policy",
    b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
)
HSTS = (b"strict-transport-security", b"max-age=31536000")


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Set SQLite's run-time limits on every connection that Datasette opens, and our own."""
    for category, limit in LIMITS.items():
        conn.setlimit(category, limit)
    conn.row_factory = _bounded_rows()
    for name, strip in TRIMS.items():
        conn.create_function(name, 2, _trim(strip), deterministic=True)
    conn.set_authorizer(_permit)


def _bounded_rows() -> Callable[[sqlite3.Cursor, tuple[Any, ...]], sqlite3.Row]:
    """Rows as Datasette wants them; sqlite3.OperationalError once a result is too large."""
    sizes: WeakKeyDictionary[sqlite3.Cursor, int] = WeakKeyDictionary()

    def row_of(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        size = sum(len(value) for value in values if isinstance(value, str | bytes))
        sizes[cursor] = size + sizes.get(cursor, 0)
        if sizes[cursor] > MOST_BYTES:
            raise sqlite3.OperationalError("the result is too large; ask for less at once")
        return sqlite3.Row(cursor, values)

    return row_of


def _trim(strip: Callable[[str, str], str]) -> Callable[[Any, Any], str | None]:
    """SQLite's function of a text and the characters to take off its ends."""

    def trimmed(text: Any, characters: Any) -> str | None:
        if text is None or characters is None:
            return None
        return strip(str(text), "".join(dict.fromkeys(str(characters))))

    return trimmed


def _permit(action: int, _: str | None, name: str | None, *where: str | None) -> int:
    """SQLite's question whether a statement may do something."""
    refused = action == sqlite3.SQLITE_FUNCTION and name == REFUSED
    return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK


@hookimpl
def startup() -> None:
    """Keep variables out of the log, and what was imported out of garbage collection.

    Where rich is installed Datasette prints every frame with its variables for every error, a
    missing page among them: some 100 ms and 200 lines each time that a robot guesses an address.
    And every few pages a collection would look through all that was loaded at the start, 80 ms
    long, to find that none of it may go.
    """
    handling.rich = None
    gc.collect()
    gc.freeze()


@hookimpl
def handle_exception(exception: Exception) -> None:
    """Let what a visitor asked wrongly be answered 400 and in one line.

    Datasette says 500 and prints a traceback for some of it, and explains a query that took too
    long in HTML, with a script that our pages do not let run.  The answer itself stays its own.
    """
    if isinstance(exception, DatasetteError):
        exception.status = 400 if exception.status == 500 else exception.status
        if exception.title == "SQL Interrupted":
            exception.message = "The query takes too long; ask for less at once."
            exception.message_is_html = False


@hookimpl(trylast=True)
def asgi_wrapper() -> Callable[[App], App]:
    """Add the security headers to each response, in place of any of the same name.

    Asked last, so that every answer passes here, whoever gives it.
    """
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    names = {name for name, _ in added}

    def wrap(app: App) -> App:
        async def with_headers(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_with_headers(event: dict[str, Any]) -> None:
                if event["type"] == "http.response.start":
                    kept = [pair for pair in event["headers"] if pair[0].lower() not in names]
                    has_policy = any(name.lower() == POLICY[0] for name, _ in kept)
                    more = [] if has_policy else [POLICY]
                    more += [HSTS] if scope["scheme"] == "https" else []
                    event = {**event, "headers": [*kept, *added, *more]}
                await send(event)

            await app(scope, receive, send_with_headers)

        return with_headers

    return wrap
