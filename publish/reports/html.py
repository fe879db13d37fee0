"""One self-contained HTML file: each page's own text, its claims marked, the evidence beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from claims.checked import CheckedClaim, CheckedPage
from claims.citations import corrected_reference
from claims.evidence import Evidence
from publish.reports.edition import notice_html, onfile_version, rule_set
from publish.reports.labels import Label, counted, label_of, labels
from publish.reports.marks import MarkedBlock, mark_blocks
from publish.reports.sources import Source, sources_of, split_roles
from publish.reports.wording import (
    faulty,
    fit,
    is_url,
    one_line,
    read_as,
    reasons,
    status_of,
    twins,
    writable,
)

_OPEN_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as it is shown; ``number`` counts from 1 in the order of the page.

    ``anchored`` tells whether its words are marked in the text, so that there is a way back.
    """

    number: int
    claim: CheckedClaim
    label: Label
    read_as: str
    reasons: list[tuple[str, str]]
    shown: list[Source]
    folded: list[Source]
    near: list[Source]
    anchored: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is shown."""

    number: int
    page: CheckedPage
    counts: list[tuple[Label, int]]
    groups: list[tuple[str, list[MarkedBlock]]]
    cards: list[Card]
    numbers: dict[tuple[int, int, str], int]

    def number_of(self, claim: CheckedClaim) -> int:
        """The number of the card of one of the page's claims."""
        return self.numbers[_key(claim)]


def write(pages: Iterable[CheckedPage], evidence: Evidence, out: TextIO, today: date) -> None:
    """Write one document on all pages once the last is checked.

    It loads nothing from elsewhere and runs no script; its own policy forbids both.
    """
    every = list(pages)
    document = (
        _environment()
        .get_template("report.html")
        .stream(
            sheets=[_sheet(number, page, evidence) for number, page in enumerate(every, 1)],
            labels=labels().values(),
            counts=counted(every),
            notice=Markup(notice_html()),
            today=today.isoformat(),
            version=onfile_version(),
            rule_set=rule_set(),
        )
    )
    for part in document:
        out.write(writable(part))
    out.write("\n")


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("publish.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "fit": fit, "one_line": one_line, "status_of": status_of, "faulty": faulty,
        "twins": twins,
        "corrected": corrected_reference,
    }  # fmt: skip
    environment.filters.update(filters)
    environment.tests["url"] = is_url
    return environment


def _sheet(number: int, page: CheckedPage, evidence: Evidence) -> Sheet:
    blocks, marked = mark_blocks(page)
    cards = [
        _card(place, claim, evidence, place in marked) for place, claim in enumerate(page.claims, 1)
    ]
    numbers = {_key(card.claim): card.number for card in cards}
    groups = [(kind, list(group)) for kind, group in groupby(blocks, lambda one: one.block.kind)]
    return Sheet(number, page, counted([page]), groups, cards, numbers)


def _key(claim: CheckedClaim) -> tuple[int, int, str]:
    return claim.start, claim.end, claim.statement


def _card(number: int, claim: CheckedClaim, evidence: Evidence, anchored: bool) -> Card:
    bearing, near = split_roles(sources_of(claim, evidence))
    return Card(
        number=number,
        claim=claim,
        label=label_of(claim),
        read_as=read_as(claim.reading, evidence),
        reasons=reasons(claim),
        shown=bearing[:_OPEN_SOURCES],
        folded=bearing[_OPEN_SOURCES:],
        near=near,
        anchored=anchored,
    )
