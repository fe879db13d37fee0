"""Links one assertion of a claim to findings: by facets first, by words where facets give none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from operator import getitem

from claims.evidence import Evidence
from claims.facets import CLOSENESS, CONFLICT_POINTS, Comparison
from claims.grid import Row
from claims.lexicon import stop_stems
from claims.memo import Memo
from claims.pool import Entry
from claims.reading import Assertion, Reading
from claims.records import Finding
from claims.text import content_stems, tokenise
from claims.verdict import WEIGHTS, Candidate, score_of

_LIKE_ENOUGH = 0.6
_MOST = 40
_SAME_SHARE = 0.5
MOST_NEAR = 3


def candidates(reading: Reading, assertion: Assertion, evidence: Evidence) -> list[Candidate]:
    """Findings on the assertion's outcome, wider and narrower ones, compared facet by facet.

    Every comparable one, best first, and then the nearest misses, ``MOST_NEAR`` at most. Findings
    that nobody has read in a source are among the misses, never comparable.
    """
    pool = evidence.pool(assertion.outcome)
    rows = evidence.grid.rows(reading, assertion)
    points = pool.points(rows)
    texts = pool.coverages(evidence.words.weights(claim_stems(reading.statement)))
    by_facet, by_text, by_level, by_standing = WEIGHTS
    scores = [
        by_facet * CLOSENESS[total % CONFLICT_POINTS]
        + by_text * text
        + by_level * level
        + by_standing * standing
        for total, text, level, standing in zip(
            points, texts, pool.levels, pool.standings, strict=True
        )
    ]
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    fitting = [i for i in order if points[i] >= 0]
    nearest = islice((i for i in order if points[i] < 0), MOST_NEAR)
    tables = [row.comparisons for row in rows]
    return [_candidate(pool.entries[i], tables, points[i], texts[i]) for i in (*fitting, *nearest)]


def same_figure(reading: Reading, assertion: Assertion, evidence: Evidence) -> list[Candidate]:
    """Findings of any outcome that print the claim's share: where a figure may have come from."""
    if reading.unit != "%" or reading.value is None:
        return []
    stems = claim_stems(reading.statement)
    rows = evidence.grid.rows(reading, assertion)
    weighed = []
    for finding in evidence.near_share(reading.value, _SAME_SHARE):
        entry, text = evidence.entry(finding), evidence.coverage(stems, finding)
        total = _total(entry, rows)
        score = score_of(_closeness(total), text, entry.level, entry.standing)
        weighed.append((total < 0, -score, finding.finding_id, entry, total, text))
    tables = [row.comparisons for row in rows]
    # Of the thousands that print a common share all but a few are only counted out.
    return [
        _candidate(entry, tables, total, text)
        for _, _, _, entry, total, text in nsmallest(_MOST, weighed)
    ]


def like_in_words(
    reading: Reading, evidence: Evidence, enough: float = _LIKE_ENOUGH
) -> list[Candidate]:
    """Comparable findings whose statements carry that share of the claim's content words, or more.

    Words count by their rarity on file.
    """
    stems = claim_stems(reading.statement)
    found = (
        weigh(reading, Assertion(finding.outcome, None, 0, 0), finding, evidence, stems)
        for finding in evidence.like(stems, enough)
    )
    return ranked(candidate for candidate in found if candidate.comparable)


def weigh(
    reading: Reading,
    assertion: Assertion,
    finding: Finding,
    evidence: Evidence,
    stems: frozenset[str],
) -> Candidate:
    """One finding against one assertion, with its component scores."""
    entry = evidence.entry(finding)
    rows = evidence.grid.rows(reading, assertion)
    tables = [row.comparisons for row in rows]
    return _candidate(entry, tables, _total(entry, rows), evidence.coverage(stems, finding))


def _total(entry: Entry, rows: Sequence[Row]) -> int:
    """Points of a finding over all facets: below 0 where one conflicts or it may not be used."""
    return sum([row.points[n] for row, n in zip(rows, entry.numbers, strict=True)]) + entry.base


def _closeness(total: int) -> float:
    return CLOSENESS[total % CONFLICT_POINTS]


def _candidate(
    entry: Entry, tables: Sequence[Memo[int, Comparison]], total: int, text: float
) -> Candidate:
    comparisons = tuple(map(getitem, tables, entry.numbers))
    return Candidate(
        entry.finding,
        comparisons,
        _closeness(total),
        text,
        entry.level,
        entry.standing,
        total >= 0,
    )


@lru_cache(maxsize=1024)
def claim_stems(statement: str) -> frozenset[str]:
    """Content stems of a claim."""
    return content_stems(tokenise(statement), stop_stems())


def ranked(found: Iterable[Candidate]) -> list[Candidate]:
    """Comparable first, then by score, then by id so that the order never depends on chance."""
    return sorted(found, key=lambda c: (not c.comparable, -c.score, c.finding.finding_id))
