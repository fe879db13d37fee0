"""From folders to evidence: read, merge, gate, and refuse everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.errors import BadInput
from ingest.evidence import Evidence, Pack
from ingest.gates import check
from ingest.merge import merge
from ingest.packs import read_pack, read_vocabulary
from ingest.proposals import with_proposals


def read_evidence(
    folders: Sequence[Path], words: Path | None = None, *, machine: bool = False
) -> Evidence:
    """The packs in ``folders``, first things first, as one body of evidence.

    ``words`` is a pack of which only the general vocabulary is taken, after that of the folders:
    what outcomes, scales, routes and journals are called is the same on every topic.  With
    ``machine`` what a program proposed, and nobody has read yet, is among the findings.  The notes
    of the evidence tell what was left out without harm.  Raises BadInput with every refusal: of
    rows, of files, and of the gate.
    """
    packs = [read_pack(folder) for folder in folders]
    if machine:
        packs = [with_proposals(pack) for pack in packs]
    if words is not None:
        packs.append(read_vocabulary(words))
    return evidence_of(packs)


def evidence_of(packs: Sequence[Pack]) -> Evidence:
    """Packs that have been read, first things first, as one body of evidence.

    Raises BadInput with every refusal: of rows, of files, and of the gate.
    """
    evidence = merge(packs)
    evidence = replace(evidence, notes=tuple(note for pack in packs for note in pack.notes))
    refusals = [refusal for pack in packs for refusal in pack.refusals]
    refusals += check(evidence)
    if refusals:
        raise BadInput(refusals)
    return evidence
