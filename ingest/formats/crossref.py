"""The JSON of Crossref's works, with the notices that it lists about them and about others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats import indexed, names, tree
from ingest.formats.record import Incoming
from ingest.formats.tree import Node

# Types of updates, hyphens for '_' and blanks, with the kind of notice that each one is.
_KINDS: Mapping[str, str] = {
    "retraction": "retraction",
    "removal": "retraction",
    "withdrawal": "retraction",
    "expression-of-concern": "expression-of-concern",
    "concern": "expression-of-concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "partial-retraction": "correction",
    "reinstatement": "reinstatement",
}
_WATCH = "retraction-watch"
_RESOLVER = "https://doi.org/"
_GAPS = re.compile(r"[\s_-]+")


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """The works of an answer ({"message": ...}, with "items" or not) or of a bare message.

    Records without a title are refused and the rest come in.  Nothing is raised.
    """
    for message in _messages(text, file):
        yield message if isinstance(message, Refusal) else _incoming(message, file)


def _messages(text: str, file: str) -> Iterator[Node | Refusal]:
    for answer in tree.records(text, file):
        message = tree.at(answer, "message")
        if isinstance(tree.at(message, "items"), list):
            yield from tree.items_at(message, "items")
        else:
            yield answer if message is None or isinstance(answer, Refusal) else message


def _incoming(message: Node, file: str) -> Incoming | Refusal:
    """One record as a work with its notices, or as the notice about others that it is."""
    doi = indexed.doi_in(tree.text_at(message, "DOI"))
    label = doi or "a record without DOI"
    title, marked = indexed.title_of(_title(message))
    if not title:
        reason, remedy = f"{label} has no title", "check that it is a work of Crossref's"
        return Refusal(file, 0, "", reason, remedy)
    study, notices = _study(message, title, doi), tuple(_notices(message, marked, doi))
    about = tuple(_about(message, doi))
    return Incoming(study, file, 0, label, notices=notices, about=about, is_notice=bool(about))


def _title(message: Node) -> str:
    """Title and subtitle, which many publishers register apart."""
    title = _first(message, "title")
    subtitle = _first(message, "subtitle")
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title.rstrip(': ')}: {subtitle}" if title else ""


def _study(message: Node, title: str, doi: str | None) -> Row:
    """The columns of studies that the record fills."""
    online = _year(message, "published-online")
    year = _year(message, "published-print") or _year(message, "issued") or online
    trials = tree.items_at(message, "clinical-trial-number")
    return {
        "authors": "; ".join(_authors(message)) or None,
        "title": title,
        "journal": _first(message, "container-title") or tree.text_at(message, "publisher") or None,
        "journal_abbrev": _first(message, "short-container-title") or None,
        "year": year,
        "epub_year": indexed.online_year(year, online),
        "volume": tree.text_at(message, "volume") or None,
        "issue": tree.text_at(message, "issue")
        or tree.text_at(message, "journal-issue", "issue")
        or None,
        "pages": indexed.full_pages(
            tree.text_at(message, "page") or tree.text_at(message, "article-number")
        ),
        "doi": doi,
        "source_url": f"{_RESOLVER}{doi}" if doi else None,
        **indexed.registered(tree.text_at(trial, "clinical-trial-number") for trial in trials),
    }


def _authors(message: Node) -> Iterator[str]:
    for author in tree.items_at(message, "author"):
        surname = tree.text_at(author, "family")
        given, suffix = tree.text_at(author, "given"), tree.text_at(author, "suffix")
        name = (
            names.person(surname, given, suffix)
            if surname
            else indexed.body(tree.text_at(author, "name") or given)
        )
        if name:
            yield name


def _about(message: Node, own: str | None) -> Iterator[tuple[str, Row]]:
    """The works that this record is a notice about: DOI of the work, notice row."""
    for update in tree.items_at(message, "update-to"):
        meant = indexed.doi_in(tree.text_at(update, "DOI"))
        notice = _notice(update, own)
        if meant and notice and not _is_own(update, own):
            yield meant, notice


def _is_own(update: Node, own: str | None) -> bool:
    """Whether an update is one of the record itself, which some publishers change in its place."""
    doi = indexed.doi_in(tree.text_at(update, "DOI"))
    return doi is not None and own is not None and doi.casefold() == own.casefold()


def _notices(message: Node, marked: bool, own: str | None) -> list[Row]:
    """The notices of the work itself; one that two list is one, with both as its source."""
    notices: dict[tuple[object, object], Row] = {}
    updates = tree.items_at(message, "updated-by")
    in_place = (one for one in tree.items_at(message, "update-to") if _is_own(one, own))
    for update in (*updates, *in_place):
        notice = _notice(update, indexed.doi_in(tree.text_at(update, "DOI")))
        if not notice:
            continue
        there = notices.setdefault((notice["kind"], notice["doi"] or notice["date"]), notice)
        sources = f"{there['source']}; {notice['source']}".split("; ")
        there["source"] = "; ".join(dict.fromkeys(sources))
        there["date"] = there["date"] or notice["date"]
    if marked and all(row["kind"] != "retraction" for row in notices.values()):
        return [*notices.values(), _row("retraction", None, None, None, "crossref")]
    return list(notices.values())


def _notice(update: Node, doi: str | None) -> Row | None:
    """One update as a notice whose own DOI is given; None for a new version and the like."""
    name = _GAPS.sub("-", tree.text_at(update, "type").casefold())
    kind = _KINDS.get(name)
    if kind is None:
        return None
    day = indexed.iso_day(_date(update, "updated"))
    source = _WATCH if tree.text_at(update, "source") == _WATCH else "crossref"
    reason = None if name == kind else name.replace("-", " ")
    return _row(kind, day, doi, reason, source)


def _row(kind: str, day: str | None, doi: str | None, reason: str | None, source: str) -> Row:
    source_url = f"{_RESOLVER}{doi}" if doi else None
    return indexed.notice(kind, source, source_url, day=day, doi=doi, reason=reason)


def _first(message: Node, name: str) -> str:
    """The first text of a list that most records fill with one."""
    return next(iter(map(indexed.plain, tree.texts_at(message, name))), "")


def _year(message: Node, name: str) -> int | None:
    year = next(iter(_date(message, name)), 0)
    return year if 1900 <= year <= 2100 else None


def _date(message: Node, name: str) -> list[int]:
    """Year, month and day of a date, as far as it tells them."""
    parts = next(iter(tree.items_at(message, name, "date-parts")), [])
    numbers = map(tree.whole, parts if isinstance(parts, list) else [])
    return [number for number in numbers if number is not None]
