"""Claims whose topic the vocabulary does not know: do findings say the same in words?"""

from __future__ import annotations

from claims.evidence import Evidence
from claims.link import like_in_words
from claims.reading import Reading
from claims.verdict import Part, Reason


def judge_words(reading: Reading, evidence: Evidence) -> Part | None:
    """The part that rests on findings whose statements carry most of the claim's words, or None.

    A negation on one side only is a conflict.
    """
    alike = like_in_words(reading, evidence)
    if not alike:
        return None
    best = alike[0]
    denied = "negation" in reading.cues
    if denied != (best.finding.direction in {"absent", "no-difference"}):
        return None
    reason = Reason("SAME_WORDS", f"{best.text_score:.0%} of the claim's words", "WORDS")
    return Part(None, "supported", (reason,), best, tuple(alike[:3]))
