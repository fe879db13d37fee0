"""The printed authors against a work's: nobody else, and in the work's order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from claims.citations.authors import Author
from claims.citations.prepared import Prepared
from claims.citations.text import bare_name_key, is_slip
from claims.citations.works import Entry, person


def misplaced(prepared: Prepared, entry: Entry) -> Author | None:
    """The first printed author who is none of the work's, or stands before one whom he follows.

    Only names with initials count, since others may be slips of the parse, and only where the first
    author is the work's; authors may be left out, as most styles do.  None where the work's authors
    are not all on file.
    """
    work = entry.work
    if "authors" in work.unverified or any(name.startswith("(") for name in work.authors):
        return None
    people = [person(name) for name in work.authors]
    if None in people:
        return None
    keys = [bare_name_key(found[0]) for found in people if found]
    at = 0
    for author in _listed(prepared):
        place = next((p for key in author.keys if (p := _place(key, keys[at:])) is not None), None)
        if place is None:
            return author
        at += place + 1
    return None


def _place(key: str, keys: Iterable[str]) -> int | None:
    for place, other in enumerate(keys):
        if key == other or is_slip(key, other):
            return place
    return None


def _listed(prepared: Prepared) -> list[Author]:
    """The printed authors with initials, as far as they are listed one after another."""
    authors = prepared.reference.authors
    text = prepared.reference.text
    listed = [*authors[:1]]
    for one, other in pairwise(authors):
        if not other.initials or text[one.end : other.start].strip(" ,;&and.") not in ("", "…"):
            break
        listed.append(other)
    return listed if authors and authors[0].initials else []
