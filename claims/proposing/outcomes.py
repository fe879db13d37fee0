"""What a share counts: the outcome that the words beside it name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.lexicon import stop_stems, words_of
from claims.mentions import find_mentions
from claims.proposing.pairing import Clause
from claims.text import Token, tokenise
from claims.vocabulary import Vocabulary

_KINDS = frozenset({"efficacy", "safety", "durability"})
_OPEN, _CLOSE = frozenset({"(", "["}), frozenset({")", "]"})
_INSIDE = frozenset({"of", "in", "to", "with", "from", "the", "a", "at", "least", "more", "or", "for", "on", "-", "/", "per", "by", "than", "not", "no"})
_MOST = 9
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Named:
    """An outcome: the id on file, or the words of the abstract, in lower case."""

    outcome: str
    words: str
    known: bool


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A run of words that may name an outcome, by its tokens."""

    first: int
    last: int
    verb: bool = False


class Outcomes:
    """Finds what shares count in the clauses of one abstract."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def of(self, clause: Clause, k: int, run: Sequence[int]) -> Named | None:
        """The outcome of one share of a clause; None where no words name one.

        A name bracketed before its figures counts first, then what people did behind it, then
        what stands before it.
        """
        first, last = clause.shares[run[0]], clause.shares[run[-1]]
        listed = _listed(clause, first.first)
        if listed is not None:
            return self._named(clause, listed)
        chunks = _chunks(clause)
        after = [c for c in chunks if c.first > last.last]
        before = [c for c in chunks if c.last < first.first]
        later = [s for s in clause.shares if s.first > last.last]
        if after and _is_told_after(clause, last.last):
            near = [c for c in after if not later or c.last < later[0].first]
            found = self._best(clause, near or after)
            if found is not None:
                return found
        found = self._best(clause, before[::-1])
        if found is not None:
            return found
        return self._best(clause, after)

    def coordinated(self, clause: Clause, run: Sequence[int]) -> list[Named]:
        """As many outcomes, named in a row before a run of shares, as it has shares; else none."""
        before = [c for c in _chunks(clause, split=True) if c.last < clause.shares[run[0]].first]
        named = [n for c in before if (n := self._named(clause, c)) is not None]
        named = list(dict.fromkeys(named))
        return named[-len(run):] if len(named) == len(run) else []

    def _best(self, clause: Clause, chunks: Sequence[_Chunk]) -> Named | None:
        """The first chunk that is an outcome on file, else the first that names anything."""
        named = [n for c in chunks if (n := self._named(clause, c)) is not None]
        return next((n for n in named if n.known), named[0] if named else None)

    def _named(self, clause: Clause, chunk: _Chunk) -> Named | None:
        tokens = clause.tokens[chunk.first : chunk.last + 1]
        words = _words(tokens)
        if not words:
            return None
        known = self._known(words)
        return Named(known or words, words, bool(known))

    def _known(self, words: str) -> str | None:
        """The outcome on file that most of the words name."""
        tokens = tokenise(words)
        found = find_mentions(tokens, self._vocabulary).outcomes
        kinds = self._vocabulary.outcomes
        fit = [m for m in found if kinds[m.payload.id].kind in _KINDS]
        if not fit:
            return None
        best = max(fit, key=lambda m: (m.last - m.first, kinds[m.payload.id].weight))
        return best.payload.id


def _listed(clause: Clause, first: int) -> _Chunk | None:
    """The name right before the bracket that holds the share: "nausea (44%)"."""
    tokens = clause.tokens
    i = first - 1
    while i > clause.first and tokens[i].text not in _OPEN and first - i < 4 and not tokens[i].is_number:
        if tokens[i].text in _CLOSE:
            return None
        i -= 1
    if i < clause.first or tokens[i].text not in _OPEN:
        return None
    end = i - 1
    taken = {j for m in clause.mentions for j in range(m.first, m.last + 1)}
    begin = i
    bars = words_of("abstracts", "verb") | words_of("abstracts", "comparative") | {
        "and", "or", ",", ";", ":", ".", "of", "by", "as", "because", "for", "in", "was", "were"
    } | words_of("abstracts", "people") | words_of("abstracts", "group")  # fmt: skip
    while begin > clause.first and tokens[begin - 1].text not in bars and i - begin < 6:
        if begin - 1 in taken or tokens[begin - 1].text in _OPEN | _CLOSE:
            break
        begin -= 1
    if begin > end or end in taken:
        return None
    if tokens[end].text in words_of("abstracts", "people") | words_of("abstracts", "group"):
        return None
    chunk = _Chunk(begin, end)
    return chunk if _words(tokens[begin : end + 1]) and not _quantified(tokens, chunk) else None


def _quantified(tokens: Sequence[Token], chunk: _Chunk) -> bool:
    return any(tokens[i].is_number for i in range(chunk.first, chunk.last + 1))


def _is_told_after(clause: Clause, last: int) -> bool:
    """Whether people stand behind a figure, or a verb, so that what they did follows."""
    skip = words_of("abstracts", "people-before") | {"patients"}
    verbs = words_of("abstracts", "verb") | words_of("abstracts", "outcome-verb")
    people = words_of("abstracts", "people") | words_of("abstracts", "group")
    for token in clause.tokens[last + 1 : last + 1 + _NEAR]:
        if token.text in verbs or token.text in people:
            return True
        if token.text in {",", ";", ".", ")"} and token.text != ",":
            continue
        if token.text in skip:
            continue
    return False


def _chunks(clause: Clause, split: bool = False) -> list[_Chunk]:
    """Runs of words in a clause that are no arm, figure, time, people or word of comparison."""
    bars = _bars(clause)
    found: list[_Chunk] = []
    begin = None
    for i in range(clause.first, clause.stop + 1):
        if i < clause.stop and not bars(i, begin is not None, split):
            begin = i if begin is None else begin
            continue
        if begin is not None:
            end = i - 1
            while end > begin and clause.tokens[end].text in _INSIDE | {"and"}:
                end -= 1
            found.append(_Chunk(begin, end))
            begin = None
    return found


def _bars(clause: Clause):  # type: ignore[no-untyped-def]
    tokens = clause.tokens
    taken = {j for m in clause.mentions for j in range(m.first, m.last + 1)}
    for share in clause.shares:
        taken.update(range(share.first, share.last + 1))
    taken |= _bracketed(clause)
    stops = (
        words_of("abstracts", "people") | words_of("abstracts", "group")
        | words_of("abstracts", "comparative") | words_of("abstracts", "verb")
        | words_of("abstracts", "change-verb") | words_of("abstracts", "aside")
    )  # fmt: skip

    def bar(i: int, going_on: bool, split: bool) -> bool:
        text = tokens[i].text
        if i in taken or text in {",", ";", ":", "."}:
            return True
        if going_on and text in _INSIDE:
            return False
        if going_on and text == "and" and not split:
            return i + 1 < len(tokens) and (i + 1 in taken or tokens[i + 1].text in stops)
        if text in stops:
            return True
        if not going_on and (tokens[i].stem in stop_stems() or not tokens[i].is_word):
            return not tokens[i].is_number
        return text in {"and", "or"} and split

    return bar


def _bracketed(clause: Clause) -> Iterator[int]:
    """Tokens within brackets."""
    inside: set[int] = set()
    depth = 0
    for i in range(clause.first, clause.stop):
        text = clause.tokens[i].text
        depth += text in _OPEN
        if depth:
            inside.add(i)
        depth = max(0, depth - (text in _CLOSE))
    return inside  # type: ignore[return-value]


def _words(tokens: Sequence[Token]) -> str:
    """The words of a name without general ones at its ends; '' where nothing is left."""
    general = words_of("abstracts", "generic")
    kept = list(tokens)

    def idle(token: Token) -> bool:
        text = token.text
        return text in general or token.stem in stop_stems() or text in _INSIDE or not (token.is_word or token.is_number)

    while kept and idle(kept[0]):
        kept.pop(0)
    while kept and idle(kept[-1]) and not kept[-1].is_number:
        kept.pop()
    if not any(t.is_word and not idle(t) for t in kept) or len(kept) > 14:
        return ""
    out = ""
    end = kept[0].start
    for t in kept:
        out += (" " if t.start > end else "") + t.text
        end = t.end
    return out
