"""Retraction Watch lists tried on what is on file, which stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.corpus import read_evidence
from ingest.errors import BadInput, Refusal
from ingest.listings import add_listed, is_listing


def tried(
    lists: Sequence[Path], scratch: Path, folders: Sequence[Path], words: Path | None
) -> tuple[list[Path], tuple[str, ...]]:
    """A further pack with the notices of the lists about works on file, and what is refused.

    The pack is made in the folder ``scratch``; there is none where the lists tell nothing new of
    the works in ``folders``.  Raises BadInput where a pack or a list as a whole is refused.
    """
    if not lists:
        return [], ()
    strange = [path for path in lists if not is_listing(path)]
    if strange:
        reason, remedy = (
            "no Retraction Watch CSV is there",
            "give the file as Crossref publishes it",
        )
        raise BadInput(Refusal(str(path), 0, "", reason, remedy) for path in strange)
    pack = scratch / "notices"
    told, _ = add_listed(lists, pack, read_evidence(folders, words))
    refused = [line for line in told if line.startswith("refused ")]
    return [pack] if pack.exists() else [], tuple(line.removeprefix("refused ") for line in refused)
