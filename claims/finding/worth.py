"""Whether a sentence is a claim to check, or one of the many things on a page that are not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claims.cues import find_changes
from claims.finding.clauses import has_predicate
from claims.lexicon import names, table
from claims.reading import Reading
from claims.terms import Terms
from claims.text import Token
from claims.vocabulary import Vocabulary

_CLINICAL = frozenset({"efficacy", "onset", "durability", "safety", "mechanism", "pharmacology"})
_STRONG = frozenset({"superlative", "absolute", "promotion", "certainty"})
_MARKS = "-–—•*\"'“”‘’( "


def is_claim(
    reading: Reading,
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
    *,
    heading: bool = False,
    labelled: bool = False,
) -> bool:
    """Whether a text, read, says something that evidence could bear out or not.

    ``heading`` tells that it is one, ``labelled`` that it is a list item or table row whose heading
    gives it its meaning. Shares of people count whoever tells them; questions, calls to act,
    notices of the house, testimonials, discounts and headings that only name a topic do not.
    """
    if reading.speech == "question" or not tokens:
        return False
    if _is_share(reading) and (reading.assertions or _about(reading, tokens)):
        return True
    if _is_housekeeping(tokens) or _is_testimonial(tokens):
        return False
    if reading.unit in {"USD", "GBP", "EUR"}:
        return _is_price_of_treatment(reading, vocabulary)
    if heading:
        return _is_headline(reading, tokens)
    return _says_something(reading, tokens, vocabulary, labelled)


def _says_something(
    reading: Reading, tokens: Sequence[Token], vocabulary: Vocabulary, labelled: bool
) -> bool:
    kinds = {vocabulary.outcomes[a.outcome].kind for a in reading.assertions}
    if kinds & _CLINICAL and (labelled or has_predicate(tokens) or len(tokens) > 1):
        return True
    if kinds or reading.value is not None:
        return labelled or _about(reading, tokens)
    put_strongly = bool(_STRONG & reading.cues)
    return reading.drug_stated and has_predicate(tokens) and (
        put_strongly or bool(find_changes(tokens))
    )  # fmt: skip


def _is_share(reading: Reading) -> bool:
    return reading.unit == "%" and reading.value is not None


def _is_headline(reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether a heading states its claim rather than names its topic."""
    pointed = any(assertion.direction for assertion in reading.assertions)
    return pointed and reading.drug_stated and has_predicate(tokens)


def _is_price_of_treatment(reading: Reading, vocabulary: Vocabulary) -> bool:
    costs = any(vocabulary.outcomes[a.outcome].kind == "cost" for a in reading.assertions)
    return reading.drug_stated or costs


def _about(reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether it speaks of a treatment or of those who take it, by name or by a word for it."""
    named = reading.drug_stated or reading.population_stated
    return named or any(token.text in _words("about") for token in tokens)


def _is_housekeeping(tokens: Sequence[Token]) -> bool:
    first = next((token for token in tokens if token.text not in _MARKS), None)
    if first is None:
        return True
    return first.text in _words("opening") or bool(_notices().find_all(tokens))


def _is_testimonial(tokens: Sequence[Token]) -> bool:
    return any(token.text in _words("person") for token in tokens)


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(
        name for row in table("housekeeping") if row["role"] == role for name in names(row["names"])
    )


@cache
def _notices() -> Terms[str]:
    return Terms([(name, "notice") for name in _words("notice")])
