"""Plain text for people at a terminal, the gravest claims first."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from claims.checked import Balance, CheckedClaim, CheckedPage, CheckedReference, Contradiction
from claims.evidence import Evidence
from publish.reports.edition import notice_paragraphs, onfile_version, rule_set
from publish.reports.labels import counted, label_of, worst_first
from publish.reports.sources import Source, sources_of, split_roles
from publish.reports.wording import faulty, fit, one_line, read_as, reasons, status_of

_PIPED_WIDTH = 80
_NARROWEST = 40
_LONGEST_QUOTE = 300
_MOST_SOURCES = 4
# Colours by severity as in verdict_labels.csv; what is worse than the last is as the last.
_COLOURS = ("green", "bright_black", "yellow", "cyan", "magenta", "red")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph to print, wrapped at ``indent``; later lines hang two further in."""

    text: str
    indent: int = 0
    style: str = ""


def write(pages: Iterable[CheckedPage], evidence: Evidence, out: TextIO, today: date) -> None:
    """Write each page as soon as it is checked, then the notice.

    Wrapped to the terminal, or to 80 columns where ``out`` is none; coloured on a terminal only,
    and not where NO_COLOR is set.
    """
    show = _printer(out)
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
    claims = _count(len(page.claims), "claim")
    yield Line(f"{fit(page.page.name)}: {claims}{f': {counts}' if counts else ''}", style="bold")
    yield Line("")
    for claim in worst_first(page.claims):
        yield from _claim_lines(page, claim, evidence)
        yield Line("")
    for section in (
        list(_reference_lines(page.references)),
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
    yield Line(f"“{_shortened(one_line(claim.quote))}”", 2)
    yield Line(f"Read as: {read_as(claim.reading, evidence)}", 2)
    yield Line(f"Why: {one_line(verdict.rationale)}", 2)
    for code, why in reasons(claim):
        yield Line(f"{code}: {one_line(why)}", 4, "dim")
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
        yield Line(f"{_count(len(found), 'reference')} with faults", style="bold")
    for reference in found:
        yield Line(f"line {reference.line}: {status_of(reference)}", 2)
        yield Line(f"Printed: {_shortened(one_line(reference.text))}", 4)
        yield Line(f"Why: {one_line(reference.resolution.rationale)}", 4)
        if reference.resolution.corrected:
            yield Line(f"Corrected: {one_line(reference.resolution.corrected)}", 4)


def _contradiction_lines(contradictions: Iterable[Contradiction]) -> Iterator[Line]:
    for number, one in enumerate(contradictions):
        if not number:
            yield Line("Claims of this page that cannot both hold", style="bold")
        yield Line(f"lines {one.first.line} and {one.second.line}: {one_line(one.why)}", 2)
        for claim in (one.first, one.second):
            yield Line(f"{claim.line}: “{_shortened(one_line(claim.quote))}”", 4)


def _balance_lines(balance: Iterable[Balance]) -> Iterator[Line]:
    for number, one in enumerate(balance):
        if not number:
            yield Line("Fair balance: what a full account says", style="bold")
        lines = ", ".join(str(line) for line in dict.fromkeys(c.line for c in one.claims))
        said = f"said (line {lines})" if one.claims else "not said"
        yield Line(f"{one.label}: {said}", 2)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shortened(text: str) -> str:
    """Text with its middle left out where it is very long: both ends tell where it stands."""
    if len(text) <= _LONGEST_QUOTE:
        return text
    half = _LONGEST_QUOTE // 2
    return f"{text[:half].rstrip()} […] {text[-half:].lstrip()}"


def _wrapped(line: Line, width: int) -> str:
    return textwrap.fill(
        line.text,
        max(width, _NARROWEST),
        initial_indent=" " * line.indent,
        subsequent_indent=" " * (line.indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _printer(out: TextIO) -> Callable[[Line], None]:
    if not out.isatty():
        return lambda line: print(_wrapped(line, _PIPED_WIDTH), file=out)
    width = shutil.get_terminal_size().columns
    if os.environ.get("NO_COLOR"):
        return lambda line: print(_wrapped(line, width), file=out)
    return _colour_printer(out, width)


def _colour_printer(out: TextIO, width: int) -> Callable[[Line], None]:
    # Loading rich takes longer than checking a page, and a pipe has no use for it.
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, highlight=False)
    return lambda line: console.print(Text(_wrapped(line, width), line.style), soft_wrap=True)
