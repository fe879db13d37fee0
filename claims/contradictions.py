"""Claims of one page that cannot both hold."""

from __future__ import annotations

from collections.abc import Sequence

from claims.checked import CheckedClaim, Contradiction
from claims.vocabulary import Vocabulary


def contradictions_among(
    claims: Sequence[CheckedClaim], vocabulary: Vocabulary
) -> tuple[Contradiction, ...]:
    """Pairs of claims that contradict each other."""
    return ()
