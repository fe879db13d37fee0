"""Whom and what a page, a section and a paragraph are about, for sentences that do not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.finding.passages import Passage
from claims.lexicon import words_of
from claims.mentions import find_mentions
from claims.text import tokenise
from claims.vocabulary import Vocabulary, split

_IN_HEADING = 3
_NEAR_START = 24
_LEAST_MENTIONS = 2
Names = tuple[str, ...]
_OF_THE_MOST = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """The drug and the conditions that a stretch of text is about; empty where none stands out.

    ``by_route`` gives, of the drugs that the page names, the one that is given by a route alone:
    "the spray" means that drug.
    """

    drugs: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    by_route: Mapping[str, str] = field(default_factory=dict)


def page_subject(passages: Iterable[Passage], vocabulary: Vocabulary) -> Subject:
    """The drug that a page names most, and the conditions that it names often; a heading counts as
    three mentions.

    A page with a class of drugs in a heading is about those members of it that it names often.
    A group of people is meant only where it is named, so a page is not about one; nor is it about
    what a treatment may bring or prevent.
    """
    drugs: Counter[str] = Counter()
    populations: Counter[str] = Counter()
    headed: set[str] = set()
    for passage in passages:
        is_heading = passage.block.kind in {"heading", "question"}
        weight = _IN_HEADING if is_heading else 1
        tokens = tokenise(passage.block.text)
        for match in vocabulary.drug_terms.find(tokens):
            if _is_drug(match.payload.id, vocabulary):
                drugs[match.payload.id] += weight
            elif is_heading:
                headed.add(match.payload.id)
        results = {(match.first, match.last) for match in vocabulary.outcome_terms.find(tokens)}
        for match in vocabulary.population_terms.find(tokens):
            is_result = (match.first, match.last) in results
            if match.payload.id in vocabulary.conditions and not is_result:
                populations[match.payload.id] += weight
    members = _members(drugs, vocabulary)
    return Subject(
        _of_class(members, headed, vocabulary) or _most(members),
        _often(populations),
        _by_route([name for name, n in drugs.items() if n >= _LEAST_MENTIONS], vocabulary),
    )


def _of_class(drugs: Counter[str], headed: Iterable[str], vocabulary: Vocabulary) -> Names:
    """The members of a class that a heading names, where a page often names several."""
    often = _often(drugs)
    for name in sorted(headed):
        of_it = tuple(drug for drug in often if vocabulary.drugs.is_a(drug, name))
        if len(of_it) > 1 and of_it[0] == often[0]:
            return of_it
    return ()


def _by_route(drugs: Iterable[str], vocabulary: Vocabulary) -> dict[str, str]:
    found: dict[str, str] = {}
    shared: set[str] = set()
    for drug in drugs:
        routes = split(vocabulary.drug_rows[drug].get("routes"))
        if len(routes) == 1:
            shared |= {routes[0]} & found.keys()
            found.setdefault(routes[0], drug)
    return {route: drug for route, drug in found.items() if route not in shared}


def heading_subject(texts: Sequence[str], page: Subject, vocabulary: Vocabulary) -> Subject:
    """What the nearest of some headings (outermost first) names, else the page's subject."""
    drugs, populations = page.drugs, page.populations
    for text in texts:
        mentions = find_mentions(tokenise(text), vocabulary)
        named = tuple(dict.fromkeys(match.payload.id for match in mentions.drugs))
        if named and not _wider(named, page.drugs, vocabulary):
            own = tuple(name for name in named if _is_drug(name, vocabulary))
            if set(own) & set(page.drugs):
                own = page.drugs
            drugs = own or (drugs if page.drugs else named)
        people = tuple(dict.fromkeys(match.payload.id for match in mentions.populations))
        populations = people or populations
    return Subject(drugs, populations, page.by_route)


def spoken_of(
    sentence: str, spoken: tuple[str, ...], section: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """The drugs that a sentence means where it names none.

    ``spoken`` are those that its paragraph named last, ``section`` those of its section. A pronoun
    near the start means the former; without one a class or a comparator named in passing does not
    become the subject.
    """
    if not spoken or spoken == section:
        return section
    start = {token.text for token in tokenise(sentence[:_NEAR_START])}
    if start & words_of("housekeeping", "anaphor") or all(
        _is_drug(name, vocabulary) for name in spoken
    ):
        return spoken
    return section


def _is_drug(name: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.drug_kind(name) == "drug"


def _wider(named: Sequence[str], page: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether all that a heading names are classes of what the page is about."""
    tree = vocabulary.drugs
    return bool(page) and all(
        name not in page and any(tree.is_a(one, name) for one in page) for name in named
    )


def _members(drugs: Counter[str], vocabulary: Vocabulary) -> Counter[str]:
    tree = vocabulary.drugs
    return Counter(
        {
            name: count
            for name, count in drugs.items()
            if not any(other != name and tree.is_a(other, name) for other in drugs)
        }
    )


def _often(counts: Counter[str]) -> Names:
    """What is named a third as often as the most named, or oftener."""
    ranked = counts.most_common()
    return tuple(
        name for name, n in ranked if n >= _LEAST_MENTIONS and n * _OF_THE_MOST >= ranked[0][1]
    )


def _most(counts: Counter[str]) -> tuple[str, ...]:
    best = counts.most_common(1)
    return (best[0][0],) if best and best[0][1] >= _LEAST_MENTIONS else ()
