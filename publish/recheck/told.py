"""A recheck in plain text for people at a terminal, the gravest changes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TextIO

from publish.history.standing import notice_in_words
from publish.recheck.phrases import because, due, head, turn
from publish.recheck.report import Item, Report
from publish.reports.edition import notice_paragraphs, onfile_version, rule_set
from publish.reports.lines import Line, counted_as, printer, shortened
from publish.reports.wording import fit, one_line

_MOST_LISTED = 10
_SHORT = 50
_LISTED = {
    "unknown": "Not found: their earlier words are not on file (build with --pages to keep them)",
    "moved": "The same words elsewhere",
}


def write(report: Report, out: TextIO, today: date) -> None:
    """Write a block for each change, then what is oldest and the notice."""
    show = printer(out)
    for line in lines(report):
        show(line)
    edition = f"Onfile {onfile_version()}, rule set {rule_set()}, {today.isoformat()}"
    for text in (*notice_paragraphs(), edition):
        show(Line(text))
    out.flush()


def lines(report: Report) -> Iterator[Line]:
    """The report without its notice; an empty line ends each block."""
    yield Line(fit(head(report)), style="bold")
    yield from _about(report)
    yield Line("")
    for item in report.items:
        if item.kind not in _LISTED:
            yield from _item_lines(item, report)
            yield Line("")
    for section in (*(list(_listed(report, kind)) for kind in _LISTED), list(_due(report))):
        if section:
            yield from section
            yield Line("")


def _about(report: Report) -> Iterator[Line]:
    """What was compared, as far as it differs."""
    for name, counts in report.tallies.items():
        told = [f"{number} {done}" for done, number in counts._asdict().items() if number]
        if told:
            yield Line(f"{name.capitalize()}: {', '.join(told)}", 2)
    for rule in report.rules:
        yield Line(f"Rule book: {one_line(rule)}", 2)
    for notice in report.notices:
        study = report.studies.get(notice["study_id"], notice["study_id"])
        yield Line(f"Notice: {study} ({notice['study_id']}): {notice_in_words(notice)}", 2)
    for page in report.pages:
        file = fit(page.file)
        if page.changed:
            guessed = counted_as(page.guessed, "claim")
            likest = f"; {guessed} found by likeness alone" if page.guessed else ""
            yield Line(f"Page {page.page}: {file} is not the text on file{likest}", 2)
        elif page.now is None:
            yield Line(f"Page {page.page}: no text of it is there", 2)
    for name, count in report.unseen.items():
        yield Line(f"Not checked again: {fit(name)} ({counted_as(count, 'claim')})", 2)


def _item_lines(item: Item, report: Report) -> Iterator[Line]:
    place = f"{fit(item.page)}:{item.line}"
    own = f" ({item.claim_id})" if item.claim_id else ""
    yield Line(f"{place}  {turn(item)}{own}", style="bold")
    if item.words_before:
        yield Line(f"“{shortened(one_line(item.words_before))}”, now", 2)
    yield Line(f"“{shortened(one_line(item.words))}”", 2)
    if item.place and item.line_before and item.place.line != item.line_before:
        yield Line(f"On line {item.line_before} before", 2)
    for told in because(item, report.studies):
        yield Line(one_line(told), 2)


def _listed(report: Report, kind: str) -> Iterator[Line]:
    """Claims of which there is no more to tell than where they stand or stood."""
    items = [item for item in report.items if item.kind == kind]
    if items:
        yield Line(_LISTED[kind], style="bold")
    for item in items[:_MOST_LISTED]:
        words = one_line(item.words)
        words = words if len(words) <= _SHORT else f"{words[:_SHORT].rstrip()}…"
        own = f"{item.claim_id} " if item.claim_id else ""
        before = f", before {item.line_before}" if item.place else ""
        yield Line(f"{fit(item.page)}:{item.line}{before}: {own}“{words}”", 2)
    if len(items) > _MOST_LISTED:
        yield Line(f"and {len(items) - _MOST_LISTED} more", 2)


def _due(report: Report) -> Iterator[Line]:
    for title, rows in (
        ("Read longest ago, those first on which verdicts rest", report.oldest),
        ("Not sure, those first on which verdicts rest", report.doubted),
    ):
        if rows:
            yield Line(title, style="bold")
        for row in rows:
            yield Line(one_line(due(row)), 2)
