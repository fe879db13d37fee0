"""The references of a page or of a list, each with the work on file that it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claims.checked import CheckedReference
from claims.citations import Resolution, WorkIndex, resolve, resolve_mention
from claims.finding.inline import inline_references
from claims.finding.listed import is_list, is_short, listed
from claims.finding.mentioned import mentions_on
from claims.finding.passages import passages
from claims.finding.references import Reference, references_of
from claims.memo import Memo
from claims.pages.page import Page

_Resolutions = Memo[str, Resolution]

_LETTER = re.compile(r"\b(?:19|20)\d\d([a-h])\b")


@dataclass(frozen=True, slots=True)
class _Place:
    """A reference as printed, and what is asked for; ``inline`` is one in running text."""

    text: str
    asked: str
    start: int
    end: int
    inline: bool
    doubtful: bool = False
    address: str = ""


def references_on(page: Page, works: WorkIndex) -> tuple[CheckedReference, ...]:
    """The references of a page in its order; every line of a text that is a list of them."""
    if is_list(page):
        return _of_list(page, works)
    found = references_of(list(passages(page.blocks)), page.links)
    printed = (one for one in check_references(page, found, works) if one.counts)
    both = (*printed, *mentioned_on(page, found, works))
    if not both and is_short(page):
        return _of_list(page, works)
    return tuple(sorted(both, key=lambda one: one.start))


def _of_list(page: Page, works: WorkIndex) -> tuple[CheckedReference, ...]:
    resolved = _resolutions(works)
    places = [
        _Place(text, _asked(text, resolved), start, end, False) for start, end, text in listed(page)
    ]
    return _checked(page, places, resolved, works)


def _resolutions(works: WorkIndex) -> _Resolutions:
    """What each reference means, worked out once."""
    return Memo(lambda text: resolve(text, works))


def _asked(line: str, resolved: _Resolutions) -> str:
    """What of a line to ask for: all of it, or the one reference in it, where it is prose."""
    if resolved[line].status != "not-found":
        return line
    inner = [one.asked for one in inline_references(line)]
    known = [asked for asked in inner if resolved[asked].study_id is not None]
    return known[0] if len(known) == 1 else line


def mentioned_on(
    page: Page, found: Sequence[Reference], works: WorkIndex
) -> Iterator[CheckedReference]:
    """The works that running text means, beside the references that were found."""
    for told in mentions_on(list(passages(page.blocks)), found, works):
        mention = told.mention
        text = told.block.text[mention.start : mention.end]
        start, end = told.block.span(mention.start, mention.end)
        resolution = resolve_mention(text, mention.entries, works)
        yield CheckedReference(text, start, end, page.line_of(start), resolution, inline=True)


def check_references(
    page: Page, found: Sequence[Reference], works: WorkIndex
) -> tuple[CheckedReference, ...]:
    """What was found on a page, resolved, in the same order."""
    places = [
        _Place(one.printed.text, one.printed.asked,
               *one.block.span(one.printed.start, one.printed.end), one.printed.inline,
               one.printed.doubtful, one.printed.address)
        for one in found
    ]  # fmt: skip
    return _checked(page, places, _resolutions(works), works)


def _checked(
    page: Page, places: Sequence[_Place], resolved: _Resolutions, works: WorkIndex
) -> tuple[CheckedReference, ...]:
    meant = {text: resolved[text] for text in dict.fromkeys(one.asked for one in places)}
    full = [meant[one.asked].study_id for one in places if not one.inline]
    given = list(dict.fromkeys(study_id for study_id in full if study_id is not None))
    settled = {text: _settled(text, found, given, works) for text, found in meant.items()}
    checked = [
        CheckedReference(
            text=one.text,
            start=one.start,
            end=one.end,
            line=page.line_of(one.start),
            address=one.address,
            inline=one.inline,
            doubtful=one.doubtful,
            resolution=(settled if one.inline else meant)[one.asked],
        )
        for one in places
    ]
    return tuple(_with_twins(checked))


def _settled(asked: str, found: Resolution, given: Sequence[str], works: WorkIndex) -> Resolution:
    """A short form that several works fit means the one of them that the page gives in full.

    Where it gives more than one, the letter behind the year tells which ("2018b").
    """
    if found.study_id is not None or found.status != "ambiguous":
        return found
    fitting = [study_id for study_id in given if study_id in found.others]
    letter = _LETTER.search(asked)
    place = "abcdefgh".find(letter[1]) if letter and len(fitting) > 1 else 0
    if place >= len(fitting) or (len(fitting) > 1 and not letter):
        return found
    study_id = fitting[place]
    return replace(
        found,
        study_id=study_id,
        work=works.entries[study_id].work,
        status="incomplete",
        faults=(),
        others=(),
        rationale=f"It fits {len(found.others)} works on file, of which this page gives "
        f"{study_id} in full.",
    )


def _with_twins(checked: Sequence[CheckedReference]) -> Iterable[CheckedReference]:
    """Each reference with the lines of those that give the same work in full, but otherwise."""
    ways: dict[str, dict[tuple[object, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in checked:
        if _is_full(one) and one.resolution.study_id:
            ways[one.resolution.study_id][_fields(one)].append(one.line)
    for one in checked:
        same = ways.get(one.resolution.study_id or "", {}) if _is_full(one) else {}
        others = [line for way, lines in same.items() if way != _fields(one) for line in lines]
        yield replace(one, twins=tuple(sorted(others))) if others else one


def _is_full(one: CheckedReference) -> bool:
    return not one.inline and one.resolution.reference.title is not None


def _fields(one: CheckedReference) -> tuple[object, ...]:
    """What two references to one work must share to print it alike; punctuation does not count."""
    reference = one.resolution.reference
    title = reference.title.text.casefold() if reference.title else None
    years = frozenset(year.text for year in reference.years)
    journal = reference.journal.text.casefold() if reference.journal else None
    return title, years, journal
