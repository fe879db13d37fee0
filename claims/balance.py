"""Whether a page gives a fair account: what it says of harms, limits, alternatives and cost.

The elements follow what the International Patient Decision Aid Standards ask of information on a
treatment: its status, benefits and harms in numbers, what it is compared with, and alternatives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from claims.checked import Balance, CheckedClaim
from claims.lexicon import names
from claims.reading import Assertion, Reading
from claims.rules import rows
from claims.terms import Terms
from claims.text import tokenise
from claims.vocabulary import Vocabulary, split

_DENIED = frozenset({"absent", "no-difference"})
_TESTS: dict[str, Callable[[Reading], bool]] = {
    "share": lambda reading: reading.unit == "%" and reading.kind == "efficacy-rate",
    "comparator": lambda reading: bool(reading.comparators) or reading.comparator_value is not None,
}


def balance_of(claims: Sequence[CheckedClaim], vocabulary: Vocabulary) -> tuple[Balance, ...]:
    """Each element of a fair account, in the order of ``rulebook/balance.csv``.

    With each come the claims that give it, in the order of the page; none where it is silent.
    """
    told = [claim for claim in claims if claim.reading.kind != "citation"]
    worded = [
        {match.payload for match in _terms().find_all(tokenise(claim.quote))} for claim in told
    ]
    return tuple(
        Balance(
            row["element"],
            row["label"],
            tuple(
                claim
                for claim, words in zip(told, worded, strict=True)
                if row["element"] in words or _gives(claim.reading, row, vocabulary)
            ),
        )
        for row in rows("balance")
    )


def _gives(reading: Reading, row: Mapping[str, str], vocabulary: Vocabulary) -> bool:
    test = _TESTS.get(row["test"])
    if test is not None:
        return test(reading)
    return any(_is_on(assertion, row, vocabulary) for assertion in reading.assertions)


def _is_on(assertion: Assertion, row: Mapping[str, str], vocabulary: Vocabulary) -> bool:
    """Whether what is asserted is of the element; a harm that is denied is not told."""
    if row["test"] == "present" and assertion.direction in _DENIED:
        return False
    known, tree = vocabulary.outcomes[assertion.outcome], vocabulary.outcome_tree
    named = any(tree.is_a(assertion.outcome, wide) for wide in split(row["outcomes"]))
    if row["test"] == "not-serious" and (
        assertion.direction in _DENIED or tree.is_a(assertion.outcome, "serious-adverse-events")
    ):
        return False
    return named or known.family in split(row["families"])


@cache
def _terms() -> Terms[str]:
    """Finds the words that give an element whatever else a claim says."""
    return Terms(
        [(name, row["element"]) for row in rows("balance") for name in names(row["names"])]
    )
