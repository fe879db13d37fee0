"""A review: what it holds, what makes it valid, and the id that follows from it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from ingest.rows import Fault, RowModel, Value
from publish.reviews.schema import ACCEPT, NOTE_LENGTH, OVERRULE, REVIEWS

_MODEL = RowModel(REVIEWS)
# Everything that SQLite, JSON or a terminal may stumble over; tabs and line ends are fine.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Review:
    """One row of the table ``reviews``; see ``publish.reviews.schema``."""

    review_id: str
    claim_id: str
    statement: str
    machine_verdict: str
    action: str
    verdict: str
    code: str | None
    note: str | None
    reviewer: str
    made_at: str
    inputs: str

    @property
    def moment(self) -> tuple[str, str]:
        """What reviews are put in order by: time, and the id where two were made at one time."""
        return self.made_at, self.review_id

    def row(self) -> dict[str, str | None]:
        """The review as a row of the table."""
        return asdict(self)


def reviewed(values: Mapping[str, Value]) -> tuple[Review | None, list[Fault]]:
    """A new review of the values of every column but the id, which follows from them.

    Returns the review and no faults, or None and what is wrong: (column, reason, remedy) each.
    """
    return checked({**values, "review_id": review_id(values)})


def checked(values: Mapping[str, Value]) -> tuple[Review | None, list[Fault]]:
    """A review from elsewhere: as ``reviewed``, and its id has to be the one that follows."""
    row, faults = _MODEL.check(values)
    faults = faults or list(_faults(row))
    if faults:
        return None, faults
    return Review(**{name: _text(value) for name, value in row.items()}), []  # type: ignore[arg-type]


def review_id(values: Mapping[str, Value]) -> str:
    """The first 20 digits of the SHA-256 of all other columns, as JSON with sorted keys."""
    rest = {name: values.get(name) for name in REVIEWS.names if name != "review_id"}
    text = json.dumps(rest, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def now() -> str:
    """This moment, as the column made_at has it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _faults(row: Mapping[str, Value]) -> Iterator[Fault]:
    """What a model of single columns does not see."""
    accepted = row["action"] == ACCEPT
    if accepted and row["verdict"] != row["machine_verdict"]:
        yield "verdict", "an accepted verdict is the machine's", f"choose '{OVERRULE}' to change it"
    if not accepted and row["verdict"] == row["machine_verdict"]:
        yield "verdict", "this is the machine's own verdict", f"choose another, or '{ACCEPT}'"
    for name in ("code", "note"):
        if not accepted and row[name] is None:
            yield name, "a verdict is overruled with a reason", f"give a {name}"
    yield from _text_faults(row)
    if not _is_moment(str(row["made_at"])):
        yield "made_at", f"'{row['made_at']}' is no day and time", "write one that exists"
    elif row["review_id"] != review_id(row):
        yield "review_id", "it does not follow from the rest", "leave reviews as they were written"


def _text_faults(row: Mapping[str, Value]) -> Iterator[Fault]:
    if len(str(row["note"] or "")) > NOTE_LENGTH:
        yield "note", f"it is longer than {NOTE_LENGTH} characters", "shorten it"
    for name in ("statement", "note", "inputs"):
        if _CONTROL.search(str(row[name] or "")):
            yield name, "it holds control characters", "remove them"


def _is_moment(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        return False
    return True


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
