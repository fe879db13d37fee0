"""A reference string taken apart, each field with its place; what is not printed stays None.

Parsing serves the explanation and the comparison of fields: which work is meant is decided on the
whole string (``claims.citations.resolve``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.citations.authors import Author, read_authors
from claims.citations.identifiers import Identifier, mask, read_identifiers
from claims.citations.markup import without_markup
from claims.citations.places import Field, read_place, trimmed
from claims.citations.printed_title import placed_title, quoted_title

_NUMBERING = re.compile(
    r"\s*(?:[•*\-–·|]\s*)?(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]|[¹²³⁴-⁹⁰]+"
    r"|[a-z](?=\s+[A-Z][\w’'-]+,?\s[A-Z]{1,3}\b))?\s*"
)
_YEAR = re.compile(r"(?<![\d\-–./:])(?:19|20)\d\d(?=[a-z]?(?![\d\w]))(?!\s*[-–]\s*\d)(?!:\d)")
# Behind these words stands the day of a visit or a change, and no year of the work.
_VISITED = re.compile(
    r"\b(?:accessed|retrieved|visited|viewed|cited|updated|reviewed)\b[^.;]{0,25}$", re.IGNORECASE
)
_HEAD_YEAR = re.compile(r"[\s,.]*[(\[]?((?:19|20)\d\d)[a-z]?(?:,[^)\]]{1,20})?[)\]]?[\s.,:;]*")

_INITIALS = re.compile(r"\b[A-Z]{1,2}\b[,.;]")
# What a page calls a work before the authors: "Study: ", "PHQ-9 questionnaire: ".
_LABEL = re.compile(r"[^:.,;(\[\d][^:.,;(\[]{1,40}:\s+(?=[A-Z])")
_BODY = re.compile(
    r"[\s;,]*(?:for the\s+)?(?=[A-Z])(?:[^\W\d_][\w’'-]*,?\s+|&\s+){0,14}"
    r"(?:Academy|Administration|Agency|Association|Centers?|Centres?|Collaboration|Collaborators|College|Commission|Committee"
    r"|Consortium|Council|Department|Excellence|Federation|Force|Foundation|Group|Institutes?"
    r"|Investigators|Ministry|Network|Office|Organi[sz]ation|Service|Society|Trialists|Union)\b"
    r"(?:(?:\s+(?:of|on|for|and|in|the))+(?:\s+[A-Z][\w’'-]*)+|\s*\([A-Z]{2,8}\))*"
    r"\s*(?=[.,]?\s*\(?(?:19|20)\d\d|[.:])\s*[.,:]?"
    r"|(?:[A-Z]{2,8}\s){0,2}[A-Z]{2,8}\.\s+(?=[A-Z])"
)
_JOURNAL_END = re.compile(
    r"\s*(?:[(\[;:]|,?\s*\bvol\b|,?\s*(?<![\w])\d|,\s*(?:Jan|Feb|Mar|Apr|May|"
    r"Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\bdoi\b|\bp{1,2}\.|\.\s*$|$)",
    re.IGNORECASE,
)
_MOST_JOURNAL_WORDS = 14


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference prints.  ``quoted`` tells whether quotation marks bound the title."""

    text: str
    identifiers: tuple[Identifier, ...] = ()
    authors: tuple[Author, ...] = ()
    years: tuple[Field, ...] = ()
    title: Field | None = None
    quoted: bool = False
    journal: Field | None = None
    volume: Field | None = None
    issue: Field | None = None
    pages: Field | None = None


def _journal(text: str, start: int) -> Field | None:
    opening = re.compile(r"[\s,.;:()\[\]]*(?:in\b:?\s*(?:the\s+)?)?", re.IGNORECASE).match(
        text, start
    )
    at = opening.end() if opening else start
    end = _JOURNAL_END.search(text, at)
    field = trimmed(text, at, end.start() if end else len(text))
    if (
        field is None
        or not field.text[0].isalnum()
        or len(field.text.split()) > _MOST_JOURNAL_WORDS
    ):
        return None
    return (
        field if any(letter.isupper() for letter in field.text) or field.text[0].isalpha() else None
    )


def _years(text: str, title: Field | None) -> tuple[Field, ...]:
    return tuple(
        Field(found.group(), *found.span())
        for found in _YEAR.finditer(text)
        if (title is None or not title.start <= found.start() < title.end)
        and not _VISITED.search(text[max(0, found.start() - 60) : found.start()])
    )


def _byline(text: str, start: int) -> tuple[tuple[Author, ...], int, bool]:
    """The authors from a place on, where they end, and whether a body is or follows them."""
    body = _BODY.match(text, start)
    if body and not _INITIALS.search(body.group()):
        return (), body.end(), True
    authors, at = read_authors(text, start)
    label = None if authors else _LABEL.match(text, start)
    if label:
        listed, end = read_authors(text, label.end())
        # Several names with initials: a title may have a colon too.
        if len(listed) > 1 and all(author.initials for author in listed):
            authors, at = listed, end
    body = _BODY.match(text, at)
    return authors, body.end() if body else at, body is not None


def parse(reference: str) -> Reference:
    """Take a reference apart.

    In: one reference as printed, of any style.  Out: its fields, each with start and end in that
    string, of which mark-up is blanked out.  Never raises; text that is no reference gives a
    Reference without fields.
    """
    plain = without_markup(reference)
    # Where a link leads stands in its tag.
    identifiers = read_identifiers(reference)
    text = mask(plain, identifiers)
    numbering = _NUMBERING.match(text)
    head = numbering.end() if numbering else 0
    if text[head : head + 1] == "(" and text.rstrip().endswith(")"):
        head += 1
    authors, at, body = _byline(text, head)
    head_year = _HEAD_YEAR.match(text, at)
    at = head_year.end() if head_year else at
    if (authors or body) and not head_year:
        at += len(text[at:]) - len(text[at:].lstrip(" \t\n,.:;"))
    title, after = quoted_title(text, head)
    quoted = title is not None
    if title is None:
        title, after = placed_title(text, at)
    return Reference(
        text=plain,
        identifiers=identifiers,
        authors=authors,
        years=_years(text, title if quoted or text[after:].strip() else None),
        title=title,
        quoted=quoted,
        journal=_journal(text, after if title else at),
        **read_place(text, title.end if title else at, at),
    )
