"""Finds the finite verbs of a text, as far as a list of verbs and their neighbours tell."""

from __future__ import annotations

from collections.abc import Sequence

from claims.lexicon import words_of
from claims.text import Token

_DETERMINERS = frozenset(
    {"-", "the", "a", "an", "of", "to", "no", "with", "in", "as", "side", "by"}
)


def has_predicate(tokens: Sequence[Token]) -> bool:
    """Whether any word in a text is a finite verb: a clause rather than a label.

    A past form that is not on the list of verbs counts where a noun may stand before it.
    """
    return any(
        is_finite(tokens, i) or (i > 0 and (_is_past(tokens, i) or _is_base(tokens, i)))
        for i in range(len(tokens))
    )


def _is_past(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].text.endswith("ed") and _after_noun(tokens, i)


def _is_base(tokens: Sequence[Token], i: int) -> bool:
    """Whether a plural stands before what may be its verb ("side effects include")."""
    if tokens[i].text not in finite_words("base"):
        return False
    before = tokens[i - 1].text
    return before in finite_words("plural") or (before.endswith("s") and not before.endswith("ss"))


def _after_noun(tokens: Sequence[Token], i: int) -> bool:
    before, after = tokens[i - 1], tokens[i + 1 : i + 2]
    plain = before.is_word and before.text not in _DETERMINERS
    return plain and not (
        after and after[0].text in _DETERMINERS - {"by", "in", "with", "the", "a"}
    )


def is_finite(tokens: Sequence[Token], i: int) -> bool:
    """Whether token ``i`` is an auxiliary, or a listed verb that no determiner makes a noun."""
    text = tokens[i].text
    if text in finite_words("auxiliary"):
        return True
    if text not in finite_words("verb"):
        return False
    return i > 0 and tokens[i - 1].text not in _DETERMINERS


def finite_words(role: str) -> frozenset[str]:
    """Words of a role in ``lexicon/finite.csv``."""
    return words_of("finite", role)
