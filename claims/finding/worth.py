"""Whether a text, read, is a claim to check or one of the many things on a page that are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from claims.cues import find_changes
from claims.lexicon import words_of
from claims.predicates import has_predicate
from claims.reading import Assertion, Reading
from claims.terms import Terms
from claims.text import Token
from claims.vocabulary import Vocabulary

_CLINICAL = frozenset({"efficacy", "onset", "durability", "safety", "mechanism", "pharmacology"})
_TERSE = _CLINICAL | {"regulatory", "cost"}
_INSTRUCTED = frozenset({"safety", "dosing", "regulatory"})
_STRONG = frozenset({"superlative", "absolute", "promotion", "certainty"})
_MONEY = frozenset({"USD", "GBP", "EUR"})
_DOSES = frozenset({"mg", "mg/kg", "mcg", "mcg/kg", "g", "mL"})
_MARKS = "-–—•*\"'“”‘’( "
_JOINERS = frozenset({"-", "/", "("})
_NEAR_START = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text stands: whether it is a ``heading``; whether it is a ``labelled`` list item or
    table row that its heading gives a meaning to; and whether a claim is ``told_before`` it in its
    paragraph, so that its pronouns speak of a treatment.
    """

    heading: bool = False
    labelled: bool = False
    told_before: bool = False


def is_claim(
    reading: Reading, tokens: Sequence[Token], vocabulary: Vocabulary, setting: Setting
) -> bool:
    """Whether a text says something that evidence could bear out or not.

    Shares of people count whoever tells them; questions, calls to act, notices of the house,
    testimonials, discounts, and headings that only name a topic do not.
    """
    first = next((token.text for token in tokens if token.text not in _MARKS), None)
    if first is None or reading.speech == "question" or _notices().find_all(tokens):
        return False
    if _is_share_of_people(reading, tokens):
        return True
    if first in _words("opening") or _is_testimonial(tokens):
        return False
    if reading.unit in _MONEY:
        return _is_price_of_treatment(reading, vocabulary)
    if setting.heading:
        return _is_headline(first, reading, tokens)
    kinds = _kinds(reading.assertions, vocabulary)
    if first in _words("instruction") and not setting.labelled:
        return bool(kinds & _INSTRUCTED) or reading.unit in _DOSES
    if setting.labelled:
        return bool(kinds) or bool(reading.value is not None and reading.unit)
    return _says_something(reading, tokens, kinds, vocabulary, setting)


def _says_something(
    reading: Reading,
    tokens: Sequence[Token],
    kinds: frozenset[str],
    vocabulary: Vocabulary,
    setting: Setting,
) -> bool:
    """Whether running text asserts: a sentence on a treatment or its effects, not a bare label."""
    pointed = _kinds((a for a in reading.assertions if a.direction), vocabulary)
    if not has_predicate(tokens):
        return bool(pointed & _TERSE) or (reading.value is not None and bool(kinds))
    if kinds & _CLINICAL:
        return True
    if kinds or reading.value is not None:
        return bool(pointed) or setting.told_before or _about(reading, tokens)
    if _names_a_drug(reading, vocabulary) or (setting.told_before and _speaks_of_it(tokens)):
        return True
    strong = bool(_STRONG & reading.cues) or bool(find_changes(tokens))
    return strong and _about(reading, tokens)


def _names_a_drug(reading: Reading, vocabulary: Vocabulary) -> bool:
    """Whether the text itself names a treatment rather than only a class of them."""
    named = reading.drugs if reading.drug_stated else ()
    return any(vocabulary.drug_kind(name) != "class" for name in named)


def _is_share_of_people(reading: Reading, tokens: Sequence[Token]) -> bool:
    if reading.unit != "%" or reading.value is None:
        return False
    named = reading.drug_stated or reading.population_stated or bool(reading.assertions)
    return named or any(token.text in _words("people") for token in tokens)


def _is_testimonial(tokens: Sequence[Token]) -> bool:
    """Whether somebody speaks of himself; the letter in a name ("type-I") is nobody."""
    return any(
        token.text in _words("person") and (i == 0 or tokens[i - 1].text not in _JOINERS)
        for i, token in enumerate(tokens)
    )


def _is_headline(first: str, reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether a heading states its claim rather than names its topic."""
    pointed = any(assertion.direction for assertion in reading.assertions)
    asks = first in _words("interrogative")
    return pointed and reading.drug_stated and has_predicate(tokens) and not asks


def _is_price_of_treatment(reading: Reading, vocabulary: Vocabulary) -> bool:
    return reading.drug_stated or "cost" in _kinds(reading.assertions, vocabulary)


def _kinds(assertions: Iterable[Assertion], vocabulary: Vocabulary) -> frozenset[str]:
    """The kinds of outcome that some assertions are about."""
    return frozenset(vocabulary.outcomes[assertion.outcome].kind for assertion in assertions)


def _about(reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether it speaks of a treatment or of those who take it, by name or by a word for it."""
    named = reading.drug_stated or reading.population_stated
    return named or any(token.text.partition("'")[0] in _words("about") for token in tokens)


def _speaks_of_it(tokens: Sequence[Token]) -> bool:
    """Whether a pronoun near the start takes up what was spoken of."""
    return any(token.text in _words("anaphor") for token in tokens[:_NEAR_START])


def _words(role: str) -> frozenset[str]:
    return words_of("housekeeping", role)


@cache
def _notices() -> Terms[str]:
    return Terms([(name, "notice") for name in _words("notice")])
