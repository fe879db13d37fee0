"""Runs of words in a clause that may name what its shares count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claims.cardinals import text_at
from claims.lexicon import stop_stems, words_of
from claims.proposing.runs import CLOSE, OPEN, Clause
from claims.text import Token

ABSENT = words_of("abstracts", "absent")
_INSIDE = words_of("abstracts", "inside")
_MORE = frozenset({"more", "less", "greater", "higher", "lower", "fewer", "better"})
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of words that may name an outcome, by its tokens."""

    first: int
    last: int


def chunks_of(clause: Clause, split: bool = False) -> list[Chunk]:
    """Runs of words in a clause that are no arm, figure, time, people or word of comparison.

    With ``split`` what "and" joins is apart.
    """
    taken = _taken(clause)
    found: list[Chunk] = []
    begin = None
    for i in range(clause.first, clause.stop + 1):
        if i < clause.stop and not _ends(clause, i, begin, taken, split):
            begin = i if begin is None else begin
            continue
        if begin is not None:
            end = i - 1
            while end > begin and clause.tokens[end].text in (_INSIDE | {"and"}) - _MORE:
                end -= 1
            found.append(Chunk(begin, end))
            begin = None
    return found


def _taken(clause: Clause) -> set[int]:
    """Tokens that are arms, figures, times, brackets, or asides ("after ...", "among ...")."""
    taken = {j for m in clause.mentions for j in range(m.first, m.last + 1)}
    for mention in clause.mentions:
        taken.update(_and_company(clause, mention.last + 1))
    for share in clause.shares:
        taken.update(range(share.first, share.last + 1))
    taken |= _bracketed(clause) | clause.times
    asides = words_of("abstracts", "aside")
    bars = {",", ";", ":"} | words_of("abstracts", "verb") | words_of("abstracts", "change-verb")
    aside: set[int] = set()
    within = False
    for i in range(clause.first, clause.stop):
        text = clause.tokens[i].text
        opens = text in asides and text_at(clause.tokens, i + 1) not in {"least", "most"}
        within = i not in taken and (opens or (within and text not in bars))
        if within:
            aside.add(i)
    return taken | aside


def _and_company(clause: Clause, i: int) -> Iterator[int]:
    """Tokens behind an arm's name that go on with it: "plus aspirin", "alone"."""
    company = words_of("abstracts", "company")
    while i < clause.stop and clause.tokens[i].text in company:
        yield i
        if clause.tokens[i].text in {"plus", "+"}:
            yield i + 1
            i += 1
        i += 1


def _is_hyphened(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word is the first of a compound: "all-cause mortality"."""
    mark = tokens[i + 1] if i + 2 < len(tokens) else None
    joined = mark is not None and mark.text == "-" and mark.start == tokens[i].end
    return joined and tokens[i + 2].start == tokens[i + 1].end and tokens[i + 2].is_word


def _bounds(tokens: Sequence[Token], i: int) -> bool:
    """Whether a token is of "or more", "or less" behind a threshold."""
    pair = (
        {text_at(tokens, i), text_at(tokens, i + 1)},
        {text_at(tokens, i - 1), text_at(tokens, i)},
    )
    return any("or" in words and words & _MORE for words in pair)


def _ends(clause: Clause, i: int, begin: int | None, taken: set[int], split: bool) -> bool:
    """Whether a run of words ends before a token, or cannot begin with it."""
    tokens, text = clause.tokens, clause.tokens[i].text
    if i in taken or text in {",", ";", ":", "."}:
        return True
    if begin is not None and (text in _INSIDE or _bounds(tokens, i)):
        return False
    if text in _stops() and not _is_hyphened(tokens, i):
        return True
    if text in {"and", "or"} and begin is not None and not split:
        return i + 1 >= len(tokens) or i + 1 in taken or tokens[i + 1].text in _stops()
    if begin is None and text not in ABSENT and not _is_hyphened(tokens, i):
        return not tokens[i].is_number and (tokens[i].stem in stop_stems() or not tokens[i].is_word)
    return text in {"and", "or"}


@cache
def _stops() -> frozenset[str]:
    return frozenset().union(
        *(
            words_of("abstracts", role)
            for role in ("people", "group", "comparative", "verb", "change-verb")
        )
    )


def _bracketed(clause: Clause) -> set[int]:
    """Tokens within brackets."""
    inside: set[int] = set()
    depth = 0
    for i in range(clause.first, clause.stop):
        text = clause.tokens[i].text
        depth += text in OPEN
        if depth:
            inside.add(i)
        depth = max(0, depth - (text in CLOSE))
    return inside


def bracketed_name(clause: Clause, first: int) -> Chunk | None:
    """The name right before the bracket that holds the share: "nausea (44%)"."""
    tokens = clause.tokens
    taken = {j for m in clause.mentions for j in range(m.first, m.last + 1)}
    i, steps = first - 1, 0
    while i > clause.first and tokens[i].text not in OPEN and steps < 3:
        if tokens[i].text in CLOSE or (tokens[i].is_number and i not in taken):
            return None
        steps += i not in taken
        i -= 1
    if i < clause.first or tokens[i].text not in OPEN:
        return None
    end = i - 1
    begin = i
    bars = words_of("abstracts", "verb") | words_of("abstracts", "change-verb")
    bars |= words_of("abstracts", "comparative") | {
        "and", "or", ",", ";", ":", ".", "of", "by", "as", "because", "for", "in", "was", "were"
    } | words_of("abstracts", "people") | words_of("abstracts", "group")  # fmt: skip
    while begin > clause.first and tokens[begin - 1].text not in bars and i - begin < 6:
        if begin - 1 in taken or tokens[begin - 1].text in OPEN | CLOSE:
            break
        begin -= 1
    if begin > end or end in taken:
        return None
    if tokens[end].text in words_of("abstracts", "people") | words_of("abstracts", "group"):
        return None
    chunk = Chunk(begin, end)
    return None if _quantified(tokens, chunk) else chunk


def _quantified(tokens: Sequence[Token], chunk: Chunk) -> bool:
    return any(tokens[i].is_number for i in range(chunk.first, chunk.last + 1))


def words_in(tokens: Sequence[Token]) -> str:
    """The words of a name without general ones at its ends; '' where nothing is left."""
    general = words_of("abstracts", "generic")
    kept = list(tokens)

    def idle(token: Token) -> bool:
        text = token.text
        return (
            text in general
            or token.stem in stop_stems()
            or text in _INSIDE
            or not (token.is_word or token.is_number)
        )

    while kept and idle(kept[0]) and not _is_hyphened(kept, 0):
        kept.pop(0)
    trailing = words_of("abstracts", "measure-only")
    while kept and not (kept[-1].is_number or kept[-1].text in _MORE | {"%"}):
        last = kept[-1]
        if last.is_word and last.text not in trailing | _INSIDE and last.stem not in stop_stems():
            break
        kept.pop()
    named = [t for t in kept if t.is_word and not idle(t)]
    if (
        not named
        or len(kept) > _LONGEST
        or all(t.text in words_of("abstracts", "no-outcome") for t in named)
    ):
        return ""
    out = ""
    end = kept[0].start
    for t in kept:
        out += (" " if t.start > end else "") + t.text
        end = t.end
    return out
