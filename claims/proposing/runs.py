"""A clause of an abstract: its shares, in runs, and the arms that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.lexicon import words_of
from claims.proposing.shares import Share
from claims.terms import Match
from claims.text import Token

OPEN, CLOSE = frozenset({"(", "["}), frozenset({")", "]"})
COMPARING = frozenset({"vs", "versus", "v", "against", "compared", "than"})

Mention = Match[int]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its tokens from ``first`` to before ``stop``, its shares, its mentions of arms,
    the tokens of its times, and the stems of the words that arms are called by."""

    tokens: Sequence[Token]
    first: int
    stop: int
    shares: tuple[Share, ...]
    mentions: tuple[Mention, ...]
    times: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()


def runs_of(clause: Clause) -> list[list[int]]:
    """Shares, by their places, in runs that only words of listing and comparing part."""
    runs: list[list[int]] = []
    for k, share in enumerate(clause.shares):
        words = _between(clause.tokens, clause.shares[k - 1], share) if k else []
        # "46%, and 17% dropped out" goes on with something else, unless commas made a list before.
        goes_on = words == [",", "and"] and bool(runs) and len(runs[-1]) == 1
        # "63% vs 25% and 50% vs 20%" are two comparisons.
        anew = bool(runs) and is_comparison(clause, runs[-1]) and not COMPARING & set(words)
        if runs and _linked(words) and not goes_on and not anew:
            runs[-1].append(k)
        else:
            runs.append([k])
    return runs


def is_comparison(clause: Clause, run: Sequence[int]) -> bool:
    """Whether the shares of a run are set against each other: "54% versus 31%"."""
    shares = clause.shares
    return len(run) > 1 and all(
        COMPARING & set(_between(clause.tokens, shares[a], shares[b])) for a, b in pairwise(run)
    )


def _linked(words: Sequence[str]) -> bool:
    allowed = words_of("abstracts", "link") | {",", "."}
    return len(words) <= 4 and all(word in allowed for word in words)


def _between(tokens: Sequence[Token], left: Share, right: Share) -> list[str]:
    """Words between two shares, what stands in brackets of its own left out."""
    depth, words = 0, []
    for token in tokens[left.last + 1 : right.first]:
        if token.text in OPEN:
            depth += 1
        elif token.text in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            words.append(token.text)
    return words
