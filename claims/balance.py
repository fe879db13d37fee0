"""Whether a page gives a fair account: what it says of harms, limits, alternatives and cost."""

from __future__ import annotations

from collections.abc import Sequence

from claims.checked import Balance, CheckedClaim
from claims.lexicon import names, table
from claims.vocabulary import Vocabulary


def balance_of(claims: Sequence[CheckedClaim], vocabulary: Vocabulary) -> tuple[Balance, ...]:
    """Each element of a fair account, in the order of ``lexicon/balance.csv``, with the claims that
    give it.
    """
    return tuple(
        Balance(
            row["element"],
            row["label"],
            tuple(claim for claim in claims if _gives(claim, row, vocabulary)),
        )
        for row in table("balance")
    )


def _gives(claim: CheckedClaim, row: dict[str, str], vocabulary: Vocabulary) -> bool:
    reading = claim.reading
    if reading.kind == "citation":
        return False
    outcomes = names(row["outcomes"])
    tree = vocabulary.outcome_tree
    named = any(tree.is_a(a.outcome, one) for a in reading.assertions for one in outcomes)
    kinds = names(row["kinds"])
    return named or reading.kind in kinds
