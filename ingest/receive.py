"""What a user hands in to be brought on file: files in any known format, and ids for services."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ingest.corpus import read_evidence
from ingest.errors import BadInput, OnfileError, Refusal
from ingest.evidence import Evidence
from ingest.formats.record import Incoming
from ingest.formats.registry import detect
from ingest.incoming import bring_in, lines
from ingest.notices import add_notices
from ingest.services.wanted import is_source

_LARGEST = 200_000_000  # bytes
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_LISTING = re.compile(rb"[^\n]*\bRetractionNature\b")


def receive(
    arguments: Sequence[str], into: Path, packs: Sequence[Path], tell: Callable[[str], None]
) -> tuple[list[str], bool]:
    """Bring works, their findings and notices into the pack ``into``.

    In: names of files, and sources such as ``pubmed:20679586`` and ``doi:10.1000/182``; the packs
    that are on file beside ``into``; and what is told of the network.  Out: a line for each record
    and the counts, and whether something was refused.  Raises BadInput where a pack does not build
    or nothing at all could be read, OnfileError where there is no contact address or no network.
    """
    listings = [Path(name) for name in arguments if _is_listing(name)]
    sources = [name for name in arguments if is_source(name)]
    files = [name for name in arguments if not is_source(name) and Path(name) not in listings]
    on_file = _on_file([*packs, into])
    told: list[str] = []
    refused = False
    if files or sources:
        report = bring_in(_incoming(files, sources, tell), into, on_file)
        told += lines(report)
        refused = bool(report.refusals)
        on_file = _on_file([*packs, into]) if listings else on_file
    for listing in listings:
        found, faults = _from_listing(listing, into, on_file)
        told += found
        refused = refused or faults
    return told, refused


def _on_file(packs: Sequence[Path]) -> Evidence:
    there = list(dict.fromkeys(pack.resolve() for pack in packs if (pack / "studies.csv").exists()))
    return read_evidence(there)


def _incoming(
    files: Sequence[str], sources: Sequence[str], tell: Callable[[str], None]
) -> Iterator[Incoming | Refusal]:
    for name in files:
        yield from _from_file(name)
    if sources:
        # Only these need a network, and what speaks to it takes long to load.
        from ingest.services.fetch import fetch
        from ingest.services.settings import read_settings

        yield from fetch(sources, read_settings(), tell)


def _from_file(name: str) -> Iterator[Incoming | Refusal]:
    try:
        text = _text(name)
        yield from detect(name, text).reader(text, name)
    except BadInput as error:
        yield from error.refusals
    except OnfileError as error:
        place, _, reason = str(error).partition(": ")
        yield Refusal(place, 0, "", reason or place, "give a file in one of the formats known")


def _text(name: str) -> str:
    """The text of a file: by its byte order mark, as UTF-8, as its XML says, else Windows-1252."""
    path = Path(name)
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput([Refusal(name, 0, "", "it is larger than 200 MB", "give it in parts")])
        data = path.read_bytes()
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        remedy = "check its name and permissions; ids of services begin with pubmed:, doi: or nct:"
        raise BadInput([Refusal(name, 0, "", reason, remedy)]) from error
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = _XML_ENCODING.match(data.removeprefix(codecs.BOM_UTF8))
    for encoding in ("utf-8-sig", declared[1].decode() if declared else "windows-1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")


def _is_listing(name: str) -> bool:
    """Whether a file is a Retraction Watch list, told by its first line."""
    path = Path(name)
    if is_source(name) or not path.is_file():
        return False
    with path.open("rb") as file:
        return _LISTING.match(file.read(4_096)) is not None


def _from_listing(path: Path, into: Path, on_file: Evidence) -> tuple[list[str], bool]:
    from ingest.formats.retraction_watch import Listed, notices_for, open_listing, read

    listed: list[Listed] = []
    told: list[str] = []
    with open_listing(path) as rows:
        for item in read(rows, str(path)):
            if isinstance(item, Refusal):
                told.append(f"refused {item}")
            else:
                listed.append(item)
    found = notices_for(on_file.rows("studies"), listed)
    added, there = add_notices(into, [{**row, "study_id": study_id} for study_id, row in found])
    refused = len(told)
    told += [
        f"notice {study_id}: {row['kind']}, {row['date'] or 'no date'}" for study_id, row in found
    ]
    told.append(
        f"{len(listed)} notices listed, {added} about works on file added, {there} there already, "
        f"{refused} rows refused"
    )
    return told, bool(refused)
