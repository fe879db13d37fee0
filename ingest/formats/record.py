"""What a reader of another format yields: a work, or what is wrong with a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from ingest.errors import Refusal
from ingest.evidence import Row


@dataclass(frozen=True, slots=True)
class Abstract:
    """An abstract, held in memory alone: sections of a label, '' where there is none, and text.

    Offsets into it are into its ``text``.
    """

    sections: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The sections' texts, each on a line of its own, without their labels."""
        return "\n".join(text for _, text in self.sections)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One work as a file or a service gives it.

    ``study`` holds columns of the table studies: those that the record fills, None and absent
    alike for the others; ``study_id`` only where the record carries one of ours.  ``proposals``
    and ``notices`` hold columns of those tables without ``study_id`` and their ids: they are the
    study's.  ``file`` and ``line`` (from 1, 0 where the format has no lines) tell where it stands;
    ``label`` is what the record calls itself there ("record 3", a citation key, a PMID).
    ``about`` holds notices that the record gives about other works, each with the DOI or the PubMed
    id of the work meant; ``is_notice`` says that the record is nothing but a notice, and no work;
    ``abstract`` is the work's, to be read and never stored.
    """

    study: Row
    file: str
    line: int
    label: str
    proposals: tuple[Row, ...] = ()
    notices: tuple[Row, ...] = ()
    about: tuple[tuple[str, Row], ...] = ()
    is_notice: bool = False
    abstract: Abstract | None = None


# Text of a file and its name in; works and refusals out, in the order of the file.  A malformed
# record is a refusal and the rest come in; a reader raises on no text whatever.
Reader = Callable[[str, str], Iterator[Incoming | Refusal]]
# Rows of studies in, text out.
Writer = Callable[[Iterable[Row], TextIO], None]
