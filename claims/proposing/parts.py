"""The clauses of a sentence, and what a sentence is about: an arm, or part of those treated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.proposing.arms import Arms
from claims.proposing.passages import Sentence
from claims.proposing.runs import CLOSE, OPEN, Clause
from claims.proposing.shares import Share
from claims.proposing.times import Time
from claims.quantity import Quantity
from claims.terms import Match

_NEAR = 12
_PRONOUNS = frozenset(
    {"they", "it", "this", "these", "rates", "rate", "figures", "corresponding", "that"}
)
# Sentences about part of those treated, whose shares are none of an arm.
_OF_SOME = re.compile(
    r"^if\b|\b(?:among|in|of|for) (?:the |those |all |\d[\d,]* )*(?:patients|"
    r"participants|people|subjects|women|men|adults|"
    r"those|children|individuals|\d+) (?:with(?! ?in)|who (?!were (?:given|assigned|"
    r"randomi|treated|allocated)|received|took)|without|aged|in whom|under|over|not|"
    r"whose|younger|older)\b|\bif (?:patients|participants|people)\b|\bsubgroups?\b|"
    r"\b(?:among|of the|in) (?:\w+ )?(?:responders|remitters|completers|survivors)\b",
    re.I,
)


def clauses_of(
    sentence: Sentence,
    shares: Sequence[Share],
    mentions: Sequence[Match[int]],
    times: Sequence[tuple[Quantity, Time]],
    arms: Arms,
) -> Iterator[Clause]:
    """The sentence cut at semicolons that stand in no bracket."""
    tokens, depth, first = sentence.tokens, 0, 0
    for i in range(len(tokens) + 1):
        text = tokens[i].text if i < len(tokens) else ";"
        depth = max(0, depth + (text in OPEN) - (text in CLOSE))
        if text != ";" or (depth and i < len(tokens)):
            continue
        yield Clause(
            tokens, first, i,
            tuple(s for s in shares if first <= s.first < i),
            tuple(m for m in mentions if first <= m.first < i),
            frozenset(k for q, _ in times for k in range(q.first, q.last + 1)),
            arms.stems,
        )  # fmt: skip
        first = i + 1


def is_of_some(sentence: Sentence, arms: Arms) -> bool:
    """Whether a sentence is about part of those treated, and not of "patients with" an arm."""
    starts = [match.start for match in arms.find(sentence)]
    return any(
        not any(found.end() <= start <= found.end() + _NEAR for start in starts)
        for found in _OF_SOME.finditer(sentence.text)
    )


def refers_back(clause: Clause) -> bool:
    """Whether a clause goes on about the outcome before it: "for placebo they were 12%"."""
    words = {token.text for token in clause.tokens[clause.first : clause.stop]}
    return bool(words & _PRONOUNS)
