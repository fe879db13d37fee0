"""Which grammar reads the cells of which column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ingest import schema
from ingest.cells import read_effect, read_p, read_share, read_year
from ingest.counts import read_counts
from ingest.durations import read_dose, read_timepoint
from ingest.numbers import Fields

Reader = Callable[[str], Fields]

_PEOPLE = ("n_enrolled", "n_randomised", "n_treated", "n_analysed")
_NCT = re.compile(rf"\b{schema.NCT}\b")


def _counts_of(own: str) -> Reader:
    return lambda cell: read_counts(cell, own)


def _denominator(cell: str) -> Fields:
    """``n`` and ``n_studies``; a count with a label is the denominator where no bare one stands."""
    counts = read_counts(cell, "n")
    labelled = [(field, counts[field]) for field in _PEOPLE if field in counts]
    fields = Fields((field, counts[field]) for field in ("n", "n_studies") if field in counts)
    if "n" not in fields and len(labelled) == 1:
        field, count = labelled[0]
        fields |= {"n": count, "n_kind": field.removeprefix("n_")}
    return fields


def _comparator_share(cell: str) -> Fields:
    """The share under the comparator; a range is left, since one column cannot hold it."""
    share = read_share(cell)
    if "percent_high" in share:
        return {}
    names = ("percent", "events", "n")
    return {f"comparator_{name}": share[name] for name in names if name in share}


def _nct(cell: str) -> Fields:
    found = _NCT.search(cell)
    return {"nct": found.group()} if found else {}


def _unread(cell: str) -> Fields:
    return {}


# Each column with the reader of its cells, and the column that keeps what the reader leaves.
READERS: Mapping[str, Mapping[str, tuple[Reader, str]]] = {
    "studies": {
        **{column: (_counts_of(column), "n_note") for column in (*_PEOPLE, "n_studies")},
        "year": (read_year, "note"),
        "nct": (_nct, "note"),
    },
    "findings": {
        "n": (_denominator, "note"),
        "percent": (read_share, "note"),
        "comparator_percent": (_comparator_share, "note"),
        "effect": (read_effect, "note"),
        "ci_low": (_unread, "note"),
        "ci_high": (_unread, "note"),
        "p": (read_p, "note"),
    },
}
# Cells whose own column keeps the words, so that only numbers are drawn from them.
SPREAD: Mapping[str, Mapping[str, Reader]] = {
    "studies": {"dose": read_dose},
    "findings": {"timepoint": read_timepoint},
}
