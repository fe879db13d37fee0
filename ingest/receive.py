"""What a user hands in to be brought on file: files in any known format, and ids for services."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.corpus import read_evidence
from ingest.errors import BadInput, OnfileError, Refusal
from ingest.evidence import Evidence, Row
from ingest.formats.record import Incoming
from ingest.formats.registry import detect
from ingest.formats.text import decode
from ingest.import_report import Noticed, lines, of_notice
from ingest.incoming import bring_in
from ingest.notices import add_notices, is_news
from ingest.progress import progress
from ingest.services.wanted import is_source

_LARGEST = 200_000_000  # bytes
_LISTING = re.compile(rb"[^\n]*\bRetractionNature\b")
_HEAD = 4_096

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Arguments:
    """What was handed in, each once: files of works, Retraction Watch lists, ids for services."""

    files: tuple[str, ...]
    listings: tuple[str, ...]
    sources: tuple[str, ...]


def receive(
    arguments: Sequence[str], into: Path, packs: Sequence[Path], tell: Told
) -> tuple[list[str], bool]:
    """Bring works, their findings and notices into the pack ``into``.

    In: names of files, and sources such as ``pubmed:20679586`` and ``doi:10.1000/182``; the packs
    that are on file beside ``into``, which may be missing; and what is told of the network.  Out: a
    line for each record and the counts, and whether something was refused.  Lists of Retraction
    Watch come last, so that works which have just come in are among those that they are about.
    Raises BadInput where a pack does not build or the settings cannot be read, OnfileError where
    there is no contact address or ``into`` cannot be written; then nothing has changed.
    """
    given = _sorted_out(arguments)
    on_file = _on_file(packs, into)
    told: list[str] = []
    refused = False
    if given.files or given.sources:
        report = bring_in(_incoming(given, tell), into, on_file)
        told += lines(report)
        refused = bool(report.refusals)
    if given.listings:
        listed = _from_listings(given.listings, into, packs)
        told += listed
        refused = refused or any(line.startswith("refused ") for line in listed)
    return told, refused


def _sorted_out(arguments: Iterable[str]) -> _Arguments:
    sources = [name for name in arguments if is_source(name)]
    files = {os.path.realpath(name): name for name in reversed(arguments) if not is_source(name)}
    listings = [name for name in reversed(files.values()) if _is_listing(name)]
    works = [name for name in reversed(files.values()) if name not in listings]
    return _Arguments(tuple(works), tuple(listings), tuple(sources))
