"""An earlier report is read whole or refused, line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import BadInput
from publish.recheck.earlier import read_earlier

ROW: dict[str, Any] = {
    "page": "a.md", "quote": "Half responded.", "line": 1, "start": 0, "end": 15,
    "statement": "Half responded.", "verdict": "supported", "as_cited": None, "reasons": ["X"],
    "study_id": None, "finding_id": None,
}  # fmt: skip
REMEDY = "print the pages anew with 'onfile check --format jsonl'"


def _refused(tmp_path: Path, *lines: str) -> list[str]:
    path = tmp_path / "earlier.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read_earlier(path)
    return [str(one).removeprefix(str(path)) for one in error.value.refusals]


def test_lines_come_in_their_order_and_further_keys_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "earlier.jsonl"
    rows = [ROW, {**ROW, "line": 2, "more": 1}]
    path.write_text("\n\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    assert read_earlier(path) == rows


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"verdict": "true"}, ":1:verdict: 'true' is no verdict; use one of supported, "),
        ({"line": "1"}, f":1:line: it is not a whole number; {REMEDY}"),
        ({"line": True}, f":1:line: it is not a whole number; {REMEDY}"),
        ({"quote": None}, f":1:quote: it is not text; {REMEDY}"),
        ({"study_id": 3}, f":1:study_id: it is not text or null; {REMEDY}"),
        ({"reasons": "X"}, f":1:reasons: it is not a list; {REMEDY}"),
        ({"reasons": [1]}, f":1:reasons: it is not a list of codes; {REMEDY}"),
    ],
)
def test_a_value_that_does_not_fit_is_named(
    tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    (line,) = _refused(tmp_path, json.dumps(ROW | change))
    assert line.startswith(told)


def test_every_line_that_does_not_fit_is_named(tmp_path: Path) -> None:
    lacking = {name: value for name, value in ROW.items() if name != "page"}
    lines = _refused(tmp_path, '{"value": NaN}', "[1]", json.dumps(ROW), json.dumps(lacking))
    assert lines == [
        f":1: the line is no JSON; {REMEDY}",
        f":2: the line is no JSON object; {REMEDY}",
        f":4:page: the field is missing; {REMEDY}",
    ]


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_earlier(tmp_path / "none.jsonl")
    path = tmp_path / "earlier.jsonl"
    path.write_bytes(b"\xff")
    with pytest.raises(BadInput, match="not UTF-8"):
        read_earlier(path)
