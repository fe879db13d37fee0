"""What happened to a claim in a few words, and what is said of causes and reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publish.history.cause import Cause
from publish.history.reasons import Reason
from publish.recheck.report import Aged, Item, Report
from publish.reports.labels import labels
from publish.reports.lines import counted_as

_MOST = 4
_COUNTED = {
    "verdict": "{} changed",
    "new": "{} new",
    "gone": "{} gone",
    "words": "{} in other words",
    "unknown": "{} not found",
    "moved": "{} moved",
}


def turn(item: Item) -> str:
    """What happened: the verdict before and after, and that on the works cited where it differs."""
    before, after = _label(item.before), _label(item.after)
    if item.kind == "new":
        return f"New: {after}"
    if item.kind == "gone":
        return f"Gone, was: {before}"
    if item.kind == "unknown":
        return f"Not found, was: {before}"
    if item.kind == "words":
        return f"Other words: {after}"
    if item.kind == "moved":
        return f"Moved: {after}"
    told = f"{before} → {after}" if before != after else after
    if item.cited_before == item.cited_after:
        return told
    return f"{told} (as cited: {_label(item.cited_before)} → {_label(item.cited_after)})"


def head(report: Report) -> str:
    """The report in one line."""
    kinds = [item.kind for item in report.items]
    counts = [
        form.format(counted_as(kinds.count(kind), "verdict" if kind == "verdict" else "claim"))
        for kind, form in _COUNTED.items()
        if kind in kinds
    ]
    changed = sum(page.changed for page in report.pages)
    counts += [f"{counted_as(changed, 'page text')} changed"] if changed else []
    return f"{report.against}: {', '.join(counts) or 'no verdict changed'}"


def because(item: Item, studies: Mapping[str, str]) -> Iterator[str]:
    """Why, a line each: the most direct cause, some of the others, reasons gone and new, and
    the rationale.  Rules are told with the reasons that they give."""
    first = item.account.causes[:1]
    causes = [cause for cause in item.account.causes if cause.kind != "rule"]
    for cause in causes[: _MOST + 1]:
        yield f"{'Because' if cause in first else 'Also'}: {_told(cause, studies)}"
    if len(causes) > _MOST + 1:
        yield f"and {len(causes) - _MOST - 1} more"
    for verb, reasons in (("No longer", item.account.went), ("Now", item.account.came)):
        for reason in reasons:
            yield f"{verb}: {_reason(reason)}"
    if item.why:
        yield f"Why: {item.why}"


def due(row: Aged) -> str:
    """A row that is due to be looked at: when it was read, what rests on it, what is not sure."""
    read = f"read {row.checked}" if row.checked else "never read, as far as is known"
    where = f" in {row.checked_in}" if row.checked_in else ""
    rests = f"{counted_as(row.verdicts, 'verdict')} on it" if row.verdicts else "no verdict on it"
    name = f"{row.table} {row.row_id} ({row.study})"
    return "; ".join((f"{name}: {read}{where}", rests, *row.doubts))


def _label(verdict: str | None) -> str:
    return labels()[verdict].label if verdict else "none"


def _told(cause: Cause, studies: Mapping[str, str]) -> str:
    study = studies.get(cause.study_id or "", "")
    names = (study, cause.study_id, cause.finding_id, f"rule {cause.rule}" if cause.rule else "")
    about = ", ".join(dict.fromkeys(name for name in names if name))
    return f"{cause.words} [{about}]" if about else cause.words


def _reason(reason: Reason) -> str:
    detail = f": {reason.detail}" if reason.detail else ""
    rule = f" [rule {reason.rule}]" if reason.rule else ""
    return f"{reason.code}: {reason.label}{detail}{rule}"
