"""Harms: how often they are said to occur, and claims that a treatment is safe."""

from __future__ import annotations

from collections.abc import Sequence

from claims.cues import find_cues
from claims.evidence import Evidence
from claims.link import claim_stems, ranked, weigh
from claims.reading import Assertion, Reading
from claims.text import tokenise
from claims.verdict import Candidate, Part, Reason

# Bands of the European Commission's guideline on the summary of product characteristics (2009),
# section 4.8, in percent: very common from 10, common from 1, uncommon from 0.1, rare below.
_BANDS = {
    "very-common": (10.0, 100.0),
    "common": (1.0, 100.0),
    "uncommon": (0.0, 1.0),
    "rare": (0.0, 0.1),
}
_COMMON = 10.0
_LISTED = 5
_ALL_HARMS = "adverse-events"


def judge_frequency(
    reading: Reading, assertion: Assertion, found: Sequence[Candidate]
) -> Part | None:
    """A harm said to be common, uncommon or rare against the shares on file; None without shares.

    Words follow the bands of European product information. A harm called uncommon or rare that a
    comparable finding puts at 10% or more is contradicted; between the bands, partly supported.
    """
    if reading.frequency is None:
        return None
    low, high = _BANDS[reading.frequency]
    shares = [c for c in found if c.comparable and c.finding.percent is not None]
    if not shares:
        return None
    fitting = [c for c in shares if low <= (c.finding.percent or 0) <= high]
    if fitting and (len(fitting) * 2 >= len(shares) or low >= 1.0):
        if low >= 1.0:
            fitting = [*fitting, *(c for c in found if c.comparable and _called_common(c))]
        best = max(fitting, key=lambda c: (c.score, c.finding.finding_id))
        reason = Reason("FREQUENCY_FITS", _share(best), "FREQUENCY")
        return Part(assertion, "supported", (reason,), best, tuple(fitting))
    worst = max(shares, key=lambda c: (c.finding.percent or 0, c.score))
    reason = Reason("FREQUENCY_CONFLICTS", _share(worst), "FREQUENCY")
    contradicted = high < _COMMON <= (worst.finding.percent or 0) or low > (
        worst.finding.percent or 0
    )
    verdict = "contradicted" if contradicted else "partly-supported"
    return Part(assertion, verdict, (reason,), worst, tuple(fitting), tuple(shares))


def judge_safety(
    reading: Reading, assertion: Assertion, found: Sequence[Candidate], evidence: Evidence
) -> Part | None:
    """A claim that a treatment is safe against the harms on file for it; None where none is.

    Safety without qualification, and any comparison of safety without comparative data, goes beyond
    harms that are on file; a finding that itself speaks of safety overall is heard first.
    """
    if assertion.direction not in {"benefit", "increase", None}:
        return None
    harms = _harms(reading, evidence)
    if not harms:
        return None
    heard = [c for c in found if c.comparable and c.finding.outcome == assertion.outcome]
    kind = [c for c in heard if c.finding.direction in {"benefit", "increase"}]
    sweeping = (
        reading.superlative
        or reading.absolute
        or bool({"promotion", "similarity", "comparison"} & reading.cues)
    )
    listed = "; ".join(_share(c) for c in harms[:_LISTED])
    reason = Reason("MINIMISES_HARM", f"on file: {listed}", "SAFETY")
    if kind and not sweeping:
        return Part(assertion, "partly-supported", (reason,), kind[0], tuple(kind), tuple(harms))
    overall = [c for c in _overall(reading, evidence) if c not in kind]
    deciding = overall[0] if overall else harms[0]
    return Part(assertion, "overstated", (reason,), deciding, tuple(kind), (*overall, *harms))


def _harms(reading: Reading, evidence: Evidence) -> list[Candidate]:
    """Harms on file for the claim's drug, most frequent first, each outcome once."""
    stems = claim_stems(reading.statement)
    worst: dict[str, Candidate] = {}
    for finding in evidence.about(reading.drugs):
        outcome = evidence.vocabulary.outcomes[finding.outcome]
        if outcome.kind != "safety" or outcome.valence != "bad":
            continue
        if finding.direction in {"absent", "no-difference"} or finding.subgroup:
            continue
        candidate = weigh(reading, Assertion(finding.outcome, None, 0, 0), finding, evidence, stems)
        known = worst.get(finding.outcome)
        if candidate.comparable and (known is None or _often(candidate) > _often(known)):
            worst[finding.outcome] = candidate
    return sorted(worst.values(), key=lambda c: (-_often(c), c.finding.finding_id))


def _overall(reading: Reading, evidence: Evidence) -> list[Candidate]:
    """Findings on side effects as a whole that tell of harm, best first."""
    stems = claim_stems(reading.statement)
    found = [
        weigh(reading, Assertion(finding.outcome, None, 0, 0), finding, evidence, stems)
        for finding in evidence.about(reading.drugs)
        if finding.outcome == _ALL_HARMS and finding.direction in {"present", "worse", "mixed"}
    ]
    return [candidate for candidate in ranked(found) if candidate.comparable]


def _called_common(candidate: Candidate) -> bool:
    """Whether a finding without a share of its own calls the harm common."""
    cues = find_cues(tokenise(candidate.finding.statement))
    return candidate.finding.percent is None and "frequency-common" in cues


def _often(candidate: Candidate) -> float:
    finding = candidate.finding
    return finding.percent_high or finding.percent or 0.0


def _share(candidate: Candidate) -> str:
    finding = candidate.finding
    if finding.percent is None:
        return f"{finding.outcome.replace('-', ' ')} ({finding.study_id})"
    high = f" to {finding.percent_high:g}" if finding.percent_high else ""
    return f"{finding.outcome.replace('-', ' ')} {finding.percent:g}{high}% ({finding.study_id})"
