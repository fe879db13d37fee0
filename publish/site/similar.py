"""Claims on file that say much the same as one that was just read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.lexicon import stop_stems
from claims.text import content_stems, tokenise
from claims.wordindex import WordIndex
from publish.reports.labels import Label, labels

# Share of a claim's words, by rarity, that one on file must have; with fewer it is another claim.
_ENOUGH = 0.6
_MOST = 3


@dataclass(frozen=True, slots=True)
class ClaimOnFile:
    """A claim on file with the label of its verdict."""

    claim_id: str
    statement: str
    label: Label


class ClaimsOnFile:
    """Claims on file by the words of their statements."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Index claims given as id, statement and verdict."""
        self._claims = {
            claim_id: ClaimOnFile(claim_id, statement, labels()[verdict])
            for claim_id, statement, verdict in rows
        }
        self._index = WordIndex({key: _stems(one.statement) for key, one in self._claims.items()})

    def like(self, statement: str) -> list[ClaimOnFile]:
        """The claims on file that have most of a statement's words, at most three, best first."""
        stems = _stems(statement)
        if not stems:
            return []
        return [self._claims[key] for key in self._index.like(stems, _ENOUGH, _MOST)]


def _stems(statement: str) -> frozenset[str]:
    return content_stems(tokenise(statement), stop_stems())
