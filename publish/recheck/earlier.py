"""What ``onfile check --format jsonl`` printed earlier, read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims.schema import VERDICTS
from ingest.errors import BadInput, Refusal

Row = dict[str, Any]

_REMEDY = "print the pages anew with 'onfile check --format jsonl'"
_TEXT, _TEXT_OR_NULL, _WHOLE = (str,), (str, type(None)), (int,)
# What a recheck needs of a line, and what it may be.
_NEEDED: dict[str, tuple[type, ...]] = {
    "page": _TEXT,
    "quote": _TEXT,
    "line": _WHOLE,
    "start": _WHOLE,
    "end": _WHOLE,
    "statement": _TEXT,
    "verdict": _TEXT,
    "as_cited": _TEXT_OR_NULL,
    "reasons": (list,),
    "study_id": _TEXT_OR_NULL,
    "finding_id": _TEXT_OR_NULL,
}
_NAMES = {str: "text", int: "a whole number", list: "a list", type(None): "null"}


def read_earlier(path: Path) -> list[Row]:
    """The claims of an earlier report, in its order; empty lines are passed over.

    Raises BadInput with every line that is refused.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput([Refusal(str(path), 0, "", "not UTF-8 text", _REMEDY)]) from error
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        raise BadInput([Refusal(str(path), 0, "", reason, "check its name")]) from error
    rows: list[Row] = []
    refusals: list[Refusal] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            row, faults = _line(line)
            rows.append(row)
            refusals += [Refusal(str(path), number, *fault) for fault in faults]
    if refusals:
        raise BadInput(refusals)
    return rows


def _line(line: str) -> tuple[Row, list[tuple[str, str, str]]]:
    """The object of a line, and what is wrong with it: key, reason, remedy."""
    try:
        row = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return {}, [("", "the line is no JSON", _REMEDY)]
    if not isinstance(row, dict):
        return {}, [("", "the line is no JSON object", _REMEDY)]
    return row, list(_faults(row))


def _refuse(constant: str) -> None:
    """NaN and the infinities are no JSON, whatever Python takes for it."""
    raise ValueError(constant)


def _faults(row: Row) -> Iterator[tuple[str, str, str]]:
    for name, kinds in _NEEDED.items():
        if name not in row:
            yield name, "the field is missing", _REMEDY
        elif type(row[name]) not in kinds:
            yield name, f"it is not {' or '.join(_NAMES[kind] for kind in kinds)}", _REMEDY
        elif name in ("verdict", "as_cited") and row[name] not in (*VERDICTS, None):
            yield name, f"'{row[name]}' is no verdict", f"use one of {', '.join(VERDICTS)}"
    if not all(isinstance(code, str) for code in _listed(row.get("reasons"))):
        yield "reasons", "it is not a list of codes", _REMEDY


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
