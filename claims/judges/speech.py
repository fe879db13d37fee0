"""What cannot be checked against literature: questions, opinions, prices, private facts, advice."""

from __future__ import annotations

from claims.evidence import Evidence
from claims.reading import Reading
from claims.verdict import Reason

_SPEECH = {
    "question": "SPEECH_QUESTION",
    "opinion": "SPEECH_OPINION",
    "testimonial": "SPEECH_TESTIMONIAL",
}
_OWN_PRICE = "a price is the seller's to set"


def not_checkable(reading: Reading) -> Reason | None:
    """Why a claim is not for literature to judge whatever is on file, or None.

    A testimonial or opinion that gives a share of people with a known outcome is checked all the
    same, unless it is a share of the page's own people; advice is left to be judged, since labels
    and guidelines may be on file about it.
    """
    if "private" in reading.cues:
        if reading.kind == "cost":
            return Reason("PRICE", _OWN_PRICE, "SPEECH")
        return Reason("PRIVATE_FACT", "a fact about one place that no literature reports", "SPEECH")
    is_share = reading.unit == "%" and reading.value is not None and reading.assertions
    if is_share and reading.speech != "question":
        return None
    code = _SPEECH.get(reading.speech)
    return None if code is None else Reason(code, reading.speech, "SPEECH")


def own_price(reading: Reading, evidence: Evidence) -> Reason | None:
    """For a price that agrees with none on file: it is the seller's to set."""
    outcome = evidence.vocabulary.outcomes.get(reading.outcome or "")
    is_price = reading.kind == "cost" if outcome is None else outcome.family == "price"
    return Reason("PRICE", _OWN_PRICE, "SPEECH") if is_price else None


def advice_without_evidence(reading: Reading) -> Reason | None:
    """For a claim that nothing on file bears on: advice is then not checkable."""
    if reading.speech == "advice":
        return Reason("SPEECH_ADVICE", "advice, with nothing on file about it", "SPEECH")
    return None
