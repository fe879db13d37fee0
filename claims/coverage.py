"""How well a topic is covered: a treatment and an outcome, in everybody or in one population.

What was found of it, how much of that was read, when it was last searched for, and how many claims
on file ask for it and end unsupported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from claims.corpus import Judged
from claims.evidence import Evidence
from claims.reading import Reading
from claims.records import Finding, Search
from claims.schema import BEST_EVIDENCE
from claims.vocabulary import Vocabulary
from ingest.schema import UNREAD

Row = dict[str, Any]
ALL = "all"
"""Stands for the population where a row is of everybody together."""


@dataclass(frozen=True, slots=True, order=True)
class Topic:
    """A treatment and an outcome, in a population or in everybody (``ALL``)."""

    drug: str
    outcome: str
    population: str = ALL


def asked_of(reading: Reading) -> list[Topic]:
    """The topics that a claim asks for: each of its treatments with each outcome it asserts."""
    outcomes = dict.fromkeys(one.outcome for one in reading.assertions)
    return [Topic(drug, outcome) for drug in reading.drugs for outcome in outcomes]


def told_of(reading: Reading, evidence: Evidence) -> str:
    """What is on file on the topics of a claim, in a sentence; empty where it has none."""
    return ". ".join(_told(topic, evidence) for topic in asked_of(reading))


def coverage_rows(evidence: Evidence, judged: Iterable[Judged]) -> list[Row]:
    """The rows of the table ``coverage``: every topic with a finding, and every one asked for."""
    found: defaultdict[Topic, list[Finding]] = defaultdict(list)
    within: Counter[Topic] = Counter()
    for finding in evidence.findings.values():
        for topic in _topics_of(finding):
            found[topic].append(finding)
        within.update(_topics_with(finding, evidence.vocabulary))
    claims, unsupported = _asked(judged)
    return [
        {
            **_row(topic, found.get(topic, []), within[topic], evidence),
            "claims": claims[topic],
            "unsupported": unsupported[topic],
        }
        for topic in sorted({*found, *claims})
    ]


def searches_on(topic: Topic, evidence: Evidence) -> list[Search]:
    """Searches for the outcome of a topic, or a wider one, with its treatment, or a wider one.

    A search that names no outcome was for a work, and tells nothing of a topic.
    """
    drugs, outcomes = evidence.vocabulary.drugs, evidence.vocabulary.outcome_tree
    return [
        search
        for search in evidence.searches
        if any(drugs.is_a(topic.drug, drug) for drug in search.drug)
        and any(outcomes.is_a(topic.outcome, outcome) for outcome in search.outcome)
    ]


def words(
    topic: Topic,
    findings: list[Finding],
    narrower: int,
    searches: list[Search],
    vocabulary: Vocabulary,
) -> str:
    """A sentence without its full stop: how much is on file of a topic, and the last search.

    ``narrower`` counts findings on topics that it includes.
    """
    parts = [_within(vocabulary.labels.get(name, name)) for name in (topic.drug, topic.outcome)]
    about = " and ".join(parts)
    if topic.population != ALL:
        about += f" in {_within(vocabulary.labels.get(topic.population, topic.population))}"
    works = len({finding.study_id for finding in findings})
    count = f"{_counted(len(findings), 'finding')} of {_counted(works, 'work')}"
    unread = sum(1 for finding in findings if finding.confidence in UNREAD)
    told = f"{count if findings else 'No finding'} on {about}"
    more = (
        f"{unread} not yet read in a source" if unread else "",
        f"{narrower} {'more ' if findings else ''}on narrower topics" if narrower else "",
    )
    if any(more):
        told += f" ({'; '.join(filter(None, more))})"
    last = _last(searches)
    return f"{told}; " + (f"last searched on {last}" if last else "no search for it on file")


def _told(topic: Topic, evidence: Evidence) -> str:
    """What is on file of a topic of everybody together, as its row of ``coverage`` has it."""
    on_outcome = evidence.of_outcome(topic.outcome)
    findings = [each for each in on_outcome if topic in _topics_of(each)]
    within = sum(1 for each in on_outcome if topic in _topics_with(each, evidence.vocabulary))
    searches = searches_on(topic, evidence)
    return words(topic, findings, within - len(findings), searches, evidence.vocabulary)


def _topics_of(finding: Finding) -> Iterator[Topic]:
    """The topics that a finding names."""
    for drug in dict.fromkeys(finding.drug):
        for population in (ALL, *dict.fromkeys(finding.population)):
            yield Topic(drug, finding.outcome, population)


def _topics_with(finding: Finding, vocabulary: Vocabulary) -> set[Topic]:
    """The topics that a finding names and those that include one of them."""
    return {
        Topic(drug, outcome, population)
        for name in finding.drug
        for drug in vocabulary.drugs.above(name)
        for outcome in vocabulary.outcome_tree.above(finding.outcome)
        for population in (ALL, *finding.population)
    }


def _asked(judged: Iterable[Judged]) -> tuple[Counter[Topic], Counter[Topic]]:
    """How many claims ask for each topic, and how many of these end unsupported."""
    claims: Counter[Topic] = Counter()
    unsupported: Counter[Topic] = Counter()
    for claim in judged:
        claims.update(asked_of(claim.reading))
        if claim.verdict.verdict == "unsupported":
            unsupported.update(asked_of(claim.reading))
    return claims, unsupported


def _row(topic: Topic, findings: list[Finding], within: int, evidence: Evidence) -> Row:
    """A row but for the claims; ``within`` counts its findings and those on narrower topics."""
    searches, narrower = searches_on(topic, evidence), within - len(findings)
    confidence = Counter(finding.confidence for finding in findings)
    years = [year for finding in findings if (year := evidence.study_of(finding).year)]
    outcome = evidence.vocabulary.outcomes.get(topic.outcome)
    return {
        "drug": topic.drug,
        "outcome": topic.outcome,
        "population": topic.population,
        "family": outcome.family if outcome else None,
        "findings": len(findings),
        "works": len({finding.study_id for finding in findings}),
        "verified": confidence["verified"],
        "conflicting": confidence["conflicting"],
        "unread": sum(confidence[name] for name in UNREAD),
        "newest": max(years, default=None),
        "best": _best(findings),
        "searches": len(searches),
        "last_search": _last(searches),
        "narrower": narrower,
        "words": words(topic, findings, narrower, searches, evidence.vocabulary),
    }


def _best(findings: Iterable[Finding]) -> str:
    """The best kind of evidence that a verdict may rest on, as in ``BEST_EVIDENCE``."""
    bases = {finding.basis for finding in findings if finding.read}
    return next((name for name in BEST_EVIDENCE[:2] if name in bases), "other" if bases else "none")


def _last(searches: Iterable[Search]) -> str | None:
    return max((search.searched for search in searches), default=None)


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _within(label: str) -> str:
    """A label as it stands within a sentence; an abbreviation keeps its capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
