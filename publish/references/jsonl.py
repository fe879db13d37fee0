"""JSON Lines: one reference a line, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from claims.checked import CheckedReference, CitedPage
from claims.citations import Style, corrected_reference
from publish.reports.jsonl import json_line

KEYS = (
    "page", "line", "start", "end", "reference", "address", "study_id", "doi", "pmid", "status",
    "faults", "details", "score", "candidates", "notice", "twins", "rationale", "corrected",
)  # fmt: skip


def write(pages: Iterable[CitedPage], out: TextIO, style: Style, today: date) -> bool:
    """Write each reference as one line with the keys KEYS; what is unknown is null.

    Out: whether a reference has a fault.  The date is not needed.
    """
    faulty = False
    for page in pages:
        for one in page.references:
            faulty = faulty or one.is_faulty
            out.write(json_line(reference_row(page, one, style)))
        out.flush()
    return faulty


def reference_row(page: CitedPage, one: CheckedReference, style: Style) -> dict[str, Any]:
    """One reference as it is printed: the values of KEYS, in their order.

    ``faults`` are names, ``details`` the same with the field, what is printed and what is on file.
    Where several works fit equally well, ``study_id`` is the first of the ``candidates``, and the
    status says that it is ambiguous.
    """
    found = one.resolution
    ambiguous = found.work is None and found.status == "ambiguous"
    work = found.work
    values = {
        "page": page.page.name,
        "line": one.line,
        "start": one.start,
        "end": one.end,
        "reference": one.text,
        "address": one.address or None,
        "study_id": found.others[0] if ambiguous else found.study_id,
        "doi": work.doi if work else None,
        "pmid": work.pmid if work else None,
        "status": found.status,
        "faults": list(dict.fromkeys(fault.name for fault in found.faults)),
        "details": [
            {"fault": fault.name, "field": fault.field,
             "printed": fault.printed, "real": fault.real}
            for fault in found.faults
        ],
        "score": found.score,
        "candidates": list(found.others),
        "notice": work.notice if work else None,
        "twins": list(one.twins),
        "rationale": found.rationale,
        "corrected": corrected_reference(work, style) if work and found.status != "ok" else None,
    }  # fmt: skip
    return {key: values[key] for key in KEYS}
