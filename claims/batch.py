"""Many pages checked one after another against one body of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from claims.check import Checker, index_works
from claims.checked import CheckedPage, CitedPage
from claims.evidence import Evidence
from claims.pages.page import Page
from claims.pages.sources import open_sources
from claims.referenced import references_on
from claims.rules import UNFLAGGED, rows
from ingest.corpus import read_evidence
from ingest.errors import OnfileError
from ingest.evidence import Evidence as Corpus
from ingest.progress import progress


class Batch:
    """Pages to check, by name, against the packs in ``folders``.

    ``words`` is a pack of which only the general vocabulary is taken; with ``machine`` verdicts may
    rest on what a program proposed and nobody has read.

    After ``checked()`` or ``cited()`` has been read to its end, ``refused`` holds one line for each
    page that could not be had or read; ``verdicts`` are those that ``checked()`` gave.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        names: Sequence[str],
        *,
        words: Path | None = None,
        machine: bool = False,
        allow_private: bool = False,
    ) -> None:
        self._folders = folders
        self._machine = machine
        self._words = words
        self._sources = open_sources(names, allow_private=allow_private)
        self.refused: list[str] = []
        self.verdicts: set[str] = set()

    @cached_property
    def evidence(self) -> Evidence:
        """What is on file in the packs. Raises BadInput with every row that is refused."""
        return self._checker.evidence

    @property
    def notes(self) -> tuple[str, ...]:
        """What of the packs was left out without harm, one line each."""
        return tuple(str(note) for note in self._corpus.notes)

    @cached_property
    def _corpus(self) -> Corpus:
        return read_evidence(self._folders, self._words, machine=self._machine)

    @cached_property
    def _checker(self) -> Checker:
        return Checker.from_corpus(self._corpus)

    def checked(self) -> Iterator[CheckedPage]:
        """Each page, checked, in the order of its name; one that cannot be read is passed over."""
        for page in self._pages("Checking pages"):
            checked = self._checker.check(page)
            self.verdicts |= set(checked.counts)
            yield checked

    def cited(self) -> Iterator[CitedPage]:
        """The references of each page, in the same way."""
        works = index_works(self._corpus)
        for page in self._pages("Reading references"):
            yield CitedPage(page, references_on(page, works))

    def _pages(self, doing: str) -> Iterator[Page]:
        for source in progress(self._sources, doing):
            try:
                page = source.read()
            except OnfileError as error:
                self.refused += str(error).splitlines()
                continue
            yield page


def failing(names: str) -> frozenset[str]:
    """The verdicts, divided by commas, that make a check fail.

    An empty text means every verdict that flags a claim, "none" means no verdict. Raises
    OnfileError for a name that is no verdict.
    """
    known = frozenset(row["verdict"] for row in rows("verdict_labels"))
    if not names:
        return known - UNFLAGGED
    wanted = frozenset(name.strip() for name in names.split(",")) - {"none"}
    if wanted - known:
        raise OnfileError(
            f"--fail-on: there is no verdict {', '.join(sorted(wanted - known))}; "
            f"choose among {', '.join(sorted(known))}, none"
        )
    return wanted
