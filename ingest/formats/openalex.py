"""The JSON of OpenAlex's works."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.errors import Refusal
from ingest.evidence import Row
from ingest.formats import indexed, names, tree
from ingest.formats.record import Incoming
from ingest.formats.tree import Node

# Small words that a surname begins with.
_PARTICLES = frozenset(
    ["aan", "da", "de", "dei", "del", "della", "den", "der", "di", "dos", "du", "el", "het", "la",
     "las", "le", "los", "op", "ten", "ter", "van", "von", "zu", "zur"]
)  # fmt: skip
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|2nd|3rd)\.?", re.I)


def read(text: str, file: str) -> Iterator[Incoming | Refusal]:
    """The works of an answer: one, or those of its "results".

    Records without a title are refused and the rest come in.  Nothing is raised.
    """
    for work in tree.records(text, file, "results"):
        yield work if isinstance(work, Refusal) else _incoming(work, file)


def _incoming(work: Node, file: str) -> Incoming | Refusal:
    """One record as a work; that it is retracted is all that OpenAlex tells of notices."""
    address = tree.text_at(work, "id") or tree.text_at(work, "ids", "openalex")
    label = address.rpartition("/")[2] or "a record without id"
    title, marked = indexed.title_of(
        tree.text_at(work, "title") or tree.text_at(work, "display_name")
    )
    if not title:
        reason, remedy = f"{label} has no title", "check that it is a work of OpenAlex's"
        return Refusal(file, 0, "", reason, remedy)
    study = _study(work, title, address)
    retracted = marked or tree.at(work, "is_retracted") is True
    notices = (indexed.notice("retraction", "openalex", address or None),) if retracted else ()
    return Incoming(study, file, 0, label, notices=notices)


def _study(work: Node, title: str, address: str) -> Row:
    """The columns of studies that the record fills."""
    source = tree.at(work, "primary_location", "source")
    journal = tree.text_at(source, "display_name") if _is_venue(source) else ""
    return {
        "authors": "; ".join(_authors(work)) or None,
        "title": title,
        "journal": indexed.plain(journal) or None,
        "year": indexed.year_in(tree.text_at(work, "publication_year")),
        "volume": tree.text_at(work, "biblio", "volume") or None,
        "issue": tree.text_at(work, "biblio", "issue") or None,
        "pages": _pages(work),
        "pmid": indexed.pmid_in(tree.text_at(work, "ids", "pmid")),
        "pmcid": indexed.pmcid_in(tree.text_at(work, "ids", "pmcid")),
        "doi": indexed.doi_in(tree.text_at(work, "doi"))
        or indexed.doi_in(tree.text_at(work, "ids", "doi")),
        "source_url": address or None,
    }


def _is_venue(source: Node) -> bool:
    """Whether the place of publication is a journal or the like and no repository of copies."""
    return tree.text_at(source, "type") != "repository"


def _pages(work: Node) -> str | None:
    first = tree.text_at(work, "biblio", "first_page")
    last = tree.text_at(work, "biblio", "last_page")
    return indexed.full_pages(f"{first}-{last}" if first and last and last != first else first)


def _authors(work: Node) -> Iterator[str]:
    for authorship in tree.items_at(work, "authorships"):
        name = tree.text_at(authorship, "raw_author_name") or tree.text_at(
            authorship, "author", "display_name"
        )
        if name:
            yield _person(name)


def _person(name: str) -> str:
    """'Ann B. van der Oak Jr.' or 'van der Oak, Ann B.' as surname, initials and suffix."""
    if "," in name:
        return names.inverted(name)
    words = name.split()
    begins = len(words) - 1
    if begins > 1 and _SUFFIX.fullmatch(words[begins]):
        begins -= 1
    while begins > 1 and words[begins - 1].casefold() in _PARTICLES:
        begins -= 1
    return names.person(" ".join(words[begins:]), " ".join(words[:begins]))
