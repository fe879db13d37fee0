"""What a share counts: the outcome that the words beside it name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from claims.cardinals import text_at
from claims.families import family
from claims.lexicon import stop_stems, words_of
from claims.mentions import find_mentions
from claims.proposing.pairing import Clause
from claims.terms import Match
from claims.text import Token, tokenise
from claims.vocabulary import Sense, Vocabulary

_KINDS = frozenset({"efficacy", "safety", "durability"})
_OPEN, _CLOSE = frozenset({"(", "["}), frozenset({")", "]"})
_INSIDE = frozenset(
    {
        "of",
        "in",
        "to",
        "with",
        "from",
        "the",
        "a",
        "at",
        "least",
        "more",
        "or",
        "for",
        "on",
        "-",
        "/",
        "per",
        "by",
        "than",
        "not",
        "no",
    }
)
_MORE = frozenset({"more", "less", "greater", "higher", "lower", "fewer", "better"})
_ABSENT = frozenset(
    {
        "free",
        "freedom",
        "without",
        "absence",
        "absent",
        "no",
        "not",
        "avoidance",
        "never",
        "loss",
        "lack",
    }
)


@dataclass(frozen=True, slots=True)
class Named:
    """An outcome: the id on file, or the words of the abstract, in lower case."""

    outcome: str
    words: str
    known: bool
    harm: bool = False


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

    def of(self, clause: Clause, run: Sequence[int]) -> Named | None:
        """The outcome that the shares of a run count; None where no words name one.

        A name bracketed before its figures counts first, then what people did behind it, then
        what stands between the run and the one before it, then the subject of the clause.
        """
        chunks = _chunks(clause)
        first, last = _chain(clause, chunks, run)
        listed = _listed(clause, clause.shares[first].first)
        if listed is not None and (named := self._named(clause, listed)) is not None:
            return named
        begin, end = clause.shares[first].first, clause.shares[last].last
        earlier = clause.shares[first - 1].last if first else clause.first - 1
        later = clause.shares[last + 1].first if last + 1 < len(clause.shares) else clause.stop
        close = [c for c in chunks if earlier < c.first and c.last < begin]
        after = [c for c in chunks if end < c.first and c.last < later]
        if listed is not None:
            close = close[::-1]  # "response in the acute phase (90%)": what stands nearest
        told = [close] if listed is not None or _is_subject(clause, close, begin) else []
        if after and _follows(clause, clause.shares[first].last, after[0]):
            told.append(after)
        if not told:
            told = [close, after]
        if not any(told):
            told = [[c for c in chunks if c.last < begin]]
        found = [named for part in told if (named := self._best(clause, part)) is not None]
        return next((named for named in found if named.known), found[0] if found else None)

    def coordinated(self, clause: Clause, run: Sequence[int]) -> list[Named]:
        """As many outcomes, named in a row before a run of shares, as it has shares; else none."""
        before = [c for c in _chunks(clause, split=True) if c.last < clause.shares[run[0]].first][
            -len(run) :
        ]
        joined = {
            clause.tokens[i].text
            for left, right in pairwise(before)
            for i in range(left.last + 1, right.first)
        }
        named = [n for c in before if (n := self._named(clause, c)) is not None]
        listed = joined <= words_of("abstracts", "generic") | {"and", "or", ",", "of", "the", "a"}
        return named if listed and len(set(named)) == len(run) else []

    def _best(self, clause: Clause, chunks: Sequence[_Chunk]) -> Named | None:
        """The first chunk that is an outcome on file, else the first that names anything."""
        named = [n for c in chunks if (n := self._named(clause, c)) is not None]
        return next((n for n in named if n.known), named[0] if named else None)

    def _named(self, clause: Clause, chunk: _Chunk) -> Named | None:
        tokens = clause.tokens[chunk.first : chunk.last + 1]
        words = _words(tokens)
        said = {t.stem for t in tokens if t.is_word and t.stem not in stop_stems()}
        averaged = any(t.text in {"mean", "median", "average"} for t in tokens)
        if not words or averaged or said <= clause.names:
            return None
        known = self._known(clause.tokens[chunk.first : chunk.last + 1])
        harm = bool(known) and self._vocabulary.outcomes[str(known)].kind == "safety"
        return Named(known or words, words, bool(known), harm or "adverse" in words)

    def _known(self, chunk: Sequence[Token]) -> str | None:
        """The outcome on file that the words name, where they name little else.

        Words of absence turn a name into another: "free of headache" is no headache.
        """
        tokens = tokenise(" ".join(token.text for token in chunk))
        if any(token.text in _ABSENT for token in tokens):
            return None
        found = find_mentions(tokens, self._vocabulary).outcomes
        kinds = self._vocabulary.outcomes
        fit = [
            m for m in found if kinds[m.payload.id].kind in _KINDS and self._is_strict(m, tokens)
        ]
        if not fit:
            return None
        best = max(fit, key=lambda m: (m.last - m.first, kinds[m.payload.id].weight))
        general = words_of("abstracts", "measure") | words_of("abstracts", "people")
        rest = [
            t for i, t in enumerate(tokens)
            if not best.first <= i <= best.last and t.is_word
            and t.stem not in stop_stems() and t.text not in general
        ]  # fmt: skip
        named = sum(
            t.is_word and t.stem not in stop_stems() for t in tokens[best.first : best.last + 1]
        )
        return best.payload.id if named > len(rest) else None

    def _is_strict(self, match: Match[Sense], tokens: Sequence[Token]) -> bool:
        """Whether a phrase shares a word with the outcome's id or label.

        A page that says "death" may mean any serious harm; a paper means death.
        """
        own = self._vocabulary.outcomes[match.payload.id]
        name = tokenise(f"{own.id.replace('-', ' ')} {own.label}")
        said = [t for t in tokens[match.first : match.last + 1] if t.stem not in stop_stems()]
        return not {family(t) for t in name if t.is_word}.isdisjoint(map(family, said))


def _chain(clause: Clause, chunks: Sequence[_Chunk], run: Sequence[int]) -> tuple[int, int]:
    """The first and the last share around a run that no words of an outcome part."""

    def parted(left: int, right: int) -> bool:
        low, high = clause.shares[left].last, clause.shares[right].first
        if any(low < c.first and c.last < high for c in chunks):
            return True
        joined = left in run and right in run
        return not joined and not any(low < m.first < high for m in clause.mentions)

    first, last = run[0], run[-1]
    while (
        first
        and not parted(first - 1, first)
        and _listed(clause, clause.shares[first].first) is None
    ):
        first -= 1
    while last + 1 < len(clause.shares) and not parted(last, last + 1):
        if _listed(clause, clause.shares[last + 1].first) is not None:
            break
        last += 1
    return first, last


def _is_subject(clause: Clause, chunks: Sequence[_Chunk], begin: int) -> bool:
    """Whether a verb, a colon or a bracket stands between words and the figure behind them."""
    if not chunks:
        return False
    words = words_of("abstracts", "verb") | words_of("abstracts", "change-verb") | {":", "(", "["}
    return any(t.text in words for t in clause.tokens[chunks[-1].last + 1 : begin])


def _follows(clause: Clause, end: int, chunk: _Chunk) -> bool:
    """Whether words say what the people of a figure did: no comma stands between, but in brackets
    or behind an insertion that a comma opened."""
    depth, commas = 0, 0
    for token in clause.tokens[end + 1 : chunk.first]:
        depth = max(0, depth + (token.text in _OPEN) - (token.text in _CLOSE))
        commas += token.text == "," and not depth
    told = {t.text for t in clause.tokens[end + 1 : chunk.first + 1]}
    verbs = words_of("abstracts", "verb") | words_of("abstracts", "outcome-verb")
    people = words_of("abstracts", "people") | words_of("abstracts", "group")
    return commas != 1 and bool(told & (verbs | people))


def _listed(clause: Clause, first: int) -> _Chunk | None:
    """The name right before the bracket that holds the share: "nausea (44%)"."""
    tokens = clause.tokens
    taken = {j for m in clause.mentions for j in range(m.first, m.last + 1)}
    i, steps = first - 1, 0
    while i > clause.first and tokens[i].text not in _OPEN and steps < 3:
        if tokens[i].text in _CLOSE or (tokens[i].is_number and i not in taken):
            return None
        steps += i not in taken
        i -= 1
    if i < clause.first or tokens[i].text not in _OPEN:
        return None
    end = i - 1
    begin = i
    bars = words_of("abstracts", "verb") | words_of("abstracts", "change-verb")
    bars |= words_of("abstracts", "comparative") | {
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
    return None if _quantified(tokens, chunk) else chunk


def _quantified(tokens: Sequence[Token], chunk: _Chunk) -> bool:
    return any(tokens[i].is_number for i in range(chunk.first, chunk.last + 1))


def _chunks(clause: Clause, split: bool = False) -> list[_Chunk]:
    """Runs of words in a clause that are no arm, figure, time, people or word of comparison.

    With ``split`` what "and" joins is apart.
    """
    taken = _taken(clause)
    found: list[_Chunk] = []
    begin = None
    for i in range(clause.first, clause.stop + 1):
        if i < clause.stop and not _ends(clause, i, begin, taken, split):
            begin = i if begin is None else begin
            continue
        if begin is not None:
            end = i - 1
            while end > begin and clause.tokens[end].text in (_INSIDE | {"and"}) - _MORE:
                end -= 1
            found.append(_Chunk(begin, end))
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
        within = (within and i not in taken and text not in bars) or (
            text in asides and i not in taken
        )
        if within and not (text in {"at", "by", "over"} and clause.tokens[i + 1].text == "least"):
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
    if text in _stops():
        return True
    if text in {"and", "or"} and begin is not None and not split:
        return i + 1 >= len(tokens) or i + 1 in taken or tokens[i + 1].text in _stops()
    if begin is None and text not in _ABSENT:
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
        depth += text in _OPEN
        if depth:
            inside.add(i)
        depth = max(0, depth - (text in _CLOSE))
    return inside


def _words(tokens: Sequence[Token]) -> str:
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

    while kept and idle(kept[0]):
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
        or len(kept) > 14
        or all(t.text in words_of("abstracts", "no-outcome") for t in named)
    ):
        return ""
    out = ""
    end = kept[0].start
    for t in kept:
        out += (" " if t.start > end else "") + t.text
        end = t.end
    return out
