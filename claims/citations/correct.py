"""A reference as it should be, in the order of the Vancouver style (ICMJE, from NLM's Citing
Medicine): authors, title, journal, year, volume, issue, pages, DOI."""

from __future__ import annotations

from claims.citations.works import Work

_AUTHORS_SHOWN = 6


def _known(work: Work, field: str) -> str:
    value = getattr(work, field)
    return "" if value is None or field in work.unverified else str(value)


def _authors(work: Work) -> str:
    if "authors" in work.unverified:
        return ""
    named: list[str] = []
    for author in work.authors:
        if author.startswith("(") or len(named) == _AUTHORS_SHOWN:
            return ", ".join([*named, "et al"]) if named else ""
        named.append(author)
    return ", ".join(named)


def _place(work: Work) -> str:
    volume, issue, pages = (_known(work, field) for field in ("volume", "issue", "pages"))
    place = volume + (f"({issue})" if issue else "")
    return place + (f":{pages}" if pages else "")


def corrected_reference(work: Work) -> str:
    """The reference composed from the work's verified fields; never empty, the id at least."""
    journal = "" if "journal" in work.unverified else work.journal_abbrev or work.journal or ""
    issued = ";".join(part for part in (_known(work, "year"), _place(work)) if part)
    doi = _known(work, "doi")
    parts = [_authors(work), _known(work, "title"), journal, issued, f"doi:{doi}" if doi else ""]
    sentences = [part if part.endswith(("?", "!", ".")) else f"{part}." for part in parts if part]
    return " ".join(sentences) or work.study_id
