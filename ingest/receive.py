"""What a user hands in to be brought on file: files in any known format, and ids for services."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from os.path import realpath
from pathlib import Path

from ingest.corpus import read_evidence
from ingest.errors import BadInput, OnfileError, Refusal
from ingest.evidence import Evidence
from ingest.formats.record import Incoming
from ingest.formats.registry import detect
from ingest.formats.text import decode
from ingest.import_report import lines
from ingest.incoming import bring_in
from ingest.listings import add_listed, is_listing
from ingest.services.wanted import is_source

_LARGEST = 200_000_000  # bytes

Found = Iterable[Incoming | Refusal]


@dataclass(frozen=True, slots=True)
class _Arguments:
    """What was handed in, each once: ids for services, files of works, Retraction Watch lists."""

    sources: list[str]
    files: list[str]
    listings: list[Path]


@dataclass(frozen=True, slots=True)
class Received:
    """What became of what was handed in: a line for each record with the counts, whether something
    was refused, and the records that brought an abstract, by the ids of their works on file."""

    told: list[str]
    refused: bool
    abstracts: tuple[tuple[str, Incoming], ...] = ()


def receive(
    arguments: Sequence[str], into: Path, packs: Sequence[Path], tell: Callable[[str], None]
) -> Received:
    """Bring works, their notices and what they propose into the pack ``into``, made where missing.

    In: names of files, and sources such as ``pubmed:20679586`` and ``doi:10.1000/182``; the packs
    that are on file beside ``into``; and what is told of the network.  Lists of Retraction Watch
    come last, so that they meet works that have just come in.  Raises BadInput where a pack does
    not build or the settings cannot be read, OnfileError where there is no contact address or
    ``into`` cannot be written; then nothing has changed.
    """
    given = _sorted_out(arguments)
    on_file = packs_on_file(packs, into)
    told: list[str] = []
    refused = False
    abstracts: tuple[tuple[str, Incoming], ...] = ()
    if given.files or given.sources:
        fetched = _fetched(given.sources, tell)
        report = bring_in(chain(_from_files(given.files), fetched), into, on_file)
        told, refused = list(lines(report)), bool(report.refusals)
        abstracts = report.abstracts
    if given.listings:
        try:
            listed, faults = add_listed(given.listings, into, packs_on_file(packs, into))
        except OnfileError as error:
            # What has come in stays, and is to be told.
            listed, faults = [f"refused {line}" for line in str(error).splitlines()], True
        told, refused = [*told, *listed], refused or faults
    return Received(told, refused, abstracts)


def _sorted_out(arguments: Sequence[str]) -> _Arguments:
    given = _Arguments([], [], [])
    seen: set[str] = set()
    for name in arguments:
        if is_source(name):
            given.sources.append(name)
        elif realpath(name) not in seen:
            seen.add(realpath(name))
            if is_listing(Path(name)):
                given.listings.append(Path(name))
            else:
                given.files.append(name)
    return given


def packs_on_file(packs: Sequence[Path], into: Path, words: Path | None = None) -> Evidence:
    """What the packs hold, and ``into`` where it is a pack already; general words of a third."""
    there = dict.fromkeys(realpath(pack) for pack in packs)
    if (into / "studies.csv").exists():
        there.setdefault(realpath(into))
    else:
        there.pop(realpath(into), None)
    return read_evidence([Path(pack) for pack in there], words)


def _fetched(sources: Sequence[str], tell: Callable[[str], None]) -> Found:
    """The works that the sources name; raises at once where the settings will not do."""
    if not sources:
        return ()
    # Only these need a network, and what speaks to it takes long to load.
    from ingest.services.fetch import fetch
    from ingest.services.settings import read_settings

    return _told_apart(fetch(sources, read_settings(), tell))


def _told_apart(found: Found) -> Iterator[Incoming | Refusal]:
    """Services that cannot be had as refusals: files may have come in beside them."""
    try:
        yield from found
    except BadInput as error:
        yield from error.refusals


def _from_files(names: Iterable[str]) -> Iterator[Incoming | Refusal]:
    for name in names:
        text = _text(name)
        if isinstance(text, Refusal):
            yield text
            continue
        try:
            form = detect(name, text)
        except OnfileError as error:
            reason = str(error).removeprefix(f"{name}: ")
            yield Refusal(name, 0, "", reason, "give it in one of these")
            continue
        yield from form.reader(text, name)


def _text(name: str) -> str | Refusal:
    """The text of a file, or why there is none."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except IsADirectoryError:
        return Refusal(name, 0, "", "it is a folder", "name the files in it")
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        remedy = "check its name and permissions; ids of services begin with pubmed:, doi: or nct:"
        return Refusal(name, 0, "", reason, remedy)
    if len(data) > _LARGEST:
        return Refusal(name, 0, "", "it is larger than 200 MB", "give it in parts")
    text = decode(data)
    return text if text.strip() else Refusal(name, 0, "", "it is empty", "check the export")
