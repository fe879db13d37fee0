"""Texts of pages on file that are not what they were: where each claim's words stand now."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.attach import texts_in
from claims.corpus import in_page_order
from ingest.errors import BadInput, OnfileError, Refusal
from publish.recheck.report import PageText, Place
from publish.recheck.wording import Found, alike, exact, lacking, restated

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a claim in the text of its page: as they were, None where nobody kept them, and
    as they are, None where they are gone."""

    claim: Row
    before: str | None
    now: Found | None

    @property
    def place(self) -> Place:
        """Where they stood."""
        return Place(self.claim["line"], self.claim["start"], self.claim["end"])

    @property
    def same(self) -> bool:
        """Whether they are the same, wherever they stand.

        Words that nobody kept count as the same while they have the numbers of the claim.
        """
        if self.now is None:
            return False
        return not self.lacking if self.before is None else self.before == self.now.words

    @property
    def lacking(self) -> list[str]:
        """Numbers of the claim that its words now lack."""
        return lacking(self.claim["statement"], self.now.words) if self.now else []


def states(pages: Iterable[Row], folder: Path) -> list[PageText]:
    """The pages on file with the texts in a folder, in their order.

    Raises OnfileError where the folder is not there or holds none of the pages, or a text cannot be
    read.
    """
    texts = texts_in(folder)
    found = [_state(page, texts.get(page["page_id"])) for page in pages]
    if not any(state.now for state in found):
        raise OnfileError(f"{folder}: holds none of the pages on file; files are named by page_id")
    return found


def kept_quotes(conn: sqlite3.Connection, claims: Iterable[Row]) -> dict[str, str]:
    """The words of claims, by id, as far as a database has them: it does where it was built with
    the texts.  A claim that stands elsewhere by now has none."""
    kept = {tuple(row[:4]): row[4] for row in conn.execute(_QUOTES)}
    places = {
        claim["claim_id"]: (claim["claim_id"], claim["line"], claim["start"], claim["end"])
        for claim in claims
    }
    return {name: kept[place] for name, place in places.items() if place in kept}


def words_on(state: PageText, claims: Iterable[Row], quotes: Mapping[str, str]) -> Iterator[Words]:
    """The words of the claims of a page in its new text, in the order of the page.

    Raises BadInput where the new text is not UTF-8.
    """
    lines = _lines(Path(state.file))
    shift = 0
    for claim in in_page_order(claim for claim in claims if claim["page_id"] == state.page):
        before, line = quotes.get(claim["claim_id"]), claim["line"]
        near = Place(line + shift, claim["start"], claim["end"])
        if before is None:
            now = restated(claim["statement"], lines, near)
        else:
            now = exact(before, lines, near) or alike(before, lines)
        # What stands before it came or went in whole lines, mostly: the next one has moved as far.
        shift = now.place.line - line if now else shift
        yield Words(claim, before, now)


def _state(page: Row, path: Path | None) -> PageText:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path else None
    except OSError as error:
        raise OnfileError(f"{path}: cannot be read ({error.strerror})") from error
    return PageText(str(page["page_id"]), str(path or ""), str(page["sha256"]), digest)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        remedy = "save the page's text as UTF-8"
        raise BadInput([Refusal(str(path), 0, "", "not UTF-8 text", remedy)]) from error


_QUOTES = 'SELECT claim_id, line, start, "end", quote FROM quotes JOIN claims USING (claim_id)'
