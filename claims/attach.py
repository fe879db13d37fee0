"""Attaches page texts that the user has: each claim gets the words it stands in.

Texts are never kept with the data; they are read from a folder at build time, checked against the
SHA-256 on file, and the quoted words go into the database that is being built.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.errors import BadInput, OnfileError, Refusal

Row = Mapping[str, Any]


def texts_in(folder: Path) -> dict[str, Path]:
    """Files of page texts by the ids of their pages: a page is the file named after its id.

    Raises OnfileError where the folder is not there.
    """
    if not folder.is_dir():
        raise OnfileError(f"{folder}: not a folder; name the one that holds the page texts")
    return {path.stem: path for path in sorted(folder.iterdir()) if path.is_file()}


def quotes(pages: Iterable[Row], claims: Sequence[Row], folder: Path) -> list[dict[str, Any]]:
    """Rows of the table ``quotes``: the words of every claim whose page is in the folder.

    Raises OnfileError where the folder is not there or has none of the pages, and BadInput where a
    text is not the one on file or a claim does not lie on it.
    """
    texts = texts_in(folder)
    rows: list[dict[str, Any]] = []
    refusals: list[Refusal] = []
    found = False
    for page in pages:
        path = texts.get(str(page["page_id"]))
        if path is None:
            continue
        found = True
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != page["sha256"]:
            refusals.append(_refusal(path, 0, "not the text that the claims were located on",
                                     "attach the text with the SHA-256 in pages.csv"))  # fmt: skip
            continue
        lines = content.decode("utf-8").split("\n")
        own = [claim for claim in claims if claim["page_id"] == page["page_id"]]
        for claim in own:
            quote = _quote(lines, claim)
            if quote is None:
                remedy = f"mend line, start and end of {claim['claim_id']} in claims.csv"
                refusals.append(_refusal(path, claim["line"], "a claim lies outside it", remedy))
            else:
                rows.append({"claim_id": claim["claim_id"], "quote": quote})
    if refusals:
        raise BadInput(refusals)
    if not found:
        raise OnfileError(f"{folder}: holds none of the pages on file; files are named by page_id")
    return rows


def _quote(lines: Sequence[str], claim: Row) -> str | None:
    if claim["line"] > len(lines):
        return None
    line = lines[claim["line"] - 1]
    return line[claim["start"] : claim["end"]] if claim["end"] <= len(line) else None


def _refusal(path: Path, line: int, reason: str, remedy: str) -> Refusal:
    return Refusal(str(path), line, "", reason, remedy)
