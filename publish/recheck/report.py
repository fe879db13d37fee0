"""What a recheck finds: claims whose verdict, words or place is another, and what is oldest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from publish.history.cause import Account
from publish.history.compare import Tally
from publish.site.rows import Row

KINDS = ("verdict", "new", "gone", "words", "unknown", "moved")
"""What happened to a claim, the gravest first: its verdict (or that on the works cited) is
another; it came; it went, or its words did; its words are others; nobody kept its words, and
nothing on the page is like it; or only its place is another."""

NOTHING = Account((), (), ())


class Place(NamedTuple):
    """Where words stand: the line, from 1, and the first character and the one after the last.

    Characters count, from 0, in the line for a page on file, in the page for one that is not.
    """

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One claim to which something happened; ``kind`` is one of KINDS.

    ``claim_id`` is None on a page that is not on file.  ``why`` is the rationale of the later
    verdict, where it is another.  ``words`` are those of the page, or the
    claim as restated on file, as they are now or last were; ``words_before`` is None where they
    are the same.  ``place`` is None where the claim is gone, ``line_before`` where it is new.
    """

    kind: str
    page: str
    claim_id: str | None
    words: str
    before: str | None
    after: str | None
    place: Place | None = None
    line_before: int | None = None
    words_before: str | None = None
    cited_before: str | None = None
    cited_after: str | None = None
    account: Account = NOTHING
    why: str | None = None

    @property
    def line(self) -> int:
        """The line it stands on, or stood on; 0 where neither is known."""
        return self.place.line if self.place else self.line_before or 0


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page: its SHA-256 before and now, None where there is none.

    ``guessed`` claims were found by their likeness to the claim as restated, for their words are
    not on file.
    """

    page: str
    file: str
    before: str | None
    now: str | None
    guessed: int = 0

    @property
    def changed(self) -> bool:
        """Whether there is a text, and another than the one on file."""
        return self.now is not None and self.now != self.before


@dataclass(frozen=True, slots=True)
class Aged:
    """A finding or a work, and why it is due to be looked at.

    ``checked`` is the day it was last read in a source, None where nobody has said; ``verdicts``
    rest on it; ``doubts`` say what is not sure about it.
    """

    table: str
    row_id: str
    study_id: str
    study: str
    checked: str | None
    checked_in: str | None
    verdicts: int
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that a recheck found.

    ``against`` is the file that was compared with: a database, or an earlier report;
    ``rules`` tell which rows of the rule book differ, ``notices`` are those that came on file,
    ``studies`` name works in words; ``unseen`` are pages of an earlier report, with their claims
    counted, that were not checked again; ``refused`` are lines about input that was left out.
    """

    against: str
    items: tuple[Item, ...]
    pages: tuple[PageText, ...] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    notices: tuple[Row, ...] = ()
    studies: Mapping[str, str] = field(default_factory=dict)
    oldest: Sequence[Aged] = ()
    doubted: Sequence[Aged] = ()
    unseen: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether a claim is not as it was, or the text of a page."""
        return bool(self.items) or any(page.changed for page in self.pages)


def in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items the gravest first, then by page and line."""
    return tuple(
        sorted(
            items,
            key=lambda one: (KINDS.index(one.kind), one.page, one.line, one.claim_id or one.words),
        )
    )
