"""Plain text for people at a terminal: every reference in its order, what is wrong and right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TextIO

from claims.checked import CheckedReference, CitedPage
from claims.citations import Fault, Style, corrected_reference
from publish.reports.edition import notice_paragraphs, onfile_version
from publish.reports.lines import Line, counted_as, printer, shortened
from publish.reports.wording import fit, one_line, status_of

_COLOURS = {"ok": "green", "incomplete": "green", "not-found": "yellow", "ambiguous": "yellow"}
_FAULTY = "red"


def write(pages: Iterable[CitedPage], out: TextIO, style: Style, today: date) -> bool:
    """Write each page's references as soon as they are read, then the notice.

    Out: whether a reference has a fault.
    """
    show = printer(out)
    faulty = False
    for page in pages:
        faulty = faulty or any(one.is_faulty for one in page.references)
        for line in page_lines(page, style):
            show(line)
        out.flush()
    for text in (*notice_paragraphs(), f"Onfile {onfile_version()}, {today.isoformat()}"):
        show(Line(text))
    return faulty


def page_lines(page: CitedPage, style: Style) -> Iterator[Line]:
    """The references of one page, in its order."""
    statuses = Counter(one.resolution.status for one in page.references)
    counts = "".join(f", {count} {status}" for status, count in statuses.most_common())
    found = counted_as(len(page.references), "reference")
    yield Line(f"{fit(page.page.name)}: {found}{counts}", style="bold")
    yield Line("")
    for one in page.references:
        yield from _reference_lines(one, style)
        yield Line("")


def _told(fault: Fault) -> str:
    """What is printed and what is on file; '' where the reference as a whole is meant."""
    if fault.name == "nonexistent":
        return ""
    printed = f"printed “{one_line(fault.printed)}”" if fault.printed else ""
    real = f"on file “{one_line(fault.real)}”" if fault.real else ""
    return ", ".join(filter(None, (printed, real)))


def _reference_lines(one: CheckedReference, style: Style) -> Iterator[Line]:
    found = one.resolution
    colour = _COLOURS.get(found.status, _FAULTY)
    yield Line(f"{one.line}  {status_of(one)}, score {found.score}", style=f"bold {colour}")
    leads = f" (links to {one_line(one.address)})" if one.address else ""
    yield Line(shortened(one_line(one.text)) + leads, 2)
    if found.work:
        yield Line(f"Means {found.study_id}", 2)
    else:
        yield Line(one_line(found.rationale), 2)
    for fault in found.faults:
        told = _told(fault)
        if told:
            yield Line(f"{fault.name}: {told}", 4)
    if found.work and found.work.notice:
        yield Line(f"Notice: {found.work.notice}", 2)
    if one.twins:
        lines = ", ".join(map(str, one.twins))
        yield Line(f"The same work is given otherwise on line {lines}", 2)
    if found.work and found.status != "ok":
        yield Line(f"As it should be: {one_line(corrected_reference(found.work, style))}", 2)
