"""From folders to evidence: read, merge, gate, and refuse everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import BadInput
from ingest.evidence import Evidence
from ingest.gates import check
from ingest.merge import merge
from ingest.packs import read_pack


def read_evidence(folders: Sequence[Path]) -> Evidence:
    """The packs in ``folders``, first things first, as one body of evidence.

    Raises BadInput with every refusal: of rows, of files, and of the gate.
    """
    packs = [read_pack(folder) for folder in folders]
    evidence = merge(packs)
    refusals = [refusal for pack in packs for refusal in pack.refusals]
    refusals += check(evidence)
    if refusals:
        raise BadInput(refusals)
    return evidence
