"""Drugs that are not on file, known by the endings of international nonproprietary names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claims.lexicon import table
from claims.reading import Reading
from claims.text import Token, tokenise
from claims.vocabulary import Vocabulary

_SHORTEST = 7


def unknown_drugs(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[str]:
    """Words that are formed like the name of a drug and name none on file, in order.

    The endings are stems of the World Health Organization's list (-oxetine, -azepam, -mab).
    """
    found = [
        i
        for i, token in enumerate(tokens)
        if len(token.text) >= _SHORTEST and token.text.endswith(_endings())
    ]
    if not found:
        return []
    known = {
        i
        for terms in (
            vocabulary.drug_terms, vocabulary.outcome_terms, vocabulary.population_terms)
        for match in terms.find_all(tokens)
        for i in range(match.first, match.last + 1)
    }  # fmt: skip
    return [tokens[i].text for i in found if i not in known]


def strangers(reading: Reading, vocabulary: Vocabulary) -> list[str]:
    """Drugs that a claim names and nothing is on file about, where it names none that is."""
    return [] if reading.drug_stated else unknown_drugs(tokenise(reading.statement), vocabulary)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in table("drug_stems"))
