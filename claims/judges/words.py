"""Claims whose topic the vocabulary does not know: do findings say the same in words?"""

from __future__ import annotations

from claims.evidence import Evidence
from claims.lexicon import stop_stems
from claims.link import claim_stems, like_in_words
from claims.reading import Reading
from claims.text import tokenise
from claims.verdict import Candidate, Part, Reason

_COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "becomes"})
_ARTICLES = frozenset({"a", "an"})
_MOST_KIND = 5


def judge_words(reading: Reading, evidence: Evidence) -> Part | None:
    """The part that rests on findings whose statements carry most of the claim's words, or None.

    A negation on one side only is a conflict; so is a number, or a kind that something is said to
    be, that the finding does not name. Where the claim names outcomes the finding must be on one,
    or say the words of one: the words around it carry nothing.
    """
    said = _particulars(reading.statement)
    alike = [
        candidate
        for candidate in like_in_words(reading, evidence)
        if said <= _particulars(candidate.finding.statement)
        and _on_what_is_asserted(reading, candidate, evidence)
    ]
    if not alike:
        return None
    best = alike[0]
    denied = "negation" in reading.cues
    if denied != (best.finding.direction in {"absent", "no-difference"}):
        return None
    reason = Reason("SAME_WORDS", f"{best.text_score:.0%} of the claim's words", "WORDS")
    return Part(None, "supported", (reason,), best, tuple(alike[:3]))


def _on_what_is_asserted(reading: Reading, candidate: Candidate, evidence: Evidence) -> bool:
    finding = candidate.finding
    return not reading.assertions or any(
        evidence.vocabulary.alike(assertion.outcome, finding.outcome)
        or claim_stems(reading.statement[assertion.start : assertion.end])
        <= evidence.stems_of(finding)
        for assertion in reading.assertions
    )


def _particulars(statement: str) -> frozenset[str]:
    """What words alike may not differ in: the numbers, and the kind named after "is a"."""
    tokens = tokenise(statement)
    found = {token.text for token in tokens if token.is_number}
    for i, token in enumerate(tokens[:-1]):
        if token.text in _COPULAS and tokens[i + 1].text in _ARTICLES:
            for word in tokens[i + 2 : i + 2 + _MOST_KIND]:
                if not word.is_word or word.stem in stop_stems():
                    break
                found.add(f"is {word.stem}")
    return frozenset(found)
