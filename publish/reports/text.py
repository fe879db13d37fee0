"""Plain text for people at a terminal, the gravest claims first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TextIO

from claims.checked import Balance, CheckedClaim, CheckedPage, CheckedReference, Contradiction
from claims.citations import corrected_reference
from claims.evidence import Evidence
from publish.reports.edition import notice_paragraphs, onfile_version, rule_set
from publish.reports.labels import counted, label_of, worst_first
from publish.reports.lines import Line, counted_as, printer, shortened
from publish.reports.sources import Source, sources_of, split_roles
from publish.reports.wording import (
    faulty,
    fit,
    on_file,
    one_line,
    read_as,
    reasons,
    status_of,
    twins,
)

_MOST_SOURCES = 4
# Colours by severity as in verdict_labels.csv; what is worse than the last is as the last.
_COLOURS = ("green", "bright_black", "yellow", "cyan", "magenta", "red")


def write(pages: Iterable[CheckedPage], evidence: Evidence, out: TextIO, today: date) -> None:
    """Write each page as soon as it is checked, then the notice.

    Wrapped to the terminal, or to 80 columns where ``out`` is none; coloured on a terminal only,
    and not where NO_COLOR is set.
    """
    show = printer(out)
    for page in pages:
        for line in page_lines(page, evidence):
            show(line)
        out.flush()
    edition = f"Onfile {onfile_version()}, rule set {rule_set()}, {today.isoformat()}"
    for text in (*notice_paragraphs(), edition):
        show(Line(text))


def page_lines(page: CheckedPage, evidence: Evidence) -> Iterator[Line]:
    """The report on one page: claims by severity, then what is said of the page as a whole."""
    counts = ", ".join(f"{count} {label.verdict}" for label, count in counted([page]))
    claims = counted_as(len(page.claims), "claim")
    yield Line(f"{fit(page.page.name)}: {claims}{f': {counts}' if counts else ''}", style="bold")
    yield Line("")
    for claim in worst_first(page.claims):
        yield from _claim_lines(page, claim, evidence)
        yield Line("")
    for section in (
        list(_reference_lines(page.references)),
        list(_twin_lines(page.references)),
        list(_contradiction_lines(page.contradictions)),
        list(_balance_lines(page.balance)),
    ):
        if section:
            yield from section
            yield Line("")


def _claim_lines(page: CheckedPage, claim: CheckedClaim, evidence: Evidence) -> Iterator[Line]:
    verdict, label = claim.verdict, label_of(claim)
    cited = f" (as cited: {verdict.as_cited})" if verdict.as_cited else ""
    strength = f", strength {verdict.strength}" if verdict.strength else ""
    place = f"{claim.line}:{page.page.column_of(claim.start)}"
    colour = _COLOURS[min(label.severity, len(_COLOURS) - 1)]
    yield Line(f"{place}  {label.label}{cited}{strength}", style=f"bold {colour}")
    yield Line(f"“{shortened(one_line(claim.quote))}”", 2)
    yield Line(f"Read as: {read_as(claim.reading, evidence)}", 2)
    yield Line(f"Why: {one_line(verdict.rationale)}", 2)
    for code, why in reasons(claim):
        yield Line(f"{code}: {one_line(why)}", 4, "dim")
    if verdict.verdict == "unsupported":
        yield Line(f"On file: {on_file(claim, evidence)}.", 2)
    bearing, near = split_roles(sources_of(claim, evidence))
    yield from _source_lines("Evidence on file:", bearing)
    yield from _source_lines("Nearest misses:", near)
    if verdict.suggestion:
        heading = "Reference on file" if claim.reading.kind == "citation" else "Would be supported"
        yield Line(f"{heading}: {one_line(verdict.suggestion)}", 2)


def _source_lines(heading: str, sources: list[Source]) -> Iterator[Line]:
    if not sources:
        return
    yield Line(heading, 2)
    for source in sources[:_MOST_SOURCES]:
        note = f" ({source.note})" if source.note else ""
        study = source.study + (f", n = {source.n}" if source.n is not None else "")
        figure = f" [{source.figure}]" if source.figure else ""
        yield Line(f"{source.role}{note}: {study}{figure}. {one_line(source.statement)}", 4)
        for _, address in source.links[:1]:
            yield Line(address, 6, "dim")
    if len(sources) > _MOST_SOURCES:
        yield Line(f"and {len(sources) - _MOST_SOURCES} more", 4)


def _reference_lines(references: Iterable[CheckedReference]) -> Iterator[Line]:
    found = faulty(references)
    if found:
        yield Line(f"{counted_as(len(found), 'reference')} to mend", style="bold")
    for reference in found:
        yield Line(f"line {reference.line}: {status_of(reference)}", 2)
        yield Line(f"Printed: {shortened(one_line(reference.text))}", 4)
        yield Line(f"Why: {one_line(reference.resolution.rationale)}", 4)
        work = reference.resolution.work
        if work and work.is_doubted:
            yield Line(f"Notice: {work.notice}", 4)
        if work:
            yield Line(f"Corrected: {one_line(corrected_reference(work, 'vancouver'))}", 4)


def _twin_lines(references: Iterable[CheckedReference]) -> Iterator[Line]:
    for number, one in enumerate(twins(references)):
        if not number:
            yield Line("References that give one work in two ways", style="bold")
        others = ", ".join(map(str, one.twins))
        yield Line(f"line {one.line}: otherwise on line {others}", 2)


def _contradiction_lines(contradictions: Iterable[Contradiction]) -> Iterator[Line]:
    for number, one in enumerate(contradictions):
        if not number:
            yield Line("Claims of this page that cannot both hold", style="bold")
        yield Line(f"lines {one.first.line} and {one.second.line}: {one_line(one.why)}", 2)
        for claim in (one.first, one.second):
            yield Line(f"{claim.line}: “{shortened(one_line(claim.quote))}”", 4)


def _balance_lines(balance: Iterable[Balance]) -> Iterator[Line]:
    for number, one in enumerate(balance):
        if not number:
            yield Line("Fair balance: what a full account says", style="bold")
        lines = ", ".join(str(line) for line in dict.fromkeys(c.line for c in one.claims))
        said = f"said (line {lines})" if one.claims else "not said"
        yield Line(f"{one.label}: {said}", 2)
