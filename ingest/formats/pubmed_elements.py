"""Elements of PubMed's XML, read into the fields of a record."""

from __future__ import annotations

from typing import Any

from lxml import etree

from ingest.formats import indexed, names
from ingest.formats.pubmed import PubMedRecord
from ingest.formats.record import Abstract
from ingest.formats.text import clean

_ONLINE = ("epublish", "aheadofprint")
# lxml publishes no types.
Element = Any


def parse(element: Element) -> PubMedRecord:
    """The fields of a PubmedArticle or a PubmedBookArticle as they are printed."""
    return _book(element) if element.tag == "PubmedBookArticle" else _article(element)


def _article(element: Element) -> PubMedRecord:
    """A journal article's fields."""
    issue = "MedlineCitation/Article/Journal/JournalIssue"
    return PubMedRecord(
        pmid=_text(element, "MedlineCitation/PMID"),
        title=_text(element, "MedlineCitation/Article/ArticleTitle")
        or _text(element, "MedlineCitation/Article/VernacularTitle"),
        authors=_authors(element.find("MedlineCitation/Article/AuthorList")),
        journal=_text(element, "MedlineCitation/Article/Journal/Title"),
        abbreviation=_text(element, "MedlineCitation/MedlineJournalInfo/MedlineTA")
        or _text(element, "MedlineCitation/Article/Journal/ISOAbbreviation"),
        printed=_date(element.find(f"{issue}/PubDate")),
        online=_online(element),
        volume=_text(element, f"{issue}/Volume"),
        issue=_text(element, f"{issue}/Issue"),
        pages=_pages(element.find("MedlineCitation/Article/Pagination")),
        doi=_doi(
            element,
            "MedlineCitation/Article/ELocationID[@EIdType='doi']",
            "PubmedData/ArticleIdList/ArticleId[@IdType='doi']",
        ),
        pmcid=_text(element, "PubmedData/ArticleIdList/ArticleId[@IdType='pmc']"),
        registries=_texts(
            element, "MedlineCitation/Article/DataBankList//AccessionNumberList/AccessionNumber"
        ),
        types=_texts(element, "MedlineCitation/Article/PublicationTypeList/PublicationType"),
        links=[
            (link.get("RefType") or "", _text(link, "RefSource"), _text(link, "PMID"))
            for link in element.iterfind(
                "MedlineCitation/CommentsCorrectionsList/CommentsCorrections"
            )
        ],
        abstract=_abstract(element.find("MedlineCitation/Article/Abstract")),
    )


def _book(element: Element) -> PubMedRecord:
    """The fields of a book, or of a chapter in one."""
    lists = {
        str(authors.get("Type") or "authors"): _authors(authors)
        for path in ("BookDocument/Book/AuthorList", "BookDocument/AuthorList")
        for authors in element.iterfind(path)
    }
    chapter = _text(element, "BookDocument/ArticleTitle")
    return PubMedRecord(
        pmid=_text(element, "BookDocument/PMID"),
        title=chapter,
        book=_text(element, "BookDocument/Book/BookTitle"),
        authors=lists.get("authors") or next(iter(lists.values()), []),
        publisher=_text(element, "BookDocument/Book/Publisher/PublisherName"),
        printed=_date(element.find("BookDocument/Book/PubDate")),
        volume=_text(element, "BookDocument/Book/Volume"),
        pages=_pages(element.find("BookDocument/Pagination")),
        doi=_doi(
            element,
            "BookDocument/ArticleIdList/ArticleId[@IdType='doi']",
            "PubmedBookData/ArticleIdList/ArticleId[@IdType='doi']",
            *(() if chapter else ("BookDocument/Book/ELocationID[@EIdType='doi']",)),
        ),
        types=_texts(element, "BookDocument/PublicationType"),
    )


def _abstract(element: Element | None) -> Abstract | None:
    """The abstract's sections with their labels; None where there is no text."""
    parts = element.iterfind("AbstractText") if element is not None else ()
    sections = [(clean(part.get("Label") or ""), _all_text(part)) for part in parts]
    told = tuple((label, text) for label, text in sections if text)
    return Abstract(told) if told else None


def _text(element: Element, path: str) -> str:
    """All text of the first element at the path, markup within it aside; '' for none."""
    found = element.find(path)
    return "" if found is None else _all_text(found)


def _texts(element: Element, path: str) -> list[str]:
    return [_all_text(found) for found in element.iterfind(path)]


def _all_text(element: Element) -> str:
    """The text of the element and of those within it, comments aside."""
    return clean("".join(element.itertext(etree.Element)))


def _authors(authors: Element | None) -> list[str]:
    """People and bodies in their order; those whose names the index holds for invalid left out."""
    found = []
    for author in authors if authors is not None else ():
        if author.tag != "Author" or author.get("ValidYN") == "N":
            continue
        given = _text(author, "Initials") or _text(author, "ForeName")
        name = names.person(_text(author, "LastName"), given, _text(author, "Suffix"))
        found.append(indexed.body(_text(author, "CollectiveName")) or name)
    return [name for name in found if name]


def _date(element: Element | None) -> str:
    """A date as references print it ('2010 Feb 6'), or the words that stand for one."""
    if element is None:
        return ""
    parts = (_text(element, name) for name in ("Year", "Month", "Day"))
    return " ".join(filter(None, parts)) or _text(element, "MedlineDate")


def _online(element: Element) -> str:
    """The date of publication online: the article's own, or that of its history."""
    own = element.find("MedlineCitation/Article/ArticleDate")
    history = (
        element.find(f"PubmedData/History/PubMedPubDate[@PubStatus='{status}']")
        for status in _ONLINE
    )
    return next(filter(None, map(_date, (own, *history))), "")


def _pages(element: Element | None) -> str:
    """Pages as printed, or the first and the last."""
    if element is None:
        return ""
    first, last = _text(element, "StartPage"), _text(element, "EndPage")
    span = f"{first}-{last}" if last and last != first else first
    return _text(element, "MedlinePgn") or span


def _doi(element: Element, *paths: str) -> str:
    """The first valid DOI at the paths, which leave out those of the work's references."""
    found = (node for path in paths for node in element.iterfind(path))
    valid = (node for node in found if node.get("ValidYN") != "N")
    return next((text for node in valid if (text := _all_text(node))), "")
