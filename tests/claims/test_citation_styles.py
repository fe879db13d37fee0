"""Every verified work on file, in the styles of the field: right, and with one wrong field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from claims.citations import WorkIndex, resolve
from claims.citations.authors import read_authors
from claims.citations.works import Work, person, work_from_row
from ingest.corpus import read_evidence

DATA = Path(__file__).parents[2] / "data"
Style = Callable[[Work, Sequence[tuple[str, str]]], str]


@pytest.fixture(scope="module")
def index() -> WorkIndex:
    evidence = read_evidence([DATA])
    return WorkIndex.from_rows(evidence.rows("studies"), evidence.rows("journals"))


@pytest.fixture(scope="module")
def works(index: WorkIndex) -> list[Work]:
    """Articles by people, of whose fields none is in doubt."""
    found = [entry.work for entry in index.entries.values()]
    return [
        work
        for work in found
        if work.journal_abbrev and work.year and work.volume and not work.unverified and names(work)
    ]


def names(work: Work) -> list[tuple[str, str]]:
    """Surname and initials of every author; none where one is a body or not known."""
    found = [person(author) for author in work.authors]
    return [name for name in found if name] if all(found) else []


def dotted(initials: str) -> str:
    return " ".join(f"{letter}." for letter in initials)


def numbered(work: Work, pages: str) -> str:
    """Volume, issue and pages as Vancouver and APA run them together."""
    issue = f"({work.issue})" if work.issue else ""
    return f"{work.volume}{issue}" + (f"{pages}{work.pages}" if work.pages else "")


def vancouver(work: Work, people: Sequence[tuple[str, str]]) -> str:
    listed = ", ".join(f"{surname} {initials}" for surname, initials in people[:6])
    others = ", et al" if len(people) > 6 else ""
    place = f"{work.year};{numbered(work, ':')}"
    return f"{listed}{others}. {work.title}. {work.journal_abbrev}. {place}."


def apa(work: Work, people: Sequence[tuple[str, str]]) -> str:
    listed = [f"{surname}, {dotted(initials)}" for surname, initials in people]
    together = ", & ".join((", ".join(listed[:-1]), listed[-1])) if listed[1:] else listed[0]
    return f"{together} ({work.year}). {work.title}. {work.journal}, {numbered(work, ', ')}."


def mla(work: Work, people: Sequence[tuple[str, str]]) -> str:
    surname, initials = people[0]
    others = ", et al." if people[1:] else ""
    volume = work.volume if not work.issue else f"{work.volume}.{work.issue}"
    pages = f": {work.pages}" if work.pages else ""
    head = f"{surname}, {dotted(initials)}{others}"
    return f"{head} “{work.title}.” {work.journal} {volume} ({work.year}){pages}."


def ieee(work: Work, people: Sequence[tuple[str, str]]) -> str:
    listed = " and ".join(f"{dotted(initials)} {surname}" for surname, initials in people[:2])
    others = " et al." if people[2:] else ""
    pages = f", pp. {work.pages}" if work.pages else ""
    place = f"{work.journal_abbrev}, vol. {work.volume}{pages}, {work.year}."
    return f"{listed}{others}, “{work.title},” {place}"


def nature(work: Work, people: Sequence[tuple[str, str]]) -> str:
    surname, initials = people[0]
    others = " et al." if people[1:] else "."
    pages = f", {work.pages}" if work.pages else ""
    place = f"{work.journal_abbrev} {work.volume}{pages} ({work.year})."
    return f"{surname}, {dotted(initials)}{others} {work.title}. {place}".replace("...", "..")


def web(work: Work, people: Sequence[tuple[str, str]]) -> str:
    return f"{short(people)} ({work.year}). {work.title}. {work.journal}."


def short(people: Sequence[tuple[str, str]]) -> str:
    first, *others = [surname for surname, _ in people]
    return f"{first} et al." if others[1:] else " & ".join((first, *others))


def untitled(work: Work, people: Sequence[tuple[str, str]]) -> str:
    return f"{short(people)}, {work.journal}, {work.year}"


def unparted(work: Work, people: Sequence[tuple[str, str]]) -> str:
    pages = f":{work.pages}" if work.pages else ""
    return f"{short(people)} {work.journal_abbrev} {work.year};{work.volume}{pages}"


STYLES = (vancouver, apa, mla, ieee, nature, web)
SHORT = (untitled, unparted)


@pytest.mark.parametrize("style", STYLES)
def test_a_right_reference_is_right(index: WorkIndex, works: list[Work], style: Style) -> None:
    assert len(works) > 60
    printed = {work.study_id: style(work, names(work)) for work in works}
    found = {key: (resolve(text, index), text) for key, text in printed.items()}
    assert not [
        (key, one.study_id, one.faults, text)
        for key, (one, text) in found.items()
        if one.study_id != key or one.status != "ok"
    ]


@pytest.mark.parametrize("style", SHORT)
def test_a_short_form_means_its_work(index: WorkIndex, works: list[Work], style: Style) -> None:
    """Or that one among others, where the author wrote several for the journal in that year."""
    printed = {work.study_id: style(work, names(work)) for work in works}
    found = {key: (resolve(text, index), text) for key, text in printed.items()}
    assert not [
        (key, one.study_id, one.faults, text)
        for key, (one, text) in found.items()
        if key not in (one.study_id, *one.others) or one.status not in ("incomplete", "ambiguous")
    ]


@pytest.mark.parametrize("style", STYLES)
def test_another_first_author_is_named(index: WorkIndex, works: list[Work], style: Style) -> None:
    several = [work for work in works if len(names(work)) > 2]
    assert len(several) > 50
    for work in several:
        text = style(work, [("Kowalczyk", "PT"), *names(work)[1:]])
        one = resolve(text, index)
        assert (one.study_id, [fault.name for fault in one.faults]) == (
            work.study_id, ["wrong-author"],
        ), text  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_another_year_is_named(index: WorkIndex, works: list[Work], style: Style) -> None:
    for work in works:
        text = style(replace(work, year=(work.year or 0) - 9), names(work))
        one = resolve(text, index)
        assert one.study_id == work.study_id, text
        assert {fault.name for fault in one.faults} & {"wrong-year", "sibling-mix-up"}, text


@pytest.mark.parametrize(
    ("authors", "printed", "faults"),
    [
        ("Gomez Lopez A; Oak B; Elm C", "Gomez Lopez A, Oak B, Elm C.", []),
        ("Gomez Lopez A; Oak B; Elm C", "Gomez Lopez A, Elm C, Oak B.", ["wrong-author"]),
        ("Lopez JA; Oak B", "Lopez John A, Oak Bruce B.", []),
        ("Oak B; Van Gerven J; Elm C", "Oak B, Van Gerven J, Elm C.", []),
        ("Oak B; Van Gerven J; Elm C", "Oak B, Gerven J, Elm C.", []),
        ("An D; Wei C", "An et al.", []),
        ("Oak B; Elm C", "Oak & Elm.", []),
        ("Oak B; Elm C", "Study: Oak B, Elm C.", []),
        ("Oak B; Elm C", "Ash B, Elm C.", ["wrong-author"]),
    ],
)
def test_names_as_references_print_them(authors: str, printed: str, faults: list[str]) -> None:
    row = {
        "study_id": "one", "authors": authors, "title": "Root tea and the sleep of foresters",
        "journal": "Journal of Trees", "year": 2003, "volume": "14", "pages": "7-19",
    }  # fmt: skip
    index = WorkIndex.from_rows([row], [])
    text = f"{printed} Root tea and the sleep of foresters. Journal of Trees. 2003;14:7-19."
    found = resolve(text, index)
    assert (found.study_id, [fault.name for fault in found.faults]) == ("one", faults)


def test_a_journal_named_within_the_title_is_no_wrong_journal() -> None:
    rows = [
        {"study_id": "one", "authors": "Oak B", "title": "A report on alcohol, Drugs, and sleep",
         "journal": "Journal of Trees", "year": 2003, "pmid": "1"},
    ]  # fmt: skip
    index = WorkIndex.from_rows(rows, [{"journal": "Drugs"}, {"journal": "Journal of Trees"}])
    inside, outside = (
        resolve(f"Oak B. A report on alcohol, Drugs, and sleep{end}, 2003.", index)
        for end in ("", ". Drugs")
    )
    assert [fault.name for fault in inside.faults] == []
    assert [fault.name for fault in outside.faults] == ["wrong-journal"]
    assert work_from_row(rows[0]).journal == "Journal of Trees"


@pytest.mark.parametrize(
    ("authors", "printed"),
    [
        ("An D; Wei C; Oak B", "An et al., Journal of Trees, 2003"),
        ("Gomez Lopez A; Oak B; Elm C", "Gomez Lopez A, Oak B, et al. Journal of Trees 2003;14:7"),
        ("Oak B; Elm C", "Oak and Elm, Journal of Trees, 2003"),
        ("Oak B", "Oak, Journal of Trees, 2003"),
    ],
)
def test_names_without_a_title(authors: str, printed: str) -> None:
    row = {"study_id": "one", "authors": authors, "title": "Root tea", "volume": "14",
           "journal": "Journal of Trees", "year": 2003, "pages": "7-19"}  # fmt: skip
    index = WorkIndex.from_rows([row], [{"journal": "Journal of Trees"}])
    found = resolve(printed, index)
    assert (found.study_id, found.faults) == ("one", ())


def test_works_are_looked_up_by_a_double_surname() -> None:
    row = {"study_id": "one", "authors": "Gomez Lopez A; Oak B", "title": "Root tea"}
    index = WorkIndex.from_rows([row], [])
    (author, *_), _end = read_authors("Gomez Lopez A, Oak B. Root tea.", 0)
    assert [entry.work.study_id for entry in index.by_first_author(author)] == ["one"]
