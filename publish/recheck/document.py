"""A recheck as one JSON document, in the shape that docs/json.md describes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, TextIO

from publish.history.cause import Cause
from publish.recheck.report import KINDS, Item, Report
from publish.reports.edition import onfile_version, rule_set
from publish.reports.wording import writable


def write(report: Report, out: TextIO, today: date) -> None:
    """Write the document."""
    text = json.dumps(document(report, today), ensure_ascii=False, indent=1, allow_nan=False)
    out.write(writable(text) + "\n")
    out.flush()


def document(report: Report, today: date) -> dict[str, Any]:
    """The report as JSON has it."""
    kinds = [item.kind for item in report.items]
    return {
        "made_on": today.isoformat(),
        "onfile": onfile_version(),
        "rule_set": rule_set(),
        "against": report.against,
        "changed": report.changed,
        "counts": {kind: kinds.count(kind) for kind in KINDS},
        "tallies": {name: tally._asdict() for name, tally in report.tallies.items()},
        "rules": list(report.rules),
        "notices": list(report.notices),
        "pages": [{**asdict(page), "changed": page.changed} for page in report.pages],
        "unseen": dict(report.unseen),
        "refused": list(report.refused),
        "changes": [_change(item, report.studies) for item in report.items],
        "oldest": [asdict(row) for row in report.oldest],
        "doubted": [asdict(row) for row in report.doubted],
    }


def _change(item: Item, studies: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "page": item.page,
        "claim_id": item.claim_id,
        "line": item.place.line if item.place else None,
        "start": item.place.start if item.place else None,
        "end": item.place.end if item.place else None,
        "line_before": item.line_before,
        "words": item.words,
        "words_before": item.words_before,
        "before": item.before,
        "after": item.after,
        "as_cited_before": item.cited_before,
        "as_cited_after": item.cited_after,
        "why": item.why,
        "causes": [_cause(cause, studies) for cause in item.account.causes],
        "reasons_gone": [asdict(reason) for reason in item.account.went],
        "reasons_new": [asdict(reason) for reason in item.account.came],
    }


def _cause(cause: Cause, studies: Mapping[str, str]) -> dict[str, Any]:
    return {**asdict(cause), "study": studies.get(cause.study_id or "")}
