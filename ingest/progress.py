"""A progress bar where somebody watches, silence where nobody does."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def progress(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """The same items in the same order, with a bar on stderr while it is a terminal.

    ``what`` names the work in a word or two; ``total`` is needed only where ``items`` has no len.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    # Imported late: rich costs a tenth of a second that a pipe need not pay.
    from rich.console import Console
    from rich.progress import track

    yield from track(
        items, description=what, total=total, console=Console(stderr=True), transient=True
    )
