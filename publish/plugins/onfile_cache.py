"""Sends pages that are the same for everybody from memory; see ``publish.site.cache``."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from pathlib import Path

from datasette import hookimpl

from publish.site.cache import App, cached


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """One cache a site."""
    return lambda app: cached(app, reviews_version)


def reviews_version() -> Hashable:
    """What changes with every review; the file may be of another process, or not be there yet."""
    path = os.environ.get("ONFILE_REVIEWS")
    return path and tuple(map(_state, (Path(path), Path(f"{path}-wal"))))


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns)
