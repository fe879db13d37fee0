"""Where pages come from: files, folders, standard input and the web, each read when it is due."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from claims.pages.formats import SUFFIXES, read_page
from claims.pages.page import Page
from claims.pages.refused import refused

_WEB = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A page that has not been read yet: what it is called, and how to get it."""

    name: str
    load: Callable[[], Page]

    def read(self) -> Page:
        """The page; ``OnfileError`` with one line if it cannot be had or read."""
        return self.load()


def open_sources(names: Sequence[str], *, allow_private: bool = False) -> list[Source]:
    """The pages that ``names`` mean, in their order, none of them read yet.

    A name is a file, a folder (every page in it and below, hidden ones left out, sorted), an http
    or https URL, or "-" for standard input. Nothing is raised here: a source of a missing file or
    an empty folder raises when it is read, so that one bad name stops no batch.
    """
    return [source for name in names for source in _opened(name, allow_private)]


def _opened(name: str, allow_private: bool) -> Iterator[Source]:
    if name == "-":
        yield Source(name, lambda: _from_stdin(name))
    elif _WEB.match(name):
        yield Source(name, lambda: _from_web(name, allow_private))
    elif Path(name).is_dir():
        yield from _from_folder(name)
    else:
        yield _file(name)


def _file(name: str) -> Source:
    return Source(name, lambda: _from_file(name))


def _from_folder(name: str) -> Iterator[Source]:
    paths = sorted(_pages_under(name))
    if not paths:
        yield Source(name, lambda: _no_pages(name))
    yield from (_file(str(path)) for path in paths)


def _pages_under(folder: str) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for file in files:
            if not file.startswith(".") and Path(file).suffix.lower() in SUFFIXES:
                yield Path(place, file)


def _no_pages(name: str) -> Page:
    raise refused(
        name, "there are no pages in the folder", f"put {', '.join(SUFFIXES)} files there"
    )


def _from_file(name: str) -> Page:
    try:
        with Path(name).open("rb") as file:
            data = _bounded(name, file)
    except FileNotFoundError as error:
        raise refused(name, "there is no such file", "check the path") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise refused(name, f"it cannot be read ({why})", "check the path") from error
    return read_page(name, data)


def _from_stdin(name: str) -> Page:
    return read_page(name, _bounded(name, sys.stdin.buffer))


def _from_web(name: str, allow_private: bool) -> Page:
    from claims.pages.fetch import fetch

    fetched = fetch(name, allow_private=allow_private)
    return read_page(name, fetched.data, fetched.media_type, fetched.charset)


def _bounded(name: str, file: BinaryIO) -> bytes:
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise refused(
            name, f"it is larger than {_LARGEST // 1_000_000} MB", "give the part that matters"
        )
    return data
