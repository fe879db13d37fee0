"""Reviews as text for git: one JSON object a line, keys sorted, oldest first."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from ingest.errors import BadInput, OnfileError, Refusal
from publish.reviews.review import Review, checked
from publish.reviews.schema import REVIEWS
from publish.reviews.store import add, read

_REMEDY = "write the file anew with 'onfile review export'"


def export_reviews(path: Path, out: TextIO) -> None:
    """Write every review of the file at ``path``; the same reviews give the same text.

    ``out`` is UTF-8 from here on where it encodes, whatever the terminal does.  Raises OnfileError
    where there is no file, or not one of reviews.
    """
    if not path.is_file():
        raise OnfileError(f"{path}: there is no such file of reviews; name it with --reviews")
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8")
    write_reviews(read(path), out)


def write_reviews(reviews: Iterable[Review], out: TextIO) -> None:
    """Write reviews, in the order that they come in."""
    for review in reviews:
        out.write(json.dumps(review.row(), sort_keys=True, ensure_ascii=False) + "\n")


def import_reviews(source: Path, path: Path) -> tuple[int, int]:
    """Add the reviews of a text to the file at ``path``; returns how many were new, and how many
    there are in the text.

    What is there already stays as it is, so the same text may come in again, and the texts of two
    people make one file.  Raises BadInput with every line that is refused, and OnfileError where a
    file cannot be read or written; nothing is added then.
    """
    try:
        text = source.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise OnfileError(f"{source}: not UTF-8 text; {_REMEDY}") from error
    except OSError as error:
        raise OnfileError(f"{source}: cannot be read ({error.strerror})") from error
    reviews, refusals = read_reviews(text, str(source))
    if refusals:
        raise BadInput(refusals)
    return add(path, reviews), len({review.review_id for review in reviews})


def read_reviews(text: str, file: str) -> tuple[list[Review], list[Refusal]]:
    """The reviews of a text, and what is wrong with its lines; empty lines are passed over."""
    reviews: list[Review] = []
    refusals: list[Refusal] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            review, faults = _line(line)
            reviews += [review] if review else []
            refusals += [Refusal(file, number, *fault) for fault in faults]
    return reviews, refusals


def _line(line: str) -> tuple[Review | None, list[tuple[str, str, str]]]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return None, [("", "the line is no JSON", _REMEDY)]
    if not isinstance(values, dict):
        return None, [("", "the line is no JSON object", _REMEDY)]
    if faults := list(_cells(values)):
        return None, faults
    return checked(values)


def _cells(values: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What is not a column, or not text: every column of a review is text or empty."""
    for name, value in values.items():
        if name not in REVIEWS.names:
            yield ascii(name)[:60], "reviews have no such column", "remove it or correct its name"
        elif value is not None and not isinstance(value, str):
            yield name, "it is not text", "write it in quotation marks, or null for nothing"
