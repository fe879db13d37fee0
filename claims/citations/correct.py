"""A reference as it should be, from a work's verified fields, by the CSL styles in ``styles/``."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Literal
from urllib.parse import quote

from claims.citations.works import Work, person

Style = Literal["vancouver", "apa"]

_OTHERS = re.compile(r"\s*\([^()]*\)$")
_SUFFIX = re.compile(r"[\s,](?P<suffix>Jr|Sr|I{2,3}|IV)\.?$")
_ARTICLE_NUMBER = re.compile(r"[\w.]*[^\W\d_][\w.]*|\d{6,}")
_ENDS = ("?", "!", ".")
# What may stand unescaped in the path of an address (RFC 3986).
_IN_ADDRESS = "/:;()@!$&'*+,=~"


def corrected_reference(work: Work, style: Style) -> str:
    """The reference to a work in a style.

    In: the work; "vancouver" (ICMJE and NLM: six authors, the journal abbreviated) or "apa"
    (seventh edition: twenty authors, the journal in full).  Out: one line of plain text from the
    verified fields alone; never empty, the id at least.  What is not known is left out, so there
    is no "n.d.".  Titles keep their capitals, and page ranges are written in full.
    """
    # Only reports need it, and it reads its locales when it is imported.
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    item = {"id": "work", "type": "article-journal", **_item(work, style)}
    printed = CitationStylesBibliography(_style(style), CiteProcJSON([item]), formatter.plain)
    printed.register(Citation([CitationItem("work")]))
    return "".join(map(str, printed.bibliography())) or work.study_id


@cache
def _style(name: Style) -> Any:
    from citeproc import CitationStylesStyle

    text = (files("claims.citations") / "styles" / f"{name}.csl").read_bytes()
    return CitationStylesStyle(BytesIO(text), validate=False)


def _item(work: Work, style: Style) -> dict[str, Any]:
    """The work in CSL-JSON, without what is not known or not verified."""
    title, pages, doi = (_known(work, field) for field in ("title", "pages", "doi"))
    year = _known(work, "year") or _known(work, "epub_year")
    journal = _known(work, "journal")
    shown = "journal" not in work.unverified
    abbreviated = _known(work, "journal_abbrev") if shown else ""
    numbered = _is_article_number(pages)
    fields = {
        **_authors(work, style),
        # A title ends with a mark of its own, or with the full stop of both styles.
        "title": title if not title or title.endswith(_ENDS) else f"{title}.",
        "container-title": journal or abbreviated,
        "container-title-short": abbreviated or journal,
        "issued": {"date-parts": [[int(year)]]} if year else None,
        "volume": _known(work, "volume"),
        "issue": _known(work, "issue"),
        "page": "" if numbered else pages,
        "number": pages if numbered else "",
        "DOI": doi,
        "URL": f"https://doi.org/{quote(doi, safe=_IN_ADDRESS)}" if doi else "",
    }
    return {name: value for name, value in fields.items() if value}


def _known(work: Work, field: str) -> str:
    value = getattr(work, field)
    return "" if value is None or field in work.unverified else str(value)


def _is_article_number(pages: str) -> bool:
    """Whether it is no range, and has a letter ("e067194") or more digits than a page has."""
    return bool(_ARTICLE_NUMBER.fullmatch(pages))


def _authors(work: Work, style: Style) -> dict[str, Any]:
    """The variables of CSL that hold names; ``note`` where more authors are not on file.

    Bodies are in ``editor``: citeproc-py finds no variable of names that has two words.
    """
    on_file = () if "authors" in work.unverified else work.authors
    names = [_name(bare, style) for author in on_file if (bare := _OTHERS.sub("", author))]
    if not names:
        return {}
    # Vancouver sets off the bodies that follow the people; APA has one list.
    people = [at for at, name in enumerate(names, start=1) if "family" in name]
    listed = max([1, *people]) if style == "vancouver" else len(names)
    authors, bodies = names[:listed], names[listed:]
    if not any(map(_OTHERS.search, on_file)):
        return {"author": authors, "editor": bodies}
    more = {"literal": "et al." if style == "apa" else "et al"}
    return {"author": [*authors, more], "editor": bodies, "note": "and others"}


def _name(author: str, style: Style) -> dict[str, str]:
    found = person(author)
    if found is None:
        return {"literal": author}
    surname, initials = found
    suffix = _SUFFIX.search(author)
    shown = suffix["suffix"] if suffix else ""
    # APA ends an abbreviated suffix with a full stop, Vancouver no suffix.
    shown += "." if style == "apa" and shown in ("Jr", "Sr") else ""
    parts = {"family": surname, "given": " ".join(initials), "suffix": shown}
    return {name: part for name, part in parts.items() if part}
