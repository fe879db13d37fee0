"""Which arm each share in a clause belongs to. Where the words leave it open, none."""

from __future__ import annotations

from collections.abc import Sequence

from claims.lexicon import words_of
from claims.proposing.runs import CLOSE, COMPARING, OPEN, Clause, Mention, is_comparison, runs_of
from claims.proposing.shares import Share
from claims.text import Token

_TIGHT = 6
_RESPECTIVELY = "respectively"
_STOPS = frozenset({",", ";", "(", "[", ")", "]", "and", "vs", "versus", "compared"})


def pair(clause: Clause, order: Sequence[int], usual: Sequence[int]) -> list[int | None]:
    """The arm of each share of a clause, None where it is not sure.

    ``order`` are the arms as the sentence or the one before set them against each other, empty
    where none did; ``usual`` all arms, intervention first, where there are just those.
    """
    shares = clause.shares
    paired: list[int | None] = [None] * len(shares)
    if not shares:
        return paired
    if any(_is_strangers(clause, share) for share in shares):
        return paired
    runs = runs_of(clause)
    arms = list(dict.fromkeys(m.payload for m in clause.mentions))
    lists = _by_lists(clause, runs)
    if lists:
        return lists
    if _RESPECTIVELY in {t.text for t in clause.tokens[clause.first : clause.stop]}:
        turned = _alternating(clause, runs) if len(runs) == len(arms) > 1 else []
        return turned or _respectively(clause, runs, arms, order or usual)
    tight = _tight(clause)
    if tight is not None:
        return tight
    compared = [run for run in runs if is_comparison(clause, run)]
    if compared:
        for run in compared:
            for k, arm in zip(run, _of_comparison(clause, run, usual), strict=False):
                paired[k] = arm
        for (k,) in (run for run in runs if len(run) == 1):
            behind = _close_after(clause, k)
            paired[k] = _close_before(clause, k) if behind is None else behind
        return paired
    if len(arms) == 1:
        heads = len(shares) == 1 or clause.mentions[0].first < shares[0].first
        return [arms[0]] * len(shares) if heads and not _contrasts(clause) else paired
    if not arms:
        return paired
    return _alternating(clause, runs) or _headed(clause) or paired


def _by_lists(clause: Clause, runs: Sequence[Sequence[int]]) -> list[int | None]:
    """Runs of shares, each before a list of as many arms ("50% and 57% of the 10-mg and 15-mg
    groups"); empty where one is not."""
    if all(len(run) == 1 for run in runs):
        return []
    paired: list[int | None] = [None] * len(clause.shares)
    for i, run in enumerate(runs):
        later = clause.shares[runs[i + 1][0]].first if i + 1 < len(runs) else clause.stop
        last = clause.shares[run[-1]].last
        behind = [m for m in _distinct(clause.mentions) if last < m.first < later]
        if len(behind) != len(run) or len({m.payload for m in behind}) != len(run):
            return []
        for k, mention in zip(run, behind, strict=True):
            paired[k] = mention.payload
    return paired


def _respectively(
    clause: Clause, runs: Sequence[Sequence[int]], arms: Sequence[int], usual: Sequence[int]
) -> list[int | None]:
    """Shares and arms in the same order; one arm alone has all of them."""
    paired: list[int | None] = [None] * len(clause.shares)
    for run in runs:
        if len(arms) > 1 and len(run) == len(arms) and not _apart(clause):
            chosen: Sequence[int] = arms
        elif len(arms) == 1 and len(run) > 1:
            chosen = [arms[0]] * len(run)
        elif not arms and len(run) == len(usual):
            chosen = usual
        else:
            continue
        for k, arm in zip(run, chosen, strict=True):
            paired[k] = arm
    return paired


def _apart(clause: Clause) -> bool:
    """Whether figures stand between the arms of a clause, which are no list then: "the drug group
    (14% of women and 37% of infants) and the placebo group (13% and 35%)"; where each arm has one,
    others may follow."""
    first, last = clause.mentions[0].last, clause.mentions[-1].first
    between = sum(first < share.first < last for share in clause.shares)
    told = any(clause.tokens[i].text == "%" for i in range(first + 1, last))
    return told and between != len({m.payload for m in clause.mentions}) - 1


def _tight(clause: Clause) -> list[int | None] | None:
    """The arm amid, close behind, or else close before, every share; None where one has none there.

    Where several arms stand close behind their shares, the other shares have none.
    """
    for side in (_within, _close_after, _close_before):
        found = [side(clause, k) for k in range(len(clause.shares))]
        if all(arm is not None for arm in found) and (len(set(found)) > 1 or len(found) == 1):
            return found
    behind = [_close_after(clause, k) for k in range(len(clause.shares))]
    return behind if len({arm for arm in behind if arm is not None}) > 1 else None


def _is_strangers(clause: Clause, share: Share) -> bool:
    """Whether a figure is said to be of somebody who is no arm known: "20% with another drug".

    So it is where a word of giving follows it, and no arm's name within a few words.
    """
    giving, tokens = words_of("abstracts", "giving"), clause.tokens
    skip = words_of("abstracts", "people") | words_of("abstracts", "after-share")
    i = share.last + 1
    if i < clause.stop and tokens[i].text in OPEN:
        closing = (j for j in range(i, clause.stop) if tokens[j].text in CLOSE)
        i = next(closing, i) + 1
    while i < clause.stop and tokens[i].text in skip - giving:
        i += 1
    if i >= clause.stop or tokens[i].text not in giving:
        return False
    until = min(clause.stop, i + 2 + _TIGHT)
    ends = (j for j in range(i + 1, until) if tokens[j].text in _STOPS)
    until = next(ends, until)
    named = any(i < m.first < until for m in clause.mentions)
    told = {t.text for t in tokens[i + 1 : until]}
    return not named and not told & words_of("abstracts", "no-giving") and bool(told)


def _within(clause: Clause, k: int) -> int | None:
    """ "216 of 710 participants given the drug (30%)": the one arm named amid its figures."""
    share = clause.shares[k]
    arms = {m.payload for m in clause.mentions if share.first < m.first < share.last}
    return arms.pop() if len(arms) == 1 else None


def _close_after(clause: Clause, k: int) -> int | None:
    """ "54% of patients in the drug group": the arm named next, with only such words between."""
    share = clause.shares[k]
    until = clause.shares[k + 1].first if k + 1 < len(clause.shares) else clause.stop
    skip = words_of("abstracts", "people") | words_of("abstracts", "after-share")
    skip |= words_of("abstracts", "outcome-verb")
    i, depth = share.last + 1, 0
    starts = {m.first: m.payload for m in clause.mentions}
    steps = 0
    while i < until and steps <= _TIGHT:
        text = clause.tokens[i].text
        if text in OPEN:
            depth += 1
        elif text in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            if i in starts:
                return starts[i]
            named = clause.tokens[i].stem in clause.names
            if not named and text not in skip and text not in {"-", ","} and not text[0].isdigit():
                return None
            steps += 1
        i += 1
    return None


def _close_before(clause: Clause, k: int) -> int | None:
    """ "ketamine group, 54%", "placebo (31%)": the arm named last, with only such words between."""
    share = clause.shares[k]
    begin = clause.shares[k - 1].last + 1 if k else clause.first
    skip = words_of("abstracts", "group") | words_of("abstracts", "people")
    skip |= words_of("abstracts", "before-share")
    ends = {m.last: m.payload for m in clause.mentions}
    for i in range(share.first - 1, max(begin, share.first - 1 - _TIGHT) - 1, -1):
        if i in ends:
            return ends[i]
        if clause.tokens[i].text not in skip:
            return None
    return None


def _of_comparison(
    clause: Clause, run: Sequence[int], usual: Sequence[int]
) -> Sequence[int | None]:
    """The arms of "54% vs 31%": those named before it, else after it; none named, none known."""
    size = len(run)
    first, last = clause.shares[run[0]].first, clause.shares[run[-1]].last
    earlier = max((s.last for s in clause.shares if s.last < first), default=clause.first - 1)
    later = min((s.first for s in clause.shares if s.first > last), default=clause.stop)
    near = [m for m in clause.mentions if earlier < m.first < first]
    beside = [m for m in clause.mentions if last < m.first < later]
    before = compared_order(clause.tokens, near or [m for m in clause.mentions if m.last < first])
    after = list(dict.fromkeys(m.payload for m in beside))
    closing = _close_after(clause, run[-1])
    if near and closing is not None and len({*before, closing}) == size == len(before) + 1:
        return [*before, closing]
    if len(before) == size:
        return before
    if before and size == len(usual) == 2 and not after:
        return [before[0], 1 - before[0]]  # "more often with the drug (68% vs 33%)"
    if not before and len(after) == size:
        return after
    arms = list(dict.fromkeys(m.payload for m in clause.mentions))
    if len(arms) == size:
        return arms
    return [None] * size


def compared_order(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[int]:
    """Arms in the order in which figures on them stand: what is compared with, last.

    "Compared with placebo, ketamine raised response (54% vs 31%)" begins with ketamine.
    """
    arms = list(dict.fromkeys(m.payload for m in mentions))
    if len(arms) != 2:
        return arms
    opening = mentions[0]
    words = {t.text for t in tokens[max(0, opening.first - 4) : opening.first]}
    if words & words_of("abstracts", "compared") and _begins(tokens, opening):
        return arms[::-1]
    return arms


def _begins(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the words of comparison before a mention open the sentence."""
    comma = any(t.text == "," for t in tokens[mention.last + 1 : mention.last + 4])
    return mention.first <= 5 and comma


def _contrasts(clause: Clause) -> bool:
    """Whether a clause that names one arm speaks of another too ("54% versus 31% with placebo")."""
    words = {t.text for t in clause.tokens[clause.first : clause.stop]}
    return bool(words & COMPARING)


def _alternating(clause: Clause, runs: Sequence[Sequence[int]]) -> list[int | None]:
    """Runs and arms in turn: each run has the arm beside it, in the same order; else empty."""
    mentions = _distinct(clause.mentions)
    if len(mentions) != len(runs):
        return []
    paired: list[int | None] = [None] * len(clause.shares)
    for i, (run, mention) in enumerate(zip(runs, mentions, strict=True)):
        first, last = clause.shares[run[0]].first, clause.shares[run[-1]].last
        low = clause.shares[runs[i - 1][-1]].last if i else clause.first - 1
        high = clause.shares[runs[i + 1][0]].first if i + 1 < len(runs) else clause.stop
        if not (low < mention.first < first or last < mention.first < high):
            return []
        for k in run:
            paired[k] = mention.payload
    sides = {m.first > clause.shares[r[-1]].last for r, m in zip(runs, mentions, strict=True)}
    compared = bool(COMPARING & {t.text for t in clause.tokens[clause.first : clause.stop]})
    return paired if len(sides) == 1 or compared else []


def _headed(clause: Clause) -> list[int | None]:
    """Shares each under the arm named last before it, where arms head lists of shares."""
    if _contrasts(clause) or clause.mentions[0].first > clause.shares[0].first:
        return []
    if clause.mentions[-1].first > clause.shares[-1].last:
        return []
    paired: list[int | None] = []
    for k, share in enumerate(clause.shares):
        begin = clause.shares[k - 1].last if k else clause.first - 1
        between = [m for m in clause.mentions if begin < m.first < share.first]
        if len({m.payload for m in between}) > 1:
            return []
        paired.append(between[-1].payload if between else paired[-1] if paired else None)
    return paired


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions, of several of one arm in a row the first."""
    return [m for i, m in enumerate(mentions) if i == 0 or m.payload != mentions[i - 1].payload]
