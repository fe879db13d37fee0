"""SARIF 2.1.0: claims without support as results, for code review and continuous integration."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from claims.checked import CheckedClaim, CheckedPage
from claims.evidence import Evidence
from claims.rules import UNFLAGGED
from claims.text import fold
from publish.reports.edition import onfile_version, rule_set
from publish.reports.labels import Label, label_of, labels
from publish.reports.wording import is_url, one_line, writable

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# By severity as in verdict_labels.csv: from this on, the level.
_LEVELS = ((5, "error"), (3, "warning"), (0, "note"))
_FINGERPRINT = "onfileClaim/v1"


def write(pages: Iterable[CheckedPage], evidence: Evidence, out: TextIO, today: date) -> None:
    """Write one log with one run over all pages once the last is checked.

    Rules are verdicts; a claim that is supported or not checkable gives no result.  Lines and
    columns count from 1 in characters of the page's text.  Neither evidence nor date is needed.
    """
    rules = [label for label in labels().values() if label.verdict not in UNFLAGGED]
    places = {label.verdict: index for index, label in enumerate(rules)}
    every = list(pages)
    run = {
        "tool": {
            "driver": {
                "name": "Onfile",
                "version": onfile_version(),
                "rules": [_rule(label) for label in rules],
                "properties": {"ruleSet": rule_set()},
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(page) for page in every],
        "results": [
            result for index, page in enumerate(every) for result in _results(page, index, places)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    out.write(writable(json.dumps(log, ensure_ascii=False, indent=2)) + "\n")


def uri_of(name: str) -> str:
    """The URI of a page: its address, or its path, relative where it lies under this folder."""
    if is_url(name):
        return quote(name, safe="%/:?#[]@!$&'()*+,;=~")
    path = Path(name)
    if path.is_absolute():
        here = Path.cwd()
        if not path.is_relative_to(here):
            return path.as_uri()
        path = path.relative_to(here)
    # A colon in the first part would make that a scheme.
    return quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/")


def _rule(label: Label) -> dict[str, Any]:
    return {
        "id": label.verdict,
        "name": label.label.title().replace(" ", ""),
        "shortDescription": {"text": f"Verdict by the evidence on file: {label.label.lower()}."},
        "fullDescription": {"text": label.meaning},
        "help": {
            "text": f"{label.meaning} Read the evidence in the message, then reword the claim, "
            "cite a work that supports it, or take it out. A screening by rules; no medical advice."
        },
        "defaultConfiguration": {"level": _level(label)},
    }


def _level(label: Label) -> str:
    return next(level for severity, level in _LEVELS if label.severity >= severity)


def _artifact(page: CheckedPage) -> dict[str, Any]:
    return {"location": {"uri": uri_of(page.page.name)}, "hashes": {"sha-256": page.page.sha256}}


def _results(page: CheckedPage, index: int, places: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for claim in page.claims:
        label = label_of(claim)
        words = fold(one_line(claim.statement))
        seen[words] += 1
        if label.verdict in UNFLAGGED:
            continue
        yield {
            "ruleId": label.verdict,
            "ruleIndex": places[label.verdict],
            "level": _level(label),
            "message": {"text": _message(claim, label)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": uri_of(page.page.name), "index": index},
                        "region": _region(page, claim),
                    }
                }
            ],
            "partialFingerprints": {_FINGERPRINT: _fingerprint(words, seen[words])},
            "properties": {"reasons": [reason.code for reason in claim.verdict.reasons]},
        }


def _message(claim: CheckedClaim, label: Label) -> str:
    said = f"{label.label}: “{one_line(claim.quote)}”. {one_line(claim.verdict.rationale)}"
    suggestion = claim.verdict.suggestion
    return f"{said} On file instead: {one_line(suggestion)}" if suggestion else said


def _region(page: CheckedPage, claim: CheckedClaim) -> dict[str, Any]:
    """The claim's place; ``endColumn`` is the column after the last character."""
    last = max(claim.start, claim.end - 1)
    return {
        "startLine": page.page.line_of(claim.start),
        "startColumn": page.page.column_of(claim.start),
        "endLine": page.page.line_of(last),
        "endColumn": page.page.column_of(last) + 1,
        "charOffset": claim.start,
        "charLength": claim.end - claim.start,
    }


def _fingerprint(words: str, occurrence: int) -> str:
    """The same for the same words wherever on the page they stand."""
    return hashlib.sha256(f"{words}\n{occurrence}".encode("utf-8", "replace")).hexdigest()
