"""The clauses of a sentence, and what a sentence is about: an arm, or part of those treated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.lexicon import stop_stems, words_of
from claims.proposing.arms import Arms
from claims.proposing.passages import Sentence
from claims.proposing.runs import CLOSE, OPEN, Clause
from claims.proposing.shares import Share
from claims.proposing.times import Time
from claims.quantity import Quantity
from claims.terms import Match
from claims.text import Token

_NEAR = 12
_GROUPS = frozenset({"group", "groups", "arm", "arms"})
_TOGETHER = frozenset({"each", "both", "either", "all", "combined", "pooled", "other", "two"})
# Sides that no arm may be known by.
_SIDES = frozenset({"control", "intervention", "treatment", "active", "experimental"})
_PRONOUNS = frozenset(
    {"they", "it", "this", "these", "rates", "rate", "figures", "corresponding", "that"}
)
# Sentences about part of those treated, whose shares are none of an arm.
_PEOPLE = (
    r"(?:patients|participants|people|subjects|women|men|adults|those|children|individuals|\d+)"
)
_OF_SOME = re.compile(
    rf"^if\b|\bif {_PEOPLE}\b|\bsubgroups?\b"
    rf"|\b(?:in|of|for) (?:the |those |all |\d[\d,]* )*{_PEOPLE} "
    r"(?:with(?! ?in)|who (?!were (?:given|assigned|randomi|treated|allocated)|received|took)"
    r"|without|aged|in whom|under|over|not|whose|younger|older)\b"
    rf"|\bamong (?:the |those |all |\d[\d,]* )*{_PEOPLE} "
    r"(?!(?:who were )?(?:assigned|randomi|allocated|in the|given)|who received)"
    r"|\bof (?:the )?(?:boys|girls|women|men)(?=,)"
    r"|\b(?:most|few|half|many|some) of (?:those|the) "
    r"|\b(?:among|of the|in) (?:\w+ )?(?:responders|remitters|completers|survivors)\b",
    re.I,
)
# "The proportion of patients with a relapse" is about all of them.
_COUNTING = re.compile(
    r"\b(?:proportions?|percentages?|numbers?|rates?|shares?|%|percent|more|fewer|incidence) $",
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
        own = tuple(m for m in mentions if first <= m.first < i)
        known = not _names_another(tokens, first, i, own, arms)
        yield Clause(
            tokens, first, i,
            tuple(s for s in shares if known and first <= s.first < i),
            own,
            frozenset(k for q, _ in times for k in range(q.first, q.last + 1)),
            arms.stems,
        )  # fmt: skip
        first = i + 1


def is_of_some(sentence: Sentence, arms: Arms) -> bool:
    """Whether a sentence is about part of those treated, and not of "patients with" an arm."""
    starts = [match.start for match in arms.find(sentence)]
    return any(
        not any(found.end() <= start <= found.end() + _NEAR for start in starts)
        and not _COUNTING.search(sentence.text[: found.start()])
        for found in _OF_SOME.finditer(sentence.text)
    )


def refers_back(clause: Clause) -> bool:
    """Whether a clause goes on about the outcome before it: "for placebo they were 12%"."""
    words = {token.text for token in clause.tokens[clause.first : clause.stop]}
    return bool(words & _PRONOUNS)


def _names_another(
    tokens: Sequence[Token], first: int, stop: int, mentions: Sequence[Match[int]], arms: Arms
) -> bool:
    """Whether a group is named that is no arm known, or several: whose figures are open."""
    if arms.single:
        return False
    ends = {match.last for match in mentions} | {match.last + 1 for match in mentions}
    idle = words_of("abstracts", "not-arm") | words_of("abstracts", "comparative")
    idle |= words_of("abstracts", "general-arm") | words_of("abstracts", "people")
    for i in range(first + 1, stop):
        before = tokens[i - 1]
        if tokens[i].text in _GROUPS and _TOGETHER & {t.text for t in tokens[max(0, i - 3) : i]}:
            return True
        if tokens[i].text not in _GROUPS or {i, i - 1} & ends or not before.is_word:
            continue
        side = before.text in _SIDES and i > 1 and tokens[i - 2].text == "the"
        if side or (before.text not in idle and before.stem not in stop_stems()):
            return True
    return False
